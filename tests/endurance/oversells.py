"""Buyers on three platforms, APIs that fail, killed runs: how long something that is sold can be sold once more.

The practice eBay, the practice Etsy and the practice mailbox are real servers; ``inventory_sync`` is the suite's own, with
its sessions, its database and its plans with ``changes = "auto"``. Every tenth step's first run goes through the command
line, the others through a child of this process. When it is interrupted, the same command goes on.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from automation_suite.history.models import Run
from automation_suite.inventory import events, items
from automation_suite.inventory import listings as kept
from automation_suite.inventory.models import Listing
from automation_suite.monitoring.tables import show
from automation_suite.plans.models import Receipt, Row, RowState
from automation_suite.stock_sync.ledger import Event
from automation_suite.stock_sync.listings import TAKE_DOWN
from automation_suite.to_dos import asking
from automation_suite.to_dos.models import ToDo
from tests.endurance import oversell_rules as rules
from tests.endurance.oversell_market import PATTERN, Market, Sold
from tests.endurance.oversell_rules import APIS, BARS, POSHMARK, Missed, Step, Window
from tests.endurance.progress import Progress
from tests.endurance.sync_runs import SyncRuns
from tests.platform_owner import PlatformOwner, owner_of
from tests.practice_server import practice_site

_FEWEST_OFFERED = 14
_LAST_ROUNDS = 3
_SKEW_AFTER = 2 / 3
_NO_PATTERN = "# rules.sold_mails.pattern = 'You sold (?P<title>.+?) on Poshmark.*?Order ID: (?P<order>\\w+)'"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--sales", type=int, default=300, help="how many sales")
    parser.add_argument("--seed", type=int, default=1, help="of all that happens")


def run(arguments: argparse.Namespace) -> int:
    """Play the sales, judge, print the table; 1 when a bar is missed."""
    progress = Progress("oversells", {"seed": arguments.seed})
    with practice_site(progress.folder / "site") as site:
        simulator = Simulator(progress, _owner(progress, site), arguments.seed)
        simulator.play(arguments.sales)
        return simulator.report()


def _owner(progress: Progress, site: Any) -> PlatformOwner:
    """Return the owner, who has given consent and has said how Poshmark's mails look."""
    if (progress.folder / "jobs.toml").exists():
        return PlatformOwner(progress.folder, site, "ebay")
    owner = owner_of("ebay", progress.folder, site)
    for name in APIS:
        owner.on(name).change_job(_NO_PATTERN, f"rules.sold_mails.pattern = '{PATTERN}'")
    return owner


@dataclass(frozen=True)
class _Shown:
    """What was offered, and how many sales there had been."""

    offered: Mapping[tuple[str, str], int]
    sales: int


