"""eBay's Account API: what a seller has to have before anything can be listed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from automation_suite.ebay.amounts import money_or_none
from automation_suite.ebay.sites import Site
from automation_suite.platform_api.amounts import Money
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.paging import Page, read_all
from automation_suite.platform_api.reading import Body

GROUP = "sell.account"
BUSINESS_POLICIES = "SELLING_POLICY_MANAGEMENT"
_ROOT = "/sell/account/v1"
# eBay gives all policies of a site at once; a seller has a few.
_ALL_AT_ONCE = 1000


class PolicyKind(StrEnum):
    """The three policies that a listing needs."""

    FULFILLMENT = "fulfillment"
    PAYMENT = "payment"
    RETURN = "return"

    @property
    def names(self) -> tuple[str, str]:
        """The fields that hold the list and, in each of it, the number."""
        plural = "Policies"
        return f"{self.value}{plural}", f"{self.value}PolicyId"


@dataclass(frozen=True)
class Policy:
    """One policy for shipping, payment or returns.

    Attributes:
        kind: Which of the three.
        policy_id: By which offers name it.
        name: For people.
        is_default: Whether eBay takes it where nothing else is said.
    """

    kind: PolicyKind
    policy_id: str
    name: str
    is_default: bool


@dataclass(frozen=True)
class SellingLimit:
    """What a seller may list and sell in a month.

    Attributes:
        is_registered: Whether the seller has completed the registration.
        quantity: How many; none when there is no limit.
        amount: For how much; none when there is no limit.
    """

    is_registered: bool
    quantity: int | None
    amount: Money | None


def policies(calls: Calls, kind: PolicyKind, site: Site) -> tuple[Policy, ...]:
    """Return the seller's policies of a kind on a site.

    Raises:
        AnswerIncompleteError: They are not as many as eBay counts.
    """
    listed, number = kind.names
    what = f"eBay's list of {kind} policies"

    def page(_: int) -> Page:
        query = {"marketplace_id": site.marketplace}
        body = Body(calls.call("GET", f"{_ROOT}/{kind}_policy", group=GROUP, query=query).body, what)
        return Page(body.parts(listed), body.whole("total"))

    found = read_all(page, lambda body: body.text(number), _ALL_AT_ONCE, what)
    return tuple(_policy(kind, body) for body in found)


def opted_in_programs(calls: Calls) -> frozenset[str]:
    """Return the programs that the seller takes part in; business policies need ``SELLING_POLICY_MANAGEMENT``."""
    answer = calls.call("GET", f"{_ROOT}/program/get_opted_in_programs", group=GROUP)
    return frozenset(one.text("programType") for one in Body(answer.body, "eBay's list of programs").listed("programs"))


def opt_in(calls: Calls, program: str) -> None:
    """Take part in a program. It can take eBay a day.

    Raises:
        CallRefusedError: With status 409 when the seller does already.
    """
    calls.call("POST", f"{_ROOT}/program/opt_in", group=GROUP, json={"programType": program})


def selling_limit(calls: Calls) -> SellingLimit:
    """Return what the seller may list in a month."""
    body = Body(calls.call("GET", f"{_ROOT}/privilege", group=GROUP).body, "eBay's answer about the selling limit")
    limit = body.part_or_empty("sellingLimit")
    return SellingLimit(
        is_registered=body.flag("sellerRegistrationCompleted"), quantity=limit.whole_or_none("quantity"),
        amount=money_or_none(limit, "amount"),
    )  # fmt: skip


def _policy(kind: PolicyKind, body: Body) -> Policy:
    is_default = any(one.flag("default") for one in body.parts("categoryTypes"))
    return Policy(kind, body.text(kind.names[1]), body.text_or("name"), is_default)
