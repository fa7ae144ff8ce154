"""Orders of any platform: which have to leave, which wait for a person, what to pick, which tracking numbers to tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from robot.api.deco import library

from automation_suite import run_context, statement
from automation_suite.history.setup import migrate
from automation_suite.inventory.models import Item
from automation_suite.orders import keeping
from automation_suite.orders.job_rules import OrderJobRules
from automation_suite.orders.order import Order
from automation_suite.orders.parcel_file import parcels_in
from automation_suite.orders.shipping import Day, pick_list, sort_orders
from automation_suite.orders.trackings import trackings
from automation_suite.plans.change import Change
from automation_suite.plans.wording import number
from automation_suite.project import PROJECT
from automation_suite.settings import process_settings
from automation_suite.statement import step
from libraries.run_folder import keep_table
from libraries.this_job import these_rules, this_job, this_run

_TO_SHIP_HEADS = ("ship by", "late", "order", "items", "total", "currency", "gift")


@library(scope="GLOBAL", doc_format="MARKDOWN")
class Orders:
    """Sorts orders and proposes tracking numbers. It buys no label and tells no platform anything."""

    def __init__(self) -> None:
        migrate()

    @step
    def sort_open_orders(self, orders: Sequence[Order]) -> Day:
        """Returns which orders have to leave, the most urgent first, and which wait for a person."""
        job = this_job()
        known = keeping.known_of(job.platform, job.account_name)
        day = sort_orders(
            orders, known.held, known.released, known.told, these_rules(OrderJobRules), datetime.now(UTC)
        )  # fmt: skip
        late = sum(each.late for each in day.to_ship)
        statement.note(
            f"{number(len(day.to_ship), 'order')} to ship, {late} late; {number(len(day.held), 'order')} held for you.",
            {"to ship": str(len(day.to_ship)), "late": str(late), "held": str(len(day.held))},
            done=bool(day.to_ship),
        )
        return day

    @step
    def ask_about_held_orders(self, day: Day) -> None:
        """Makes a to-do of each order that waits for a person, once. `run.py todo done` releases it."""
        if run_context.current().dry_run:
            return
        job, run, now = this_job().name, this_run(), datetime.now(UTC)
        new = sum(keeping.ask_about(held, job, run, now) for held in day.held)
        if new:
            statement.note(f"{number(new, 'new to-do')}: {process_settings().command('todo')}.", done=True)

    @step
    def write_pick_list(self, day: Day) -> None:
        """Writes what has to leave, and what has to be picked for it, as two tables into the folder of this run."""
        zone = ZoneInfo(these_rules(OrderJobRules).time_zone)
        keep_table("orders", _TO_SHIP_HEADS, [
            (
                f"{each.by.astimezone(zone):%Y-%m-%d %H:%M}", "late" if each.late else "", each.order.order_id,
                _what(each.order), f"{each.order.total:.2f}", each.order.currency, "gift" if each.order.is_gift else "",
            )
            for each in day.to_ship
        ])  # fmt: skip
        places = dict(Item.objects.exclude(place="").values_list("sku", "place"))
        keep_table("pick-list", ("place", "sku", "what", "how many", "orders"), [
            (pick.place, pick.sku, pick.title, str(pick.quantity), " ".join(pick.orders))
            for pick in pick_list(day.to_ship, places)
        ])  # fmt: skip

    @step
    def tracking_numbers_to_tell(self, orders: Sequence[Order], day: Day) -> list[Change]:
        """Returns a change for each order whose parcel stands in the label printer's export, `rules.parcels_file`."""
        rules, job = these_rules(OrderJobRules), this_job()
        if not rules.parcels_file:
            statement.note("No tracking number is proposed, because rules.parcels_file names no table.")
            return []
        parcels = parcels_in(PROJECT / rules.parcels_file, rules.time_zone)
        held = {each.order.key for each in day.held}
        used = keeping.known_of(job.platform, job.account_name).used
        found = trackings(parcels, orders, held, used, datetime.now(UTC))
        keep_table("parcels-left", ("order", "carrier", "tracking", "why it is not told"), [
            (one.parcel.order_id, one.parcel.carrier, one.parcel.number, one.why) for one in found.refused
        ])  # fmt: skip
        if found.refused:
            statement.note(f"{number(len(found.refused), 'parcel')} for you to look at: {found.refused[0].why}")
        return list(found.changes)


def _what(order: Order) -> str:
    lines = "; ".join(f"{line.quantity} × {line.title}" for line in order.lines)
    return f"{lines} (the rest of it; a part was sent)" if order.partly_shipped else lines