class Simulator:
    """Plays steps and keeps what has come of them.

    Args:
        progress: Where it is kept.
        owner: Of the shops.
        seed: Of all that happens.
    """

    def __init__(self, progress: Progress, owner: PlatformOwner, seed: int) -> None:
        self._progress = progress
        self._owner = owner
        self._seed = seed
        self._market = Market(owner, progress)
        self._market.go_on()
        self._runs = SyncRuns(owner)
        self._scenarios: Mapping[str, str] = {}

    def play(self, sales: int) -> None:
        """Go on until there were so many sales, then let all become calm."""
        while len(self._market.sales) < sales:
            number = len(self._steps)
            self._step(rules.step(self._seed, number), is_skewed=len(self._market.sales) >= _SKEW_AFTER * sales)
        if not any(entry["what"] == "end" for entry in self._progress.done):
            self._end()

    @property
    def _steps(self) -> list[dict[str, Any]]:
        return [entry for entry in self._progress.done if entry["what"] == "step"]

    def _step(self, step: Step, is_skewed: bool) -> None:
        began, missed, delisted, ended = time.time(), Missed(), list[tuple[str, str]](), list[int | None]()
        if sum(number > 0 for number in self._market.left.values()) < _FEWEST_OFFERED:
            self._market.list_goods(rules.goods(self._seed, self._market.batches))
        self._behave(rules.with_skew(step.scenarios) if is_skewed else step.scenarios)
        for buyer in step.buyers:
            self._market.buy(buyer, step.is_faulty)
        if step.restocks:
            self._restock(step.moment)
        for place in range(len(step.order)):
            before = self._shown()
            ended.append(self._run(step, place))
            missed += self._judged(before, delisted)
        if step.person:
            self._do_what_is_asked()
        if step.says_yes:
            before = self._shown()
            self._say_yes()
            missed += self._judged(before, delisted)
        self._progress.add({
            "what": "step", "number": step.number, "began": began, "ended": time.time(), "is_faulty": step.is_faulty,
            "statuses": ended, "delisted": delisted, "missed": missed,
        })  # fmt: skip
        self._show(step, ended, missed, time.time() - began)

    def _run(self, step: Step, place: int) -> int | None:
        market, buyer, is_first = self._market, step.meanwhile, place == 0
        return self._runs.run(
            step.order[place],
            by_command=step.by_command and is_first,
            down=step.down,
            kill_at=step.moment if step.killed == place else None,
            meanwhile=(step.moment, lambda: _ignore(market.buy(buyer, step.is_faulty))) if buyer and is_first else None,
        )

    def _behave(self, scenarios: Mapping[str, str]) -> None:
        # What fails at the first call of each kind fails once in a block of steps, not in each.
        if scenarios != self._scenarios:
            self._market.behave(scenarios)
            self._scenarios = scenarios

    def _shown(self) -> _Shown:
        return _Shown(self._market.offered(), len(self._market.sales))

    def _judged(self, before: _Shown, delisted: list[tuple[str, str]]) -> Missed:
        """Judge what a run has changed, and note what it has taken down."""
        market, stock = self._market, items.stocks()
        then = Counter(dict(before.offered))
        then.subtract(Counter((sale.platform, sale.sku) for sale in market.sales[before.sales :]))
        after = market.offered()
        delisted += [place for place, number in after.items() if place[0] in APIS and number == 0 < then[place]]
        available = {sku: each.available for sku, each in stock.items()}
        return [
            *rules.judge_listings(then, after, market.left, available),
            *rules.judge_ledger(events.sums(), available, market.bought, market.sold),
        ]

    def _restock(self, draw: float) -> None:
        """One more piece of something of which there are several comes in."""
        market = self._market
        some = [sku for sku, left in market.left.items() if left and market.goods[sku].pieces > 1]
        if some:
            sku = some[int(draw * len(some))]
            now = datetime.now(UTC)
            events.append([Event(f"bought:{sku}:{now.isoformat()}", sku, "bought", 1, now)], None, now)
            market.restocked(sku)

    def _do_what_is_asked(self) -> None:
        """A person takes down on Poshmark what the to-dos name, and says so."""
        now = datetime.now(UTC)
        for row in asking.open_ones().filter(platform=POSHMARK, kind=TAKE_DOWN):
            self._market.take_down_on_poshmark(row.key.split(":")[3])
            kept.taken_down(asking.done(row.pk, "person", now).key, now)

    def _say_yes(self) -> None:
        waiting = Row.objects.filter(state=RowState.PROPOSED).values_list("plan_id", flat=True).distinct()
        for plan in list(waiting):
            self._owner.types("approve", str(plan))

    def _end(self) -> None:
        """Let both jobs run in calm, and judge what has come of all."""
        market, delisted, missed = self._market, list[tuple[str, str]](), Missed()
        self._behave(rules.with_skew(dict.fromkeys(APIS, "")))
        began = time.time()
        for _ in range(_LAST_ROUNDS):
            for name in APIS:
                before = self._shown()
                self._runs.run(name)
                missed += self._judged(before, delisted)
        asked = {(row.platform, row.key.split(":")[3]) for row in asking.open_ones()}
        missed += rules.judge_end(events.sums(), market.bought, market.sold, market.offered(), asked)
        missed += _without_receipt([*self._delisted(), *delisted])
        missed += _without_end()
        self._progress.add({
            "what": "end", "began": began, "ended": time.time(), "is_faulty": False, "delisted": delisted,
            "missed": missed, "statuses": [],
        })  # fmt: skip

    def _delisted(self) -> list[tuple[str, str]]:
        return [(platform, sku) for entry in self._steps for platform, sku in entry["delisted"]]

    def _show(self, step: Step, ended: list[int | None], missed: Missed, seconds: float) -> None:
        weather = "down" if step.down else " ".join(filter(None, step.scenarios.values())) or "calm"
        runs = ", ".join("killed" if status is None else str(status) for status in ended)
        words = "".join(f"\n      MISSED {bar}: {what}" for bar, what in missed)
        print(f"[{len(self._market.sales):4} sales] {weather:50} runs {runs}  ({seconds:.1f} s){words}", flush=True)

    def report(self) -> int:
        """Print what has come of it; 1 when a bar is missed."""
        told = [entry for entry in self._progress.done if entry["what"] in ("step", "end")]
        windows = [window for sale in self._market.sales for window in _windows(sale, told)]
        heads = ("window", "listings", "median s", "95 % s", "longest s", "median runs", "95 % runs", "longest runs")
        show(heads, rules.rows_of(windows))
        sales = self._market.sales
        again = [sale for sale in sales if sale.left_before == 0]
        elsewhere = [sale for sale in again if sale.platform != POSHMARK]
        faulty = sum(sale.is_faulty for sale in elsewhere)
        statuses = Counter(status for entry in told for status in entry["statuses"])
        delisted = sum(len(entry["delisted"]) for entry in told)
        print(
            f"\n{len(sales)} sales in {len(told) - 1} steps; {Run.objects.count()} runs, {statuses[None]} of them killed,"
            f" {statuses[1] + statuses[3]} that did not end well; {delisted} delistings."
            f"\nOversells: {len(elsewhere)} on eBay and Etsy ({faulty} of them with faults),"
            f" {len(again) - len(elsewhere)} on Poshmark, where a person takes down."
            f"\nLeft for a person: {ToDo.objects.filter(platform=POSHMARK).count()} to-dos on Poshmark,"
            f" {ToDo.objects.exclude(platform=POSHMARK).count()} elsewhere, {asking.open_ones().count()} of all still open;"
            f" {Row.objects.filter(state=RowState.PROPOSED).count()} changes that wait for a yes."
        )
        missed = Counter(bar for entry in told for bar, _ in entry["missed"])
        print(f"Bars missed: {', '.join(f'{bar} {missed[bar]}' for bar in BARS)}.")
        return 1 if missed else 0


