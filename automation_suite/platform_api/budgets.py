"""Budgets of calls, shared by all processes and machines that use one database.

A short window (calls in a second) is a bucket that holds one call and fills so fast that no window of its length ever sees
more calls than are allowed. A long one (calls in a day) is a number that is counted down until it is filled again at once.
Each take is one transaction, so that a hundred processes take what one would.
"""

from __future__ import annotations

import functools
import time
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from django.db import connection, transaction
from pydantic import BaseModel, ConfigDict, Field

from automation_suite.calls.models import CallBudget
from automation_suite.platform_api.calls import BudgetSpentError
from automation_suite.platform_api.platforms import Access

_FILE = Path(__file__).with_suffix(".toml")
_LONGEST_STEADY_WINDOW = 600
# More than that is a clock that was set back, which must not stop all calls.
_LARGEST_SKEW = timedelta(minutes=2)
# How long eBay's word about the limits of an account counts.
_TOLD_HOLDS = timedelta(hours=1)
_ETSY_HEADERS = {
    1: ("x-limit-per-second", "x-remaining-this-second"),
    86_400: ("x-limit-per-day", "x-remaining-today"),
}

# What taking a turn changes.
_TAKEN = ("capacity", "left", "at", "resets_at")

Clock = Callable[[], datetime]
Whose = Literal["seller", "application"]


