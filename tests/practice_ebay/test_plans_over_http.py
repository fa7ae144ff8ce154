"""Plans applied on the practice eBay over HTTP: each row read back, taken back, and never written twice that must not be."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from automation_suite.ebay import feedback_api, fulfillment_api, offers_api
from automation_suite.ebay.feedback_api import Rating
from automation_suite.ebay.offers_api import Offer
from automation_suite.ebay.sites import site_of
from automation_suite.ebay.targets import targets
from automation_suite.history.setup import migrate
from automation_suite.plans.change import Change, Target, Value
from automation_suite.platform_api import practice_consent
from automation_suite.platform_api.session import ApiSession, open_session
from automation_suite.settings import load_settings
from tests.plans.desk import Desk, forget, job, states
from tests.practice_ebay.seller import Seller, selling

US = site_of("EBAY_US")
SKUS = ("LM-0012", "SN-0023", "BK-0045")


@dataclass
class Place:
    """The practice eBay, as a desk applies to it."""

    calls: ApiSession
    seller: Seller

    def targets(self) -> Mapping[tuple[str, str], Target]:
        return targets(self.calls, US)

    def offer(self, sku: str) -> Offer:
        return offers_api.offers_of(self.calls, sku)[0]

    def shown(self, kind: str, name: str, object_id: str) -> Value:
        return self.targets()[kind, name].read([object_id])[object_id]

    def change(self, kind: str, name: str, object_id: str, new: Value) -> Change:
        live = self.shown(kind, name, object_id)
        return Change(kind, object_id, f"Thing {object_id}", name, live, new, "It is so.", "a rule")


Opening = Callable[..., tuple[Place, Desk]]


@pytest.fixture
def opening(tmp_path: Path) -> Iterator[Opening]:
    """Open a practice eBay on which scenarios are on, and a desk before it."""
    from automation_suite.calls.models import CallBudget, Consent

    migrate()
    forget()
    Consent.objects.all().delete()
    CallBudget.objects.all().delete()
    with ExitStack() as stack:

        def opened(*scenarios: str) -> tuple[Place, Desk]:
            seller = stack.enter_context(selling(tmp_path / "ebay", *scenarios))
            consent = practice_consent.ask({"ebay": seller.base})
            settings = load_settings({**consent.environment, "PRACTICE": "1", "STATE_DIR": str(tmp_path)}, None)
            practice_consent.keep(consent, settings, "")
            place = Place(stack.enter_context(open_session("ebay", settings)), seller)
            return place, Desk(place, job(largest_step_percent=50), now=datetime.now(UTC))  # type: ignore[arg-type]

        yield opened


def applied(desk: Desk, *changes: Change) -> tuple[list[str], Any]:
    """Plan, approve and apply changes; return where the rows stand, and the plan."""
    plan = desk.planned(*changes)
    desk.approve(plan)
    desk.apply()
    return states(plan), plan


def price_of(offer: Offer, percent: int = 90) -> str:
    assert offer.price
    return f"{offer.price.amount * percent / 100:.2f}"


@pytest.mark.parametrize("scenario", ["", "ebay-one-sku", "ebay-partial-bulk", "ebay-lost-answer", "ebay-500", "ebay-429"])
def test_prices_are_applied_whatever_happens_and_taken_back(opening: Opening, scenario: str) -> None:
    place, desk = opening(*filter(None, [scenario]))
    offers = [place.offer(sku) for sku in SKUS]
    changes = [place.change("offer", "price", offer.offer_id, price_of(offer)) for offer in offers]
    ended, plan = applied(desk, *changes)
    # A row of which eBay says that it is eBay's own trouble is looked at, and sent again where it is not there.
    assert ended == ["applied"] * 3
    assert [place.shown("offer", "price", change.object_id) for change in changes] == [change.new for change in changes]
    undone = desk.undo(plan).plan
    assert undone
    desk.apply()
    assert set(states(undone)) == {"applied"}
    assert [place.offer(sku).price for sku in SKUS] == [offer.price for offer in offers]


@pytest.mark.parametrize("scenario", ["", "ebay-no-zero", "ebay-lost-answer", "ebay-one-sku"])
def test_what_is_sold_comes_down_and_can_be_taken_back(opening: Opening, scenario: str) -> None:
    place, desk = opening(*filter(None, [scenario]))
    offer = place.offer("LM-0012")
    before = place.shown("offer", "quantity", offer.offer_id)
    ended, plan = applied(desk, place.change("offer", "quantity", offer.offer_id, 0))
    assert ended == ["applied"]
    after = place.offer("LM-0012")
    assert after.is_published is (scenario != "ebay-no-zero")
    assert place.shown("offer", "quantity", offer.offer_id) == 0
    undone = desk.undo(plan).plan
    assert undone
    desk.apply()
    if after.is_published:
        assert states(undone) == ["applied"]
        assert place.shown("offer", "quantity", offer.offer_id) == before
    else:
        # To list it again is for a person: that may cost a fee.
        assert states(undone) == ["failed"]


@pytest.mark.parametrize("scenario", ["", "ebay-lost-answer"])
def test_a_listing_is_made_once_and_goes_live_once(opening: Opening, scenario: str) -> None:
    place, desk = opening(*filter(None, [scenario]))
    model = place.shown("listing", "listing", "LM-0012")
    item, offer = dict(model["inventory_item"]), dict(model["offer"])
    offer |= {"sku": "NEW-1"}
    ended, plan = applied(desk, place.change("listing", "listing", "NEW-1", {"inventory_item": item, "offer": offer}))
    assert ended == ["applied"], [row.explanation for row in plan.rows.all()]
    assert not place.offer("NEW-1").is_published
    assert len(offers_api.offers_of(place.calls, "NEW-1")) == 1
    assert desk.undo(plan).plan is None
    ended, plan = applied(desk, place.change("listing", "live", "NEW-1", True))
    assert ended == ["applied"]
    assert place.offer("NEW-1").listing_id
    desk.undo(plan)
    desk.apply()
    assert not place.offer("NEW-1").is_published


@pytest.mark.parametrize("scenario", ["", "ebay-lost-answer"])
def test_a_parcel_is_told_once(opening: Opening, scenario: str) -> None:
    place, desk = opening(*filter(None, [scenario]))
    order = next(one for one in fulfillment_api.orders(place.calls, unshipped=True) if one.payment_status == "PAID")
    parcel = {
        "carrier": "USPS", "number": "9400100000000000000006",
        "shipped_at": (order.created_at + timedelta(minutes=1)).isoformat(timespec="seconds"),
        "lines": [{"line_id": line.line_id, "quantity": line.quantity} for line in order.lines],
    }  # fmt: skip
    ended, plan = applied(desk, place.change("order", "tracking", order.order_id, parcel))
    assert ended == ["applied"], [row.explanation for row in plan.rows.all()]
    desk.apply()
    assert [one.code for one in fulfillment_api.shipments(place.calls, order.order_id)] == [parcel["number"]]
    assert desk.undo(plan).plan is None


@pytest.mark.parametrize("scenario", ["", "ebay-lost-answer"])
def test_feedback_is_left_once_and_answered_once(opening: Opening, scenario: str) -> None:
    place, desk = opening(*filter(None, [scenario]))
    seller = fulfillment_api.seller_name(place.calls)
    waits = feedback_api.awaiting(place.calls)[0]
    comment = {"kind": "positive", "listing_id": waits.listing_id, "text": "Thank you!"}
    got = next(one for one in feedback_api.received(place.calls, seller) if one.rating is Rating.NEUTRAL and not one.reply)
    changes = (
        place.change("order line", "feedback", waits.line_id, comment),
        place.change("feedback", "reply", got.feedback_id, "Please write to us."),
    )
    ended, plan = applied(desk, *changes)
    assert ended == ["applied"] * 2, [row.explanation for row in plan.rows.all()]
    assert waits.line_id not in {one.line_id for one in feedback_api.awaiting(place.calls)}
    assert not desk.apply().sent
    assert desk.undo(plan).plan is None
