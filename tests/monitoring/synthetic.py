"""Histories that nobody lived: scheduled starts of a job, drawn from a seed.

What is assumed is stated here; nothing of it was measured on a real shop. A start meets trouble that passes with a
probability; a second try mends half of it (with ``retries``) or there is no second try. A run takes 40 s, lognormal with a
spread of 15 %, and one in twenty takes one and a half to two and a half times as long. Each day has sales of 10 to 200
dollars; 275 and more are moved. A page changes around one thing four times a year. A person is asked to log in at random,
four times a year.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from automation_suite.monitoring.forecast_rules import Forecast, Limits, Start, forecasts

FIRST = datetime(2027, 1, 1, 11, 5, tzinfo=UTC)
# A second try mends half of the trouble, so that this share of trouble leaves half of it as failures.
MENDED = 0.5
_SECONDS, _SPREAD = 40.0, 0.15
_MINIMUM = 275
# Days that the rules are given.
_READ = 100
_THINGS = [f"thing {number}" for number in range(15)]


def steady(value: float) -> Callable[[float], float]:
    """Return a course that does not change."""
    return lambda _day: value


@dataclass(frozen=True)
class World:
    """What a history is drawn from.

    Attributes:
        failures: Share of starts that fail, on a day.
        slower: How many times as long as usual a run takes, on a day.
        retries: Whether a second try is made, which mends half of the trouble.
        starts_a_day: How often the job starts.
    """

    failures: Callable[[float], float] = field(default=steady(0.03))
    slower: Callable[[float], float] = field(default=steady(1.0))
    retries: bool = True
    starts_a_day: int = 1

    @property
    def limits(self) -> Limits:
        """What its job is held to: the time limit of the balance transfer."""
        return Limits(420, self.starts_a_day)


@dataclass(frozen=True)
class History:
    """Starts, and the moments at which a person had to log in."""

    starts: Sequence[Start]
    logins: Sequence[datetime]


def drawn(world: World, days: int, seed: str) -> History:
    """Draw a history."""
    rng = random.Random(seed)
    return History(list(_starts(world, days, rng)), list(_logins(days, rng)))


def warnings(world: World, history: History, since: int = 0) -> list[tuple[float, Forecast]]:
    """Return each warning once, when it is first raised, with its day; one that goes and comes back counts again."""
    raised: list[tuple[float, Forecast]] = []
    open_rules: set[str] = set()
    for number, start in enumerate(history.starts):
        if number < since * world.starts_a_day:
            continue
        known = [login for login in history.logins if login <= start.at]
        last = history.starts[max(0, number + 1 - _READ * world.starts_a_day) : number + 1]
        found = {each.rule: each for each in forecasts(last, world.limits, known, start.at)}
        raised += [((start.at - FIRST) / timedelta(days=1), each) for rule, each in found.items() if rule not in open_rules]
        open_rules = set(found)
    return raised


def _starts(world: World, days: int, rng: random.Random) -> Iterator[Start]:
    balance = Decimal(0)
    drifting: frozenset[str] = frozenset()
    for number in range(days * world.starts_a_day):
        day = number / world.starts_a_day
        good, attempts = _tries(world.failures(day), world.retries, rng)
        balance += Decimal(rng.randint(10, 200)) / world.starts_a_day
        moves = good and balance >= _MINIMUM
        if rng.random() < 4 / 365 / world.starts_a_day:
            # The file is corrected after a while, then nothing drifts.
            drifting = frozenset() if len(drifting) >= 3 else drifting | {rng.choice(_THINGS)}
        seconds = _duration(world.slower(day), attempts, rng)
        yield Start(
            at=FIRST + timedelta(days=day), seconds=seconds, good=good, attempts=attempts,
            amount=balance if moves else None, balance=balance if good and not moves else None, drifting=drifting,
        )  # fmt: skip
        balance = Decimal(0) if moves else balance


def _tries(failures: float, retries: bool, rng: random.Random) -> tuple[bool, int]:
    trouble = failures / (1 - MENDED) if retries else failures
    if rng.random() >= trouble:
        return True, 1
    return (rng.random() < MENDED, 2) if retries else (False, 1)


def _duration(slower: float, attempts: int, rng: random.Random) -> float:
    odd = rng.uniform(1.5, 2.5) if rng.random() < 0.05 else 1.0
    return _SECONDS * slower * rng.lognormvariate(0, _SPREAD) * odd * attempts


def _logins(days: int, rng: random.Random) -> Iterator[datetime]:
    day = rng.expovariate(4 / 365)
    while day < days:
        yield FIRST + timedelta(days=day)
        day += rng.expovariate(4 / 365)
