"""The suite's own session against the troubles of the practice eBay: what passes is waited for, what is unknown is said."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from automation_suite.ebay import account_api, fulfillment_api, inventory_api, offers_api
from automation_suite.history.setup import migrate
from automation_suite.platform_api import practice_consent
from automation_suite.platform_api.calls import AnswerLostError, NotAuthorizedError
from automation_suite.platform_api.reading import AnswerIncompleteError
from automation_suite.platform_api.session import ApiSession, open_session
from automation_suite.settings import load_settings
from tests.practice_ebay.seller import selling

Opening = Callable[..., ApiSession]


@pytest.fixture
def opening(tmp_path: Path) -> Iterator[Opening]:
    """Open a session with a practice eBay on which scenarios are on."""
    from automation_suite.calls.models import CallBudget, Consent

    migrate()
    Consent.objects.all().delete()
    CallBudget.objects.all().delete()
    with ExitStack() as stack:

        def opened(*scenarios: str) -> ApiSession:
            seller = stack.enter_context(selling(tmp_path / "ebay", *scenarios))
            consent = practice_consent.ask({"ebay": seller.base})
            settings = load_settings({**consent.environment, "PRACTICE": "1", "STATE_DIR": str(tmp_path)}, None)
            practice_consent.keep(consent, settings, "")
            return open_session("ebay", settings)

        yield opened


def test_too_many_requests_are_waited_for(opening: Opening) -> None:
    calls = opening("ebay-429")
    started = time.monotonic()
    assert account_api.selling_limit(calls).quantity == 1000
    assert time.monotonic() - started >= 1


def test_a_token_that_ends_in_the_middle_is_renewed(opening: Opening) -> None:
    calls = opening("ebay-short-tokens")
    assert len(inventory_api.read_items(calls)) == 40
    time.sleep(2.1)
    assert len(fulfillment_api.orders(calls)) > 50


def test_a_withdrawn_consent_needs_a_person(opening: Opening) -> None:
    with pytest.raises(NotAuthorizedError):
        inventory_api.read_items(opening("ebay-consent-ended"))


def test_half_empty_pages_count_as_no_answer(opening: Opening) -> None:
    with pytest.raises(AnswerIncompleteError):
        inventory_api.read_items(opening("ebay-half-pages"))


def test_an_order_on_two_pages_is_read_once(opening: Opening) -> None:
    found = fulfillment_api.orders(opening("ebay-repeated-order"))
    assert len({order.order_id for order in found}) == len(found) > fulfillment_api.PAGE_SIZE


def test_a_lost_answer_is_not_taken_for_a_refusal(opening: Opening) -> None:
    calls = opening("ebay-lost-answer")
    offer = offers_api.offers_of(calls, "LM-0012")[0]
    with pytest.raises(AnswerLostError):
        offers_api.withdraw_offer(calls, offer.offer_id)
    after = offers_api.get_offer(calls, offer.offer_id)
    assert after and not after.is_published
