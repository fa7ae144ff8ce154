"""Orders and their parcels as the Fulfillment API shows them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from practice.ebay.accounts import MARKETPLACE, SELLER
from practice.ebay.sales import Buyer, Sale
from practice.ebay.shapes import Row, moment, money

_CARRIER, _SERVICE = "USPS", "USPSGroundAdvantage"
_HANDLING, _FIRST_DELIVERY, _LAST_DELIVERY = timedelta(days=2), timedelta(days=4), timedelta(days=8)


def order(sale: Sale) -> Row:
    """Return the order of a sale."""
    changed = max(at for at in (sale.at, sale.shipped_at, sale.refunded_at) if at)
    return {
        "orderId": sale.order_id, "creationDate": moment(sale.at),
        "lastModifiedDate": moment(changed), "orderFulfillmentStatus": _status(sale),
        "orderPaymentStatus": "FULLY_REFUNDED" if sale.refunded_at else "PAID", "sellerId": SELLER,
        "buyer": {"username": sale.buyer.username, "taxAddress": _tax_address(sale.buyer),
                  "buyerRegistrationAddress": _person(sale.buyer)},
        "buyerCheckoutNotes": sale.notes,
        "pricingSummary": {"priceSubtotal": money(sale.cost), "deliveryCost": money(sale.shipping),
                           "total": money(sale.total)},
        "cancelStatus": {"cancelState": "NONE_REQUESTED", "cancelRequests": []}, "paymentSummary": _payments(sale),
        "fulfillmentStartInstructions": [_instructions(sale)], "fulfillmentHrefs": [sale.tracking] if sale.tracking else [],
        "lineItems": [_line(sale)], "ebayCollectAndRemitTax": True, "salesRecordReference": str(1000 + sale.number),
        "totalFeeBasisAmount": money(sale.total + sale.tax), "totalMarketplaceFee": money(sale.fee),
    }  # fmt: skip


def parcels(sale: Sale) -> Row:
    """Return the parcels of a sale, as they are kept by the order's number."""
    if sale.shipped_at is None:
        return {"fulfillments": []}
    lines = [{"lineItemId": sale.line_id, "quantity": sale.quantity}]
    return {"fulfillments": [parcel(_CARRIER, sale.tracking, sale.shipped_at, lines)]}


def parcel(carrier: str, tracking: str, shipped_at: datetime, lines: list[Row]) -> Row:
    """Return one parcel; with a tracking number that is also its own."""
    return {
        "fulfillmentId": tracking, "shipmentTrackingNumber": tracking, "shippingCarrierCode": carrier,
        "shippedDate": moment(shipped_at), "lineItems": lines,
    }  # fmt: skip


def _line(sale: Sale) -> Row:
    return {
        "lineItemId": sale.line_id, "legacyItemId": sale.listing_id, "sku": sale.sku, "title": sale.title,
        "lineItemCost": money(sale.cost), "quantity": sale.quantity, "soldFormat": "FIXED_PRICE",
        "listingMarketplaceId": MARKETPLACE, "purchaseMarketplaceId": MARKETPLACE,
        "lineItemFulfillmentStatus": _status(sale), "total": money(sale.total),
        "deliveryCost": {"shippingCost": money(sale.shipping)}, "appliedPromotions": [], "taxes": [],
        "ebayCollectAndRemitTaxes": [{"taxType": "STATE_SALES_TAX", "amount": money(sale.tax)}],
        "properties": {"buyerProtection": True}, "refunds": _refunds(sale),
        "lineItemFulfillmentInstructions": {
            "minEstimatedDeliveryDate": moment(sale.at + _FIRST_DELIVERY),
            "maxEstimatedDeliveryDate": moment(sale.at + _LAST_DELIVERY), "shipByDate": moment(sale.at + _HANDLING),
            "guaranteedDelivery": False,
        },
    }  # fmt: skip


def _payments(sale: Sale) -> Row:
    payment = {"paymentMethod": "EBAY", "paymentReferenceId": f"P{sale.line_id}", "paymentDate": moment(sale.at),
               "amount": money(sale.total), "paymentStatus": "PAID"}  # fmt: skip
    return {"totalDueSeller": money(sale.total - sale.fee), "refunds": _refunds(sale), "payments": [payment]}


def _refunds(sale: Sale) -> list[Any]:
    if sale.refunded_at is None:
        return []
    return [{"refundDate": moment(sale.refunded_at), "amount": money(sale.total), "refundStatus": "REFUNDED"}]


def _instructions(sale: Sale) -> Row:
    return {
        "fulfillmentInstructionsType": "SHIP_TO", "minEstimatedDeliveryDate": moment(sale.at + _FIRST_DELIVERY),
        "maxEstimatedDeliveryDate": moment(sale.at + _LAST_DELIVERY), "ebaySupportedFulfillment": False,
        "shippingStep": {"shipTo": _person(sale.buyer), "shippingCarrierCode": _CARRIER, "shippingServiceCode": _SERVICE},
    }  # fmt: skip


def _person(buyer: Buyer) -> Row:
    return {
        "fullName": buyer.name, "contactAddress": _tax_address(buyer) | {"addressLine1": buyer.line},
        "primaryPhone": {"phoneNumber": "5555550100"}, "email": f"{buyer.username}@members.practice.example",
    }  # fmt: skip


def _tax_address(buyer: Buyer) -> Row:
    return {"city": buyer.city, "stateOrProvince": buyer.state, "postalCode": buyer.zip, "countryCode": "US"}


def _status(sale: Sale) -> str:
    return "FULFILLED" if sale.shipped_at else "NOT_STARTED"
