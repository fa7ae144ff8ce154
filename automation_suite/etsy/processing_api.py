"""Etsy's processing profiles: how long the seller needs before something is sent. A physical listing names one."""

from __future__ import annotations

from dataclasses import dataclass

from automation_suite.etsy.answers import plain, whole_list
from automation_suite.platform_api.calls import Calls


@dataclass(frozen=True)
class ProcessingProfile:
    """One processing profile.

    Attributes:
        profile_id: By which listings name it.
        state: ``ready_to_ship`` or ``made_to_order``; empty when Etsy does not say.
        words: How long, in Etsy's words; empty when it does not say.
    """

    profile_id: str
    state: str
    words: str


def processing_profiles(calls: Calls, shop_id: str) -> tuple[ProcessingProfile, ...]:
    """Return the processing profiles of the shop.

    Raises:
        AnswerIncompleteError: The pages do not have what Etsy counts.
    """
    path, what = f"/shops/{shop_id}/readiness-state-definitions", "Etsy's list of processing profiles"
    found = whole_list(calls, path, lambda body: body.text("readiness_state_id"), what)
    return tuple(
        ProcessingProfile(
            body.text("readiness_state_id"), body.text_or("readiness_state"), plain(body, "processing_days_display_label")
        )
        for body in found
    )
