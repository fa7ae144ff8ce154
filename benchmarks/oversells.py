"""How often something is sold twice: the suite's rules against a poller of 15 minutes, in the same simulated month.

Two platforms with an API: one call in twenty fails, one answer in thirty is empty although there is something, one in fifty
is lost after the write, and every fifth day each platform is down for 5 to 20 minutes (it is there 99.8 % of the time). All
of that is assumed. Buyers come to both as it happens. The poller is the usual one: every 15 minutes it reads the orders and
sets the quantities. The suite looks every minute, which takes two calls for the orders and one for each listing of what was
sold. Only what makes things safer is applied, as when nobody approves anything.

While a platform is down both have to wait, so the ratio gets worse the more often it is: twice a day makes about 0.13 of it.
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from automation_suite.plans.change import Answer, Ended
from automation_suite.stock_sync.ledger import Event, Sale, stocks, take
from automation_suite.stock_sync.listings import Listing, Seen, asked_after, sync
from automation_suite.stock_sync.rules import SyncRules
from automation_suite.stock_sync.windows import Delisting, windows
from benchmarks.figure import Compared, Figure
from benchmarks.stage import Stage, say

PLATFORMS = ("ebay", "etsy")
_START = datetime(2026, 11, 1, tzinfo=UTC)
_MONTH = timedelta(days=30)
_ITEMS = 6_000
_SINGLE = 0.7
_HOURS_BETWEEN_BUYERS = 2.0
_LOOKED_BACK = timedelta(hours=2)
_RUN_TAKES = timedelta(seconds=5)
_FAILS, _EMPTY, _LOST = 0.05, 0.03, 0.02
_OUTAGES_A_DAY, _OUTAGE_MINUTES = 0.2, (5, 20)
_RULES = SyncRules()


@dataclass
class Shops:
    """What is true: how many there are, what is offered where, who has bought what.

    Attributes:
        chances: Whatever happens by chance.
        down: When each platform does not answer at all.
    """

    chances: random.Random
    down: dict[str, list[tuple[datetime, datetime]]]
    left: dict[str, int] = field(default_factory=dict)
    offered: dict[tuple[str, str], int] = field(default_factory=dict)
    orders: list[Sale] = field(default_factory=list)
    oversold: int = 0
    emptied_at: dict[str, datetime] = field(default_factory=dict)
    down_at: dict[tuple[str, str], datetime] = field(default_factory=dict)
    wrongly_zeroed: int = 0
    number: int = 0

    def buy(self, platform: str, sku: str, at: datetime) -> None:
        """A buyer comes; what is offered is sold, whether it is there or not."""
        if self.offered[platform, sku] == 0:
            return
        self.offered[platform, sku] -= 1
        self.oversold += self.left[sku] == 0
        self.left[sku] = max(0, self.left[sku] - 1)
        if self.left[sku] == 0:
            self.emptied_at.setdefault(sku, at)
            self._note_down(platform, sku, at)
        self.number += 1
        self.orders.append(Sale(platform, "", str(self.number), "1", sku, sku, 1, at))

    def read_orders(self, platform: str, at: datetime) -> list[Sale] | None:
        """Return the latest orders; none when nothing was answered, an empty list sometimes in spite of orders."""
        if self._fails(platform, at):
            return None
        if self.chances.random() < _EMPTY:
            return []
        return [sale for sale in self._latest(at) if sale.platform == platform]

    def read_quantity(self, platform: str, sku: str, at: datetime) -> int | None:
        """Return what is offered; none when nothing was answered."""
        return None if self._fails(platform, at) else self.offered[platform, sku]

    def write_quantity(self, platform: str, sku: str, quantity: int, at: datetime) -> Answer:
        """Set what is offered; the answer is lost sometimes although it was carried out."""
        if self._fails(platform, at):
            return Answer(Ended.NOT_TAKEN)
        self.wrongly_zeroed += quantity == 0 and self.left[sku] > 0
        self.offered[platform, sku] = quantity
        if quantity == 0:
            self._note_down(platform, sku, at)
        return Answer(Ended.NOT_KNOWN if self.chances.random() < _LOST else Ended.TAKEN)

    def delistings(self) -> list[Delisting]:
        """Return when the other listings of what was sold out came down."""
        return [
            Delisting(sku, platform, sku, at, self.down_at.get((platform, sku)))
            for sku, at in self.emptied_at.items()
            for platform in PLATFORMS
        ]

    def _note_down(self, platform: str, sku: str, at: datetime) -> None:
        if self.offered[platform, sku] == 0:
            self.down_at.setdefault((platform, sku), at)

    def _latest(self, at: datetime) -> list[Sale]:
        found = []
        for sale in reversed(self.orders):
            if at - sale.at > _LOOKED_BACK:
                break
            found.append(sale)
        return found

    def _fails(self, platform: str, at: datetime) -> bool:
        return self.chances.random() < _FAILS or any(first <= at < last for first, last in self.down[platform])


class Keeper(Protocol):
    """Whoever keeps the platforms together; ``every`` is how often."""

    every: timedelta

    def look(self, shops: Shops, at: datetime) -> None:
        """Look at the orders, and change what has to be changed."""


class Suite:
    """The rules of ``stock_sync``."""

    every = timedelta(minutes=1)

    def __init__(self, stock: dict[str, int]) -> None:
        self._events = {sku: {f"b{sku}": Event(f"b{sku}", sku, "bought", number, _START)} for sku, number in stock.items()}
        self._known_keys: set[str] = set()
        self._open: dict[str, dict[str, Listing]] = {}

    def look(self, shops: Shops, at: datetime) -> None:
        """Read the orders, then the listings of what was sold, and take down what has to come down."""
        answers = {platform: shops.read_orders(platform, at) for platform in PLATFORMS}
        told = [sale for sales in answers.values() for sale in sales or ()]
        for event in take(told, self._known_keys, self._events.keys()).events:
            self._events[event.sku][event.key] = event
            self._known_keys.add(event.key)
            self._open[event.sku] = {platform: self._listing(platform, event.sku, 1) for platform in PLATFORMS}
        stock = stocks(event for sku in self._open for event in self._events[sku].values())
        live = {platform: self._read(shops, platform, at) for platform in PLATFORMS}
        seen = [Seen(name, "", True, tuple(live[name]), answers[name] is not None) for name in PLATFORMS]
        known = [listing for listings in self._open.values() for listing in listings.values()]
        for wanted in sync(stock, seen, known, _RULES, at).wanted:
            if wanted.change.reduces_risk:
                answer = shops.write_quantity(
                    wanted.listing.platform, wanted.listing.sku, wanted.change.new, at + _RUN_TAKES
                )
                asked_after(wanted, answer, stock[wanted.listing.sku], _RULES, at)
        for listing in (listing for listings in live.values() for listing in listings):
            if listing.quantity <= stock[listing.sku].available:
                self._open[listing.sku].pop(listing.platform, None)
        self._open = {sku: listings for sku, listings in self._open.items() if listings}

    def _read(self, shops: Shops, platform: str, at: datetime) -> list[Listing]:
        asked = [sku for sku, listings in self._open.items() if platform in listings]
        found = [(sku, shops.read_quantity(platform, sku, at)) for sku in asked]
        return [self._listing(platform, sku, quantity) for sku, quantity in found if quantity is not None]

    @staticmethod
    def _listing(platform: str, sku: str, quantity: int) -> Listing:
        return Listing(platform, "", "listing", sku, sku, sku, quantity)


class Poller:
    """The usual one: its own count, and a quantity for the other platform for each order that it sees."""

    every = timedelta(minutes=15)

    def __init__(self, stock: dict[str, int]) -> None:
        self._count = dict(stock)
        self._seen: set[str] = set()
        self._open: dict[tuple[str, str], int] = {}

    def look(self, shops: Shops, at: datetime) -> None:
        """Read the orders and set the other platform's quantity; what fails waits for the next time."""
        for platform in PLATFORMS:
            for sale in shops.read_orders(platform, at) or ():
                if sale.key not in self._seen:
                    self._seen.add(sale.key)
                    self._count[sale.sku] = max(0, self._count[sale.sku] - sale.quantity)
                    self._open |= {(other, sale.sku): self._count[sale.sku] for other in PLATFORMS}
        for (platform, sku), quantity in list(self._open.items()):
            if shops.write_quantity(platform, sku, quantity, at + _RUN_TAKES).ended is Ended.TAKEN:
                del self._open[platform, sku]


