"""Years of daily runs with a mix of faults (``fault_mix`` states it): how soon money moves, how often the owner is called.

The first day of each fault and a sample of all days are played for real: the suite, a browser, the practice site. The
other days are the engine's own functions under another clock, with what those browser days have recorded in Robot
Framework's place (``simulated``). A day counts from its scheduled start. When it is interrupted, the same command goes on.
"""

from __future__ import annotations

import argparse
import heapq
import importlib
import pkgutil
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from cronsim import CronSim

import automation_suite
from automation_suite.history.models import Message, Run
from automation_suite.history.setup import migrate
from automation_suite.jobs import Job, load_jobs, select
from automation_suite.monitoring import findings
from automation_suite.monitoring.tables import show
from automation_suite.running import make_up
from automation_suite.settings import Settings, load_settings
from automation_suite.transfers import journal
from tests.endurance import browser_day, fault_mix, simulated
from tests.endurance.browser_day import Recording, Recordings
from tests.endurance.fault_mix import CLEAR, MAIL_DOWN, MIX, NOTHING, PASSING, PERSON, Day
from tests.endurance.progress import Progress
from tests.endurance.simulated import Clock, Shop
from tests.owner import JOB, Owner
from tests.practice_server import PracticeServer, practice_site

_FIRST = datetime(2027, 1, 1, tzinfo=UTC)
_GOOD_NEWS = ("money moved", "recovered")
_LEAST_SHARE, _TOLD_MINUTES, _MOST_CALLS = 0.999, 5.0, 11
_WITHIN = 24 * 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--years", type=int, default=10, help="how many")
    parser.add_argument("--browser-days", type=int, default=300, help="how many days have a real browser, about")
    parser.add_argument("--seed", type=int, default=1, help="of the days")


def run(arguments: argparse.Namespace) -> int:
    """Live through the years, print the table; 1 when a bar is missed."""
    days = arguments.years * 365
    progress = Progress("years", {"seed": arguments.seed, "days": days, "browser_days": arguments.browser_days})
    with_browser = fault_mix.browser_days(arguments.seed, days, arguments.browser_days)
    with practice_site(progress.folder / "site") as site:
        life = Life(progress, site, arguments.seed)
        for number in range(len(progress.done), days):
            result = life.live(fault_mix.day_of(arguments.seed, number), number in with_browser)
            progress.add(result)
            if result["browser"] or (number + 1) % 100 == 0:
                how = "with a browser" if result["browser"] else "simulated"
                print(f"[{number + 1:5}/{days}] {how}: {result['fault']}, {result['outcome']}", flush=True)
    return _report(progress.done, arguments.years)


