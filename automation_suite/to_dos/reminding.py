"""Telling the owner what has to be done by hand: when it is asked for, when it is due, and each day from then until done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from automation_suite.monitoring.tables import when
from automation_suite.notification import owner
from automation_suite.notification.letter import Letter
from automation_suite.settings import Settings
from automation_suite.to_dos import asking
from automation_suite.to_dos.models import ToDo

KIND = "to do"
_AGAIN = timedelta(days=1)
# Of many the message shows so many; the command lists all.
_SHOWN = 10


def remind(settings: Settings, now: datetime) -> None:
    """Queue one message about everything of which the owner has to hear now.

    Args:
        settings: With the addresses.
        now: The moment.
    """
    # Two processes that look at once tell once.
    with transaction.atomic():
        open_ones = list(asking.open_ones().select_for_update())
        told = [one for one in open_ones if is_to_be_told(one, now)]
        if told:
            owner.queue(letter_of(told, len(open_ones) - len(told), settings, now), settings, None, None)
            ToDo.objects.filter(pk__in=[one.pk for one in told]).update(reminded_at=now)


def is_to_be_told(one: ToDo, now: datetime) -> bool:
    """Tell whether the owner has to hear of an open to-do now. Pure."""
    # A reminder in the future was written by a clock that was wrong.
    if one.reminded_at is None or one.reminded_at > now:
        return True
    if now < one.due_at:
        return False
    return one.reminded_at < one.due_at or now - one.reminded_at >= _AGAIN


def letter_of(told: Sequence[ToDo], others: int, settings: Settings, now: datetime) -> Letter:
    """Return the message. Pure.

    Args:
        told: What it is about, what is due first at the top.
        others: How many to-dos are open besides.
        settings: For the commands to type.
        now: The moment.
    """
    first, late = told[0], sum(one.due_at <= now for one in told)
    alone = len(told) == 1
    overdue = f" ({late} overdue)" if late else ""
    facts = _facts(first) if alone else [_line(one, now) for one in told[:_SHOWN]]
    more = len(told) - _SHOWN if not alone else 0
    return Letter(
        kind=KIND,
        mood="attention",
        subject=f"{'Overdue: ' if late else ''}{first.title}" if alone else f"{len(told)} things for you to do{overdue}",
        happened=first.text if alone else "No program can do this for you; it is due in this order.",
        money="This message is not about a transfer.",
        next_step=f"When it is done, type: {settings.command(f'todo done {first.pk}')}" if alone
        else f"To see all of it, type: {settings.command('todo')}",
        rows=[
            *facts,
            *([("And", f"{more} more")] if more > 0 else []),
            *([("Also still open", f"{others}, told before: {settings.command('todo')}")] if others and alone else []),
        ],
    )  # fmt: skip


def _facts(one: ToDo) -> list[tuple[str, str]]:
    facts = [("Due", when(one.due_at)), ("Its page", one.address), ("Prepared for it", one.prepared), ("Asked by", one.job)]
    return [(label, value) for label, value in facts if value]


def _line(one: ToDo, now: datetime) -> tuple[str, str]:
    late = "overdue since" if one.due_at <= now else "due"
    return f"{one.pk}. {one.title}", f"{late} {when(one.due_at)}{f', {one.address}' if one.address else ''}"
