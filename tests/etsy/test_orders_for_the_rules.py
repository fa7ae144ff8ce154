"""Receipts of Etsy as the rules for orders see them: nothing personal, nothing that is downloaded, the owner's day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from automation_suite.errors import SettingsError
from automation_suite.etsy import receipts_api
from automation_suite.etsy.orders import as_order, is_to_send, with_note
from automation_suite.etsy.questions import question_in
from automation_suite.etsy.targets import targets
from automation_suite.orders.parcel_file import parcels_in
from automation_suite.orders.rules import OrderRules
from automation_suite.orders.shipping import pick_list, sort_orders
from automation_suite.orders.trackings import trackings
from automation_suite.platform_api.reading import Body
from tests.etsy.shop import SHOP, EtsyShop

SECRET = b"of this run"
MOMENT = 1_795_550_000
NOW = datetime.fromtimestamp(MOMENT, UTC)
USD = {"amount": 2000, "divisor": 100, "currency_code": "USD"}
PERSONAL = ("Jane Buyer", "12 Elm Street", "Please hurry, my number is 555", "Love from Grandma", "Anna and Ben 2026")


def line(number: int, chosen: str = "", personal: bool = False, digital: bool = False, sku: str = "") -> dict[str, Any]:
    variations = [{"property_id": 100, "formatted_name": "Size", "formatted_value": chosen}] if chosen else []
    variations += [{"property_id": 54, "formatted_name": "Personalisierung", "formatted_value": PERSONAL[4]}] * personal
    return {
        "transaction_id": number, "receipt_id": 5, "title": "A &quot;ring&quot;", "quantity": 1, "price": USD, "sku": sku,
        "created_timestamp": MOMENT, "paid_timestamp": MOMENT, "variations": variations, "is_digital": digital,
        "expected_ship_date": MOMENT + 86_400 * number, "buyer_user_id": 9,
    }  # fmt: skip


def receipt(*lines: Mapping[str, Any], **more: Any) -> receipts_api.Receipt:
    body = {
        "receipt_id": 5, "status": "Paid", "is_paid": True, "is_shipped": False, "is_gift": False, "buyer_user_id": 9,
        "name": PERSONAL[0], "first_line": PERSONAL[1], "message_from_buyer": PERSONAL[2], "gift_message": PERSONAL[3],
        "created_timestamp": MOMENT, "updated_timestamp": MOMENT, "grandtotal": USD, "transactions": list(lines),
    }  # fmt: skip
    return receipts_api.receipt_in(Body({**body, **more}, "an order"))


LINES = st.lists(
    st.builds(
        line, st.integers(1, 9), st.sampled_from(["", "M", "L"]), st.booleans(), st.booleans(), st.sampled_from(["", "S1"])
    ),
    min_size=1,
    max_size=5,
)


@given(LINES, st.sampled_from(["Paid", "Completed", "Canceled", "Fully Refunded", "Partially Refunded"]), st.booleans())
def test_an_order_has_nothing_personal_and_only_what_is_sent(lines: list[dict[str, Any]], status: str, paid: bool) -> None:
    read = receipt(*lines, status=status, is_paid=paid)
    order = as_order(read, "etsy", SECRET)
    said = repr(order)
    assert not [words for words in PERSONAL if words in said]
    assert "9" not in order.buyer or len(order.buyer) == 20
    to_send = [one for one in lines if not one["is_digital"]]
    assert [one.line_id for one in order.lines] == [str(one["transaction_id"]) for one in to_send]
    assert is_to_send(read) is bool(to_send)
    assert order.cancelled is (status in ("Canceled", "Fully Refunded"))
    assert (order.paid_at is not None) is paid
    assert all(('"ring"' in one.title) for one in order.lines)
    assert all(("personalised" in one.title) is (len(sold["variations"]) > 1 or (
        bool(sold["variations"]) and sold["variations"][0]["property_id"] == 54
    )) for one, sold in zip(order.lines, to_send, strict=True))  # fmt: skip


def test_two_sizes_are_two_things_to_pick_and_the_earliest_day_counts() -> None:
    order = as_order(receipt(line(2, "M"), line(1, "L"), is_gift=True), "etsy", SECRET)
    day = sort_orders([order], {}, (), (), OrderRules(), NOW)
    assert [pick.title for pick in pick_list(day.to_ship, {})] == ['A "ring" (Size: L)', 'A "ring" (Size: M)']
    assert order.ship_by == datetime.fromtimestamp(MOMENT + 86_400, UTC)
    assert order.is_gift


def test_an_order_of_which_etsy_tells_no_line_is_not_taken_for_a_download() -> None:
    assert is_to_send(receipt())


def test_the_message_with_a_gift_is_no_question() -> None:
    assert question_in(receipt(line(1), message_from_buyer=None, is_gift=True)) is None


def _parcels(folder: Path, shipped: str, zone: str = "America/New_York") -> Any:
    path = folder / "labels.csv"
    path.write_bytes(
        f"order,carrier,tracking,shipped,name\r\n5,USPS,9405511899223197428490,{shipped},Café\r\n".encode("cp1252")
    )
    return parcels_in(path, zone)


@pytest.mark.parametrize(
    ("shipped", "day"),
    [
        ("2026-11-24 21:30", "2026-11-24"),
        ("2026-11-25T02:30:00Z", "2026-11-24"),
        ("2026-11-24T00:10:00-05:00", "2026-11-24"),
        ("2026-11-24", "2026-11-24"),
    ],
)
def test_the_day_of_shipping_is_the_owners_and_the_note_goes_with_it(tmp_path: Path, shipped: str, day: str) -> None:
    parcels = _parcels(tmp_path, shipped)
    order = as_order(receipt(line(1), created_timestamp=MOMENT - 9_000_000), "etsy", SECRET)
    now = datetime(2026, 11, 26, tzinfo=ZoneInfo("America/New_York"))
    (change,) = with_note(trackings(parcels, [order], (), {}, now).changes, "Thank you!")
    assert change.reason == "Shipped with USPS. Etsy sends the buyer an e-mail with your note."
    shop = EtsyShop(parcels={"5": []})
    targets(shop, SHOP)["order", "tracking"].write([change])
    (told,) = shop.calls_of("tracking")
    assert (told.body["ship_date"], told.body["note_to_buyer"]) == (day, "Thank you!")


def test_without_a_note_none_is_sent(tmp_path: Path) -> None:
    order = as_order(receipt(line(1)), "etsy", SECRET)
    parcels = _parcels(tmp_path, NOW.isoformat())
    (change,) = with_note(trackings(parcels, [order], (), {}, NOW).changes, "")
    assert change.reason.endswith("Etsy sends the buyer an e-mail.")
    assert "note_to_buyer" not in change.new


@pytest.mark.parametrize("row", ["5,USPS", "5,USPS,94,yesterday", "5"])
def test_a_parcel_without_a_moment_is_named(tmp_path: Path, row: str) -> None:
    path = tmp_path / "labels.csv"
    path.write_text(f"order,carrier,tracking,shipped\n{row}\n")
    with pytest.raises(SettingsError, match=r"labels.csv, line 2: .* is no moment"):
        parcels_in(path, "UTC")