class Life:
    """The days of one owner, one after the other."""

    def __init__(self, progress: Progress, site: PracticeServer, seed: int) -> None:
        self._site, self._seed = site, seed
        self._recordings = Recordings(progress.folder / "recordings")
        self._owner = Owner(progress.folder / "browser", site)
        self._job: Job = select(load_jobs(), JOB)[0]
        self._settings = _settings(site, progress)
        last: dict[str, Any] = progress.done[-1] if progress.done else {"balance": "0.00", "waiting": []}
        self._balance = Decimal(last["balance"])
        self._waiting: list[int] = list(last["waiting"])
        _import_everything()
        migrate()
        for fault in (CLEAR, NOTHING):
            if not self._recordings.of(fault):
                self._recordings.add(fault, browser_day.play(self._owner, fault))

    def live(self, day: Day, with_browser: bool) -> dict[str, Any]:
        """Live through one day and return what came of it."""
        recording, browser = self._recording(day, with_browser)
        self._site.behave(MAIL_DOWN.scenario if day.fault == MAIL_DOWN else "instant")
        due = self._due(day.number)
        clock = Clock(due)
        until = [due + timedelta(minutes=day.minutes)]
        shop = Shop(clock, self._settings, self._balance + day.sales, lambda: self._met(day, recording, shop, until[0]))
        needed = shop.balance >= self._settings.posh_min_transfer
        self._waiting += [day.number] if needed else []
        with simulated.simulated(clock, shop):
            missed_found = self._missed_is_found(day, due, clock)
            self._run_all_day(day, due, clock, shop, until)
            result = self._result(day, due, shop)
        self._balance = shop.balance
        shutil.rmtree(self._settings.results_path, ignore_errors=True)
        return {
            **result, "browser": browser, "needed": needed, "missed_found": missed_found, "balance": str(self._balance),
            "waiting": self._waiting, "paid_once": recording.payments == 1 if browser else None,
        }  # fmt: skip

    def _recording(self, day: Day, with_browser: bool) -> tuple[Recording, bool]:
        known = self._recordings.of(day.fault)
        if known and not with_browser:
            return random.Random(f"{self._seed} {day.number} recording").choice(known), False
        recording = browser_day.play(self._owner, day.fault)
        self._recordings.add(day.fault, recording)
        return recording, True

    def _met(self, day: Day, recording: Recording, shop: Shop, until: datetime) -> Recording:
        enough = shop.balance >= self._settings.posh_min_transfer
        usual = self._recordings.of(CLEAR if enough else NOTHING)[0]
        moves = day.fault.needs_balance or recording.outcome == "done"
        return recording if shop.clock.now < until and (enough or not moves) else usual

    def _due(self, number: int) -> datetime:
        zone = ZoneInfo(self._job.time_zone)
        return next(CronSim(self._job.schedule, (_FIRST + timedelta(days=number)).astimezone(zone))).astimezone(UTC)

    def _starts(self, number: int, due: datetime) -> Iterator[datetime]:
        end = self._due(number + 1)
        for moment in CronSim(self._job.make_up, due.astimezone(ZoneInfo(self._job.time_zone))):
            if moment.astimezone(UTC) >= end:
                return
            yield moment.astimezone(UTC)

    def _missed_is_found(self, day: Day, due: datetime, clock: Clock) -> bool | None:
        """Tell whether the health check finds the start that a machine that is off has missed."""
        if not day.fault.away or day.minutes <= self._job.grace_minutes + 1 or day.number == 0:
            return None
        later = due + timedelta(minutes=self._job.grace_minutes + 1)
        found = any(
            "should have started" in finding.sentence for finding in findings.of_job(self._job, self._settings, later)
        )
        clock.now = due
        return found

    def _run_all_day(self, day: Day, due: datetime, clock: Clock, shop: Shop, until: list[datetime]) -> None:
        """Start the job when the schedule asks for it, and once more when the person has acted."""
        events = [(due, "schedule"), *((moment, "make up") for moment in self._starts(day.number, due))]
        heapq.heapify(events)
        person_called = False
        while events:
            moment, what = heapq.heappop(events)
            clock.now = max(clock.now, moment)
            if day.fault.away and clock.now < until[0]:
                continue
            if what == "make up" and make_up.not_needed(self._job, clock.now):
                continue
            if what == "person":
                until[0] = clock.now
                for transfer in journal.open_transfers():
                    journal.resolve(transfer.pk, moved=False, reason="the balance is still there")
            simulated.run_the_job(self._job, self._settings)
            told = _first_message(due)
            if day.fault.kind == PERSON and told and told.sent_at and not person_called:
                person_called = True
                heapq.heappush(events, (told.sent_at + timedelta(minutes=day.reaction), "person"))

    def _result(self, day: Day, due: datetime, shop: Shop) -> dict[str, Any]:
        runs = list(Run.objects.filter(started_at__gte=due).order_by("pk"))
        told = _first_message(due)
        minutes = (told.sent_at - told.run.started_at).total_seconds() / 60 if told and told.sent_at and told.run else None
        paid = {
            str(number): (shop.paid_at[0] - self._due(number)).total_seconds() / 60
            for number in self._waiting
            if shop.paid_at
        }
        self._waiting = [] if shop.paid_at else self._waiting
        messages = Message.objects.filter(created_at__gte=due).exclude(kind__in=_GOOD_NEWS).select_related("run")
        calls = sum(bool(message.run and not message.run.next_step.startswith("Nothing")) for message in messages)
        unsent = Message.objects.filter(sent_at__isnull=True).count()
        return {
            "number": day.number, "fault": day.fault.name, "kind": day.fault.kind, "runs": len(runs),
            "outcome": runs[0].outcome if runs else "no run", "last_outcome": runs[-1].outcome if runs else "no run",
            "told_minutes": minutes, "calls": calls, "mails": messages.count(), "unsent": unsent, "paid": paid,
        }  # fmt: skip


