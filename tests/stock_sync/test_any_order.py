"""Whatever happens in whatever order: stock is never negative, nothing missing raises it, what is sold comes down."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from automation_suite.plans.change import Answer, Ended
from automation_suite.stock_sync.ledger import Event, Sale, Stock, stocks, take
from automation_suite.stock_sync.listings import Listing, Seen, Wanted, asked_after, sync
from automation_suite.stock_sync.rules import SyncRules

APIS = ("ebay", "etsy")
PLATFORMS = (*APIS, "poshmark")
SKUS = ("single", "three")
START = datetime(2026, 11, 24, tzinfo=UTC)
RULES = SyncRules()


@dataclass
class World:
    """What is true, whoever knows it."""

    offered: dict[tuple[str, str], int] = field(default_factory=dict)
    orders: list[Sale] = field(default_factory=list)
    bought: dict[str, int] = field(default_factory=dict)


class Shops(RuleBasedStateMachine):
    """Buyers, platforms that fail and answer with nothing, a person who does what is asked, and runs in between."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.world = World()
        self.events: dict[str, Event] = {}
        self.known: dict[tuple[str, str], int] = {}
        self.asked: dict[str, tuple[str, str]] = {}
        self.reserved: dict[str, int] = {}

    @initialize(kept_back=st.integers(0, 1))
    def stock_up(self, kept_back: int) -> None:
        self.kept_back = {"three": kept_back}
        for sku, number in zip(SKUS, (1, 3), strict=True):
            self._event(f"bought {sku}", sku, number)
            for platform in PLATFORMS:
                offered = number if sku == "single" else number - kept_back
                self.world.offered[platform, sku] = self.known[platform, sku] = offered

    @rule(platform=st.sampled_from(PLATFORMS), sku=st.sampled_from(SKUS), paid=st.booleans())
    def somebody_buys(self, platform: str, sku: str, paid: bool) -> None:
        if self.world.offered[platform, sku] > 0:
            self.world.offered[platform, sku] -= 1
            self.world.orders.append(self._sale(platform, sku, paid or platform == "poshmark"))

    @rule(place=st.integers(0, 20), cancelled=st.booleans())
    def an_order_is_paid_or_cancelled(self, place: int, cancelled: bool) -> None:
        if self.world.orders:
            place %= len(self.world.orders)
            if self.world.orders[place].platform in APIS:
                order = self.world.orders[place]
                self.world.orders[place] = replace(order, paid=True, cancelled=cancelled or order.cancelled)

    @rule(sku=st.sampled_from(SKUS))
    def more_is_bought(self, sku: str) -> None:
        self._event(f"bought {len(self.events)}", sku, 1)

    @rule(
        telling=st.sets(st.sampled_from(PLATFORMS)),
        empty=st.sets(st.sampled_from(PLATFORMS)),
        twice=st.booleans(),
        answering=st.sets(st.tuples(st.sampled_from(APIS), st.sampled_from(SKUS))),
        failing=st.sets(st.tuples(st.sampled_from(APIS), st.sampled_from(SKUS))),
    )
    def a_run(
        self,
        telling: set[str],
        empty: set[str],
        twice: bool,
        answering: set[tuple[str, str]],
        failing: set[tuple[str, str]],
    ) -> None:
        """``empty`` platforms answer, but with no order; of listings only ``answering`` ones are told."""
        sales = [sale for sale in self.world.orders if sale.platform in telling - empty]
        before = stocks(self.events.values())
        taken = take(sales * (2 if twice else 1), self.events.keys(), SKUS)
        self.events |= {event.key: event for event in taken.events}
        self._check_stock(before, sales)
        now = stocks(self.events.values(), taken.reserved, self.kept_back)
        known = [self._listing(platform, sku, number) for (platform, sku), number in self.known.items()]
        live = {place: self._listing(*place, self.world.offered[place]) for place in answering}
        seen = [
            Seen(name, "", name in APIS, tuple(each for place, each in live.items() if place[0] == name), name in telling)
            for name in PLATFORMS
        ]
        wanted = sync(now, seen, known, RULES, self.now)
        changes = [each.change for each in wanted.wanted]
        assert telling == set(PLATFORMS) or all(change.reduces_risk for change in changes)
        assert [change.new != 0 for change in changes] == sorted(change.new != 0 for change in changes)
        self.asked |= {asked.key: (asked.platform, asked.key.split(":")[3].split()[1]) for asked in wanted.asked}
        for each in wanted.wanted:
            self._apply(each, failing, now)
        self.known |= {place: self.world.offered[place] for place in live}
        self._check_sold_out(now)

    @rule()
    def the_person_does_what_was_asked(self) -> None:
        for place in self.asked.values():
            self.world.offered[place] = 0
            self.known.pop(place, None)
        self.asked.clear()

    @invariant()
    def stock_is_never_negative(self) -> None:
        assert all(stock.on_hand >= 0 and stock.available >= 0 for stock in stocks(self.events.values()).values())

    def _check_stock(self, before: dict[str, Stock], sales: list[Sale]) -> None:
        """Only what was bought or cancelled, and was told, may raise it."""
        cancelled = {sale.sku for sale in sales if sale.cancelled}
        for sku, stock in stocks(self.events.values()).items():
            assert stock.on_hand <= before[sku].on_hand or sku in cancelled
            bought = self.world.bought[sku]
            really_sold = sum(
                sale.sku == sku and sale.key in self.events and not sale.cancelled for sale in self.world.orders
            )
            assert stock.on_hand <= bought
            if not [sale for sale in self.world.orders if sale.cancelled]:
                assert stock.on_hand - stock.short == bought - really_sold

    def _apply(self, wanted: Wanted, failing: set[tuple[str, str]], now: dict[str, Stock]) -> None:
        place = (wanted.listing.platform, wanted.listing.sku)
        answer = Answer(Ended.NOT_KNOWN if place in failing else Ended.TAKEN)
        if answer.ended is Ended.TAKEN:
            self.world.offered[place] = wanted.change.new
        asked = asked_after(wanted, answer, now[wanted.listing.sku], RULES, self.now)
        if asked:
            self.asked[asked.key] = place

    def _check_sold_out(self, now: dict[str, Stock]) -> None:
        for (platform, sku), number in self.world.offered.items():
            if now[sku].available == 0 and number > 0:
                assert (platform, sku) in self.asked.values(), (platform, sku)

    def _event(self, key: str, sku: str, change: int) -> None:
        self.world.bought[sku] = self.world.bought.get(sku, 0) + change
        self.events[key] = Event(key, sku, "bought", change, self.now)

    def _sale(self, platform: str, sku: str, paid: bool) -> Sale:
        self.now += timedelta(minutes=1)
        return Sale(platform, "", f"order {len(self.world.orders)}", "1", sku, sku, 1, self.now, paid)

    def _listing(self, platform: str, sku: str, number: int) -> Listing:
        return Listing(platform, "", "listing", f"{platform} {sku}", sku, sku, number)


Shops.TestCase.settings = settings(max_examples=120, stateful_step_count=25)
test_any_order = Shops.TestCase
