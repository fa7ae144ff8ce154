"""A small Etsy in memory: a shop with its listings, orders and texts, as far as the targets of plans touch them."""

from __future__ import annotations

import copy
import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from automation_suite.platform_api.calls import ApiAnswer, CallRefusedError
from tests.platform_calls import Answering, Made, ShopCalls, missing, paged

SHOP = "77"
_USD = {"currency_code": "USD", "divisor": 100}
_OWN = ("product_id", "offering_id", "is_deleted")


@dataclass
class EtsyShop(ShopCalls):
    """What it has.

    Attributes:
        texts: The five of the shop.
        listings: Records by number, with ``inventory`` and ``images``.
        parcels: By order.
        mails: What buyers were told of parcels.
        sections: Titles by number.
        holidays: Whether the seller works, by number.
        policies: Terms of returns by number.
        profiles: Shipping profiles by number.
        least_picture: Pictures of fewer bytes are refused.
    """

    texts: dict[str, str | None] = field(default_factory=dict)
    listings: dict[str, dict[str, Any]] = field(default_factory=dict)
    parcels: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    mails: list[tuple[str, str]] = field(default_factory=list)
    sections: dict[str, str] = field(default_factory=dict)
    holidays: dict[str, bool] = field(default_factory=dict)
    policies: dict[str, dict[str, Any]] = field(default_factory=dict)
    profiles: dict[str, dict[str, str]] = field(default_factory=dict)
    least_picture: int = 0

    def listing(self, number: str, sku: str = "", quantity: int = 1, state: str = "active", variations: int = 1) -> None:
        """Put a listing there for 20 dollars."""
        products = [_product(sku, 2000 + place, quantity, place) for place in range(variations)]
        self.listings[number] = {
            "title": f"Thing {number}", "description": "It's as it is.", "tags": ["a thing"], "materials": [],
            "shop_section_id": None, "state": state, "quantity": quantity, "images": [],
            "inventory": {
                "products": products, "price_on_property": [1] if variations > 1 else [], "quantity_on_property": [],
                "sku_on_property": [],
            },
        }  # fmt: skip

    def offering(self, number: str) -> dict[str, Any]:
        found: dict[str, Any] = self.listings[number]["inventory"]["products"][0]["offerings"][0]
        return found

    def routes(self) -> Mapping[str, Answering]:
        root, shop = "/v3/application", f"/v3/application/shops/{SHOP}"
        return {
            f"GET {shop}": lambda made: self._shop(),
            f"PUT {shop}": self._set_texts,
            f"GET {shop}/listings": self._of_shop,
            f"POST {shop}/listings": self._draft,
            f"PATCH {shop}/listings/(\\d+)": self._update,
            f"POST {shop}/listings/(\\d+)/images": self._add_picture,
            f"GET {root}/listings/batch": lambda made: self._by_ids(made, "images"),
            f"GET {root}/listings/batch/inventory": lambda made: self._by_ids(made, "inventory"),
            f"GET {root}/listings/(\\d+)/inventory": lambda made, number: copy.deepcopy(self._found(number)["inventory"]),
            f"PUT {root}/listings/(\\d+)/inventory": self._set_inventory,
            f"GET {shop}/receipts/(\\d+)": lambda made, number: self._receipt(number),
            f"POST {shop}/receipts/(\\d+)/tracking": self._track,
            f"GET {shop}/sections": lambda made: _list(
                [{"shop_section_id": int(number), "title": html.escape(title)} for number, title in self.sections.items()]
            ),
            f"PUT {shop}/sections/(\\d+)": lambda made, number: self.sections.update({number: made.body["title"]}),
            f"GET {shop}/holiday-preferences": lambda made: [
                {"holiday_id": int(number), "holiday_name": "A day", "is_working": works}
                for number, works in self.holidays.items()
            ],
            f"PUT {shop}/holiday-preferences/(\\d+)": lambda made, number: self.holidays.update(
                {number: made.body["is_working"] == "true"}
            ),
            f"GET {shop}/policies/return": lambda made: _list([self._policy(number) for number in self.policies]),
            f"PUT {shop}/policies/return/(\\d+)": self._set_policy,
            f"GET {shop}/shipping-profiles": lambda made: _list(
                [
                    {"shipping_profile_id": int(number), **{name: html.escape(text) for name, text in profile.items()}}
                    for number, profile in self.profiles.items()
                ]
            ),
            f"PUT {shop}/shipping-profiles/(\\d+)": lambda made, number: self.profiles[number].update(made.body),
        }

    def _found(self, number: str) -> dict[str, Any]:
        if number not in self.listings:
            raise missing("listing")
        return self.listings[number]

    def _shop(self) -> dict[str, Any]:
        told = {name: None if text is None else html.escape(text) for name, text in self.texts.items()}
        return {"shop_id": int(SHOP), "shop_name": "AShop", "currency_code": "USD", "listing_active_count": 1, **told}

    def _set_texts(self, made: Made) -> Any:
        self.texts |= made.body
        return self._shop()

    def _told(self, number: str, *includes: str) -> dict[str, Any]:
        """Return a listing as Etsy writes it: with HTML entities, and with its parts only where they were asked for."""
        record = copy.deepcopy(self._found(number))
        parts = {name: record.pop(name) for name in ("inventory", "images")}
        offerings = [one for product in parts["inventory"]["products"] for one in product["offerings"]]
        return {
            **record, "listing_id": int(number), "title": html.escape(record["title"]), "price": offerings[0]["price"],
            "description": html.escape(record["description"]), "original_creation_timestamp": 1_760_000_000,
            "updated_timestamp": 1_760_000_000, "quantity": offerings[0]["quantity"],
            **{name: parts[name] for name in includes},
        }  # fmt: skip

    def _of_shop(self, made: Made) -> Any:
        assert made.query["includes"] == ["Inventory", "Images"]
        numbers = [number for number, one in self.listings.items() if one["state"] == made.query["state"]]
        rows = [self._told(number, "inventory", "images") for number in numbers]
        return {"count": len(rows), "results": paged(rows, made)}

    def _by_ids(self, made: Made, part: str) -> Any:
        numbers = made.query["listing_ids"].split(",")
        assert 1 <= len(numbers) <= 100
        parts = [part] if part == "inventory" or "includes" in made.query else []
        return _list([self._told(number, *parts) for number in numbers if number in self.listings])

    def _draft(self, made: Made) -> Any:
        assert "sku" not in made.body
        number = str(100 + len(self.listings))
        self.listing(number, "", made.body["quantity"], "draft")
        self.listings[number] |= {name: made.body[name] for name in ("title", "description", "tags") if name in made.body}
        self.offering(number)["price"] = {**_USD, "amount": round(float(made.body["price"]) * 100)}
        return ApiAnswer(201, self._told(number), {})

    def _update(self, made: Made, number: str) -> Any:
        lists = {
            name: [one for one in made.body[name].split(",") if one] for name in ("tags", "materials") if name in made.body
        }
        section = {"shop_section_id": int(made.body["shop_section_id"]) or None} if "shop_section_id" in made.body else {}
        self._found(number).update(made.body | lists | section)
        return self._told(number)

    def _add_picture(self, made: Made, number: str) -> Any:
        if len(made.body["image"][1]) < self.least_picture:
            raise CallRefusedError("The picture is too small.", status=400)
        self._found(number)["images"].append({"rank": made.body["rank"]})
        return ApiAnswer(201, {"rank": made.body["rank"]}, {})

    def _set_inventory(self, made: Made, number: str) -> Any:
        inventory = copy.deepcopy(made.body)
        for place, product in enumerate(inventory["products"]):
            assert not set(product) & set(_OWN)
            for offering in product["offerings"]:
                assert set(offering) == {"price", "quantity", "is_enabled", "readiness_state_id"}
                assert offering["quantity"] >= 1
                offering["price"] = {**_USD, "amount": round(offering["price"] * 100)}
                offering |= {"offering_id": place, "is_deleted": False}
            product["product_id"] = place
        self._found(number)["inventory"] = inventory
        return copy.deepcopy(inventory)

    def _receipt(self, number: str) -> dict[str, Any]:
        if number not in self.parcels:
            raise missing("order")
        return {
            "receipt_id": int(number), "status": "Paid", "updated_timestamp": 1_760_000_000,
            "created_timestamp": 1_760_000_000, "grandtotal": {**_USD, "amount": 2000}, "transactions": [],
            "shipments": copy.deepcopy(self.parcels[number]),
        }  # fmt: skip

    def _track(self, made: Made, number: str) -> Any:
        self.parcels[number].append(
            {"carrier_name": made.body["carrier_name"].upper(), "tracking_code": made.body["tracking_code"]}
        )
        self.mails.append((number, made.body.get("note_to_buyer", "")))
        return self._receipt(number)

    def _policy(self, number: str) -> dict[str, Any]:
        return {"return_policy_id": int(number), **self.policies[number]}

    def _set_policy(self, made: Made, number: str) -> Any:
        deadline = made.body.get("return_deadline")
        flags = {name: made.body[name] == "true" for name in ("accepts_returns", "accepts_exchanges")}
        self.policies[number] = {**flags, "return_deadline": deadline}
        return self._policy(number)


def _product(sku: str, amount: int, quantity: int, place: int) -> dict[str, Any]:
    offering = {
        "offering_id": place, "is_deleted": False, "is_enabled": True, "quantity": quantity, "readiness_state_id": 5,
        "price": {**_USD, "amount": amount},
    }  # fmt: skip
    return {"product_id": place, "is_deleted": False, "sku": sku, "property_values": [], "offerings": [offering]}


def _list(rows: list[Any]) -> dict[str, Any]:
    return {"count": len(rows), "results": rows}