def _first_message(since: datetime) -> Message | None:
    bad = Message.objects.filter(created_at__gte=since).exclude(kind__in=_GOOD_NEWS)
    return bad.select_related("run").order_by("pk").first()


def _settings(site: PracticeServer, progress: Progress) -> Settings:
    folders = {"STATE_DIR": str(progress.folder / "state"), "RESULTS_DIR": str(progress.folder / "results")}
    environment = {**site.environment(), **folders}
    # The pauses between attempts and the schedule are those of a real installation.
    del environment["PRACTICE"]
    return load_settings(environment, None)


def _import_everything() -> None:
    """Import the engine, so that the clock can be put into each of its modules."""
    for module in pkgutil.walk_packages(automation_suite.__path__, "automation_suite."):
        if ".migrations" not in module.name and ".commands" not in module.name:
            importlib.import_module(module.name)


def _report(done: list[dict[str, Any]], years: int) -> int:
    paid = {int(number): minutes for item in done for number, minutes in item["paid"].items()}
    names = [CLEAR.name, *(fault.name for fault in MIX)]
    rows = [_cells(name, [item for item in done if item["fault"] == name], paid) for name in names]
    heads = ("fault", "days", "with browser", "first outcomes", "in time", "latest paid", "latest told", "mails", "calls")
    show(heads, [row for row in rows if row[1] != "0"])
    passing = [item for item in done if item["kind"] == PASSING and item["needed"]]
    in_time = sum(_in_time(item, paid) for item in passing)
    share = in_time / len(passing) if passing else 1.0
    called = [item for item in done if item["kind"] == PERSON and item["outcome"] not in ("done", "nothing to do")]
    told = sum(item["told_minutes"] is not None and item["told_minutes"] <= _TOLD_MINUTES for item in called)
    calls = Counter(item["number"] // 365 for item in done for _ in range(item["calls"]))
    worst = max(calls.values(), default=0)
    browser = [item for item in done if item["browser"]]
    wrong = [item for item in browser if not item["paid_once"]]
    overlooked = sum(item["missed_found"] is False for item in done)
    print(
        f"\n{len(done)} days, {len(browser)} of them with a real browser ({len(wrong)} of these not paid exactly once);"
        f" days with only passing faults paid within 24 hours: {in_time} of {len(passing)} ({share:.2%});"
        f" owner told within {_TOLD_MINUTES:g} minutes: {told} of {len(called)} days that needed a person;"
        f" calls: {sum(calls.values()) / years:.1f} a year, {worst} in the worst; {overlooked} missed starts overlooked."
    )
    return 1 if share < _LEAST_SHARE or told < len(called) or worst > _MOST_CALLS or wrong or overlooked else 0


def _in_time(item: dict[str, Any], paid: dict[int, float]) -> bool:
    return paid.get(item["number"], _WITHIN + 1) <= _WITHIN


def _cells(name: str, items: list[dict[str, Any]], paid: dict[int, float]) -> tuple[str, ...]:
    needed = [item for item in items if item["needed"]]
    outcomes = Counter(item["outcome"] for item in items)
    latest = max((paid[item["number"]] for item in needed if item["number"] in paid), default=0.0)
    told = max((item["told_minutes"] for item in items if item["told_minutes"] is not None), default=None)
    return (
        name, str(len(items)), str(sum(bool(item["browser"]) for item in items)),
        ", ".join(f"{outcome} {number}" for outcome, number in outcomes.most_common()),
        f"{sum(_in_time(item, paid) for item in needed)} of {len(needed)}", f"{latest / 60:.1f} h",
        f"{told:.1f} min" if told is not None else "", str(sum(item["mails"] for item in items)),
        str(sum(item["calls"] for item in items)),
    )  # fmt: skip
