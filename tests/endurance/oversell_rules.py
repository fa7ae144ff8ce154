"""What happens to the shops, drawn from a seed, and what must hold afterwards. Pure."""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

APIS = ("ebay", "etsy")
POSHMARK = "poshmark"
GOODS_OF_A_BATCH = 40
_SINGLE, _ON_POSHMARK = 0.7, 0.4
_KINDS = ("Wool coat", "Tea mug", "Linen shirt", "Brass lamp", "Oak tray", "Silk scarf", "Rain jacket", "Glass vase")
_BUYERS = (2, 3, 4, 5, 6, 7, 8)
_SHARES = {"ebay": 45, "etsy": 40, POSHMARK: 15}
# How many steps the weather lasts.
_BLOCK = 3
_CALM, _DOWN = 0.4, 0.08
_FAULTS = {
    "ebay": (
        "429", "500", "half-pages", "repeated-order", "lost-answer", "short-tokens", "partial-bulk", "empty-lists",
        "no-orders", "one-sku", "no-zero",
    ),
    "etsy": (
        "429", "500", "503", "half-pages", "repeated-order", "lost-answer", "short-tokens", "empty-lists", "no-orders",
    ),
}  # fmt: skip

NEGATIVE, TWICE, LOST = "stock below 0", "sale counted twice", "sale never counted"
RAISED, LOWERED = "raised above the stock", "lowered below what is there"
STILL_UP, NOT_READ_BACK, NO_END = "sold out, up, on nobody's list", "taken down and not read back", "run or row without end"
BARS = (NEGATIVE, TWICE, LOST, RAISED, LOWERED, STILL_UP, NOT_READ_BACK, NO_END)

Missed = list[tuple[str, str]]


@dataclass(frozen=True)
class Good:
    """Something that is sold; ``pieces`` are there in the beginning."""

    sku: str
    title: str
    price: str
    pieces: int
    on_poshmark: bool


@dataclass(frozen=True)
class Buyer:
    """Somebody who comes to a platform; ``follows`` says that he wants what has just been sold elsewhere."""

    platform: str
    follows: bool
    draw: float


@dataclass(frozen=True)
class Step:
    """What happens next.

    Attributes:
        number: Its place, from 0.
        buyers: Who buys before the runs.
        meanwhile: Who buys while the first run goes on; none for most steps.
        order: In which order the platforms' runs come.
        by_command: Whether the first run goes through the command line.
        killed: Which of the two runs is killed, by its place; none for most steps.
        moment: Of the kill and of the purchase meanwhile, as a share of a run.
        person: Whether somebody does what the to-dos ask for.
        restocks: Whether one more piece of something comes in.
        says_yes: Whether the owner approves what waits.
        scenarios: Of each platform, as ``POST /practice/scenario`` takes them.
        down: Whether both APIs cannot be reached.
    """

    number: int
    buyers: tuple[Buyer, ...]
    meanwhile: Buyer | None
    order: tuple[str, ...]
    by_command: bool
    killed: int | None
    moment: float
    person: bool
    restocks: bool
    says_yes: bool
    scenarios: Mapping[str, str]
    down: bool

    @property
    def is_faulty(self) -> bool:
        """Whether anything is wrong in it."""
        return self.down or self.killed is not None or any(self.scenarios.values())


@dataclass(frozen=True)
class Window:
    """How long a listing stayed up after the last piece was sold elsewhere.

    Attributes:
        platform: Where it was offered.
        sku: What.
        seconds: Until the receipt of taking it down, or until somebody was asked to.
        runs: How many runs of that platform's job it took.
        is_faulty: Whether anything was wrong meanwhile.
    """

    platform: str
    sku: str
    seconds: float
    runs: int
    is_faulty: bool


def goods(seed: int, batch: int) -> list[Good]:
    """Return what the owner lists together."""
    draw = random.Random(f"goods {seed} {batch}")
    found = []
    for place in range(batch * GOODS_OF_A_BATCH, (batch + 1) * GOODS_OF_A_BATCH):
        pieces = 1 if draw.random() < _SINGLE else draw.randint(2, 4)
        title, price = f"{draw.choice(_KINDS)} number {place:04}", f"{draw.randint(8, 90)}.00"
        found.append(Good(f"OV-{place:04}", title, price, pieces, draw.random() < _ON_POSHMARK))
    return found


