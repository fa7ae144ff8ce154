"""The stated mix of faults, and what it draws for each day. Pure.

How often each fault comes in a year, how it behaves, and how long it lasts at the median. Durations are drawn from a
log-normal distribution (sigma 1) and end after 12 hours at the latest; 0 lasts the whole day. Nobody has measured these
rates at a real shop: they are assumptions, chosen to be worse than an ordinary year. A day has at most one fault.

| fault | a year | minutes |
|---|---|---|
| 503 | 6 | 20 |
| maintenance | 4 | 90 |
| slow pages | 10 | 0 |
| login hangs | 3 | 30 |
| asked to slow down | 2 | 120 |
| no network | 3 | 30 |
| session ends | 12 | 0 |
| code by mail | 6 | 0 |
| dialogs | 15 | 0 |
| other layout | 10 | 0 |
| answered 500, paid | 1 | 0 |
| never answered, paid | 1 | 0 |
| old balance shown | 3 | 0 |
| mail server down | 3 | 0 |
| machine off | 6 | 240 |
| captcha at the login | 2.5 | until a person acts |
| captcha later | 0.5 | until a person acts |
| code by SMS | 1 | until a person acts |
| password refused | 0.5 | until a person acts |
| account restricted | 0.2 | until a person acts |
| balance not found | 0.6 | until a person acts |
| page moved | 0.2 | until a person acts |
| other bank | 0.3 | until a person acts |
| above the limit | 0.3 | until a person acts |
| answered 500, not paid | 0.3 | until a person acts |

A person acts at the median 90 minutes after the message (log-normal, sigma 1, 20 hours at the latest), and starts the
job by hand. Seven days in ten have sales of $6 to $120.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from decimal import Decimal

PASSING, PERSON, NONE = "passing", "person", "none"
_DAY, _LONGEST, _LONGEST_REACTION = 24 * 60.0, 12 * 60.0, 20 * 60.0
_REACTION = 90.0


@dataclass(frozen=True)
class Fault:
    """One fault of the mix.

    Attributes:
        name: In the table.
        kind: Whether it passes or needs a person.
        per_year: How often it comes.
        minutes: How long it lasts at the median; 0 for the whole day.
        scenario: How the practice site plays it.
        settings: Settings of the run that play it, when the site does not.
        needs_balance: It shows only when there is money to move.
        away: The machine is off.
    """

    name: str
    kind: str
    per_year: float
    minutes: float
    scenario: str
    settings: tuple[tuple[str, str], ...] = ()
    needs_balance: bool = False
    away: bool = False


CLEAR = Fault("none", NONE, 0, 0, "instant")
NOTHING = Fault("nothing to do", NONE, 0, 0, "instant+balance-zero")
MAIL_DOWN = Fault("mail server down", PASSING, 3, 0, "instant+mail-down")
MIX = (
    Fault("503", PASSING, 6, 20, "instant+error-503-always"),
    Fault("maintenance", PASSING, 4, 90, "instant+maintenance"),
    Fault("slow pages", PASSING, 10, 0, "slow"),
    Fault("login hangs", PASSING, 3, 30, "instant+login-hangs"),
    Fault("asked to slow down", PASSING, 2, 120, "instant+rate-limit"),
    Fault("no network", PASSING, 3, 30, "instant", (("POSH_BASE_URL", "http://shop.invalid"),)),
    Fault("session ends", PASSING, 12, 0, "instant+session-ends", needs_balance=True),
    Fault("code by mail", PASSING, 6, 0, "instant+one-time-code"),
    Fault("dialogs", PASSING, 15, 0, "instant+stacked-dialogs"),
    Fault("other layout", PASSING, 10, 0, "instant+layout-mixed"),
    Fault("answered 500, paid", PASSING, 1, 0, "instant+error-500-moved", needs_balance=True),
    Fault("never answered, paid", PASSING, 1, 0, "instant+hang-moved", needs_balance=True),
    Fault("old balance shown", PASSING, 3, 0, "instant+balance-stays", needs_balance=True),
    MAIL_DOWN,
    Fault("machine off", PASSING, 6, 240, "instant", away=True),
    Fault("captcha at the login", PERSON, 2.5, 0, "instant+captcha-at-login"),
    Fault("captcha later", PERSON, 0.5, 0, "instant+captcha-later"),
    Fault("code by SMS", PERSON, 1, 0, "instant+code-by-sms"),
    Fault("password refused", PERSON, 0.5, 0, "instant+wrong-password"),
    Fault("account restricted", PERSON, 0.2, 0, "instant+restricted"),
    Fault("balance not found", PERSON, 0.6, 0, "instant+no-balance"),
    Fault("page moved", PERSON, 0.2, 0, "instant+page-moved"),
    Fault("other bank", PERSON, 0.3, 0, "instant+other-bank", needs_balance=True),
    Fault("above the limit", PERSON, 0.3, 0, "instant+above-maximum", needs_balance=True),
    Fault("answered 500, not paid", PERSON, 0.3, 0, "instant+error-500-not-moved", needs_balance=True),
)


@dataclass(frozen=True)
class Day:
    """One day: its number, what was sold, which fault comes, how long it and the person's reaction last in minutes."""

    number: int
    sales: Decimal
    fault: Fault
    minutes: float
    reaction: float


def day_of(seed: int, number: int) -> Day:
    """Draw a day; the same seed and number draw the same."""
    draw = random.Random(f"{seed} {number}")
    sales = Decimal(draw.randrange(600, 12_000)) / 100 if draw.random() < 0.7 else Decimal("0.00")
    fault = _fault(draw.random() * 365)
    minutes = _spread(draw, fault.minutes, _LONGEST) if fault.minutes else _DAY
    return Day(number, sales, fault, minutes, _spread(draw, _REACTION, _LONGEST_REACTION))


def browser_days(seed: int, days: int, wanted: int) -> set[int]:
    """Draw the days that have a real browser; the first day of each fault has one besides."""
    return set(random.Random(f"{seed} browser").sample(range(days), max(0, min(days, wanted - len(MIX)))))


def _fault(place: float) -> Fault:
    for fault in MIX:
        place -= fault.per_year
        if place < 0:
            return fault
    return CLEAR


def _spread(draw: random.Random, median: float, longest: float) -> float:
    return min(longest, median * math.exp(draw.gauss(0, 1)))
