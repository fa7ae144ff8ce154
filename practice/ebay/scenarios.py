"""The scenarios of the practice eBay."""

from __future__ import annotations

SCENARIOS = (
    ("ebay-429", "The first call of each kind is answered with 429 and Retry-After."),
    ("ebay-500", "The first call of each kind is answered with HTTP 500."),
    ("ebay-half-pages", "Every page of a list has only half of its rows."),
    ("ebay-empty-lists", "Every list is answered as if nothing stood in it."),
    ("ebay-no-orders", "The list of orders is answered as if nothing stood in it."),
    ("ebay-repeated-order", "An order comes in between two pages of the list, so one stands on both."),
    ("ebay-clock-skew", "The service's clock is ten minutes ahead."),
    ("ebay-partial-bulk", "The last row of the first bulk call of each kind fails, and the others are carried out."),
    (
        "ebay-value-changes",
        "Somebody changes prices in the browser after the rehearsal, before the next one or an approval.",
    ),
    ("ebay-lost-answer", "The first write of each kind is carried out, and its answer never comes."),
    ("ebay-short-tokens", "Access tokens live for two seconds."),
    ("ebay-consent-ended", "The seller has taken the consent back: no refresh token is good any more."),
    ("ebay-one-sku", "An update of prices and quantities takes a single SKU in a call."),
    ("ebay-gb", "The seller is another one, who lives in Great Britain and sells on EBAY_GB; chosen at the start only."),
    ("ebay-no-zero", "A quantity of 0 is refused, as without the out-of-stock option."),
)
