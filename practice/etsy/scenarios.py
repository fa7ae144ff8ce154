"""The ways in which the practice Etsy behaves, by name. Imports nothing, so that listing them costs nothing."""

from __future__ import annotations

SCENARIOS = (
    ("etsy-429", "The first call of each kind is answered with 429 and Retry-After."),
    ("etsy-day-spent", "Every call is answered with 429, because those of the day are used up."),
    ("etsy-500", "The first call of each kind is answered with HTTP 500."),
    ("etsy-503", "The first call of each kind is answered with HTTP 503."),
    ("etsy-half-pages", "Every page of a list has only half of its rows."),
    ("etsy-empty-lists", "Every list is answered as if nothing stood in it."),
    ("etsy-no-orders", "The list of orders is answered as if nothing stood in it."),
    ("etsy-repeated-order", "An order comes in between two pages of the list, so one stands on both."),
    ("etsy-clock-skew", "The service's clock is ten minutes ahead."),
    ("etsy-value-changes", "After this rehearsal somebody edits the titles of the shop and its listings in the browser."),
    ("etsy-lost-answer", "The first write of each kind is carried out, and its answer never comes."),
    ("etsy-eur", "The shop sells in euros instead of dollars."),
    ("etsy-short-tokens", "Access tokens live for five seconds."),
)
