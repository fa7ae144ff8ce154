"""The scenarios: ways in which the practice site behaves, by name, to be combined with ``+``.

Most are facts or fears about the real site; which of them are invented is said where they are built.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from decimal import Decimal

from practice.markup_changes import MARKUP_CHANGES
from practice.platforms import PLATFORMS


@dataclass(frozen=True)
class Scenario:
    """One way that the site behaves.

    Attributes:
        name: What a person types.
        group: Heading under which it is listed.
        sentence: What happens, for a person.
        balance: Balance to start with, in dollars; none keeps the usual one.
    """

    name: str
    group: str
    sentence: str
    balance: Decimal | None = None


def _group(group: str, *rows: tuple[str, str] | tuple[str, str, str]) -> list[Scenario]:
    return [Scenario(row[0], group, row[1], Decimal(row[2]) if len(row) == 3 else None) for row in rows]


_ALL = [
    *_group(
        "Layout",
        ("layout-2025", "The newest pages (the usual ones)."),
        ("layout-2022", "Pages with the form names of 2022 and no test ids."),
        ("layout-2020", "Pages as they were in 2020, with other names for fields and buttons."),
        ("layout-mixed", "Every page is drawn at random in one of the three layouts."),
    ),
    *_group(
        "Speed",
        ("instant", "Nothing is delayed."),
        ("slow", "Every page takes three seconds."),
    ),
    *_group(
        "Login",
        ("wrong-password", "The site refuses whatever is typed."),
        ("username-only", "The site refuses the e-mail address as login name."),
        ("captcha-at-login", "A captcha stands on the login page."),
        ("captcha-refused", "The login is answered with an invalid captcha."),
        ("captcha-later", "A captcha dialog stands on the payout page."),
        ("one-time-code", "The site mails a code and asks for it."),
        ("code-late", "The same; the mail takes four seconds."),
        ("code-decoys", "The same; an older code and a stranger's code are in the mailbox too."),
        ("code-by-sms", "The site asks for a code that never comes by mail."),
        ("code-rejected", "The site asks for a code and rejects it."),
        ("restricted", "The account is restricted."),
        ("rate-limit", "The login is answered with HTTP 429."),
        ("login-hangs", "The login is never answered."),
        ("session-ends", "The session ends when the payout page is left."),
    ),
    *_group(
        "Amount",
        ("balance-zero", "There is nothing to move.", "0.00"),
        ("below-minimum", "The balance is $4.99.", "4.99"),
        ("at-minimum", "The balance is exactly $5.00.", "5.00"),
        ("balance-80", "The balance is $80.00.", "80.00"),
        ("thousands", "The balance is $1,275.70.", "1275.70"),
        ("above-maximum", "The balance is $12,500.00.", "12500.00"),
        ("split-amount", "Sign, dollars and cents stand in separate elements."),
        ("nbsp-amount", "No-break spaces stand inside the amount."),
        ("lifetime-first", "A larger lifetime total stands above the balance."),
        ("no-balance", "The page shows other figures but no balance."),
    ),
    *_group(
        "Pages",
        ("error-503-once", "The first payout page is answered with HTTP 503."),
        ("error-503-always", "Every payout page is answered with HTTP 503."),
        ("maintenance", "The payout page says that the shop will be right back."),
        ("page-moved", "The payout page is not there any more (404)."),
        ("disabled-continue", "The Continue button stays disabled."),
        ("no-bank", "Continue does nothing, as without a bank account."),
        ("rerender", "Buttons are replaced by identical new ones while the page settles."),
    ),
    *_group(
        "Sales",
        ("sales-none", "Nothing was sold yet."),
        ("sales-grow", "Something is sold while somebody turns the pages of the list."),
        ("sales-miscounted", "The counter below the list counts one row too many."),
    ),
    *_group(
        "Money",
        ("hang-moved", "The confirming request moves the money and is never answered."),
        ("hang-not-moved", "The confirming request is never answered and moves nothing."),
        ("break-moved", "The confirming request moves the money and its connection breaks before the answer."),
        ("break-not-moved", "The connection of the confirming request breaks before the answer, and nothing moves."),
        ("error-500-moved", "The confirming request moves the money and is answered with HTTP 500."),
        ("error-500-not-moved", "The confirming request is answered with HTTP 500 and moves nothing."),
        ("page-retries", "The page repeats the confirming request twice; each one pays."),
        ("double-submit", "One press sends the confirming request twice; each one pays."),
        ("popup-confirm", "The confirming request comes from a pop-up window, twice."),
        ("form-confirm", "The confirming request is a form sent to a new tab, twice."),
        ("worker-confirm", "The confirming request comes from a service worker, twice."),
        ("dead-button", "Pressing Redeem does nothing at all."),
        ("beacon", "Beacons that count visits are sent right before the confirming request."),
        ("auto-submit", "The confirm page sends the confirming request by itself after a second."),
        ("other-amount", "The confirm page names $50.00."),
        ("other-method", "The confirm page names Instant Transfer."),
        ("other-bank", "The confirm page names another bank account."),
        ("amount-changes", "The amount on the confirm page changes shortly after it was drawn."),
        ("open-redemption", "An unconfirmed redemption is left from yesterday."),
        ("no-success-dialog", "The money moves, but no dialog says so."),
        ("success-words-only", "The page is full of success, nothing moves."),
        ("balance-stays", "The money moves, but the payout page shows the old balance for three seconds."),
        ("no-history", "There is no history page."),
        ("declined", "A dialog says that the request could not be processed."),
    ),
    *_group(
        "Dialogs",
        ("promotion", "A promotion covers the page."),
        ("newsletter", "A newsletter box asks for an e-mail address."),
        ("app-download", "A box offers the app."),
        ("country-selector", "A box asks to change the country."),
        ("upgrade", "A box offers a paid plan."),
        ("notice", "A notice with a single button."),
        ("tour", "A guided tour with Next and Skip."),
        ("change-email", "A box asks to change the e-mail address."),
        ("share-dialog", "The share box is open."),
        ("stacked-dialogs", "Three boxes lie on top of each other."),
        ("late-dialog", "A promotion comes a second after the page."),
        ("dialog-with-guide", "A promotion opens together with the guide about bank details."),
        ("dialog-before-guide", "A promotion opens when Continue is pressed, before the guide about bank details."),
        ("dialog-while-leaving", "A promotion opens just before the payout page leads on."),
        ("danger-dialog", "A box whose main button deletes the account."),
        ("consent-choices", "The cookie banner offers to accept, to refuse and to choose."),
        ("no-cookie-banner", "There is no cookie banner."),
    ),
    *_group("Markup", *MARKUP_CHANGES),
    *_group(
        "Mail",
        ("mail-down", "The mail server refuses every connection."),
        ("mail-rejects", "The mail server refuses every message."),
        ("mail-login-refused", "The mail server refuses the password."),
        ("mail-drops", "The mail server takes a message and drops the connection."),
        ("mail-loses", "The mail server accepts every message and loses it."),
    ),
    *(scenario for platform in PLATFORMS for scenario in _group(platform.title, *platform.scenarios)),
]
SCENARIOS = {scenario.name: scenario for scenario in _ALL}


class UnknownScenarioError(ValueError):
    """A person typed a name that does not exist."""


def parse(text: str) -> frozenset[str]:
    """Return the scenario names of ``a+b``; the empty text means the usual behaviour.

    Raises:
        UnknownScenarioError: A name does not exist; the message proposes close ones.
    """
    names = frozenset(name.strip() for name in text.split("+") if name.strip())
    for name in sorted(names - SCENARIOS.keys()):
        close = difflib.get_close_matches(name, SCENARIOS, n=3, cutoff=0.4)
        proposal = f" Did you mean {', '.join(close)}?" if close else ""
        raise UnknownScenarioError(f'There is no scenario "{name}".{proposal}')
    return names
