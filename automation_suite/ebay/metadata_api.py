"""eBay's Metadata API: which conditions a category allows. The application calls it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from automation_suite.ebay.sites import Site
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.reading import Body

GROUP = "sell.metadata"
_WHAT = "eBay's list of conditions"
_NO_CONTENT = 204


def conditions(calls: Calls, site: Site, category_ids: Sequence[str]) -> Mapping[str, tuple[int, ...]]:
    """Return eBay's numbers of the conditions that categories allow, none for one without conditions.

    A category that is missing was not answered about.

    Args:
        calls: The account.
        site: Of the categories.
        category_ids: Which ones.
    """
    path = f"/sell/metadata/v1/marketplace/{site.marketplace}/get_item_condition_policies"
    query = {"filter": f"categoryIds:{{{'|'.join(category_ids)}}}"}
    answer = calls.call("GET", path, group=GROUP, query=query, application=True)
    # eBay says in so many words that these categories have none.
    if answer.status == _NO_CONTENT:
        return dict.fromkeys(category_ids, ())
    found = Body(answer.body, _WHAT).listed("itemConditionPolicies")
    return {policy.text("categoryId"): _numbers(policy) for policy in found if policy.text("categoryId") in category_ids}


def _numbers(policy: Body) -> tuple[int, ...]:
    return tuple(int(condition.text("conditionId")) for condition in policy.parts("itemConditions"))