def step(seed: int, number: int) -> Step:
    """Return what happens in a step; the first one is calm, so that everything is seen once."""
    draw = random.Random(f"step {seed} {number}")
    scenarios, down_at = _weather(seed, number // _BLOCK)
    calm = number < _BLOCK
    buyers = tuple(_buyer(draw) for _ in range(draw.choice(_BUYERS)))
    return Step(
        number=number,
        buyers=buyers if number else (),
        meanwhile=_buyer(draw) if draw.random() < 0.3 and number else None,
        order=APIS if draw.random() < 0.5 else APIS[::-1],
        by_command=number % 10 == 5,
        killed=draw.choice((0, 1)) if draw.random() < 0.2 and not calm else None,
        moment=draw.random(),
        person=draw.random() < 0.4,
        restocks=draw.random() < 0.08,
        says_yes=draw.random() < 0.12,
        scenarios=dict.fromkeys(APIS, "") if calm else scenarios,
        down=number % _BLOCK == down_at and not calm,
    )


def with_skew(scenarios: Mapping[str, str]) -> dict[str, str]:
    """Return scenarios with both clocks ahead."""
    return {name: "+".join(filter(None, (text, f"{name}-clock-skew"))) for name, text in scenarios.items()}


def judge_listings(
    before: Mapping[tuple[str, str], int],
    after: Mapping[tuple[str, str], int],
    left: Mapping[str, int],
    in_ledger: Mapping[str, int],
) -> Missed:
    """Return what a run has changed wrongly.

    Args:
        before: How many were offered of each item on each platform, less what was bought there while the run went on.
        after: The same after it.
        left: How many there really are of each item.
        in_ledger: How many the inventory knows of.
    """
    found = []
    for place, number in after.items():
        then, sku = before.get(place, number), place[1]
        if number > then and number > in_ledger[sku]:
            found.append((RAISED, f"{place}: from {then} to {number}, and the inventory has {in_ledger[sku]}"))
        if number < then and number < left[sku]:
            found.append((LOWERED, f"{place}: from {then} to {number}, and there are {left[sku]}"))
    return found


def judge_ledger(
    sums: Mapping[str, int], available: Mapping[str, int], bought: Mapping[str, int], sold: Mapping[str, int]
) -> Missed:
    """Return what the ledger has wrong while sales may still be under way.

    Args:
        sums: Of the events of each item.
        available: How many may be offered.
        bought: How many have really come in.
        sold: How many have really been sold.
    """
    found = [(NEGATIVE, f"{sku}: {number}") for sku, number in available.items() if number < 0]
    for sku, total in sums.items():
        counted = bought[sku] - total
        if counted > sold.get(sku, 0):
            found.append((TWICE, f"{sku}: {counted} counted, {sold.get(sku, 0)} sold"))
    return found


def judge_end(
    sums: Mapping[str, int],
    bought: Mapping[str, int],
    sold: Mapping[str, int],
    offered: Mapping[tuple[str, str], int],
    asked: Collection[tuple[str, str]],
) -> Missed:
    """Return what is wrong when all is calm and both jobs have run.

    Args:
        sums: Of the events of each item.
        bought: How many have really come in.
        sold: How many have really been sold.
        offered: How many are offered of each item on each platform.
        asked: Platforms and items that somebody was asked to take down.
    """
    found = [
        (LOST, f"{sku}: {bought[sku] - sums[sku]} counted, {sold[sku]} sold")
        for sku in sums
        if bought[sku] - sums[sku] < sold.get(sku, 0)
    ]
    for place, number in offered.items():
        if number and bought[place[1]] <= sold.get(place[1], 0) and place not in asked:
            found.append((STILL_UP, f"{place}: {number}"))
    return found


def rows_of(windows: Sequence[Window]) -> list[tuple[str, ...]]:
    """Return the lines of the report: how many, then middle, 95 % and longest in seconds and in runs."""
    kinds: list[tuple[str, list[Window]]] = [
        (f"{words}{' with faults' if faulty else ' without faults'}", [
            each for each in windows if (each.platform == POSHMARK) == by_hand and each.is_faulty == faulty
        ])
        for words, by_hand in (("taken down,", False), ("asked of a person,", True))
        for faulty in (False, True)
    ]  # fmt: skip
    return [
        (
            name,
            str(len(some)),
            *_figures([each.seconds for each in some], ".1f"),
            *_figures([each.runs for each in some], ".0f"),
        )
        for name, some in kinds
    ]


def _figures(numbers: Iterable[float], shape: str) -> tuple[str, str, str]:
    ordered = sorted(numbers)
    if not ordered:
        return "-", "-", "-"
    high = ordered[math.ceil(0.95 * len(ordered)) - 1]
    return format(statistics.median(ordered), shape), format(high, shape), format(ordered[-1], shape)


def _buyer(draw: random.Random) -> Buyer:
    platform = draw.choices(list(_SHARES), weights=list(_SHARES.values()))[0]
    return Buyer(platform, draw.random() < 0.4, draw.random())


def _weather(seed: int, block: int) -> tuple[dict[str, str], int]:
    """Return the scenarios of a block of steps, and in which of them both APIs are down; -1 for none."""
    draw: Any = random.Random(f"weather {seed} {block}")
    kind = draw.random()
    if kind < _CALM:
        return dict.fromkeys(APIS, ""), -1
    if kind < _CALM + _DOWN:
        return dict.fromkeys(APIS, ""), draw.randrange(_BLOCK)
    return {
        name: "+".join(f"{name}-{fault}" for fault in draw.sample(_FAULTS[name], draw.choice((1, 2, 3)))) for name in APIS
    }, -1
