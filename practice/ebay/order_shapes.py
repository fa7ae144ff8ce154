"""Orders and their parcels as the Fulfillment API shows them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from practice.ebay.accounts import SELLER
from practice.ebay.sales import Buyer, Sale
from practice.ebay.shapes import Row, moment, money
from practice.ebay.sites import Site

_HANDLING, _FIRST_DELIVERY, _LAST_DELIVERY = timedelta(days=2), timedelta(days=4), timedelta(days=8)


def order(sale: Sale, site: Site) -> Row:
    """Return the order of a sale."""
    changed = max(at for at in (sale.at, sale.shipped_at, sale.refunded_at) if at)
    return {
        "orderId": sale.order_id, "creationDate": moment(sale.at),
        "lastModifiedDate": moment(changed), "orderFulfillmentStatus": _status(sale),
        "orderPaymentStatus": "FULLY_REFUNDED" if sale.refunded_at else "PAID", "sellerId": SELLER,
        "buyer": {"username": sale.buyer.username, "taxAddress": _tax_address(sale.buyer, site),
                  "buyerRegistrationAddress": _person(sale.buyer, site)},
        "buyerCheckoutNotes": sale.notes,
        "pricingSummary": {"priceSubtotal": money(sale.cost, site), "deliveryCost": money(sale.shipping, site),
                           "total": money(sale.total, site)},
        "cancelStatus": {"cancelState": "NONE_REQUESTED", "cancelRequests": []}, "paymentSummary": _payments(sale, site),
        "fulfillmentStartInstructions": [_instructions(sale, site)],
        "fulfillmentHrefs": [sale.tracking] if sale.tracking else [],
        "lineItems": [_line(sale, site)], "ebayCollectAndRemitTax": True, "salesRecordReference": str(1000 + sale.number),
        "totalFeeBasisAmount": money(sale.total + sale.tax, site), "totalMarketplaceFee": money(sale.fee, site),
    }  # fmt: skip


def parcels(sale: Sale, site: Site) -> Row:
    """Return the parcels of a sale, as they are kept by the order's number."""
    if sale.shipped_at is None:
        return {"fulfillments": []}
    lines = [{"lineItemId": sale.line_id, "quantity": sale.quantity}]
    return {"fulfillments": [parcel(site.carrier[0], sale.tracking, sale.shipped_at, lines)]}


def parcel(carrier: str, tracking: str, shipped_at: datetime, lines: list[Row]) -> Row:
    """Return one parcel; with a tracking number that is also its own."""
    return {
        "fulfillmentId": tracking, "shipmentTrackingNumber": tracking, "shippingCarrierCode": carrier,
        "shippedDate": moment(shipped_at), "lineItems": lines,
    }  # fmt: skip


def _line(sale: Sale, site: Site) -> Row:
    return {
        "lineItemId": sale.line_id, "legacyItemId": sale.listing_id, "sku": sale.sku, "title": sale.title,
        "lineItemCost": money(sale.cost, site), "quantity": sale.quantity, "soldFormat": "FIXED_PRICE",
        "listingMarketplaceId": site.marketplace, "purchaseMarketplaceId": site.marketplace,
        "lineItemFulfillmentStatus": _status(sale), "total": money(sale.total, site),
        "deliveryCost": {"shippingCost": money(sale.shipping, site)}, "appliedPromotions": [], "taxes": [],
        "ebayCollectAndRemitTaxes": [{"taxType": site.tax, "amount": money(sale.tax, site)}],
        "properties": {"buyerProtection": True}, "refunds": _refunds(sale, site),
        "lineItemFulfillmentInstructions": {
            "minEstimatedDeliveryDate": moment(sale.at + _FIRST_DELIVERY),
            "maxEstimatedDeliveryDate": moment(sale.at + _LAST_DELIVERY), "shipByDate": moment(sale.at + _HANDLING),
            "guaranteedDelivery": False,
        },
    }  # fmt: skip


def _payments(sale: Sale, site: Site) -> Row:
    payment = {"paymentMethod": "EBAY", "paymentReferenceId": f"P{sale.line_id}", "paymentDate": moment(sale.at),
               "amount": money(sale.total, site), "paymentStatus": "PAID"}  # fmt: skip
    return {"totalDueSeller": money(sale.total - sale.fee, site), "refunds": _refunds(sale, site), "payments": [payment]}


def _refunds(sale: Sale, site: Site) -> list[Any]:
    if sale.refunded_at is None:
        return []
    return [{"refundDate": moment(sale.refunded_at), "amount": money(sale.total, site), "refundStatus": "REFUNDED"}]


def _instructions(sale: Sale, site: Site) -> Row:
    step = {
        "shipTo": _person(sale.buyer, site), "shippingCarrierCode": site.carrier[0], "shippingServiceCode": site.carrier[1],
    }  # fmt: skip
    return {
        "fulfillmentInstructionsType": "SHIP_TO", "minEstimatedDeliveryDate": moment(sale.at + _FIRST_DELIVERY),
        "maxEstimatedDeliveryDate": moment(sale.at + _LAST_DELIVERY), "ebaySupportedFulfillment": False,
        "shippingStep": step,
    }  # fmt: skip


def _person(buyer: Buyer, site: Site) -> Row:
    return {
        "fullName": buyer.name, "contactAddress": _tax_address(buyer, site) | {"addressLine1": buyer.line},
        "primaryPhone": {"phoneNumber": "5555550100"}, "email": f"{buyer.username}@members.practice.example",
    }  # fmt: skip


def _tax_address(buyer: Buyer, site: Site) -> Row:
    return {"city": buyer.city, "stateOrProvince": buyer.state, "postalCode": buyer.zip, "countryCode": site.country}


def _status(sale: Sale) -> str:
    return "FULFILLED" if sale.shipped_at else "NOT_STARTED"