@dataclass(frozen=True)
class Month:
    """What came of a simulated month.

    Attributes:
        oversold: How often something was sold that was not there any more.
        sold_out: How many items were sold out.
        wrongly_zeroed: How often something was taken down that was there.
        middle: Median time from the sale of the last piece until its other listing was down.
    """

    oversold: int
    sold_out: int
    wrongly_zeroed: int
    middle: timedelta


def month(keeper: type[Suite] | type[Poller], seed: int, items: int = _ITEMS) -> Month:
    """Simulate a month; the same seed brings the same buyers and the same outages."""
    chances = random.Random(seed)
    stock = {f"item {number}": 1 if chances.random() < _SINGLE else chances.randint(2, 4) for number in range(items)}
    buyers = sorted(_buyers(stock, chances))
    shops = Shops(random.Random(seed + 1), {platform: _outages(chances) for platform in PLATFORMS})
    shops.left = dict(stock)
    shops.offered = {(platform, sku): number for platform in PLATFORMS for sku, number in stock.items()}
    keeping: Keeper = keeper(stock)
    look = _START
    for at, platform, sku in buyers:
        while look <= at:
            keeping.look(shops, look)
            look += keeping.every
        shops.buy(platform, sku, at)
    # A listing where the last piece was sold comes down with it.
    others = [each for each in shops.delistings() if each.seen_down_at != each.sold_at]
    middle = windows(others, look).middle or timedelta(0)
    return Month(shops.oversold, len(shops.emptied_at), shops.wrongly_zeroed, middle)


