"""How the service writes things: money, listings, inventories, receipts, ledger entries, reviews.

Timestamps are whole seconds since 1970 and stand twice under two names, as in the real answers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from practice.etsy.accounts import LOGIN_NAME, SELLER_EMAIL, SHOP_ID, SHOP_NAME, USER_ID

Row = dict[str, Any]

SECTIONS = ("Kitchen", "Candles", "Paper", "Jewelry", "Clothing", "Prints", "Holidays", "Home")
FIRST_SECTION = 31_000_001
SHIPPING_PROFILE, RETURN_POLICY, READY, MADE_TO_ORDER = 41_000_001, 61_000_001, 71_000_001, 71_000_002
SIZE_PROPERTY = 513
# An inventory whose products all cost the same and share their pieces.
SAME_FOR_ALL: Row = {
    "price_on_property": [], "quantity_on_property": [], "sku_on_property": [], "readiness_state_on_property": [],
}  # fmt: skip
_LISTING_LIFE_SECONDS = 120 * 86400


@dataclass(frozen=True)
class Buyer:
    """Somebody who bought, with the address that the parcel goes to."""

    user_id: int
    name: str
    email: str
    first_line: str
    second_line: str | None
    city: str
    state: str | None
    zip: str
    country: str


def money(cents: int) -> Row:
    """Return an amount in the shop's currency as the service writes it."""
    return {"amount": cents, "divisor": 100, "currency_code": "USD"}


def times(created: int, updated: int | None = None) -> Row:
    """Return the four names under which two moments stand."""
    updated = created if updated is None else updated
    return {
        "create_timestamp": created, "created_timestamp": created,
        "update_timestamp": updated, "updated_timestamp": updated,
    }  # fmt: skip


def shop(created: int) -> Row:
    """Return the practice shop as it was set up; counts are added when it is read."""
    return {
        "shop_id": SHOP_ID, "user_id": USER_ID, "shop_name": SHOP_NAME, "login_name": LOGIN_NAME,
        "create_date": created, "created_timestamp": created, "update_date": created, "updated_timestamp": created,
        "title": "Stoneware, linen and small gifts, made by hand in Vermont",
        "announcement": "Welcome! Everything is made in small batches. Orders ship within three days.",
        "sale_message": "Thank you for your order. It is packed by hand and will be on its way soon.",
        "digital_sale_message": "Thank you! Your files are ready under Purchases and Reviews.",
        "policy_additional": "Colors vary slightly from batch to batch.", "policy_welcome": None, "policy_payment": None,
        "policy_shipping": None, "policy_refunds": None, "policy_seller_info": None, "policy_privacy": None,
        "policy_update_date": created, "policy_has_private_receipt_info": False, "has_unstructured_policies": False,
        "currency_code": "USD", "is_vacation": False, "vacation_message": None, "vacation_autoreply": None,
        "accepts_custom_requests": True, "url": f"https://www.etsy.com/shop/{SHOP_NAME}", "image_url_760x100": None,
        "icon_url_fullxfull": None, "num_favorers": 412, "languages": ["en-US"], "is_using_structured_policies": True,
        "has_onboarded_structured_policies": True, "include_dispute_form_link": False, "is_shop_us_based": True,
        "is_direct_checkout_onboarded": True, "is_etsy_payments_onboarded": True, "is_calculated_eligible": True,
        "is_opted_in_to_buyer_promise": True, "shipping_from_country_iso": "US", "shop_location_country_iso": "US",
    }  # fmt: skip


