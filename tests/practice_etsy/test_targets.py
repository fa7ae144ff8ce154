"""Plans applied on the practice Etsy over HTTP: each row read back, taken back, and never written twice that must not be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from automation_suite.etsy import listings_api, receipts_api
from automation_suite.etsy.targets import targets
from automation_suite.history.setup import migrate
from automation_suite.plans.change import Change, Target, Value
from automation_suite.platform_api import practice_consent
from automation_suite.platform_api.pictures import Picture
from automation_suite.platform_api.session import ApiSession, open_session
from automation_suite.settings import load_settings
from practice.etsy.accounts import SHOP_ID
from tests.plans.desk import Desk, forget, job, states
from tests.practice_etsy.conftest import Caller, Opens
from tests.practice_etsy.test_suite_calls import DRAFT, MUG

SHOP = str(SHOP_ID)
SCENARIOS = ["", "etsy-lost-answer"]


@dataclass
class Place:
    """The practice Etsy, as a desk applies to it."""

    calls: ApiSession
    caller: Caller

    def targets(self) -> Mapping[tuple[str, str], Target]:
        return targets(self.calls, SHOP, lambda _address: Picture("stool.jpg", b"\xff\xd8", "image/jpeg"))

    def shown(self, kind: str, name: str, object_id: str) -> Value:
        return self.targets()[kind, name].read([object_id])[object_id]

    def change(self, kind: str, name: str, object_id: str, new: Value) -> Change:
        live = self.shown(kind, name, object_id)
        return Change(kind, object_id, f"Thing {object_id}", name, live, new, "It is so.", "a rule")


Opening = Callable[[str], tuple[Place, Desk]]


@pytest.fixture
def opening(etsy: Opens, tmp_path: Path) -> Iterator[Opening]:
    """Open the practice Etsy on which a scenario is on, and a desk before it."""
    from automation_suite.calls.models import CallBudget, Consent

    migrate()
    forget()
    Consent.objects.all().delete()
    CallBudget.objects.all().delete()
    with ExitStack() as stack:

        def opened(scenario: str) -> tuple[Place, Desk]:
            caller = etsy(*filter(None, [scenario]))
            consent = practice_consent.ask({"etsy": caller.base})
            settings = load_settings({**consent.environment, "PRACTICE": "1", "STATE_DIR": str(tmp_path)}, None)
            practice_consent.keep(consent, settings, "")
            place = Place(stack.enter_context(open_session("etsy", settings)), caller)
            return place, Desk(place, job(), now=datetime.now(UTC))  # type: ignore[arg-type]

        yield opened


def applied(desk: Desk, *changes: Change) -> tuple[list[str], Any]:
    """Plan, approve and apply changes; return where the rows stand, and the plan."""
    plan = desk.planned(*changes)
    desk.approve(plan)
    desk.apply()
    return states(plan), plan


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_what_was_applied_is_taken_back(opening: Opening, scenario: str) -> None:
    place, desk = opening(scenario)
    wanted = {
        ("listing", "title", MUG): "Moss Mug, it's new",
        ("listing", "tags", MUG): ["moss mug", "gift"],
        ("listing", "quantity", MUG): 0,
        ("shop", "announcement", SHOP): 'It\'s <new> & "good"',
        ("section", "title", "31000001"): "Kitchen & Co",
    }
    changes = [place.change(kind, name, number, new) for (kind, name, number), new in wanted.items()]
    ended, plan = applied(desk, *changes)
    assert ended == ["applied"] * len(changes), [row.explanation for row in plan.rows.all()]
    assert {key: place.shown(key[0], key[1], key[2]) for key in wanted} == wanted
    undone = desk.undo(plan).plan
    assert undone
    desk.apply()
    assert set(states(undone)) == {"applied"}, [row.explanation for row in undone.rows.all()]
    assert [place.shown(one.kind, one.field, one.object_id) for one in changes] == [one.old for one in changes]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_draft_is_made_at_most_once(opening: Opening, scenario: str) -> None:
    place, desk = opening(scenario)
    ended, plan = applied(desk, place.change("listing", "listing", "STOOL-1", DRAFT))
    # A draft whose making was lost has no SKU yet by which it could be found, so a person looks.
    assert ended == ["unknown" if scenario else "applied"]
    desk.apply()
    drafts = listings_api.shop_listings(place.calls, SHOP, "draft")
    assert [draft.title for draft in drafts].count("Oak Stool") == 1
    assert desk.undo(plan).plan is None


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_buyer_is_told_of_a_parcel_once(opening: Opening, scenario: str) -> None:
    place, desk = opening(scenario)
    order = str(place.caller.happen("sale", listing_id=int(MUG))["receipt_id"])
    parcel = {"carrier": "USPS", "number": "9400100000000000000006", "shipped_at": None, "note_to_buyer": "Thank you!"}
    ended, plan = applied(desk, place.change("order", "tracking", order, parcel))
    assert ended == ["applied"], [row.explanation for row in plan.rows.all()]
    desk.apply()
    found = receipts_api.receipt(place.calls, SHOP, order)
    assert found
    assert [one.code for one in found.shipments] == [parcel["number"]]
    assert desk.undo(plan).plan is None
