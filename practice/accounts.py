"""The people of the practice shop. These passwords open nothing but the practice site on this machine."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Account:
    """A seller of the practice shop with his bank account and his mailbox."""

    user_name: str
    email: str
    password: str
    bank_name: str
    bank_last4: str


SELLER = Account(
    user_name="practice_seller",
    email="seller@practice.example",
    password="Pract1ce!Closet-pass",
    bank_name="Practice Savings Bank",
    bank_last4="1234",
)
OTHER_BANK_LAST4 = "9876"

MAILBOX = "owner@practice.example"
MAILBOX_PASSWORD = "Pract1ce-inbox-pass"
CODE_SENDER = "no-reply@poshmark.practice.example"

START_BALANCE = Decimal("275.70")