def listing(listing_id: int, created: int, **given: Any) -> Row:
    """Return a listing; what is not given is what a new draft has."""
    row = {
        "listing_id": listing_id, "user_id": USER_ID, "shop_id": SHOP_ID, "title": "", "description": "",
        "rich_description": None, "state": "draft", "creation_timestamp": created, "created_timestamp": created,
        "original_creation_timestamp": created, "last_modified_timestamp": created, "updated_timestamp": created,
        "state_timestamp": created, "ending_timestamp": created + _LISTING_LIFE_SECONDS, "quantity": 1,
        "shop_section_id": None, "featured_rank": -1, "url": f"https://www.etsy.com/listing/{listing_id}", "num_favorers": 0,
        "views": 0, "converted_price": None, "non_taxable": False, "is_taxable": True, "is_customizable": False,
        "is_personalizable": False,
        "listing_type": "physical", "tags": [], "materials": [], "shipping_profile_id": None, "return_policy_id": None,
        "processing_min": None, "processing_max": None, "who_made": "i_did", "when_made": "made_to_order",
        "is_supply": False, "item_weight": None, "item_weight_unit": None, "item_length": None, "item_width": None,
        "item_height": None, "item_dimensions_unit": None, "is_private": False, "style": [], "file_data": None,
        "has_variations": False, "should_auto_renew": False, "language": "en-US", "price": money(0),
        "taxonomy_id": None, "readiness_state_id": None, "suggested_title": None, "skus": [],
    }  # fmt: skip
    return row | given


def product(product_id: int, sku: str, offering: Row, sizes: Sequence[str] = ()) -> Row:
    """Return one product of an inventory."""
    values = [{
        "property_id": SIZE_PROPERTY, "property_name": "Size", "scale_id": None, "scale_name": None,
        "value_ids": [int(product_id)], "values": list(sizes),
    }] if sizes else []  # fmt: skip
    return {"product_id": product_id, "sku": sku, "is_deleted": False, "offerings": [offering], "property_values": values}


def offering(offering_id: int, cents: int, quantity: int, readiness_state_id: int | None) -> Row:
    """Return what a product costs and how many of it there are."""
    return {
        "offering_id": offering_id, "quantity": quantity, "is_enabled": True, "is_deleted": False, "price": money(cents),
        "readiness_state_id": readiness_state_id,
    }  # fmt: skip


def receipt(receipt_id: int, buyer: Buyer, created: int, lines: list[Row], **given: Any) -> Row:
    """Return a paid order that has not been shipped.

    Args:
        receipt_id: Its number.
        buyer: Who bought.
        created: When.
        lines: Its transactions.
        given: ``shipping`` and ``tax`` in cents, and fields that differ from the usual ones.
    """
    shipping, tax = given.pop("shipping"), given.pop("tax")
    subtotal = sum(line["price"]["amount"] * line["quantity"] for line in lines)
    row = {
        "receipt_id": receipt_id, "receipt_type": 0, "seller_user_id": USER_ID, "seller_email": SELLER_EMAIL,
        "buyer_user_id": buyer.user_id, "buyer_email": buyer.email, "name": buyer.name, "first_line": buyer.first_line,
        "second_line": buyer.second_line, "city": buyer.city, "state": buyer.state, "zip": buyer.zip,
        "country_iso": buyer.country, "formatted_address": formatted_address(buyer), "status": "paid",
        "payment_method": "cc", "payment_email": None, "message_from_seller": None, "message_from_buyer": None,
        "message_from_payment": None,
        "is_paid": True, "is_shipped": False, "is_gift": False, "gift_message": "", "gift_sender": "",
        "grandtotal": money(subtotal + shipping + tax), "subtotal": money(subtotal), "total_price": money(subtotal),
        "total_shipping_cost": money(shipping), "total_tax_cost": money(tax), "total_vat_cost": money(0),
        "discount_amt": money(0), "gift_wrap_price": money(0), "shipments": [], "refunds": [], "transactions": lines,
    }  # fmt: skip
    return row | times(created) | given


def formatted_address(buyer: Buyer) -> str:
    """Return the lines of an address label."""
    place = f"{buyer.city}, {buyer.state or ''} {buyer.zip}".replace(",  ", " ")
    return "\n".join(line for line in (buyer.name, buyer.first_line, buyer.second_line, place, buyer.country) if line)


