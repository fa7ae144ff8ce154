"""Keeping the inventory and the live listings together: sales are taken in, what is sold comes down everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from robot.api import logger
from robot.api.deco import library

from automation_suite import run_context, statement
from automation_suite.ebay import fulfillment_api, inventory_api, offers_api
from automation_suite.ebay import stock as ebay_stock
from automation_suite.ebay.inventory_api import InventoryItem
from automation_suite.errors import SuiteError
from automation_suite.etsy import listings_api, receipts_api
from automation_suite.etsy import stock as etsy_stock
from automation_suite.etsy.answers import MOST_IDS
from automation_suite.history.setup import migrate
from automation_suite.inventory import events, items
from automation_suite.inventory import listings as kept
from automation_suite.mailbox.imap import mails_since
from automation_suite.plans import making
from automation_suite.plans.change import Change
from automation_suite.plans.receipts import receipts_of
from automation_suite.plans.wording import number
from automation_suite.platform_api.calls import Calls
from automation_suite.settings import process_settings
from automation_suite.statement import step
from automation_suite.stock_sync.job_rules import SyncJobRules
from automation_suite.stock_sync.ledger import Sale, Stock, take
from automation_suite.stock_sync.listings import RULE, Listing, Seen, Sync, offers_too_much, sync
from automation_suite.stock_sync.sold_mails import mailed_sales
from automation_suite.stock_sync.windows import HEADS, delistings, table, windows
from automation_suite.to_dos import asking
from libraries.etsy_shop_id import shop_id
from libraries.mailboxes import owners_mailbox
from libraries.platform_sessions import session_of
from libraries.run_folder import keep_table
from libraries.this_job import these_rules, this_job, this_run

_POSHMARK = "poshmark"
_SOLD_SINCE = "It would offer more than there is by now, so nothing was sent."
# Items of eBay whose offers one run asks for, one call for each; with more it would not end in time and had learnt nothing.
_MOST_LOOKED_UP = 1_000


@dataclass(frozen=True)
class Answered:
    """What a platform told of its sales, and whether that is all of them."""

    platform: str
    account: str
    sales: tuple[Sale, ...]
    told: bool


@library(scope="GLOBAL", doc_format="MARKDOWN")
class StockSync:
    """Compares the stock with what is offered. Stock follows from events alone; a missing answer means nothing."""

    def __init__(self) -> None:
        migrate()

    @step
    def sales_on_all_platforms(self) -> list[Answered]:
        """Returns the sales of the last hours on every platform; one that does not answer does not stop the others."""
        rules = these_rules(SyncJobRules)
        readers = {"ebay": _ebay_sales, "etsy": _etsy_sales}
        found = [_answered(name, self._account_on(name), readers[name]) for name in rules.sales_of]
        if rules.sold_mails.pattern:
            found.append(_answered(_POSHMARK, rules.poshmark_account, _poshmark_sales))
        return found

    @step
    def take_in(self, answers: Sequence[Answered]) -> None:
        """Takes the sales into the inventory's ledger, each once, however often it is seen."""
        told = [sale for answer in answers for sale in answer.sales]
        taken = take(told, events.known_keys(), items.titles().keys())
        new = 0 if run_context.current().dry_run else events.append(taken.events, this_run(), datetime.now(UTC))
        silent = [answer.platform for answer in answers if not answer.told]
        statement.note(f"{number(new, 'change')} of stock taken in.", {"taken in": str(new)}, done=bool(new))
        if silent:
            statement.note(f"{', '.join(silent)} did not tell all sales, so no quantity goes up in this run.")
        self._tell_unknown(taken.unknown)

    @step
    def compare_stock_with_listings(self, answers: Sequence[Answered]) -> list[Change]:
        """Returns the quantities that have to change on this platform; what only a person can take down becomes a to-do.

        So does, when the platform does not tell its listings, what is sold out there; then the run fails.
        """
        job, now, rules = this_job(), datetime.now(UTC), these_rules(SyncJobRules)
        live, trouble = _live_listings(job.platform, job.account_name)
        seen = [
            Seen(answer.platform, answer.account, writes=False, listings=(), sales_told=answer.told) for answer in answers
        ]  # fmt: skip
        seen.append(Seen(job.platform, job.account_name, True, tuple(live), sales_told=True))
        known = kept.known(job.platform, _POSHMARK)
        stocks = items.stocks(_reserved(answers))
        found = sync(stocks, seen, known, rules, now)
        if not run_context.current().dry_run:
            self._take_back([*known, *live], stocks, now)
            kept.saw(live, now)
            asking.settle(found.settled, job.name, now)
            new = asking.ask(found.asked, job.name, this_run(), now)
            if new:
                todo = process_settings().command("todo")
                statement.note(f"{number(len(new), 'listing')} for you to take down by hand: {todo}.", done=True)
        if trouble:
            raise trouble
        self._note(found, live)
        return [wanted.change for wanted in found.wanted]

    @step
    def how_long_sold_items_stayed_up(self) -> None:
        """Says how long after their sale listings came down in this run, and which are still up; keeps a table of both."""
        job, now, run = this_job(), datetime.now(UTC), this_run()
        receipts = [each for each in receipts_of(run, RULE) if each.row.new == 0]
        down = {(job.platform, job.account_name, each.row.object_id): each.at for each in receipts}
        listings = kept.known(job.platform, _POSHMARK)
        listings += kept.numbered(job.platform, job.account_name, [number for _, _, number in down])
        kept_back, sums = items.kept_back(), events.sums()
        # Of what is still there nothing came down, so that its events need not be read.
        over = [each for each in listings if sums.get(each.sku, 0) <= kept_back.get(each.sku, 0)]
        found = delistings(down, over, events.events_of({each.sku for each in over}), kept_back, _POSHMARK)
        if not found or run_context.current().dry_run:
            return
        keep_table("windows", HEADS, table(found, now))
        told = windows(found, now)
        statement.add(told.sentence, {"came down": str(len(told.closed)), "still up": str(len(told.open))})
        logger.info(told.sentence)

    def _account_on(self, platform: str) -> str:
        job = this_job()
        return job.account_name if job.platform == platform else platform

    @staticmethod
    def _take_back(listings: Sequence[Listing], stocks: Mapping[str, Stock], now: datetime) -> None:
        """End what was planned earlier and would offer more than there is: it was sold since, or its order came late."""
        job = this_job()
        own = [each for each in listings if each.platform == job.platform]
        over = offers_too_much(making.waiting_for(job, RULE), own, stocks)
        if ended := making.withdraw(job, RULE, over, _SOLD_SINCE, now):
            statement.note(f"Taken back, because less is left by now: {number(ended, 'change')} planned earlier.")

    def _note(self, found: Sync, live: Sequence[Listing]) -> None:
        statement.note(f"{number(len(live), 'listing')} compared with the stock.", {"compared": str(len(live))})
        keep_table("left-alone", ("listing", "title", "why"), [
            *((listing.listing_id, listing.title, why) for listing, why in found.waiting),
            *((each.listing_id, each.title, "The inventory has no such SKU.") for each in found.strange),
        ])  # fmt: skip
        if found.strange:
            statement.note(f"{number(len(found.strange), 'listing')} are of something that the inventory does not have.")

    @staticmethod
    def _tell_unknown(unknown: Sequence[Sale]) -> None:
        begun = items.begun()
        if begun is None:
            begin = process_settings().command("inventory export items.xlsx")
            statement.note(f"The inventory is empty, so nothing can be compared. To begin, type: {begin}.")
            return
        # What was sold before is no item of it: it was filled with what was still there.
        strange = [sale for sale in unknown if sale.at >= begun]
        if strange:
            keep_table("unknown-sales", ("platform", "order", "SKU", "title", "quantity"), [
                (sale.platform, sale.order_id, sale.sku, sale.title, str(sale.quantity)) for sale in strange
            ])  # fmt: skip
            statement.note(
                f"{number(len(strange), 'sale')} of something that the inventory does not have: unknown-sales.csv."
            )


