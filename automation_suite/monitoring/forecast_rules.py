"""Rules that see trouble coming, each from the last scheduled starts of a job. Pure.

They are plain counts and medians, because a warning must be explained in a sentence. How often each is wrong was measured
on simulated years; ``docs/forecast.md`` has the table and the command.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import combinations, groupby, pairwise, takewhile

from automation_suite.money import dollars

# Of what was promised to the owner and of jobs.toml, whichever comes first, a rising duration reaches this one.
PROMISED_SECONDS = 60.0
_LAST = 10
# "3 failures in 10" of the plan: 0.2 to 0.3 false alarms a year for a job that starts daily; one more keeps a job that
# starts more often as quiet.
_FAILURES_IN_LAST = 3
_TROUBLED_IN_LAST = 4
_TROUBLED_BY_CHANCE = 0.005
_USUAL = 90
_LEAST_USUAL = 20
_RISE = 1.33
_SPREADS = 3.0
_BEFORE = slice(-60, -30)
_LEAST_BEFORE = 15
_MARGIN = 0.8
_NARROW_IN_LAST = 2
_IN_A_ROW = 3
_DRIFT_BEFORE = 14
_MORE_DRIFT = 2
_HIGH = 3
_LEAST_MOVED = 5
_LOGIN_GAPS = 4
_LOGIN_REGULAR = 0.15
_LOGIN_NEAR = 0.1
_LEAST_LOGIN_GAP = timedelta(days=5)
_FAR = timedelta(days=365)
# Of the median absolute deviation, for what is normally distributed; and of a median against a mean.
_MAD, _MEDIAN = 1.4826, 1.2533


@dataclass(frozen=True)
class Start:
    """The first run after a scheduled start. Later ones of the same start would count one bad morning several times.

    Attributes:
        at: When it began.
        seconds: How long it took.
        good: Nobody had to do anything.
        attempts: How many tries it took.
        amount: Dollars that it moved; none when it moved none.
        balance: Dollars that it saw and left where they were; none when it saw none.
        drifting: Names of the things on the pages around which it saw drift.
    """

    at: datetime
    seconds: float
    good: bool
    attempts: int = 1
    amount: Decimal | None = None
    balance: Decimal | None = None
    drifting: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Limits:
    """What a job is held to: seconds for one try, and how often its schedule starts it each day."""

    seconds: float
    starts_a_day: float = 1.0


@dataclass(frozen=True)
class Forecast:
    """A trouble that is to be expected.

    Attributes:
        rule: Which rule says so, such as ``failures``; see ``SURE``.
        saw: What was seen.
        expected: When trouble is expected.
    """

    rule: str
    saw: str
    expected: str


# How sure each rule is, with how often it was wrong in 200 simulated years (docs/forecast.md).
SURE = {
    "failures": ("Fairly sure", 0.3),
    "retries": ("Fairly sure", 0.2),
    "duration": ("Quite sure", 0.05),
    "margin": ("Quite sure", 0.05),
    "drift": ("Quite sure", 0.05),
    "balance": ("Quite sure", 0.05),
    "login": ("Not very sure", 0.1),
}


def sure_words(rule: str) -> str:
    """Return how sure a rule is, in a word and in the measured rate behind it."""
    word, wrong = SURE[rule]
    return f"{word}: in simulated years this warning was wrong at most {wrong:g} times a year."


def forecasts(starts: Sequence[Start], limits: Limits, logins: Sequence[datetime], now: datetime) -> Iterator[Forecast]:
    """Give every trouble that is to be expected of a job.

    Args:
        starts: The oldest first; a hundred are enough.
        limits: What the job is held to.
        logins: When its platform asked for a person to log in, the oldest first.
        now: The moment.
    """
    rules = (
        # More retries go with more failures; one warning is enough.
        more_failures(starts, limits) or more_retries(starts, limits),
        longer_runs(starts, limits),
        narrow_margin(starts, limits),
        more_drift(starts),
        high_balance(starts),
        login_is_near(logins, now),
    )
    yield from (found for found in rules if found)


def more_failures(starts: Sequence[Start], limits: Limits) -> Forecast | None:
    """Three of the last ten starts failed; of a job that starts more than once a day, four."""
    failed = sum(not start.good for start in starts[-_LAST:])
    if failed < _FAILURES_IN_LAST + (limits.starts_a_day > 1):
        return None
    earlier = starts[:-_LAST]
    usual = f", before that {sum(not start.good for start in earlier)} of {len(earlier)}" if earlier else ""
    return Forecast("failures", f"{failed} of its last {_LAST} starts failed{usual}.", _next(failed, "failure", limits))


def more_retries(starts: Sequence[Start], limits: Limits) -> Forecast | None:
    """Of the last ten starts more needed a second try or failed than chance explains.

    What is usual comes from up to 90 starts before. Binomial tail of at most 0.5 %, and never fewer than four of ten.
    """
    earlier, last = starts[:-_LAST][-_USUAL:], starts[-_LAST:]
    if len(earlier) < _LEAST_USUAL:
        return None
    troubled, usual = sum(map(_troubled, last)), sum(map(_troubled, earlier))
    least = _TROUBLED_IN_LAST + (limits.starts_a_day > 1)
    if troubled < least or _tail(troubled, len(last), usual / len(earlier)) > _TROUBLED_BY_CHANCE:
        return None
    saw = f"{troubled} of its last {_LAST} starts did not succeed at the first try, before that {usual} of {len(earlier)}."
    return Forecast("retries", saw, _next(troubled, "start that needs a second try or fails", limits))


def longer_runs(starts: Sequence[Start], limits: Limits) -> Forecast | None:
    """In the last ten days good runs took a third longer than a month or two before, and more than chance explains.

    Each day counts by its median run. Compared are medians of logarithms; the difference must be three times its own
    spread, by the median absolute deviation, so that single slow days and a job that always varies raise nothing. The day
    comes from the median of all slopes between two days (Theil and Sen).
    """
    days = _daily([start for start in starts if start.good and start.attempts == 1 and start.seconds > 0])
    before, last = days[_BEFORE], days[-_LAST:]
    if len(before) < _LEAST_BEFORE:
        return None
    usual = [math.log(seconds) for _, seconds in before]
    middle = statistics.median(usual)
    rise = statistics.median(math.log(seconds) for _, seconds in last) - middle
    spread = _MAD * statistics.median(abs(value - middle) for value in usual)
    if rise < max(math.log(_RISE), _SPREADS * _MEDIAN * spread * math.sqrt(1 / len(last) + 1 / len(before))):
        return None
    lately, earlier = statistics.median(seconds for _, seconds in last), math.exp(middle)
    limit = min(each for each in (PROMISED_SECONDS, limits.seconds) if each > lately or each == limits.seconds)
    saw = f"Its runs take longer and longer: {earlier:.0f} s until {_day(before[-1][0])}, {lately:.0f} s in the last days."
    return Forecast("duration", saw, _reached(days[_BEFORE.start :], lately, limit))


def narrow_margin(starts: Sequence[Start], limits: Limits) -> Forecast | None:
    """Two of the last ten runs came near to the time limit. Runs of several tries have a limit for each."""
    narrow = [start for start in starts[-_LAST:] if start.attempts == 1 and start.seconds > _MARGIN * limits.seconds]
    if len(narrow) < _NARROW_IN_LAST:
        return None
    saw = f"{len(narrow)} of its last {_LAST} runs took more than {_MARGIN * limits.seconds:.0f} s; after"
    return Forecast("margin", f"{saw} {limits.seconds:.0f} s a run is ended.", "Any of the next runs may be cut off.")


def more_drift(starts: Sequence[Start]) -> Forecast | None:
    """At least two things drift in each of the last three runs that did not in any of the fourteen before."""
    last, before = starts[-_IN_A_ROW:], starts[:-_IN_A_ROW][-_DRIFT_BEFORE:]
    if len(last) < _IN_A_ROW or not before:
        return None
    new = frozenset.intersection(*(start.drifting for start in last)).difference(*(start.drifting for start in before))
    if len(new) < _MORE_DRIFT:
        return None
    saw = f"The page changes in more and more places; since {_day(last[0].at)} also around {', '.join(sorted(new))}."
    return Forecast("drift", saw, "A run stops on the day on which the last way to one of them is lost; nobody knows when.")


def high_balance(starts: Sequence[Start]) -> Forecast | None:
    """In each of the last three runs a balance stayed where it was that is three times what is usually moved."""
    moved = [start.amount for start in starts if start.amount is not None]
    if len(moved) < _LEAST_MOVED:
        return None
    usual = statistics.median(moved)
    stays = list(takewhile(lambda start: start.balance is not None and start.balance >= _HIGH * usual, reversed(starts)))
    balance = stays[0].balance if len(stays) >= _IN_A_ROW else None
    if balance is None:
        return None
    saw = f"{dollars(balance)} stay where they are; since {_day(stays[-1].at)} nothing is moved. Usual is {dollars(usual)}."
    return Forecast("balance", saw, "The money comes to the bank only when the reason is gone.")


def login_is_near(logins: Sequence[datetime], now: datetime) -> Forecast | None:
    """The platform asked for a login at regular distances, five times or more, and the next time is near."""
    gaps = [later - earlier for earlier, later in pairwise(logins)][-_LOGIN_GAPS:]
    if len(gaps) < _LOGIN_GAPS:
        return None
    usual = sorted(gaps)[len(gaps) // 2]
    if usual < _LEAST_LOGIN_GAP or any(abs(gap - usual) > _LOGIN_REGULAR * usual for gap in gaps):
        return None
    due = logins[-1] + usual
    if not due - _LOGIN_NEAR * usual <= now <= due + _LOGIN_REGULAR * usual:
        return None
    saw = f"A person had to log in about every {usual.days} days, the last {len(gaps) + 1} times, most recently on"
    return Forecast("login", f"{saw} {_day(logins[-1])}.", f"The next time is expected about {_day(due)}.")


def _troubled(start: Start) -> bool:
    return not start.good or start.attempts > 1


def _tail(hits: int, number: int, share: float) -> float:
    """Return the probability of so many hits or more."""
    return sum(math.comb(number, each) * share**each * (1 - share) ** (number - each) for each in range(hits, number + 1))


def _next(hits: int, what: str, limits: Limits) -> str:
    days = max(1, math.ceil(_LAST / hits / limits.starts_a_day))
    return f"If it goes on, expect the next {what} within {'a day' if days == 1 else f'{days} days'}."


def _daily(starts: Sequence[Start]) -> list[tuple[datetime, float]]:
    """Return each day with the median duration of its runs."""
    days = [list(group) for _, group in groupby(starts, key=lambda start: start.at.date())]
    return [(day[0].at, statistics.median(start.seconds for start in day)) for day in days]


def _reached(days: Sequence[tuple[datetime, float]], seconds: float, limit: float) -> str:
    what = f"the {limit:.0f} s that {'are promised' if limit == PROMISED_SECONDS else 'a run may take'}"
    if seconds >= limit:
        return f"They already take longer than {what}."
    slopes = [
        (later[1] - earlier[1]) / ((later[0] - earlier[0]) / timedelta(days=1)) for earlier, later in combinations(days, 2)
    ]
    slope = statistics.median(slopes) if slopes else 0.0
    left = timedelta(days=min((limit - seconds) / slope, _FAR.days)) if slope > 0 else _FAR
    if left >= _FAR:
        return f"They do not reach {what} within a year."
    return f"At this pace they take longer than {what} from about {_day(days[-1][0] + left)} on."


def _day(moment: datetime) -> str:
    return f"{moment.astimezone():%d %B %Y}"
