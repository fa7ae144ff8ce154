"""eBay's Fulfillment API: orders, and the tracking numbers of their parcels. Orders go two years back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from automation_suite.ebay.amounts import money, money_or_none
from automation_suite.platform_api.amounts import Money
from automation_suite.platform_api.calls import CallRefusedError, Calls
from automation_suite.platform_api.paging import Page, read_all
from automation_suite.platform_api.reading import AnswerIncompleteError, Body

GROUP = "sell.fulfillment"
PAGE_SIZE = 200
MOST_IDS = 50
_ROOT = "/sell/fulfillment/v1/order"
_WHAT = "eBay's list of orders"
_CARRIERS = {name.upper(): name for name in ("USPS", "UPS", "FedEx", "DHL")}
# What eBay calls a payment that nothing holds back (any more); of one that has no word of it a hold is told.
_NOT_HELD = ("NOT_HELD", "RELEASED", "RELEASE_CONFIRMED")
# Two years, less a day for clocks.
_ORDERS_GO_BACK = timedelta(days=729)


@dataclass(frozen=True)
class Address:
    """Where something is sent, or where somebody lives.

    Attributes:
        name: Of the person.
        lines: Street and what belongs to it.
        city: Or town.
        region: State or province; empty where there is none.
        postal_code: Empty where there is none.
        country: By ISO 3166, two letters.
        phone: Empty when not told.
    """

    name: str
    lines: tuple[str, ...]
    city: str
    region: str
    postal_code: str
    country: str
    phone: str


@dataclass(frozen=True)
class OrderLine:
    """One line of an order.

    Attributes:
        line_id: By which eBay knows it.
        sku: Of the item; empty when it has none.
        title: For people.
        listing_id: Of the listing.
        quantity: How many.
        cost: Of all of them, without shipping and tax.
        status: ``NOT_STARTED``, ``IN_PROGRESS`` or ``FULFILLED``.
        ship_by: Until when it must be sent; none when eBay does not say.
    """

    line_id: str
    sku: str
    title: str
    listing_id: str
    quantity: int
    cost: Money
    status: str
    ship_by: datetime | None


@dataclass(frozen=True)
class Order:
    """One order.

    Attributes:
        order_id: By which eBay knows it.
        seller: User name; the owner's own.
        buyer: User name.
        created_at: When it was placed.
        modified_at: When it was changed last.
        status: ``NOT_STARTED``, ``IN_PROGRESS`` or ``FULFILLED``.
        payment_status: ``PAID``, ``PENDING``, ``FAILED``, ``PARTIALLY_REFUNDED`` or ``FULLY_REFUNDED``.
        cancel_state: ``NONE_REQUESTED``, ``IN_PROGRESS`` or ``CANCELED``.
        is_held: Whether a payment is held back still.
        total: That the buyer pays.
        delivery_cost: That the buyer pays for shipping; none when eBay does not say.
        fee: Of eBay; none when eBay does not say.
        ship_to: Where the seller sends it; none for what is fetched or not sent.
        destination: Where eBay sends it on to, of an order for another country; none when ``ship_to`` is the end.
        registered: Where the buyer lives, as eBay knows it; none when eBay does not say.
        service: Of shipping, as the buyer chose; empty when eBay does not say.
        notes: By the buyer.
        lines: What was bought.
    """

    order_id: str
    seller: str
    buyer: str
    created_at: datetime
    modified_at: datetime
    status: str
    payment_status: str
    cancel_state: str
    is_held: bool
    total: Money
    delivery_cost: Money | None
    fee: Money | None
    ship_to: Address | None
    destination: Address | None
    registered: Address | None
    service: str
    notes: str
    lines: tuple[OrderLine, ...]


@dataclass(frozen=True)
class Shipment:
    """One parcel of an order.

    Attributes:
        fulfillment_id: By which eBay knows it; with tracking it is the tracking number.
        carrier: In eBay's words, such as ``USPS``; empty without tracking.
        code: Tracking number; empty without one.
        shipped_at: None when eBay does not say.
        lines: How many of each line it has.
    """

    fulfillment_id: str
    carrier: str
    code: str
    shipped_at: datetime | None
    lines: tuple[tuple[str, int], ...]


def orders(
    calls: Calls, *, created_from: datetime | None = None, modified_from: datetime | None = None, unshipped: bool = False
) -> tuple[Order, ...]:
    """Return all orders that a filter lets through, the changed and the new ones too, with one call for each 200.

    Args:
        calls: The account.
        created_from: Only those that were placed since; eBay takes 90 days back when nothing is said.
        modified_from: Only those that were changed since. eBay takes one of both times.
        unshipped: Only those of which something still has to be sent.

    Raises:
        AnswerIncompleteError: The pages do not have what eBay counts.
    """
    filters = order_filter(created_from, modified_from, unshipped)

    def page(start: int) -> Page:
        query: dict[str, str | int] = {"limit": PAGE_SIZE, "offset": start, **filters}
        body = Body(calls.call("GET", _ROOT, group=GROUP, query=query).body, _WHAT)
        return Page(body.parts("orders"), body.whole("total"))

    found = read_all(page, lambda body: body.text("orderId"), PAGE_SIZE, _WHAT)
    return tuple(order_in(body) for body in found)


def orders_by_ids(calls: Calls, order_ids: Sequence[str]) -> dict[str, Order]:
    """Return up to 50 orders by their numbers. One that is missing was not answered about."""
    if len(order_ids) > MOST_IDS:
        raise ValueError(f"One call takes {MOST_IDS} orders.")
    query: dict[str, str | int] = {"orderIds": ",".join(order_ids), "limit": MOST_IDS}
    body = Body(calls.call("GET", _ROOT, group=GROUP, query=query).body, _WHAT)
    found = [order_in(one) for one in body.listed("orders")]
    return {order.order_id: order for order in found if order.order_id in order_ids}


def order(calls: Calls, order_id: str) -> Order | None:
    """Return an order; none when there is none of that number."""
    try:
        return order_in(Body(calls.call("GET", f"{_ROOT}/{quote(order_id, safe='')}", group=GROUP).body, _WHAT))
    except CallRefusedError as error:
        if error.status == 404:
            return None
        raise


def seller_name(calls: Calls) -> str:
    """Return the user name of the account, as its last order tells it; empty when it has had none for two years."""
    since = datetime.now(UTC) - _ORDERS_GO_BACK
    query: dict[str, str | int] = {"limit": 1, "offset": 0, **order_filter(since, None, unshipped=False)}
    body = Body(calls.call("GET", _ROOT, group=GROUP, query=query).body, _WHAT)
    return next((order_in(one).seller for one in body.parts("orders")), "")


def shipments(calls: Calls, order_id: str) -> tuple[Shipment, ...]:
    """Return the parcels of an order.

    Raises:
        AnswerIncompleteError: They are not as many as eBay counts.
        CallRefusedError: There is no such order.
    """
    body = Body(calls.call("GET", _shipments_path(order_id), group=GROUP).body, "eBay's list of parcels")
    found = body.parts("fulfillments")
    # eBay leaves the count out when there is none; then the list itself has to be there.
    if body.whole_or_none("total") is None:
        body.listed("fulfillments")
    elif body.whole("total") != len(found):
        raise AnswerIncompleteError(f"eBay counts {body.whole('total')} parcels and names {len(found)}.")
    return tuple(_shipment(one) for one in found)


def add_shipment(
    calls: Calls, order_id: str, carrier: str, code: str, lines: Mapping[str, int], shipped_at: datetime | None = None
) -> str:
    """Tell eBay and the buyer that a parcel was sent, and return the number by which eBay knows it.

    Args:
        calls: The account.
        order_id: Which order.
        carrier: In eBay's words.
        code: Tracking number.
        lines: How many of each line; the whole order when empty.
        shipped_at: When; now when none.
    """
    body = shipment_body(carrier, code, lines, shipped_at)
    answer = calls.call("POST", _shipments_path(order_id), group=GROUP, json=body)
    # The answer has no body; its place is the last part of an address.
    return answer.headers.get("location", "").rstrip("/").rpartition("/")[2]


def carrier_code(carrier: str) -> str:
    """Return a carrier as eBay writes it where capitals and blanks are all that differs; any other as it is."""
    return _CARRIERS.get("".join(carrier.upper().split()), carrier)


def order_filter(created_from: datetime | None, modified_from: datetime | None, unshipped: bool) -> dict[str, str]:
    """Return the parameter that chooses orders."""
    if created_from and modified_from:
        raise ValueError("eBay takes a time of creation or of change, not both.")
    filters = []
    if created_from:
        filters.append(f"creationdate:[{written_moment(created_from)}..]")
    if modified_from:
        filters.append(f"lastmodifieddate:[{written_moment(modified_from)}..]")
    if unshipped:
        filters.append("orderfulfillmentstatus:{NOT_STARTED|IN_PROGRESS}")
    return {"filter": ",".join(filters)} if filters else {}


def shipment_body(carrier: str, code: str, lines: Mapping[str, int], shipped_at: datetime | None) -> dict[str, Any]:
    """Return the body that tells of a parcel."""
    if not carrier or not code:
        raise ValueError("eBay takes a tracking number only together with its carrier.")
    body: dict[str, Any] = {"shippingCarrierCode": carrier, "trackingNumber": code}
    if lines:
        body["lineItems"] = [{"lineItemId": line, "quantity": quantity} for line, quantity in lines.items()]
    if shipped_at:
        body["shippedDate"] = written_moment(shipped_at)
    return body


def written_moment(moment: datetime) -> str:
    """Return a moment as eBay writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def order_in(body: Body) -> Order:
    """Read one order."""
    start = next(iter(body.parts("fulfillmentStartInstructions")), Body({}, _WHAT))
    step = start.part_or_empty("shippingStep")
    payments = body.part_or_empty("paymentSummary").parts("payments")
    prices, buyer = body.part("pricingSummary"), body.part_or_empty("buyer")
    return Order(
        order_id=body.text("orderId"), seller=body.text_or("sellerId"), buyer=buyer.text_or("username"),
        created_at=body.moment("creationDate"), modified_at=body.moment("lastModifiedDate"),
        status=body.text("orderFulfillmentStatus"), payment_status=body.text("orderPaymentStatus"),
        cancel_state=body.part_or_empty("cancelStatus").text_or("cancelState", "NONE_REQUESTED"),
        is_held=any(_is_open(hold) for payment in payments for hold in payment.parts("paymentHolds")),
        total=money(prices, "total"),
        delivery_cost=money_or_none(prices, "deliveryCost"), fee=money_or_none(body, "totalMarketplaceFee"),
        ship_to=_address(step.part_or_none("shipTo")), destination=_destination(start),
        registered=_address(buyer.part_or_none("buyerRegistrationAddress")),
        service=step.text_or("shippingServiceCode"), notes=body.text_or("buyerCheckoutNotes"),
        lines=tuple(_line(line) for line in body.listed("lineItems")),
    )  # fmt: skip


