"""A shop in euros names no dollars in any answer, and its numbers are those of the shop in dollars."""

from __future__ import annotations

import json

from tests.practice_etsy.conftest import SHOP, Opens


def test_every_amount_is_in_euros(etsy: Opens) -> None:
    usual = etsy().get(f"{SHOP}/listings", sort_order="asc")["results"]
    caller = etsy("etsy-eur")
    answers = [
        caller.get(SHOP), caller.get(f"{SHOP}/listings", sort_order="asc", includes="Inventory"),
        caller.get(f"{SHOP}/receipts"), caller.get("/v3/application/listings/active", keywords="mug"),
        caller.call("PATCH", f"{SHOP}/listings/{usual[0]['listing_id']}", data={"title": "A mug"}).json(),
    ]  # fmt: skip
    assert all('"EUR"' in json.dumps(answer) and '"USD"' not in json.dumps(answer) for answer in answers)
    amounts = [row["price"]["amount"] for row in answers[1]["results"]]
    assert amounts == [row["price"]["amount"] for row in usual]
