"""Where an account's money goes: learnt by the guided first transfer, valid once the owner has given the word."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from automation_suite.errors import JournalError
from automation_suite.history.models import Payee


def learn(account: str, bank_last4: str, method: str, amount: Decimal) -> Payee:
    """Remember what the dry run has seen. A changed bank or method takes an earlier word back."""
    row, _ = Payee.objects.get_or_create(account=account, defaults=_seen(bank_last4, method, amount))
    if (row.bank_last4, row.method) != (bank_last4, method):
        row.approved_at = None
    for name, value in _seen(bank_last4, method, amount).items():
        setattr(row, name, value)
    row.save()
    return row


def approved(account: str) -> Payee | None:
    """Return the payee that the owner has given the word for."""
    return Payee.objects.filter(account=account, approved_at__isnull=False).first()


def waiting() -> list[Payee]:
    """Return the payees that wait for the owner's word."""
    return list(Payee.objects.filter(approved_at__isnull=True).order_by("account"))


def approve(account: str) -> Payee:
    """Record the owner's word for the bank account and method that the dry run has seen.

    Raises:
        JournalError: No dry run has seen anything yet.
    """
    row = Payee.objects.filter(account=account).first()
    if row is None:
        raise JournalError(f"No dry run of {account} has been seen yet.", "Type: python run.py poshmark --dry-run")
    row.approved_at = datetime.now(UTC)
    row.save()
    return row


def trust(account: str, bank_last4: str, method: str, amount: Decimal) -> None:
    """Remember where a confirmed transfer went, so that the next one must go there too."""
    learn(account, bank_last4, method, amount)
    approve(account)


def revoke(account: str) -> None:
    """Take the word back: the next transfer waits again."""
    Payee.objects.filter(account=account).update(approved_at=None)


def _seen(bank_last4: str, method: str, amount: Decimal) -> dict[str, object]:
    return {"bank_last4": bank_last4, "method": method, "seen_amount": amount, "seen_at": datetime.now(UTC)}