def transaction(transaction_id: int, receipt_id: int, buyer_user_id: int, created: int, sold: Row) -> Row:
    """Return one line of an order.

    Args:
        transaction_id: Its number.
        receipt_id: The order.
        buyer_user_id: Who bought.
        created: When.
        sold: ``listing`` and ``product`` as the service writes them, and ``quantity``.
    """
    what, chosen = sold["listing"], sold["product"]
    return {
        "transaction_id": transaction_id, "title": what["title"], "description": what["description"],
        "seller_user_id": USER_ID, "buyer_user_id": buyer_user_id, "create_timestamp": created, "created_timestamp": created,
        "paid_timestamp": created, "shipped_timestamp": None, "quantity": sold["quantity"], "listing_image_id": None,
        "receipt_id": receipt_id, "is_digital": what["listing_type"] == "download", "file_data": "",
        "listing_id": what["listing_id"], "sku": chosen["sku"], "product_id": chosen["product_id"],
        "transaction_type": "listing", "price": chosen["offerings"][0]["price"], "shipping_cost": money(0),
        "variations": [
            {"property_id": value["property_id"], "formatted_name": value["property_name"], "formatted_value": text}
            for value in chosen["property_values"] for text in value["values"]
        ],
        "product_data": chosen["property_values"], "shipping_profile_id": what["shipping_profile_id"],
        "min_processing_days": 1, "max_processing_days": 3, "shipping_method": None, "shipping_upgrade": None,
        "expected_ship_date": created + 3 * 86400, "buyer_coupon": 0.0, "shop_coupon": 0.0,
    }  # fmt: skip


def payment(payment_id: int, paid: Row, fees: int) -> Row:
    """Return the payment of an order; ``fees`` are cents that the service keeps for handling the card."""
    gross = paid["grandtotal"]["amount"]
    return {
        "payment_id": payment_id, "buyer_user_id": paid["buyer_user_id"], "shop_id": SHOP_ID,
        "receipt_id": paid["receipt_id"], "amount_gross": money(gross), "amount_fees": money(fees),
        "amount_net": money(gross - fees),
        "posted_gross": money(gross), "posted_fees": money(fees), "posted_net": money(gross - fees),
        "adjusted_gross": None, "adjusted_fees": None, "adjusted_net": None, "currency": "USD", "shop_currency": "USD",
        "buyer_currency": "USD", "shipping_user_id": paid["buyer_user_id"], "shipping_address_id": 1,
        "billing_address_id": 1, "status": "settled", "shipped_timestamp": None,
        "payment_adjustments": [],
    } | times(paid["create_timestamp"])  # fmt: skip


def review(bought: Row, rating: int, text: str, created: int) -> Row:
    """Return what a buyer wrote about one line of an order."""
    return {
        "shop_id": SHOP_ID, "listing_id": bought["listing_id"], "transaction_id": bought["transaction_id"],
        "buyer_user_id": bought["buyer_user_id"], "rating": rating, "review": text, "language": "en",
        "image_url_fullxfull": None,
    } | times(created)  # fmt: skip


def shipment(receipt_id: int, moment: int, carrier: str, code: str) -> Row:
    """Return one parcel of an order and when the buyer was told of it."""
    return {
        "receipt_shipping_id": receipt_id % 100_000_000 * 10 + moment % 10, "shipment_notification_timestamp": moment,
        "carrier_name": carrier, "tracking_code": code,
    }  # fmt: skip


def image(listing_id: int, image_id: int, rank: int, created: int, alt_text: str) -> Row:
    """Return a picture of a listing."""
    addresses = {
        f"url_{size}": f"https://i.etsystatic.com/practice/{image_id}/{size}.jpg"
        for size in ("75x75", "170x135", "570xN", "fullxfull")
    }
    return {
        "listing_id": listing_id, "listing_image_id": image_id, "hex_code": "C9B79C", "red": 201, "green": 183, "blue": 156,
        "hue": 36, "saturation": 22, "brightness": 79, "is_black_and_white": False, "creation_tsz": created,
        "created_timestamp": created, "rank": rank, "full_height": 1500, "full_width": 2000, "alt_text": alt_text[:500],
    } | addresses  # fmt: skip
