"""The messages that buyers leave with their orders on Etsy, as questions. Pure."""

from __future__ import annotations

from automation_suite.buyer_questions.asking import Question
from automation_suite.etsy.receipts_api import Receipt


def question_in(receipt: Receipt) -> Question | None:
    """Return what a buyer wrote with an order, with what is known for an answer; none without a message."""
    if not receipt.message.strip():
        return None
    ship_by = min((line.ship_by for line in receipt.transactions if line.ship_by), default=None)
    parcel = next((parcel for parcel in receipt.shipments if parcel.code), None)
    facts = {
        "name": receipt.name.partition(" ")[0], "order": receipt.receipt_id,
        "item": receipt.transactions[0].title if receipt.transactions else "",
        "ships_by": f"{ship_by:%d %B}" if ship_by else "",
        "carrier": parcel.carrier.upper() if parcel else "", "tracking": parcel.code if parcel else "",
    }  # fmt: skip
    return Question(receipt.message, f"order {receipt.receipt_id}", facts)
