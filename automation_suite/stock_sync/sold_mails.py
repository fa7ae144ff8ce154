"""Sales from the "sold" mails of a platform without an API. Pure: the mails are handed over.

How such mails look is known to the platform alone, so the pattern is the owner's. A mail that looks like one of a sale and
does not fit it is never passed over: the sale behind it would be sold once more elsewhere.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from rapidfuzz import fuzz, process, utils

from automation_suite.errors import NeedsPersonError
from automation_suite.mailbox.codes import Mail, is_believed, readable
from automation_suite.stock_sync.ledger import Sale
from automation_suite.stock_sync.rules import SoldMailRules


@dataclass(frozen=True)
class MailedSales:
    """What the mails say.

    Attributes:
        sales: One for each mail of a sale; without a SKU where the inventory has nothing that fits beyond doubt.
        not_read: How many mails look like one of a sale and do not fit the pattern.
    """

    sales: tuple[Sale, ...]
    not_read: int

    @property
    def told(self) -> bool:
        """Whether every sale that was mailed could be read."""
        return self.not_read == 0


def mailed_sales(
    mails: Sequence[Mail], platform: str, account: str, titles: Mapping[str, str], rules: SoldMailRules, now: datetime
) -> MailedSales:
    """Return the sales that mails tell.

    Args:
        mails: Of the mailbox, in any order.
        platform: Whose mails they are.
        account: Of which seller.
        titles: Of everything that is listed there, by SKU.
        rules: The pattern and who is believed.
        now: The moment.

    Raises:
        NeedsPersonError: There is no pattern, or it fits none of the mails that look like one of a sale.
    """
    if not rules.pattern:
        raise NeedsPersonError(
            f"Nobody has said yet how the mails look by which {platform.capitalize()} tells a sale. No sale was read.",
            f"Copy one of them as sold_mails.pattern into the rules of the job in jobs.toml; {_EXAMPLE}",
        )
    recent = [
        mail
        for mail in mails
        if now - mail.received <= timedelta(days=rules.days) and is_believed(mail.message, rules.senders)
    ]
    found = [(mail, re.search(rules.pattern, _flat(mail), re.IGNORECASE)) for mail in recent]
    sales = [_sale(mail, match, platform, account, titles, rules) for mail, match in found if match]
    not_read = sum(not match and _looks_like_a_sale(mail, rules) for mail, match in found)
    if not_read and not sales:
        raise NeedsPersonError(
            f"The pattern for sold mails fits none of the {not_read} mails of the last {rules.days} days from"
            f" {', '.join(rules.senders)} that look like one. No sale was read.",
            f"Compare sold_mails.pattern in the rules of the job in jobs.toml with one of them; {_EXAMPLE}",
        )
    return MailedSales(tuple(sales), not_read)


_EXAMPLE = r"for example: You sold (?P<title>.+?) on Poshmark.*?Order ID: (?P<order>\w+)"


def _flat(mail: Mail) -> str:
    return " ".join(readable(mail.message).split())


def _looks_like_a_sale(mail: Mail, rules: SoldMailRules) -> bool:
    subject = str(mail.message.get("Subject", ""))
    return any(re.search(rf"\b{re.escape(word)}\b", subject, re.IGNORECASE) for word in rules.like_sold)


def _sale(
    mail: Mail, match: re.Match[str], platform: str, account: str, titles: Mapping[str, str], rules: SoldMailRules
) -> Sale:
    groups = {name: value.strip() for name, value in match.groupdict().items() if value}
    title = groups.get("title", "")
    sku = groups.get("sku") or _sku_of(title, titles, rules.title_likeness)
    order = groups.get("order") or _mark(mail)
    return Sale(platform, account, order, "1", sku, title or sku, 1, mail.received)


def _sku_of(title: str, titles: Mapping[str, str], likeness: float) -> str:
    """Return the SKU of the one listing with such a title; empty when there is none, or several."""
    exact = [sku for sku, each in titles.items() if each.casefold().split() == title.casefold().split()]
    if exact:
        return exact[0] if len(exact) == 1 else ""
    alike = process.extract(
        title, titles, scorer=fuzz.token_sort_ratio, processor=utils.default_process, score_cutoff=likeness, limit=2
    )
    return str(alike[0][2]) if len(alike) == 1 else ""


def _mark(mail: Mail) -> str:
    """Return a short mark of a mail that names no order: the same whenever it is read."""
    own = str(mail.message.get("Message-ID", "")) or f"{mail.received.isoformat()} {mail.message.get('Subject', '')}"
    return hashlib.sha256(own.encode()).hexdigest()[:16]
