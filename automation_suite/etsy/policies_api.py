"""Etsy's return policies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from automation_suite.etsy.answers import GROUP, ROOT, short_list
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.reading import Body


@dataclass(frozen=True)
class ReturnPolicy:
    """One policy for returns.

    Attributes:
        policy_id: By which listings name it.
        accepts_returns: Whether buyers may send something back.
        accepts_exchanges: Whether they may exchange it.
        deadline_days: How long; none where nothing is accepted.
    """

    policy_id: str
    accepts_returns: bool
    accepts_exchanges: bool
    deadline_days: int | None

    @property
    def terms(self) -> dict[str, Any]:
        """The policy as plans hold it, by Etsy's names."""
        return {
            "accepts_returns": self.accepts_returns, "accepts_exchanges": self.accepts_exchanges,
            "return_deadline": self.deadline_days,
        }  # fmt: skip


def return_policies(calls: Calls, shop_id: str) -> tuple[ReturnPolicy, ...]:
    """Return the policies for returns of the shop.

    Raises:
        AnswerIncompleteError: They are not as many as Etsy counts.
    """
    found = short_list(calls, f"/shops/{shop_id}/policies/return", "Etsy's list of return policies")
    return tuple(policy_in(body) for body in found)


def update_return_policy(calls: Calls, shop_id: str, policy_id: str, terms: Mapping[str, Any]) -> ReturnPolicy:
    """Change a policy, and return it as Etsy has it then.

    Args:
        calls: The account.
        shop_id: Of the shop.
        policy_id: Which.
        terms: All three, as in ``ReturnPolicy.terms``.
    """
    path = f"{ROOT}/shops/{shop_id}/policies/return/{policy_id}"
    answer = calls.call("PUT", path, group=GROUP, form=terms_form(terms))
    return policy_in(Body(answer.body, "Etsy's answer about a return policy"))


def terms_form(terms: Mapping[str, Any]) -> dict[str, Any]:
    """Return the form of a policy; there is no deadline where nothing is accepted."""
    form = {name: str(bool(terms[name])).lower() for name in ("accepts_returns", "accepts_exchanges")}
    deadline = terms.get("return_deadline")
    return form if deadline is None else {**form, "return_deadline": deadline}


def policy_in(body: Body) -> ReturnPolicy:
    """Read one policy."""
    return ReturnPolicy(
        body.text("return_policy_id"), body.flag("accepts_returns"), body.flag("accepts_exchanges"),
        body.whole_or_none("return_deadline"),
    )  # fmt: skip
