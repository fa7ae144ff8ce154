"""Asking a person once for what no program can do, and marking it as done."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from automation_suite.errors import PermanentError
from automation_suite.history.models import Run
from automation_suite.to_dos.asked import Asked
from automation_suite.to_dos.models import ToDo

FORGOTTEN = "It was done; the words of the buyer are no longer kept."


def ask(asked: Iterable[Asked], job: str, run: Run | None, now: datetime) -> list[ToDo]:
    """Keep what a person has to do, and return what is new; what was asked for before is not asked for again.

    Args:
        asked: In any order.
        job: That asks.
        run: Of it.
        now: The moment.
    """
    with transaction.atomic():
        wanted = {one.key: one for one in asked}
        known = set(ToDo.objects.filter(key__in=wanted).values_list("key", flat=True))
        new = [
            ToDo(
                key=key, platform=one.platform, account=one.account, kind=one.kind, title=one.title, text=one.text,
                prepared=one.prepared, address=one.address, job=job, run=run, asked_at=now, due_at=one.due_at,
            )
            for key, one in wanted.items()
            if key not in known
        ]  # fmt: skip
        return ToDo.objects.bulk_create(new)


def settle(keys: Collection[str], done_by: str, now: datetime) -> int:
    """Mark open to-dos as done, and return how many.

    Args:
        keys: Of to-dos; one that ends in ``:`` stands for all that begin with it.
        done_by: The job that saw it on the platform, or a person's user name.
        now: The moment.
    """
    wanted = set(keys)
    with transaction.atomic():
        done = [number for number, key in open_ones().values_list("pk", "key") if _is_meant(key, wanted)]
        return open_ones().filter(pk__in=done).update(done_at=now, done_by=done_by)


def done(number: int, done_by: str, now: datetime) -> ToDo:
    """Mark a to-do as done by a person's word; one that is done already stays as it is.

    Raises:
        PermanentError: There is none of this number. Nothing was changed.
    """
    open_ones().filter(pk=number).update(done_at=now, done_by=done_by)
    found = ToDo.objects.filter(pk=number).first()
    if found is None:
        raise PermanentError(f"There is no to-do {number}. Nothing was changed.", "To see them, type: python run.py todo")
    return found


def forget_words(kind: str, account: str, before: datetime) -> int:
    """Empty what buyers wrote, and the drafts, of to-dos that were done before a moment, and return how many.

    Their keys stay, so that nothing is asked for again. What is not done yet keeps its words.
    """
    old = ToDo.objects.filter(kind=kind, account=account, done_at__lt=before).exclude(text=FORGOTTEN)
    return old.update(text=FORGOTTEN, prepared="")


def open_ones() -> QuerySet[ToDo]:
    """Return what is not done yet, what is due first at the top."""
    return ToDo.objects.filter(done_at__isnull=True).order_by("due_at", "pk")


def _is_meant(key: str, wanted: Collection[str]) -> bool:
    """Tell whether a key is one of those wanted, or begins with one that ends in a colon. Pure."""
    beginnings = (key[: place + 1] for place, letter in enumerate(key) if letter == ":")
    return key in wanted or any(beginning in wanted for beginning in beginnings)