def _answered(platform: str, account: str, read: Callable[[str], tuple[Sequence[Sale], bool]]) -> Answered:
    try:
        sales, told = read(account)
    except SuiteError as error:
        # The others go on: what is sold there has to come down, whoever is silent.
        logger.warn(f"The sales of {platform} could not be read: {error}")
        return Answered(platform, account, (), told=False)
    return Answered(platform, account, tuple(sales), told)


def _since() -> datetime:
    return datetime.now(UTC) - timedelta(hours=these_rules(SyncJobRules).look_back_hours)


def _ebay_sales(account: str) -> tuple[Sequence[Sale], bool]:
    return ebay_stock.sales_in(fulfillment_api.orders(session_of("ebay"), modified_from=_since()), account), True


def _etsy_sales(account: str) -> tuple[Sequence[Sale], bool]:
    receipts = receipts_api.receipts(session_of("etsy"), shop_id(), modified_from=_since())
    return etsy_stock.sales_in(receipts, account), True


def _poshmark_sales(account: str) -> tuple[Sequence[Sale], bool]:
    rules, now = these_rules(SyncJobRules), datetime.now(UTC)
    mails = mails_since(owners_mailbox(), (now - timedelta(days=rules.sold_mails.days)).date())
    titles = {sku: title for sku, title in items.titles().items() if sku in kept.by_hand(_POSHMARK, account)}
    found = mailed_sales(mails, _POSHMARK, account, titles, rules.sold_mails, now)
    if not found.told:
        logger.warn(f"{number(found.not_read, 'mail')} look like a sale and do not fit the pattern.")
    return found.sales, found.told