class Rule(BaseModel):
    """What is known of a budget before the platform has said anything; see ``budgets.toml``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    platform: str
    group: str
    paths: tuple[str, ...]
    of: Whose
    window_seconds: int = Field(ge=1)
    calls: int = Field(ge=1)
    source: str
    read_on: date

    @property
    def is_steady(self) -> bool:
        """Whether it fills all the time instead of at once."""
        return self.window_seconds <= _LONGEST_STEADY_WINDOW


@functools.cache
def all_rules() -> tuple[Rule, ...]:
    """Read ``budgets.toml``."""
    return tuple(Rule(**entry) for entry in tomllib.loads(_FILE.read_text())["budget"])


def shared_now() -> datetime:
    """Return the moment by the one clock that all processes share.

    Two clocks would let calls through twice as fast. Whoever shares a file of SQLite is on one machine; of another database
    it is the server's clock.
    """
    if connection.vendor != "postgresql":
        return datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return datetime.fromisoformat(str(cursor.fetchone()[0]))


class Budgets:
    """The budgets of one account and its application.

    Args:
        access: The account.
        patience: Seconds that a call may wait for its turn; when it is longer, the budget counts as spent.
        clock: For tests in which hours pass.
        rules: What is known before the platform says anything.
    """

    def __init__(
        self, access: Access, patience: float = 60, clock: Clock = shared_now, rules: Sequence[Rule] | None = None
    ) -> None:
        self._access = access
        self._patience = timedelta(seconds=patience)
        self._clock = clock
        self._rules = [rule for rule in rules or all_rules() if rule.platform == access.platform]
        # What this process has left behind at its last turn, and until when it knows that nobody need ask eBay.
        self._left: dict[Rule, CallBudget] = {}
        self._told_until: dict[Whose, datetime] = {}

    def rules_for(self, group: str, path: str) -> list[Rule]:
        """Return what holds for a call: of the group that is named, else of the longest path with which its own begins."""
        named = [rule for rule in self._rules if rule.group == group]
        if named:
            return named
        starts = [(start, rule.group) for rule in self._rules for start in rule.paths if path.startswith(start)]
        nearest = max(starts, key=lambda found: len(found[0]), default=("", ""))[1]
        return [rule for rule in self._rules if rule.group == nearest]

    def wait_for_turn(self, rules: Sequence[Rule]) -> None:
        """Take one call from each budget and wait until it may be made.

        Raises:
            BudgetSpentError: That would take too long; nothing was taken.
        """
        time.sleep(self.take(rules).total_seconds())

    def take(self, rules: Sequence[Rule]) -> timedelta:
        """Take one call from each budget and return how long it has to wait.

        Raises:
            BudgetSpentError: That would be too long; nothing was taken.
        """
        waits = [timedelta()]
        with transaction.atomic():
            # The moment is taken when nobody else can take a turn any more.
            rows, now = self._locked(rules), self._clock()
            for rule, row in rows.items():
                waits.append(_taken_steadily(row, now) if rule.is_steady else _taken_from_number(row, now))
                if waits[-1] > self._patience:
                    raise self._spent(row, now + waits[-1])
            for row in rows.values():
                row.save(update_fields=_TAKEN)
        self._left |= rows
        return max(waits)

    def block(self, rules: Iterable[Rule], seconds: float) -> None:
        """Let nobody make such calls for a while, because the platform has asked for that."""
        with transaction.atomic():
            rows, until = self._locked(list(rules)), self._clock() + timedelta(seconds=seconds)
            for row in rows.values():
                row.blocked_until = max(until, row.blocked_until or until)
                row.save()

    def spent_until(self, rules: Sequence[Rule], seconds: float) -> BudgetSpentError:
        """Return the error that says that the platform wants no such call for a while."""
        return self._spent(self._row(rules[0]), self._clock() + timedelta(seconds=seconds))

    def follow_headers(self, rules: Iterable[Rule], headers: Mapping[str, str]) -> None:
        """Take over what Etsy says in an answer."""
        for rule in rules:
            limit, left = (headers.get(name, "") for name in _ETSY_HEADERS.get(rule.window_seconds, ("", "")))
            if limit.isdigit() and left.isdigit():
                # The turn was taken just before the call, so what it left is read once only. Whoever has taken one since
                # has left less, of which the answer says nothing new either.
                self._follow(rule, self._left.get(rule) or self._row(rule), int(limit), int(left), "headers")

    def should_ask(self, of: Whose) -> bool:
        """Tell whether eBay has to be asked for its limits; true once an hour for all processes together."""
        if self._access.platform != "ebay":
            return False
        now, account = self._clock(), self._account(of)
        # Whoever asks meanwhile only makes it hold longer, so it need not be looked up before each call.
        if of in self._told_until and now < self._told_until[of]:
            return False
        rows = CallBudget.objects.filter(platform="ebay", account=account, group="asked")
        with transaction.atomic():
            row = rows.select_for_update().first()
            told_at = row.told_at if row else None
            if told_at and told_at > now - _TOLD_HOLDS:
                self._told_until[of] = told_at + _TOLD_HOLDS
                return False
            CallBudget.objects.update_or_create(
                platform="ebay", account=account, group="asked", window_seconds=0,
                defaults={"capacity": 0, "left": 0, "at": now, "told_by": "user_rate_limit", "told_at": now},
            )  # fmt: skip
        return True

    def follow_rate_limits(self, of: Whose, answer: Mapping[str, Any]) -> None:
        """Take over what eBay has answered about the limits of the seller or the application."""
        for resource in (one for api in answer.get("rateLimits") or () for one in api.get("resources") or ()):
            for rate in resource.get("rates") or ():
                for rule in self._rules:
                    if (rule.group, rule.of, rule.window_seconds) == (resource.get("name"), of, rate.get("timeWindow")):
                        limit, left, reset = int(rate["limit"]), int(rate["remaining"]), rate.get("reset")
                        self._follow(rule, self._row(rule), limit, left, "user_rate_limit", reset)

    def _follow(self, rule: Rule, known: CallBudget, limit: int, left: int, told_by: str, reset: str | None = None) -> None:
        resets_at = datetime.fromisoformat(reset) if reset else None
        # Nearly every answer says what is known already, which needs no transaction.
        if _told(known, rule, limit, left, resets_at) == _known(known):
            return
        with transaction.atomic():
            row = self._locked([rule])[rule]
            new = _told(row, rule, limit, left, resets_at)
            if new != _known(row):
                row.capacity, row.left, row.resets_at = new
                row.told_by, row.told_at = told_by, self._clock()
                row.save()
        self._left[rule] = row

    def _row(self, rule: Rule) -> CallBudget:
        key, first = self._key(rule), self._first(rule)
        return CallBudget.objects.filter(**key).first() or CallBudget(**key, **first)

    def _locked(self, rules: Sequence[Rule]) -> dict[Rule, CallBudget]:
        """Return the rows of budgets, and keep others from them until the transaction ends."""
        rows = self._there(rules)
        if len(rows) < len(set(rules)):
            # In the order of the rules, whoever does it, or two might wait for each other for ever.
            for rule in rules:
                CallBudget.objects.get_or_create(**self._key(rule), defaults=self._first(rule))
            rows = self._there(rules)
        for rule, row in rows.items():
            if row.told_by == "setting" and row.capacity != rule.calls:
                row.left, row.capacity = row.left + (0 if rule.is_steady else rule.calls - row.capacity), rule.calls
        return rows

    def _there(self, rules: Sequence[Rule]) -> dict[Rule, CallBudget]:
        accounts = {rule: self._account(rule.of) for rule in rules}
        rows = CallBudget.objects.select_for_update().filter(
            platform=self._access.platform, account__in=set(accounts.values()), group__in={rule.group for rule in rules}
        )  # fmt: skip
        # Always in the same order, for the same reason.
        found = {(row.account, row.group, row.window_seconds): row for row in rows.order_by("pk")}
        keys = {rule: (account, rule.group, rule.window_seconds) for rule, account in accounts.items()}
        return {rule: found[key] for rule, key in keys.items() if key in found}

    def _key(self, rule: Rule) -> dict[str, Any]:
        return {
            "platform": rule.platform,
            "account": self._account(rule.of),
            "group": rule.group,
            "window_seconds": rule.window_seconds,
        }

    def _first(self, rule: Rule) -> dict[str, Any]:
        left = 1 if rule.is_steady else rule.calls
        return {"capacity": rule.calls, "left": left, "at": self._clock(), "told_by": "setting"}

    def _account(self, of: Whose) -> str:
        # A sandbox has limits of its own.
        whose = self._access.account if of == "seller" else self._access.application
        return whose if self._access.environment == "production" else f"{whose} ({self._access.environment})"

    def _spent(self, row: CallBudget, until: datetime) -> BudgetSpentError:
        return BudgetSpentError(
            f"{self._access.name} allows no further call of {row.group} before {until.astimezone():%d %B, %H:%M:%S}"
            f" ({row.capacity:,} in {_in_words(row.window_seconds)}); the next one was not made.",
            "Nothing: the next run goes on where this one ended.",
        )


def _taken_steadily(row: CallBudget, now: datetime) -> timedelta:
    """Take a call from a bucket that fills all the time, and return when its turn comes."""
    # One call in the bucket and one less than allowed that flow in: together never more than allowed in any window.
    spacing = timedelta(seconds=row.window_seconds / max(1, row.capacity - 1))
    start = _start(row, now)
    elapsed = start - row.at
    if elapsed < -_LARGEST_SKEW:
        row.at, elapsed = start, timedelta()
    if elapsed > timedelta():
        row.left, row.at = min(1.0, row.left + elapsed / spacing), start
    row.left -= 1
    return max(timedelta(), row.at - now) + max(0.0, -row.left) * spacing


def _taken_from_number(row: CallBudget, now: datetime) -> timedelta:
    """Take a call from a number that is filled again at once, and return when it may be made."""
    start, window = _start(row, now), timedelta(seconds=row.window_seconds)
    if row.resets_at and start >= row.resets_at:
        row.left, row.resets_at = row.capacity, None
    # A moment further away than the window was set by a clock that was wrong.
    if row.resets_at is None or row.resets_at > start + window + _LARGEST_SKEW:
        row.resets_at = start + window
    if row.left < 1:
        return row.resets_at - now
    row.left, row.at = row.left - 1, start
    return start - now


def _told(
    row: CallBudget, rule: Rule, limit: int, left: int, resets_at: datetime | None
) -> tuple[int, float, datetime | None]:
    """Return what a budget is by what the platform says of it: what it holds, what is left, and when it is filled again."""
    # Other processes have calls on their way, which the platform has not counted; so its number is believed only when it
    # is the smaller one. Whoever else uses the same keys shows in it.
    counted = row.left if rule.is_steady else row.left + limit - row.capacity
    renewed = bool(resets_at and row.resets_at and resets_at > row.resets_at + _LARGEST_SKEW)
    return limit, left if renewed and not rule.is_steady else min(counted, left), resets_at or row.resets_at


def _known(row: CallBudget) -> tuple[int, float, datetime | None]:
    return row.capacity, row.left, row.resets_at


def _start(row: CallBudget, now: datetime) -> datetime:
    return max(now, row.blocked_until) if row.blocked_until else now


def _in_words(seconds: int) -> str:
    if seconds % 3600 == 0:
        return f"{seconds // 3600} h"
    return "a second" if seconds == 1 else f"{seconds} s"
