"""A small eBay in memory: items, offers, parcels and feedback, as far as the targets of plans touch them."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from automation_suite.platform_api.calls import ApiAnswer, CallRefusedError
from tests.platform_calls import Answering, Made, ShopCalls, missing, paged

SELLER = "a_seller"
_SHIPPED = "shipToLocationAvailability"


@dataclass
class EbayShop(ShopCalls):
    """What it has.

    Attributes:
        items: Records by SKU.
        offers: Records by number, with ``status`` and ``sku``.
        parcels: By order.
        feedback: What buyers wrote, by its number.
        left: What the seller wrote, by line of an order.
        takes_one_sku: Whether a change of prices and quantities may name one SKU only.
        takes_zero: Whether a published offer may have a quantity of 0.
        refused: SKUs or numbers of offers that it refuses in every bulk call.
        unnamed: The same, which its bulk answers leave out.
        has_orders: Whether it has sold anything.
        cancelled: What it says of the cancellation of its orders.
    """

    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    offers: dict[str, dict[str, Any]] = field(default_factory=dict)
    parcels: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    feedback: dict[str, dict[str, Any]] = field(default_factory=dict)
    left: dict[str, dict[str, Any]] = field(default_factory=dict)
    takes_one_sku: bool = False
    takes_zero: bool = True
    refused: set[str] = field(default_factory=set)
    unnamed: set[str] = field(default_factory=set)
    has_orders: bool = True
    cancelled: dict[str, Any] = field(default_factory=dict)

    def offer(self, number: str, price: str = "10.00", quantity: int = 1, published: bool = True) -> None:
        """Put an offer there, with its item, whose SKU is the number with an S in front."""
        sku = f"S{number}"
        self.items[sku] = item(f"Thing {number}", quantity)
        self.offers[number] = {
            "offerId": number, "sku": sku, "marketplaceId": "EBAY_US", "format": "FIXED_PRICE", "categoryId": "1",
            "availableQuantity": quantity, "pricingSummary": {"price": {"currency": "USD", "value": price}},
            "status": "PUBLISHED" if published else "UNPUBLISHED", "listingDescription": "As it is",
        }  # fmt: skip

    def price(self, number: str) -> str:
        return str(self.offers[number]["pricingSummary"]["price"]["value"])

    def quantity(self, sku: str) -> int:
        return int(self.items[sku]["availability"]["shipToLocationAvailability"]["quantity"])

    def routes(self) -> Mapping[str, Answering]:
        inventory, order = "/sell/inventory/v1", "/sell/fulfillment/v1/order"
        return {
            f"POST {inventory}/bulk_get_inventory_item": self._get_items,
            f"POST {inventory}/bulk_create_or_replace_inventory_item": self._write_items,
            f"POST {inventory}/bulk_update_price_quantity": self._update,
            f"POST {inventory}/bulk_create_offer": self._create_offers,
            f"POST {inventory}/bulk_publish_offer": self._publish,
            f"GET {inventory}/offer": self._offers_of,
            f"GET {inventory}/offer/([^/]+)": lambda made, number: copy.deepcopy(self._found(number)),
            f"PUT {inventory}/offer/([^/]+)": self._update_offer,
            f"POST {inventory}/offer/([^/]+)/withdraw": self._withdraw,
            f"GET {order}": lambda made: {"orders": [_order()] if self.has_orders else [], "total": int(self.has_orders)},
            f"GET {order}/([^/]+)": lambda made, number: {**_order(), "orderId": number, "cancelStatus": self.cancelled},
            f"GET {order}/([^/]+)/shipping_fulfillment": self._get_parcels,
            f"POST {order}/([^/]+)/shipping_fulfillment": self._add_parcel,
            "GET /commerce/feedback/v1/feedback": self._get_feedback,
            "POST /commerce/feedback/v1/feedback": self._leave,
            "POST /commerce/feedback/v1/respond_to_feedback": self._reply,
        }

    def _found(self, number: str) -> dict[str, Any]:
        if number not in self.offers:
            raise missing("offer")
        return self.offers[number]

    def _rows(self, rows: Sequence[dict[str, Any]]) -> ApiAnswer:
        """Answer row by row: what is refused has a status of its own, and the whole is 207."""
        told = [row for row in rows if not self.unnamed & {row.get("sku"), row.get("offerId")}]
        bad = any(row["statusCode"] >= 300 for row in told)
        return ApiAnswer(207 if bad else 200, {"responses": told}, {})

    def _refuses(self, *names: Any) -> bool:
        return bool(self.refused & set(names))

    def _get_items(self, made: Made) -> Any:
        skus = [entry["sku"] for entry in made.body["requests"]]
        return self._rows(
            [
                {"sku": sku, "statusCode": 200, "inventoryItem": copy.deepcopy(self.items[sku])}
                if sku in self.items else {"sku": sku, "statusCode": 404, "errors": _errors("It is not there.")}
                for sku in skus
            ]
        )  # fmt: skip

    def _write_items(self, made: Made) -> Any:
        assert made.headers["Content-Language"] == "en-US"
        rows = []
        for entry in few(made.body["requests"]):
            record = {name: value for name, value in entry.items() if name not in ("sku", "locale")}
            if self._refuses(entry["sku"]):
                rows.append({"sku": entry["sku"], "statusCode": 400, "errors": _errors("The condition is not allowed.")})
            else:
                self.items[entry["sku"]] = copy.deepcopy(record)
                rows.append({"sku": entry["sku"], "statusCode": 200})
        return self._rows(rows)

    def _update(self, made: Made) -> Any:
        entries = few(made.body["requests"])
        if self.takes_one_sku and len(entries) > 1:
            raise CallRefusedError("One SKU for each call.", status=400, code="25709")
        rows = []
        for entry in entries:
            for change in entry["offers"]:
                rows.append(
                    {"offerId": change["offerId"], "statusCode": 200, **({"sku": entry["sku"]} if "sku" in entry else {})}
                )
                why = self._why_not(change)
                if why:
                    rows[-1] |= {"statusCode": 400, "errors": _errors(why)}
                    continue
                offer = self.offers[change["offerId"]]
                if "price" in change:
                    offer["pricingSummary"]["price"] = dict(change["price"])
                if "availableQuantity" in change:
                    offer["availableQuantity"] = change["availableQuantity"]
                if _SHIPPED in entry:
                    self.items[entry["sku"]]["availability"] = {name: dict(entry[name]) for name in (_SHIPPED,)}
        return self._rows(rows)

    def _why_not(self, change: dict[str, Any]) -> str:
        offer = self.offers.get(change["offerId"])
        if offer is None or offer["status"] != "PUBLISHED":
            return "The offer is not available."
        if change.get("availableQuantity") == 0 and not self.takes_zero:
            return "The quantity is not valid."
        return "The shop refuses it." if self._refuses(change["offerId"]) else ""

    def _create_offers(self, made: Made) -> Any:
        assert made.headers["Content-Language"] == "en-US"
        rows = []
        for entry in few(made.body["requests"]):
            number = f"N{len(self.offers) + 1}"
            if entry["sku"] not in self.items or any(offer["sku"] == entry["sku"] for offer in self.offers.values()):
                rows.append({"sku": entry["sku"], "statusCode": 400, "errors": _errors("The offer is there, or no item.")})
                continue
            self.offers[number] = {**copy.deepcopy(entry), "offerId": number, "status": "UNPUBLISHED"}
            rows.append({"sku": entry["sku"], "offerId": number, "statusCode": 200})
        return self._rows(rows)

    def _publish(self, made: Made) -> Any:
        rows = []
        for entry in few(made.body["requests"]):
            number = entry["offerId"]
            if self._refuses(number):
                rows.append({"offerId": number, "statusCode": 400, "errors": _errors("It has no policy.")})
                continue
            self.offers[number] |= {"status": "PUBLISHED", "listing": {"listingId": f"L{number}", "listingStatus": "ACTIVE"}}
            rows.append({"offerId": number, "listingId": f"L{number}", "statusCode": 200})
        return self._rows(rows)

    def _offers_of(self, made: Made) -> Any:
        found = [copy.deepcopy(offer) for offer in self.offers.values() if offer["sku"] == made.query["sku"]]
        if not found:
            raise missing("offer")
        return {"offers": paged(found, made, counts_pages=True), "total": len(found)}

    def _update_offer(self, made: Made, number: str) -> Any:
        kept = {name: self._found(number)[name] for name in ("offerId", "sku", "marketplaceId", "format", "status")}
        assert not set(made.body) & set(kept)
        self.offers[number] = {**copy.deepcopy(made.body), **kept}
        return {"offerId": number}

    def _withdraw(self, made: Made, number: str) -> Any:
        self._found(number)["status"] = "UNPUBLISHED"
        self.offers[number].pop("listing", None)
        return {"listingId": f"L{number}"}

    def _get_parcels(self, made: Made, order_id: str) -> Any:
        if order_id not in self.parcels:
            raise missing("order")
        return {"fulfillments": copy.deepcopy(self.parcels[order_id]), "total": len(self.parcels[order_id])}

    def _add_parcel(self, made: Made, order_id: str) -> Any:
        number = made.body["trackingNumber"]
        self.parcels[order_id].append(
            {
                "fulfillmentId": number, "shipmentTrackingNumber": number, "lineItems": made.body["lineItems"],
                "shippingCarrierCode": made.body["shippingCarrierCode"],
            }
        )  # fmt: skip
        return ApiAnswer(201, None, {"location": f"https://api.ebay.com/x/shipping_fulfillment/{number}"})

    def _get_feedback(self, made: Made) -> Any:
        assert made.query["user_id"] == SELLER
        if made.query["feedback_type"] == "FEEDBACK_SENT":
            found = [self.left[line] for line in self.left if line == made.query["order_line_item_id"]]
        else:
            found = [one for number, one in self.feedback.items() if number == made.query["feedback_id"]]
        return {"feedbackEntries": paged(found, made), "pagination": {"total": len(found)}}

    def _leave(self, made: Made) -> Any:
        line = made.body["orderLineItemId"]
        assert line not in self.left, "Once for each line."
        self.left[line] = {
            "feedbackId": f"F{line}", "commentType": made.body["commentType"],
            "feedbackComment": {"commentText": made.body["commentText"]}, "orderLineItemSummary": {"orderLineItemId": line},
        }  # fmt: skip
        return {"feedbackId": f"F{line}"}

    def _reply(self, made: Made) -> Any:
        assert made.body["recipientUserId"] == self.feedback[made.body["feedbackId"]]["providerUserDetail"]["userId"]
        assert "replyComment" not in self.feedback[made.body["feedbackId"]], "One reply for each."
        self.feedback[made.body["feedbackId"]]["replyComment"] = {"commentText": made.body["responseText"]}
        return ApiAnswer(204, None, {})


def item(title: str, quantity: int = 1) -> dict[str, Any]:
    """The record of an item."""
    return {
        "availability": {"shipToLocationAvailability": {"quantity": quantity}}, "condition": "USED_GOOD",
        "product": {"title": title, "description": "As it is.", "imageUrls": ["https://pictures.example/1.jpg"]},
    }  # fmt: skip


def received(number: str) -> dict[str, Any]:
    """A neutral feedback of a buyer."""
    return {
        "feedbackId": number, "commentType": "NEUTRAL", "feedbackComment": {"commentText": "Slow"},
        "providerUserDetail": {"userId": "a_buyer"},
    }  # fmt: skip


def few(entries: list[Any]) -> list[Any]:
    """Check that they are as many as one call takes."""
    assert 1 <= len(entries) <= 25
    return entries


def _errors(words: str) -> list[dict[str, Any]]:
    return [{"errorId": 25002, "message": words}]


def _order() -> dict[str, Any]:
    return {
        "orderId": "O-0", "sellerId": SELLER, "creationDate": "2026-11-01T10:00:00.000Z",
        "lastModifiedDate": "2026-11-01T10:00:00.000Z", "orderFulfillmentStatus": "FULFILLED", "orderPaymentStatus": "PAID",
        "pricingSummary": {"total": {"currency": "USD", "value": "10.00"}}, "lineItems": [],
    }  # fmt: skip