def _is_open(hold: Body) -> bool:
    return hold.text_or("holdState") not in _NOT_HELD and not hold.text_or("releaseDate")


def _line(body: Body) -> OrderLine:
    return OrderLine(
        line_id=body.text("lineItemId"), sku=body.text_or("sku"), title=body.text_or("title"),
        listing_id=body.text_or("legacyItemId"), quantity=body.whole("quantity"), cost=money(body, "lineItemCost"),
        status=body.text("lineItemFulfillmentStatus"),
        ship_by=body.part_or_empty("lineItemFulfillmentInstructions").moment_or_none("shipByDate"),
    )  # fmt: skip


def _address(body: Body | None) -> Address | None:
    if body is None or body.part_or_none("contactAddress") is None:
        return None
    phone = body.part_or_empty("primaryPhone").text_or("phoneNumber")
    return _place(body.part("contactAddress"), body.text_or("fullName"), phone)


def _destination(start: Body) -> Address | None:
    """Return where eBay's own shipping abroad takes an order that the seller sends to a place of eBay's."""
    found = start.part_or_none("finalDestinationAddress") if start.flag("ebaySupportedFulfillment") else None
    return None if found is None else _place(found)


def _place(place: Body, name: str = "", phone: str = "") -> Address:
    lines = (place.text_or("addressLine1"), place.text_or("addressLine2"))
    return Address(
        name=name, lines=tuple(line for line in lines if line), city=place.text_or("city"),
        region=place.text_or("stateOrProvince"), postal_code=place.text_or("postalCode"),
        country=place.text_or("countryCode"), phone=phone,
    )  # fmt: skip


def _shipment(body: Body) -> Shipment:
    return Shipment(
        fulfillment_id=body.text("fulfillmentId"), carrier=body.text_or("shippingCarrierCode"),
        code=body.text_or("shipmentTrackingNumber"), shipped_at=body.moment_or_none("shippedDate"),
        lines=tuple((line.text("lineItemId"), line.whole_or_none("quantity") or 1) for line in body.parts("lineItems")),
    )  # fmt: skip


def _shipments_path(order_id: str) -> str:
    return f"{_ROOT}/{quote(order_id, safe='')}/shipping_fulfillment"
