"""Sales become events, events become quantities, and what is sold out comes down first."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from pydantic import ValidationError

from automation_suite.ebay.inventory_api import InventoryItem
from automation_suite.ebay.stock import urgent_first
from automation_suite.errors import NeedsPersonError
from automation_suite.mailbox.codes import Mail
from automation_suite.stock_sync.ledger import Event, Sale, Stock, stocks, take
from automation_suite.stock_sync.listings import Listing, Seen, Sync, offers_too_much, sync
from automation_suite.stock_sync.rules import SoldMailRules, SyncRules
from automation_suite.stock_sync.sold_mails import MailedSales, mailed_sales
from automation_suite.stock_sync.windows import Delisting, delistings, sold_out_at, table, windows

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SALE = Sale("ebay", "", "11-22", "1", "A-1", "Denim jacket", 1, NOW)
JACKET = Listing("etsy", "", "listing", "77", "A-1", "Denim jacket", 1, "https://example.com/77")
PATTERN = r"You sold (?P<title>.+?) on Poshmark(?:.*?Order ID: (?P<order>\w+))?"
MAILS = SoldMailRules(pattern=PATTERN)
TITLES = {"A-1": "Levi's denim jacket, size M", "A-2": "Levi's denim jacket, size L", "B-7": "Red wool scarf"}


def synced(stock: dict[str, Stock], *live: Listing, told: bool = True, known: tuple[Listing, ...] | None = None) -> Sync:
    seen = [Seen("etsy", "", True, live, told), Seen("poshmark", "", False, (), True)]
    return sync(stock, seen, live if known is None else known, SyncRules(), NOW)


def test_a_sale_counts_once_however_often_it_is_seen() -> None:
    first = take([SALE, SALE], set(), {"A-1"})
    assert [(event.key, event.change) for event in first.events] == [("ebay::11-22:1", -1)]
    assert take([SALE], {"ebay::11-22:1"}, {"A-1"}).events == ()


def test_only_what_was_taken_away_comes_back() -> None:
    gone = replace(SALE, cancelled=True)
    assert take([gone], set(), {"A-1"}).events == ()
    assert take([SALE, gone], set(), {"A-1"}).events == ()
    back = take([gone], {SALE.key}, {"A-1"}).events
    assert [(event.kind, event.change) for event in back] == [("cancelled", 1)]
    assert take([gone, SALE], {SALE.key, f"{SALE.key}:cancelled"}, {"A-1"}).events == ()


def test_what_is_not_paid_is_reserved() -> None:
    taken = take([replace(SALE, paid=False)], set(), {"A-1"})
    assert (taken.events, taken.reserved) == ((), {"A-1": 1})
    stock = stocks([Event("b", "A-1", "bought", 2, NOW)], taken.reserved, {"A-1": 1})["A-1"]
    assert (stock.on_hand, stock.available) == (2, 0)


def test_a_sale_of_something_unknown_is_for_a_person() -> None:
    assert take([replace(SALE, sku="")], set(), {"A-1"}).unknown == (replace(SALE, sku=""),)


def test_more_sold_than_there_was_is_short_and_not_negative() -> None:
    stock = stocks([Event("b", "A-1", "bought", 1, NOW), Event("s", "A-1", "sold", -2, NOW)])["A-1"]
    assert (stock.on_hand, stock.short) == (0, 1)
    assert "1 more sold than there were" in synced({"A-1": stock}, JACKET).wanted[0].change.reason


def test_single_items_come_down_before_all_others() -> None:
    many = replace(JACKET, listing_id="1", sku="M", quantity=5)
    fewer = replace(JACKET, listing_id="2", sku="F", quantity=5)
    more = replace(JACKET, listing_id="3", sku="U", quantity=1)
    stock = {"M": Stock(0), "F": Stock(3), "U": Stock(4), "A-1": Stock(0)}
    changes = [each.change for each in synced(stock, more, fewer, many, JACKET).wanted]
    assert [(change.object_id, change.old, change.new) for change in changes] == [
        ("77", 1, 0), ("1", 5, 0), ("2", 5, 3), ("3", 1, 4),
    ]  # fmt: skip
    assert [change.reduces_risk for change in changes] == [True, True, True, False]


def test_nothing_goes_up_while_a_sale_may_be_missing() -> None:
    stock = {"A-1": Stock(4)}
    assert synced(stock, JACKET, told=False).wanted == ()
    assert synced(stock, JACKET, known=(replace(JACKET, quantity=2),)).wanted == ()
    assert synced(stock, JACKET, known=()).wanted == ()
    assert synced(stock, replace(JACKET, quantity=0)).wanted == ()
    assert len(synced(stock, JACKET).wanted) == 1


def test_a_raise_that_waits_is_over_when_less_is_left_than_it_would_offer() -> None:
    lamp = replace(JACKET, listing_id="78", sku="A-2")
    stock = {"A-1": Stock(2), "A-2": Stock(3)}
    assert offers_too_much({"77": 3, "78": 3, "79": 9}, [JACKET, lamp], stock) == ["77"]
    assert offers_too_much({"77": 3}, [JACKET], {}) == ["77"]


def test_a_second_run_plans_nothing() -> None:
    assert synced({"A-1": Stock(3)}, replace(JACKET, quantity=3)) == Sync((), (), ("quantity:etsy::77:",), (), ())


def test_what_no_program_can_take_down_is_asked_for_once_for_each_time() -> None:
    posh = replace(JACKET, platform="poshmark", listing_id="p1")
    asked = synced({"A-1": Stock(0, rises=1)}, known=(posh,)).asked
    assert [(each.key, each.kind, each.title, each.address) for each in asked] == [
        ("quantity:poshmark::p1:0:1", "take down", "Take down Denim jacket on Poshmark", "https://example.com/77"),
    ]
    assert asked[0].due_at == NOW + timedelta(hours=1)
    assert synced({"A-1": Stock(0, rises=2)}, known=(posh,)).asked[0].key != asked[0].key
    assert synced({"A-1": Stock(1)}, known=(posh,)).asked == ()


def test_a_listing_that_the_answer_does_not_have_is_not_gone() -> None:
    assert [asked.platform for asked in synced({"A-1": Stock(0)}, known=(JACKET,)).asked] == ["etsy"]
    assert synced({"A-1": Stock(0)}, replace(JACKET, quantity=0), known=(JACKET,)).asked == ()


def test_a_live_listing_of_something_unknown_is_told() -> None:
    assert synced({}, JACKET).strange == (JACKET,)


def mail(body: str, subject: str = "You made a sale!", sender: str = "no-reply@poshmark.com", days: float = 1) -> Mail:
    message = EmailMessage()
    message["From"], message["Subject"], message["Message-ID"] = sender, subject, f"<{len(body)}{subject}@x>"
    message.set_content(body)
    return Mail(message, NOW - timedelta(days=days))


def read(*mails: Mail, rules: SoldMailRules = MAILS) -> MailedSales:
    return mailed_sales(mails, "poshmark", "", TITLES, rules, NOW)


def test_a_sold_mail_becomes_a_sale() -> None:
    sales = read(mail("Hi!\nYou sold Levi's denim\njacket, size M on Poshmark.\nOrder ID: abc123")).sales
    assert [(sale.key, sale.sku, sale.quantity) for sale in sales] == [("poshmark::abc123:1", "A-1", 1)]


def test_a_mail_without_an_order_is_the_same_sale_each_time() -> None:
    letter = mail("You sold Red wool scarf on Poshmark")
    assert read(letter).sales[0].key == read(letter).sales[0].key


def test_a_title_that_fits_none_or_several_is_for_a_person() -> None:
    sold = read(mail("You sold Levi's denim jacket on Poshmark"), mail("You sold Blue hat on Poshmark")).sales
    assert [(sale.sku, sale.title) for sale in sold] == [("", "Levi's denim jacket"), ("", "Blue hat")]


def test_forged_old_and_foreign_mails_are_not_believed() -> None:
    body = "You sold Red wool scarf on Poshmark"
    assert read(mail(body, sender="x@poshmark.com.evil.example"), mail(body, days=15)) == MailedSales((), 0)


def test_a_pattern_that_fits_no_sold_mail_is_told() -> None:
    with pytest.raises(NeedsPersonError, match=r"fits none of the 1 mails .* that look like one\. No sale was read"):
        read(mail("Something else"), mail("News", subject="New arrivals"))
    assert read(mail("News", subject="New arrivals")) == MailedSales((), 0)
    some = read(mail("You sold Red wool scarf on Poshmark"), mail("Something else"))
    assert (len(some.sales), some.told) == (1, False)


def test_a_missing_or_wrong_pattern_is_told() -> None:
    with pytest.raises(NeedsPersonError, match="Nobody has said yet how the mails look"):
        read(rules=SoldMailRules())
    with pytest.raises(ValidationError, match="needs a group named sku or title"):
        SoldMailRules(pattern="You sold (.*)")
    with pytest.raises(ValidationError, match="no regular expression"):
        SoldMailRules(pattern="(?P<title>")


def down(minutes: float | None, sold: float = 60) -> Delisting:
    seen = None if minutes is None else NOW - timedelta(minutes=sold - minutes)
    return Delisting("A-1", "etsy", "77", NOW - timedelta(minutes=sold), seen)


def test_windows_are_measured_until_the_listing_is_seen_down() -> None:
    found = windows([down(1), down(4), down(-2), down(None)], NOW)
    assert (len(found.closed), len(found.open), found.longest) == (3, 1, timedelta(hours=1))
    assert found.sentence == (
        "3 listings of sold items were taken down, in the middle 60 s after the sale, at the longest 4 min."
        " 1 listing of a sold item is still up, 60 min after the sale."
    )
    assert windows([down(4)], NOW).sentence == "1 listing of a sold item was taken down, 4 min after the sale."
    assert windows([], NOW).sentence == ""


def test_an_item_is_sold_out_since_its_last_piece_went() -> None:
    def event(kind: str, change: int, minutes: float) -> Event:
        return Event(f"{kind} {minutes}", "A-1", kind, change, NOW + timedelta(minutes=minutes))

    bought, sold, last = event("bought", 2, 0), event("sold", -1, 5), event("sold", -1, 9)
    assert sold_out_at([last, bought, sold]) == last.at
    assert sold_out_at([bought, sold], kept_back=1) == sold.at
    assert sold_out_at([bought, sold]) is None
    assert sold_out_at([bought, sold, last, event("sold", -1, 11)]) == last.at
    assert sold_out_at([bought, sold, last, event("cancelled", 1, 12)]) is None
    assert sold_out_at([bought, event("counted", -2, 3)]) is None


def test_a_listing_of_a_sold_out_item_has_its_window_in_the_table() -> None:
    events = [Event("b", "A-1", "bought", 1, NOW), Event("s", "A-1", "sold", -1, NOW), Event("c", "C", "bought", 1, NOW)]
    posh = replace(JACKET, platform="poshmark", listing_id="A-1")
    seen_at = NOW + timedelta(minutes=3)
    found = delistings(
        {JACKET.place: seen_at}, [JACKET, posh, replace(JACKET, sku="C", listing_id="9")], events, {}, "poshmark"
    )
    assert [(each.platform, each.seen_down_at, each.by_hand) for each in found] == [
        ("etsy", seen_at, False), ("poshmark", None, True),
    ]  # fmt: skip
    assert [row[5:] for row in table(found, NOW + timedelta(minutes=6))] == [
        ("still up", "6.0", "you"), ("2026-11-24T12:03:00+00:00", "3.0", "the suite"),
    ]  # fmt: skip


def test_what_has_to_come_down_is_asked_for_first() -> None:
    there = {"FITS": 2, "TOO-MANY": 2, "SOLD": 1, "STRANGE": 9}
    items = [InventoryItem(sku, sku, number, "NEW", {}) for sku, number in there.items()]
    found = urgent_first(items, {"FITS": Stock(2), "TOO-MANY": Stock(1), "SOLD": Stock(0)})
    assert [item.sku for item in found] == ["TOO-MANY", "SOLD", "FITS", "STRANGE"]
