"""Etsy's reviews. They can be read; replies can only be written on Etsy's pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from automation_suite.etsy.answers import plain, whole_list
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.reading import Body


@dataclass(frozen=True)
class Review:
    """What a buyer wrote.

    Attributes:
        transaction_id: The line of an order that it is about.
        listing_id: Of the listing.
        rating: Stars, from 1 to 5.
        text: Empty when only stars were given.
        language: Two letters or more.
        created_at: When.
        updated_at: When it was changed last.
    """

    transaction_id: str
    listing_id: str
    rating: int
    text: str
    language: str
    created_at: datetime
    updated_at: datetime


def shop_reviews(calls: Calls, shop_id: str, created_from: datetime | None = None) -> tuple[Review, ...]:
    """Return all reviews of the shop, or those since a moment, with one call for each 100.

    Raises:
        AnswerIncompleteError: The pages do not have what Etsy counts.
    """
    query = {} if created_from is None else {"min_created": int(created_from.timestamp())}
    # A line of an order has one review.
    found = whole_list(
        calls, f"/shops/{shop_id}/reviews", lambda body: body.text("transaction_id"), "Etsy's list of reviews", query
    )
    return tuple(review_in(body) for body in found)


def review_in(body: Body) -> Review:
    """Read one review."""
    return Review(
        transaction_id=body.text("transaction_id"), listing_id=body.text_or("listing_id"), rating=body.whole("rating"),
        text=plain(body, "review"), language=body.text_or("language"), created_at=body.moment("created_timestamp"),
        updated_at=body.moment("updated_timestamp"),
    )  # fmt: skip
