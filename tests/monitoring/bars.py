"""What the forecasts are measured by: rises that are found in time, and warnings of which nothing came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from tests.monitoring.synthetic import World, drawn, warnings

# So long a history before the rise, which begins at this day.
RISE_AT = 120
_FOUND_WITHIN = 10
_CREEP_DAYS = 60


def rise_is_found(world: World, seed: str) -> int | None:
    """Return in how many days a rise of the failures from 3 % to 30 % is found; none when not within ten."""
    history = drawn(_with(world, failures=lambda day: 0.3 if day >= RISE_AT else 0.03), RISE_AT + _FOUND_WITHIN, seed)
    days = [day for day, each in warnings(world, history, RISE_AT) if each.rule in ("failures", "retries")]
    return int(days[0] - RISE_AT) + 1 if days else None


def creep_is_found(world: World, seed: str) -> int | None:
    """Return after how many days a duration is found that grows by half in 60 days; none when it reaches its limit first."""
    history = drawn(_with(world, slower=_creep), RISE_AT + _CREEP_DAYS, seed)
    days = [day for day, each in warnings(world, history, RISE_AT) if each.rule == "duration"]
    return int(days[0] - RISE_AT) + 1 if days else None


def false_warnings(world: World, seeds: Iterable[str]) -> Counter[str]:
    """Return how many warnings each rule raised in years in which nothing changed, one for each seed."""
    raised: Counter[str] = Counter()
    for seed in seeds:
        raised.update(each.rule for _, each in warnings(world, drawn(world, RISE_AT + 365, seed), RISE_AT))
    return raised


def _creep(day: float) -> float:
    return 1 + 0.5 * max(0.0, day - RISE_AT) / _CREEP_DAYS


def _with(
    world: World, failures: Callable[[float], float] | None = None, slower: Callable[[float], float] | None = None
) -> World:
    return World(failures or world.failures, slower or world.slower, world.retries, world.starts_a_day)