def against_poller(stage: Stage) -> Iterator[Figure]:
    """Give the number of oversells in all rounds, each another month, and how often something was zeroed that was there."""
    ours, other = ([month(keeper, seed) for seed in range(stage.rounds)] for keeper in (Suite, Poller))
    for name, months in (("suite", ours), ("poller", other)):
        middle = statistics.median(each.middle.total_seconds() for each in months)
        say(f"  {name}: {sum(each.oversold for each in months)} oversells, window {middle:.0f} s in the middle")
    mine, others = (sum(each.oversold for each in months) for months in (ours, other))
    yield Figure("oversells on two platforms with an API, against a poller of 15 minutes", "oversells", mine, 0.1, others)
    zeroed = sum(each.wrongly_zeroed for each in ours)
    yield Figure("stock zeroed by an empty answer", "times", zeroed, 0, compared=Compared.ALONE)


def _buyers(stock: dict[str, int], chances: random.Random) -> Iterator[tuple[datetime, str, str]]:
    """Give when somebody wants which item on which platform, from the moment at which it becomes known there."""
    for sku, number in stock.items():
        at = _START + _MONTH * chances.random()
        for _ in range(2 * number + 6):
            at += timedelta(hours=chances.expovariate(len(PLATFORMS) / _HOURS_BETWEEN_BUYERS))
            yield at, chances.choice(PLATFORMS), sku


def _outages(chances: random.Random) -> list[tuple[datetime, datetime]]:
    found, at = [], _START
    while at < _START + _MONTH:
        at += timedelta(days=chances.expovariate(_OUTAGES_A_DAY))
        found.append((at, at + timedelta(minutes=chances.uniform(*_OUTAGE_MINUTES))))
    return found
