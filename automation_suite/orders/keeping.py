"""What the database knows of orders: which wait for a person, which were released, which have a tracking number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from automation_suite.history.models import Run
from automation_suite.orders.carriers import plain_number
from automation_suite.orders.shipping import Held
from automation_suite.plans.models import Row, RowState
from automation_suite.to_dos import asking
from automation_suite.to_dos.asked import Asked
from automation_suite.to_dos.models import ToDo

_KIND = "look at order"
_MAY_HAVE_ARRIVED = (RowState.SUBMITTED, RowState.APPLIED, RowState.UNKNOWN)
_UNTIL = timedelta(hours=12)


@dataclass(frozen=True)
class Known:
    """What is known of one seller's orders.

    Attributes:
        held: Keys of orders that wait for a person, and why.
        released: Keys of orders that a person has looked at.
        told: Keys of orders that were given a tracking number.
        used: Keys of orders by the tracking numbers that they were given.
    """

    held: Mapping[str, tuple[str, ...]]
    released: frozenset[str]
    told: frozenset[str]
    used: Mapping[str, str]


def known_of(platform: str, account: str) -> Known:
    """Return what is known of a seller's orders."""
    to_dos = ToDo.objects.filter(platform=platform, account=account, kind=_KIND)
    rows = Row.objects.filter(
        platform=platform, account=account, kind="order", field="tracking", state__in=_MAY_HAVE_ARRIVED
    )  # fmt: skip
    numbers = {f"{platform}:{account}:{row.object_id}": plain_number(str(dict(row.new or {})["number"])) for row in rows}
    return Known(
        held={_order(one): tuple(one.text.splitlines()) for one in to_dos.filter(done_at=None)},
        released=frozenset(_order(one) for one in to_dos.exclude(done_at=None)),
        told=frozenset(numbers),
        used={number: order for order, number in numbers.items()},
    )


def is_held(platform: str, account: str, order_id: str) -> bool:
    """Tell whether an order waits for a person at this moment."""
    key = f"{_KIND}:{platform}:{account}:{order_id}"
    return ToDo.objects.filter(platform=platform, account=account, kind=_KIND, key=key, done_at=None).exists()


def ask_about(held: Held, job: str, run: Run | None, now: datetime) -> bool:
    """Ask a person once to look at an order that waits, and tell whether that is new. Marking it as done releases it."""
    order = held.order
    asked = Asked(
        key=f"{_KIND}:{order.key}", platform=order.platform, account=order.account, kind=_KIND,
        title=f"Look at order {order.order_id} before it is shipped", text="\n".join(held.why), due_at=now + _UNTIL,
    )  # fmt: skip
    return bool(asking.ask([asked], job, run, now))


def _order(one: ToDo) -> str:
    return one.key.removeprefix(f"{_KIND}:")
