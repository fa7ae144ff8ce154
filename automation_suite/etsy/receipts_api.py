"""Etsy's receipts, which are its orders, and the tracking numbers of their parcels.

Addresses may be withheld, by region and by what the application was granted; what is not told is empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from automation_suite.etsy.answers import GROUP, ROOT, money, money_or_none, plain, whole_list
from automation_suite.platform_api.amounts import Money
from automation_suite.platform_api.calls import CallRefusedError, Calls
from automation_suite.platform_api.reading import Body

_WHAT = "Etsy's list of orders"
# Where Etsy puts what a buyer of a personalised item has written: a property of its own beside the variations.
_PERSONALISATION, _PERSONAL_NAMES = "54", ("personalization", "personalisation")


@dataclass(frozen=True)
class Transaction:
    """One line of an order.

    Attributes:
        transaction_id: By which Etsy knows it.
        receipt_id: Of the order.
        listing_id: Of the listing; empty when it is gone.
        sku: Of the variation; empty when it has none.
        title: Of the listing.
        quantity: How many.
        price: Of one.
        variation: What the buyer chose, such as ``Size: M``; empty without a choice. Never the buyer's own words.
        is_personalised: Whether the buyer has written what it shall say; the words stand on Etsy only.
        is_digital: Whether there is nothing to send.
        buyer: Number of the buyer.
        created_at: When it was bought.
        paid_at: None before it is paid.
        shipped_at: None before it is sent.
        ship_by: Until when it should be sent; none when Etsy does not say.
    """

    transaction_id: str
    receipt_id: str
    listing_id: str
    sku: str
    title: str
    quantity: int
    price: Money
    variation: str
    is_personalised: bool
    is_digital: bool
    buyer: str
    created_at: datetime
    paid_at: datetime | None
    shipped_at: datetime | None
    ship_by: datetime | None


@dataclass(frozen=True)
class Shipment:
    """One parcel of an order.

    Attributes:
        carrier: In Etsy's words.
        code: Tracking number; empty without one.
        told_at: When the buyer was told; none when not.
    """

    carrier: str
    code: str
    told_at: datetime | None


@dataclass(frozen=True)
class Receipt:
    """One order.

    Attributes:
        receipt_id: By which Etsy knows it.
        buyer: Number of the buyer; empty for a guest.
        name: To whom it is sent; empty when withheld.
        lines: Street and what belongs to it; empty when withheld.
        city: Empty when withheld.
        region: Empty when there is none or withheld.
        postal_code: Empty when withheld.
        country: Two letters; empty when withheld.
        status: ``paid``, ``completed``, ``open``, ``payment processing``, ``canceled``, ``fully refunded`` or
            ``partially refunded``.
        is_paid: Whether the money has come.
        is_shipped: Whether it counts as sent.
        is_gift: Whether the buyer wants it as one.
        message: From the buyer; empty without one.
        gift_message: From the buyer; empty without one.
        created_at: When it was placed.
        updated_at: When it was changed last.
        total: That the buyer pays.
        shipping: That the buyer pays for sending; none when Etsy does not say.
        tax: That Etsy collects; none when Etsy does not say.
        discount: That the seller grants; none when Etsy does not say.
        refunds: That were paid back.
        shipments: Its parcels.
        transactions: What was bought.
    """

    receipt_id: str
    buyer: str
    name: str
    lines: tuple[str, ...]
    city: str
    region: str
    postal_code: str
    country: str
    status: str
    is_paid: bool
    is_shipped: bool
    is_gift: bool
    message: str
    gift_message: str
    created_at: datetime
    updated_at: datetime
    total: Money
    shipping: Money | None
    tax: Money | None
    discount: Money | None
    refunds: tuple[Money, ...]
    shipments: tuple[Shipment, ...]
    transactions: tuple[Transaction, ...]


def receipts(
    calls: Calls, shop_id: str, *, created_from: datetime | None = None, modified_from: datetime | None = None,
    paid: bool | None = None, shipped: bool | None = None, cancelled: bool | None = None,
) -> tuple[Receipt, ...]:  # fmt: skip
    """Return all orders that a filter lets through, with one call for each 100.

    Args:
        calls: The account.
        shop_id: Of the shop.
        created_from: Only those that were placed since.
        modified_from: Only those that were changed since.
        paid: Only those that are, or are not.
        shipped: The same.
        cancelled: The same.

    Raises:
        AnswerIncompleteError: The pages do not have what Etsy counts.
    """
    query = receipts_query(created_from, modified_from, paid, shipped, cancelled)
    found = whole_list(calls, f"/shops/{shop_id}/receipts", lambda body: body.text("receipt_id"), _WHAT, query)
    return tuple(receipt_in(body) for body in found)


def receipt(calls: Calls, shop_id: str, receipt_id: str) -> Receipt | None:
    """Return an order; none when there is none of that number."""
    try:
        answer = calls.call("GET", f"{ROOT}/shops/{shop_id}/receipts/{receipt_id}", group=GROUP)
    except CallRefusedError as error:
        if error.status == 404:
            return None
        raise
    return receipt_in(Body(answer.body, "Etsy's answer about an order"))


def transactions(calls: Calls, shop_id: str) -> tuple[Transaction, ...]:
    """Return every line of every order of the shop, since its beginning, with one call for each 100.

    Raises:
        AnswerIncompleteError: The pages do not have what Etsy counts.
    """
    what = "Etsy's list of sales"
    found = whole_list(calls, f"/shops/{shop_id}/transactions", lambda body: body.text("transaction_id"), what)
    return tuple(transaction_in(body) for body in found)


def add_tracking(
    calls: Calls, shop_id: str, receipt_id: str, carrier: str, code: str, note_to_buyer: str = "",
    shipped_at: datetime | None = None,
) -> Receipt:  # fmt: skip
    """Tell Etsy that a parcel was sent. Etsy sends the buyer an e-mail each time.

    Args:
        calls: The account.
        shop_id: Of the shop.
        receipt_id: Which order.
        carrier: In Etsy's words, such as ``usps``.
        code: Tracking number.
        note_to_buyer: Stands in the e-mail; nothing when empty.
        shipped_at: When; now when none.
    """
    body = tracking_body(carrier, code, note_to_buyer, shipped_at)
    answer = calls.call("POST", f"{ROOT}/shops/{shop_id}/receipts/{receipt_id}/tracking", group=GROUP, json=body)
    return receipt_in(Body(answer.body, "Etsy's answer about an order"))


def carrier_name(carrier: str) -> str:
    """Return a carrier as Etsy names it: ``usps``, ``dhl-ecommerce``."""
    return "-".join(carrier.lower().split())


def receipts_query(
    created_from: datetime | None, modified_from: datetime | None, paid: bool | None, shipped: bool | None,
    cancelled: bool | None,
) -> dict[str, str | int | Sequence[str]]:  # fmt: skip
    """Return the parameters that choose orders."""
    moments = {"min_created": created_from, "min_last_modified": modified_from}
    flags = {"was_paid": paid, "was_shipped": shipped, "was_canceled": cancelled}
    query: dict[str, str | int | Sequence[str]] = {
        name: int(moment.timestamp()) for name, moment in moments.items() if moment is not None
    }
    return query | {name: str(flag).lower() for name, flag in flags.items() if flag is not None}


def tracking_body(carrier: str, code: str, note_to_buyer: str, shipped_at: datetime | None) -> dict[str, Any]:
    """Return the body that tells of a parcel."""
    if not carrier or not code:
        raise ValueError("Etsy takes a tracking number only together with its carrier.")
    body: dict[str, Any] = {"carrier_name": carrier, "tracking_code": code}
    if note_to_buyer:
        body["note_to_buyer"] = note_to_buyer
    if shipped_at:
        body["ship_date"] = f"{shipped_at:%Y-%m-%d}"
    return body


def receipt_in(body: Body) -> Receipt:
    """Read one order."""
    lines = (plain(body, "first_line"), plain(body, "second_line"))
    return Receipt(
        receipt_id=body.text("receipt_id"), buyer=body.text_or("buyer_user_id"), name=plain(body, "name"),
        lines=tuple(line for line in lines if line), city=plain(body, "city"), region=plain(body, "state"),
        postal_code=body.text_or("zip"), country=body.text_or("country_iso"), status=body.text("status").lower(),
        is_paid=body.flag("is_paid"), is_shipped=body.flag("is_shipped"), is_gift=body.flag("is_gift"),
        message=plain(body, "message_from_buyer"), gift_message=plain(body, "gift_message"),
        created_at=body.moment("created_timestamp"), updated_at=body.moment("updated_timestamp"),
        total=money(body, "grandtotal"), shipping=money_or_none(body, "total_shipping_cost"),
        tax=money_or_none(body, "total_tax_cost"), discount=money_or_none(body, "discount_amt"),
        refunds=tuple(money(refund, "amount") for refund in body.parts("refunds")),
        shipments=tuple(_shipment(shipment) for shipment in body.parts("shipments")),
        transactions=tuple(transaction_in(line) for line in body.listed("transactions")),
    )  # fmt: skip


def transaction_in(body: Body) -> Transaction:
    """Read one line of an order."""
    chosen = body.parts("variations")
    offered = [one for one in chosen if not _is_personal(one)]
    return Transaction(
        transaction_id=body.text("transaction_id"), receipt_id=body.text("receipt_id"),
        listing_id=body.text_or("listing_id"), sku=body.text_or("sku"), title=plain(body, "title"),
        quantity=body.whole("quantity"), price=money(body, "price"),
        variation=", ".join(f"{plain(one, 'formatted_name')}: {plain(one, 'formatted_value')}" for one in offered),
        is_personalised=len(offered) < len(chosen), is_digital=body.flag("is_digital"),
        buyer=body.text_or("buyer_user_id"), created_at=body.moment("created_timestamp"),
        paid_at=body.moment_or_none("paid_timestamp"), shipped_at=body.moment_or_none("shipped_timestamp"),
        ship_by=body.moment_or_none("expected_ship_date"),
    )  # fmt: skip


def tracking_of(found: Receipt) -> list[Mapping[str, str]] | None:
    """Return the parcels of an order as plans hold them; none when there is none."""
    return [{"carrier": one.carrier, "number": one.code} for one in found.shipments if one.code] or None


def _is_personal(chosen: Body) -> bool:
    return chosen.text_or("property_id") == _PERSONALISATION or plain(chosen, "formatted_name").casefold() in _PERSONAL_NAMES


def _shipment(body: Body) -> Shipment:
    return Shipment(
        plain(body, "carrier_name"), body.text_or("tracking_code"), body.moment_or_none("shipment_notification_timestamp")
    )
