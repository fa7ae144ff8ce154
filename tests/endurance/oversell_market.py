"""The shops of the oversell simulator: what is listed, who buys, what is really left."""

from __future__ import annotations

import smtplib
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any

import requests

from automation_suite.spreadsheet import as_csv
from practice.accounts import MAILBOX, MAILBOX_PASSWORD
from tests.endurance.oversell_rules import APIS, POSHMARK, Buyer, Good
from tests.endurance.progress import Progress
from tests.platform_owner import PlatformOwner

PATTERN = r"You sold (?P<title>.+?) on Poshmark.*?Order ID: (?P<order>\w+)"
_LATEST = 6
# Fewer are there than are wanted, or the listing has ended.
_NOT_FOR_SALE = (409, 400)
_HEADS = ("SKU", "Title", "Condition", "Quantity", "List price", "On Poshmark")


@dataclass(frozen=True)
class Sold:
    """A sale, with how many there were really before it, and when the platform had answered the buyer."""

    platform: str
    sku: str
    left_before: int
    at: float
    offered: Sequence[str] = ()
    is_faulty: bool = False


@dataclass
class Market:
    """What is true, whoever knows it.

    Attributes:
        owner: Of the shops.
        progress: Where everything is kept, so that an interrupted command goes on.
    """

    owner: PlatformOwner
    progress: Progress
    goods: dict[str, Good] = field(default_factory=dict)
    bought: Counter[str] = field(default_factory=Counter)
    sold: Counter[str] = field(default_factory=Counter)
    sales: list[Sold] = field(default_factory=list)
    on_poshmark: set[str] = field(default_factory=set)
    batches: int = 0
    _etsy_numbers: dict[str, str] = field(default_factory=dict)

    def go_on(self) -> None:
        """Take in what was done before an interruption."""
        for entry in self.progress.done:
            self._take(entry)

    @property
    def left(self) -> dict[str, int]:
        """How many there really are of each item."""
        return {sku: max(0, self.bought[sku] - self.sold[sku]) for sku in self.goods}

    def offered(self) -> dict[tuple[str, str], int]:
        """Return how many of each item each platform offers to buyers."""
        ebay, etsy = (self.owner.on(name).state for name in APIS)
        found = {("ebay", row["sku"]): _on_ebay(row, ebay["items"]) for row in ebay["offers"].values()}
        found |= {
            ("etsy", self._etsy_numbers[str(row["listing_id"])]): row["quantity"] if row["state"] == "active" else 0
            for row in etsy["listings"]
            if str(row["listing_id"]) in self._etsy_numbers
        }
        found |= {(POSHMARK, sku): int(sku in self.on_poshmark) for sku, good in self.goods.items() if good.on_poshmark}
        return {place: number for place, number in found.items() if place[1] in self.goods}

    def list_goods(self, goods: Sequence[Good]) -> None:
        """The owner takes things into the inventory and lists them in the browser everywhere."""
        rows = [
            (good.sku, good.title, "good", str(good.pieces), good.price, "yes" if good.on_poshmark else "")
            for good in goods
        ]  # fmt: skip
        (self.owner.folder / "items.csv").write_text(as_csv(_HEADS, rows), encoding="utf-8")
        self.owner.says("inventory import items.csv --yes")
        facts = [
            {"sku": good.sku, "title": good.title, "price": good.price, "quantity": good.pieces} for good in goods
        ]  # fmt: skip
        self.owner.on("ebay").happens("list", goods=facts)
        etsy = self.owner.on("etsy")
        numbers = {str(etsy.happens("list", **fact)["listing_id"]): str(fact["sku"]) for fact in facts}
        self._keep({"what": "listed", "goods": [asdict(good) for good in goods], "numbers": numbers})

    def buy(self, buyer: Buyer, is_faulty: bool) -> Sold | None:
        """Let somebody buy one piece of something that is offered there; none when nothing is."""
        offered = self.offered()
        here = sorted(sku for (platform, sku), number in offered.items() if platform == buyer.platform and number)
        latest = [sale.sku for sale in self.sales[-_LATEST:] if sale.platform != buyer.platform]
        wanted = [sku for sku in latest if sku in here] if buyer.follows else []
        choice = wanted or here
        if not choice:
            return None
        sku = choice[int(buyer.draw * len(choice))]
        left = self.left[sku]
        if not self._ordered(buyer.platform, sku):
            return None
        others = [platform for (platform, each), number in offered.items() if each == sku and number]
        entry = {
            "what": "sale", "platform": buyer.platform, "sku": sku, "left_before": left, "at": time.time(),
            "offered": [platform for platform in others if platform != buyer.platform], "is_faulty": is_faulty,
        }  # fmt: skip
        self._keep(entry)
        return self.sales[-1]

    def restocked(self, sku: str) -> None:
        """One more piece has come in."""
        self._keep({"what": "restocked", "sku": sku})

    def take_down_on_poshmark(self, sku: str) -> None:
        """A person ends a listing there."""
        self._keep({"what": "taken down", "sku": sku})

    def behave(self, scenarios: Mapping[str, str]) -> None:
        """Let both platforms behave as scenarios say."""
        for name, text in scenarios.items():
            self.owner.on(name).behaves(text)

    def _ordered(self, platform: str, sku: str) -> bool:
        """Let a piece be ordered; false when it has been taken down since the buyer looked."""
        if platform == POSHMARK:
            self._mail(sku)
            return True
        sale = {"what": "sale", "sku": sku, "quantity": 1}
        answer = requests.post(f"{self.owner.on(platform).base}/practice/happen", json=sale, timeout=60)
        assert answer.status_code in (200, *_NOT_FOR_SALE), answer.text
        return answer.status_code == 200

    def _mail(self, sku: str) -> None:
        """Poshmark tells a sale by mail."""
        message = EmailMessage()
        message["From"], message["To"] = "Poshmark <no-reply@poshmark.com>", MAILBOX
        message["Subject"], message["Date"] = "You made a sale!", formatdate()
        message["Message-ID"] = make_msgid(domain="poshmark.com")
        title, order = self.goods[sku].title, f"px{len(self.sales):05}"
        message.set_content(f"Congratulations!\n\nYou sold {title} on Poshmark.\nOrder ID: {order}\n")
        with smtplib.SMTP("127.0.0.1", int(self.owner.practice.addresses["smtp_port"]), timeout=30) as server:
            server.login(MAILBOX, MAILBOX_PASSWORD)
            server.send_message(message)

    def _keep(self, entry: dict[str, Any]) -> None:
        self.progress.add(entry)
        self._take(entry)

    def _take(self, entry: Mapping[str, Any]) -> None:
        what = entry["what"]
        if what == "listed":
            goods = [Good(**fact) for fact in entry["goods"]]
            self.batches += 1
            self.goods |= {good.sku: good for good in goods}
            self.bought.update({good.sku: good.pieces for good in goods})
            self.on_poshmark |= {good.sku for good in goods if good.on_poshmark}
            self._etsy_numbers |= entry["numbers"]
        elif what == "sale":
            self.sales.append(Sold(**{name: value for name, value in entry.items() if name != "what"}))
            self.sold[entry["sku"]] += 1
            if entry["platform"] == POSHMARK:
                self.on_poshmark.discard(entry["sku"])
        elif what == "restocked":
            self.bought[entry["sku"]] += 1
        elif what == "taken down":
            self.on_poshmark.discard(entry["sku"])


def _on_ebay(offer: Mapping[str, Any], items: Mapping[str, Any]) -> int:
    if offer["status"] != "PUBLISHED":
        return 0
    stock = int(items[offer["sku"]]["availability"]["shipToLocationAvailability"]["quantity"])
    return min(stock, int(offer.get("availableQuantity", stock)))
