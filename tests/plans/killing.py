"""Applying in a process of its own that SIGKILL ends, and what must hold after the next one."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db import connection, connections

from automation_suite.plans.models import Row, RowState
from tests.plans.corner_shop import Shop
from tests.plans.desk import Desk, change, forget, job

_ENDED = (RowState.APPLIED, RowState.UNKNOWN)


def stage(folder: Path, rows: int) -> Desk:
    """A shop with approved changes of three kinds; messages may be sent once."""
    forget()
    path = folder / "shop.json"
    path.unlink(missing_ok=True)
    desk = Desk(Shop(path, slow=True), job(most_rows=3 * rows))
    wanted = []
    for number in map(str, range(rows)):
        desk.shop.put("price", number, "10.00")
        desk.shop.put("title", number, "Shirt")
        wanted += [
            change(number, "10.00", "9.50"),
            change(number, "Shirt", "Blouse", "title"),
            change(number, None, f"Hello {number}", "message"),
        ]
    desk.approve(desk.planned(*wanted))
    return desk


def killed_at_point(desk: Desk, point: int) -> bool:
    """Apply in a process that kills itself right before a point, and tell whether it got so far.

    Points are each statement for the database, and each moment around a call of the shop.
    """
    points = 0

    def at(_: str) -> None:
        nonlocal points
        points += 1
        if points == point:
            os.kill(os.getpid(), signal.SIGKILL)

    with _child(desk, at) as child:
        _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def killed_after(desk: Desk, seconds: float) -> bool:
    """Apply in a process that is killed after a time, and tell whether it was still at work."""
    with _child(desk, lambda _: None) as child:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def problems_after(desk: Desk) -> list[str]:
    """Apply again, as the next runs do, and return what must not be."""
    # What was still on its way may show only after some time.
    for _ in range(3):
        desk.apply()
    sent = Counter((place, value) for place, value in desk.shop.writes)
    twice = [f"{value} was sent {times} times" for (place, value), times in sent.items() if "message" in place and times > 1]
    silent = [
        f"{row.field} of {row.label} has neither a receipt nor an explanation ({row.state})"
        for row in Row.objects.filter(receipt=None, explanation="")
    ]
    open_rows = [f"{row.field} of {row.label} is {row.state}" for row in Row.objects.exclude(state__in=_ENDED)]
    wrong = [
        f"{row.field} of {row.label} is applied, and the shop shows something else"
        for row in Row.objects.filter(state=RowState.APPLIED)
        if desk.shop.live[f"{row.field}/{row.object_id}"] != row.new
    ]
    return [*twice, *silent, *open_rows, *wrong]


@contextlib.contextmanager
def _child(desk: Desk, at: Any) -> Iterator[int]:
    """Start the process that applies, and wait until it is about to begin."""
    # A connection must not be shared by two processes.
    connections.close_all()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            desk.shop.at = at
            connection.ensure_connection()
            os.write(writing, b"!")
            with connection.execute_wrapper(lambda execute, *call: (at(""), execute(*call))[1]):
                desk.apply()
        finally:
            os._exit(0)
    os.read(reading, 1)
    os.close(reading)
    os.close(writing)
    yield child