def _ignore(_sold: Sold | None) -> None:
    """Take no notice of what was bought."""


def _windows(sale: Sold, told: list[dict[str, Any]]) -> list[Window]:
    """Return how long the other listings stayed up of which this sale took the last piece."""
    if sale.left_before != 1:
        return []
    found = []
    for platform in sale.offered:
        down = _asked_at(sale.sku) if platform == POSHMARK else _seen_down(platform, sale.sku)
        if down is None or down[0] < sale.at:
            # Somebody bought it there once more before it came down; that is an oversell.
            continue
        at, run = down
        since = datetime.fromtimestamp(sale.at, UTC)
        runs = Run.objects.filter(job=run.job, started_at__gte=since, pk__lte=run.pk).count() if run else 0
        faulty = any(entry["is_faulty"] and entry["began"] <= at and entry["ended"] >= sale.at for entry in told)
        found.append(Window(platform, sale.sku, at - sale.at, max(1, runs), faulty))
    return found


def _seen_down(platform: str, sku: str) -> tuple[float, Run | None] | None:
    """Return when the platform showed that a listing is down, and to which run."""
    receipt = _receipts(platform, sku).order_by("pk").last()
    return (receipt.at.timestamp(), receipt.run) if receipt else None


def _receipts(platform: str, sku: str) -> Any:
    numbers = Listing.objects.filter(platform=platform, item__sku=sku).values_list("listing_id", flat=True)
    return Receipt.objects.filter(
        row__platform=platform, row__object_id__in=list(numbers), row__field="quantity", row__new=0,
        row__state=RowState.APPLIED,
    )  # fmt: skip


def _asked_at(sku: str) -> tuple[float, Run | None] | None:
    """Return when somebody was asked to take something down on Poshmark, and by which run."""
    row = next((row for row in ToDo.objects.filter(platform=POSHMARK) if row.key.split(":")[3] == sku), None)
    return (row.asked_at.timestamp(), row.run) if row else None


def _without_receipt(delisted: list[tuple[str, str]]) -> Missed:
    return [(rules.NOT_READ_BACK, f"{place}") for place in sorted(set(delisted)) if not _receipts(*place).exists()]


def _without_end() -> Missed:
    rows = Row.objects.filter(state__in=(RowState.SUBMITTED, RowState.UNKNOWN, RowState.APPROVED))
    found = [(rules.NO_END, f"row {row.number} of plan {row.plan_id} is {row.state}") for row in rows]
    return found + [(rules.NO_END, f"run {run.pk}") for run in Run.objects.filter(ended_at=None)]