def _reserved(answers: Sequence[Answered]) -> Mapping[str, int]:
    told = [sale for answer in answers for sale in answer.sales]
    return take(told, events.known_keys(), items.titles().keys()).reserved


def _live_listings(platform: str, account: str) -> tuple[list[Listing], SuiteError | None]:
    """Return the live listings of a platform, and why there are none when it does not tell them."""
    try:
        return _READERS[platform](account), None
    except SuiteError as error:
        return [], error


def _ebay_listings(account: str) -> list[Listing]:
    """Return how many of each item eBay offers: one call for each page, and one for each item that is not known yet.

    What is not known yet is asked for in the order of its urgency and, when that is very much, in several runs: each keeps
    what it has learnt. An item that was not asked for counts as not answered.
    """
    session = session_of("ebay")
    offered = inventory_api.read_items(session)
    offers = {sku: offer_id for offer_id, sku in kept.open_numbers("ebay", account).items()}
    # Of what was sold out and still is nothing is asked: that would cost a call for each item ever sold, at every run.
    over = kept.sold_out("ebay", account)
    offers |= {
        item.sku: over[item.sku] for item in offered if not item.quantity and item.sku in over and item.sku not in offers
    }
    if new := [item for item in offered if item.sku not in offers]:
        offers |= _looked_up(session, new)
    return ebay_stock.listings_of(offered, offers, account)


def _looked_up(session: Calls, new: Sequence[InventoryItem]) -> dict[str, str]:
    """Return the numbers of the published offers of items, by SKU, as far as one run can ask for them."""
    found, stocks = dict[str, str](), items.stocks()
    urgent = ebay_stock.urgent_first(new, stocks)
    for item in urgent[:_MOST_LOOKED_UP]:
        found |= ebay_stock.published(offers_api.offers_of(session, item.sku))
    if left := sum(item.sku in stocks for item in urgent[_MOST_LOOKED_UP:]):
        statement.note(f"Not looked at yet on eBay: {number(left, 'item')}; the next runs do that.", done=True)
    return found


def _etsy_listings(account: str) -> list[Listing]:
    """Return how many of each listing Etsy offers, of those too that have ended since they were seen."""
    session = session_of("etsy")
    live = list(listings_api.shop_listings(session, shop_id()))
    there = {listing.listing_id for listing in live}
    gone = [listing_id for listing_id in kept.open_numbers("etsy", account) if listing_id not in there]
    for start in range(0, len(gone), MOST_IDS):
        live += listings_api.listings_by_ids(session, gone[start : start + MOST_IDS]).values()
    return etsy_stock.listings_of(live, account)


_READERS: Mapping[str, Callable[[str], list[Listing]]] = {"ebay": _ebay_listings, "etsy": _etsy_listings}
