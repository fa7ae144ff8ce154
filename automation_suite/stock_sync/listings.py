"""What has to change on the platforms so that they offer what is in stock, and what only a person can do there. Pure.

What is sold out comes down first, single items before all others. A quantity goes down whenever less is in stock, whoever
did not answer; it goes up only when every platform has told its sales, and only on a listing that was seen twice with the
same quantity: one that has just fallen by itself was sold, even if its order is not there yet. A listing that an answer does
not have is not gone: of what is sold out, somebody is asked to take it down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from automation_suite.plans.change import Answer, Change, Ended
from automation_suite.stock_sync.ledger import Stock
from automation_suite.stock_sync.rules import SyncRules
from automation_suite.to_dos.asked import Asked

RULE = "stock"
TAKE_DOWN = "take down"
_NOTHING = Stock(0)
_NAMES = {"ebay": "eBay"}
_TITLE = 200


@dataclass(frozen=True)
class Listing:
    """An item on a platform, as it was read just now or, where the platform did not answer, as it was seen last.

    Attributes:
        platform: Where.
        account: Of which seller.
        kind: What the platform's target calls it: ``offer`` on eBay, ``listing`` elsewhere.
        listing_id: By which the platform knows it.
        sku: The item's.
        title: For people.
        quantity: How many are offered; 0 when it is not live.
        address: Its page for buyers.
    """

    platform: str
    account: str
    kind: str
    listing_id: str
    sku: str
    title: str
    quantity: int
    address: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """What tells it from all others."""
        return self.platform, self.account, self.listing_id


@dataclass(frozen=True)
class Seen:
    """What one seller's platform answered in this run.

    Attributes:
        platform: Which.
        account: Of which seller.
        writes: Whether the suite can change something there; on Poshmark only a person can.
        listings: What was read just now, those that have ended too. One that is missing was not answered about.
        sales_told: Whether all sales were told, to the last page.
    """

    platform: str
    account: str
    writes: bool
    listings: tuple[Listing, ...]
    sales_told: bool


@dataclass(frozen=True)
class Wanted:
    """A change, and the listing that it is about: a plan is made for each platform and seller."""

    listing: Listing
    change: Change


@dataclass(frozen=True)
class Sync:
    """What one run wants.

    Attributes:
        wanted: For the plans, the most urgent first.
        asked: What a person has to do.
        settled: Beginnings of the keys of what was asked and is done, as the platform shows by now.
        waiting: Listings that could offer more, and why they do not yet.
        strange: Live listings of something that the inventory does not know.
    """

    wanted: tuple[Wanted, ...]
    asked: tuple[Asked, ...]
    settled: tuple[str, ...]
    waiting: tuple[tuple[Listing, str], ...]
    strange: tuple[Listing, ...]


def sync(
    stocks: Mapping[str, Stock], seen: Sequence[Seen], known: Iterable[Listing], rules: SyncRules, now: datetime
) -> Sync:
    """Compare the stock with what is live.

    Args:
        stocks: Of each item of the inventory.
        seen: What each platform answered, one entry for each seller's account.
        known: Listings that were open when they were seen last, on all platforms, with their quantity of then.
        rules: The numbers.
        now: The moment.
    """
    before = {listing.place: listing for listing in known}
    live = {listing.place: listing for each in seen if each.writes for listing in each.listings}
    all_told = all(each.sales_told for each in seen)
    wanted, waiting = [], []
    for listing in live.values():
        stock = stocks.get(listing.sku)
        if stock is None or listing.quantity == stock.available:
            continue
        why = _why_not_more(listing, before.get(listing.place), all_told) if stock.available > listing.quantity else ""
        if why:
            waiting.append((listing, why))
        else:
            wanted.append(Wanted(listing, _change(listing, stock)))
    by_hand = [listing for place, listing in before.items() if place not in live]
    return Sync(
        wanted=tuple(sorted(wanted, key=_urgency)),
        asked=tuple(asked for listing in by_hand if (asked := _asked(listing, stocks, rules, now))),
        settled=tuple(key_of(each) for each in live.values() if each.quantity <= stocks.get(each.sku, _NOTHING).available),
        waiting=tuple(waiting),
        strange=tuple(listing for listing in live.values() if listing.quantity > 0 and listing.sku not in stocks),
    )


def asked_after(wanted: Wanted, answer: Answer, stock: Stock, rules: SyncRules, now: datetime) -> Asked | None:
    """Return what a person has to do when a quantity was to go down and that was not taken; none when it was."""
    if answer.ended is Ended.TAKEN or not wanted.change.reduces_risk:
        return None
    why = answer.explanation or "The platform's answer was lost, so it may still be offered."
    return _ask(wanted.listing, stock, why, rules, now)


def offers_too_much(waiting: Mapping[str, int], listings: Iterable[Listing], stocks: Mapping[str, Stock]) -> list[str]:
    """Return the listings of which a change that waits, planned earlier, would offer more than there is by now.

    Args:
        waiting: The quantity that it would set, by the listing's number.
        listings: Of the account, as they were seen just now or last.
        stocks: Of each item of the inventory.
    """
    skus = {listing.listing_id: listing.sku for listing in listings}
    return [
        number for number, quantity in waiting.items()
        if number in skus and quantity > stocks.get(skus[number], _NOTHING).available
    ]  # fmt: skip


def key_of(listing: Listing) -> str:
    """Return with what the keys of all that is asked about a listing begin."""
    return f"quantity:{listing.platform}:{listing.account}:{listing.listing_id}:"


def _why_not_more(listing: Listing, before: Listing | None, all_told: bool) -> str:
    if listing.quantity == 0:
        return "It has ended; listing it again is not for this job."
    if not all_told:
        return "Not every platform has told its sales."
    if before is None or before.quantity != listing.quantity:
        return "Its quantity has just changed on the platform; the order may still come."
    return ""


def _change(listing: Listing, stock: Stock) -> Change:
    fewer = stock.available < listing.quantity
    return Change(
        kind=listing.kind,
        object_id=listing.listing_id,
        label=listing.title,
        field="quantity",
        old=listing.quantity,
        new=stock.available,
        reason=_reason(listing, stock),
        rule=RULE,
        reduces_risk=fewer,
    )


def _reason(listing: Listing, stock: Stock) -> str:
    if stock.short:
        return f"{stock.short} more sold than there were. It has to come down at once."
    if stock.available == 0:
        return "Nothing is left to offer. It has to come down at once."
    less = [f"{stock.reserved} reserved"] * bool(stock.reserved) + [f"{stock.kept_back} kept back"] * bool(stock.kept_back)
    return f"{', '.join([f'{stock.on_hand} on hand', *less])}; {listing.quantity} offered."


def _urgency(wanted: Wanted) -> tuple[bool, bool, bool]:
    """Down before up, gone before fewer, single items before all others."""
    change = wanted.change
    return not change.reduces_risk, change.new != 0, change.old != 1


def _asked(listing: Listing, stocks: Mapping[str, Stock], rules: SyncRules, now: datetime) -> Asked | None:
    stock = stocks.get(listing.sku)
    if stock is None or listing.quantity <= stock.available:
        return None
    return _ask(listing, stock, _reason(listing, stock), rules, now)


def _ask(listing: Listing, stock: Stock, why: str, rules: SyncRules, now: datetime) -> Asked:
    where, available = _NAMES.get(listing.platform, listing.platform.capitalize()), stock.available
    what = f"Lower to {available}:" if available else "Take down"
    return Asked(
        key=f"{key_of(listing)}{available}:{stock.rises}",
        platform=listing.platform,
        account=listing.account,
        kind="lower" if available else TAKE_DOWN,
        title=f"{what} {listing.title} on {where}"[:_TITLE],
        text=f"{why} Do it on {where} and mark it as done; until then it can be sold once more.",
        due_at=now + timedelta(minutes=rules.by_hand_minutes),
        address=listing.address,
    )
