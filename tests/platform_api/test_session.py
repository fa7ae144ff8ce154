"""Calls over real HTTP: what is sent, how often, and what a fault means."""

from __future__ import annotations

import email.utils
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from automation_suite.calls.models import CallBudget
from automation_suite.errors import SettingsError
from automation_suite.platform_api.budgets import Budgets, Rule
from automation_suite.platform_api.calls import (
    AnswerLostError,
    BudgetSpentError,
    CallFailedError,
    CallRefusedError,
    Calls,
    NotAuthorizedError,
)
from automation_suite.platform_api.platforms import access_of
from automation_suite.platform_api.session import ApiSession, open_session
from automation_suite.settings import Settings, load_settings
from tests.platform_api.conftest import Authorizing, Clock
from tests.platform_api.stand_in import CLIENT_SECRET, StandIn, serving

Opening = Callable[..., ApiSession]


@pytest.fixture
def opening(stand_in: StandIn, settings: Settings, authorizing: Authorizing, clock: Clock) -> Opening:
    """Open a session of a platform with a consent; ``calls`` of a day, or 0 for the suite's own budgets."""

    def made(platform: str = "etsy", calls: int = 10_000, patience: float = 5) -> ApiSession:
        authorization, access = authorizing(platform), access_of(platform, settings)
        authorization.adopt(stand_in.consent())
        rule = {"platform": platform, "group": "api", "paths": ("/",), "of": "seller", "window_seconds": 86_400}
        own = {"calls": calls, "source": "test", "read_on": date(2026, 11, 24)}
        rules = [Rule.model_validate(rule | own)] if calls and platform == "etsy" else None
        return ApiSession(access, authorization, Budgets(access, patience, clock, rules), (0.01, 0.02), patience)

    return made


@pytest.fixture
def elsewhere() -> Iterator[StandIn]:
    with serving() as platform:
        yield platform


def sent(stand_in: StandIn, method: str = "") -> int:
    return len(stand_in.api_calls(method))


def test_a_call_is_authorized_compressed_and_read(stand_in: StandIn, opening: Opening) -> None:
    calls: Calls = opening()
    answer = calls.call("GET", "/v3/x", group="", query={"ids": ["1", "2"], "limit": 5, "active": True, "none": None})
    assert answer.body == {"path": "/v3/x", "query": {"ids": ["1,2"], "limit": ["5"], "active": ["true"]}}
    assert answer.headers["content-encoding"] == "gzip"
    arrived = stand_in.api_calls()[0].headers
    assert arrived["x-api-key"].endswith(f":{CLIENT_SECRET}")
    assert arrived["authorization"].removeprefix("Bearer ") in stand_in.valid_until


def test_a_form_and_json_arrive_as_such(stand_in: StandIn, opening: Opening) -> None:
    session = opening()
    session.call("PATCH", "/v3/x", group="", form={"tags": ["a b", "c"], "title": "T"})
    session.call("PUT", "/v3/x", group="", json={"price": "5.00"}, headers={"Content-Language": "en-US"})
    session.call("POST", "/v3/x", group="", files={"image": ("a.jpg", b"jpeg", "image/jpeg")})
    form, json, image = stand_in.api_calls()
    assert (form.body, json.body, json.headers["content-language"]) == ("tags=a+b%2Cc&title=T", '{"price": "5.00"}', "en-US")
    assert image.headers["content-type"].startswith("multipart/form-data")


@pytest.mark.parametrize("fault", ["break before", "status 500", "status 503", "break after"])
def test_a_call_that_reads_is_tried_again(fault: str, stand_in: StandIn, opening: Opening) -> None:
    stand_in.faults = [fault, fault]
    assert opening().call("GET", "/v3/x", group="").status == 200
    assert sent(stand_in) == 3


def test_trouble_that_lasts_ends_the_tries(stand_in: StandIn, opening: Opening) -> None:
    stand_in.faults = ["status 502"] * 9
    with pytest.raises(CallFailedError, match="a trouble of its own"):
        opening().call("GET", "/v3/x", group="")
    stand_in.faults = ["break before"] * 9
    with pytest.raises(CallFailedError, match="did not answer to the end"):
        opening().call("GET", "/v3/x", group="")
    assert sent(stand_in) == 6


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("fault", ["break before", "break after", "status 500", "no json"])
def test_a_write_is_never_sent_twice(method: str, fault: str, stand_in: StandIn, opening: Opening) -> None:
    """Neither here nor by requests, urllib3 or http.client, also on a connection that has been used before."""
    session = opening()
    session.call("GET", "/v3/x", group="")
    stand_in.faults = [fault]
    with pytest.raises(AnswerLostError, match="may have been carried out"):
        session.call(method, "/v3/x", group="", json={})
    time.sleep(0.05)
    assert sent(stand_in, method) == 1
    assert stand_in.written == (1 if fault in ("break after", "no json") else 0)


def test_requests_itself_sends_a_write_once_too(stand_in: StandIn, opening: Opening) -> None:
    session = opening()
    stand_in.faults = ["break after"]
    with pytest.raises(AnswerLostError):
        session.post(f"{stand_in.url}/v3/x", json={})
    assert sent(stand_in, "POST") == 1


def test_a_platform_that_is_not_there_was_not_called(settings: Settings, opening: Opening, stand_in: StandIn) -> None:
    session = opening()
    session.call("GET", "/v3/x", group="")
    with serving() as gone:
        url = gone.url
    session.access.other_urls["/gone"] = url
    session.mount(f"{url}/", session.get_adapter(f"{stand_in.url}/"))
    with pytest.raises(CallFailedError, match="could not be reached"):
        session.call("POST", "/gone", group="", json={})


def test_a_token_that_ends_in_the_middle_is_renewed_and_nothing_is_done_twice(stand_in: StandIn, opening: Opening) -> None:
    session = opening()
    for _ in range(3):
        session.call("POST", "/v3/x", group="", json={})
        stand_in.forget_access()
    assert stand_in.written == 3


def test_a_consent_that_was_taken_back_needs_a_person(stand_in: StandIn, opening: Opening) -> None:
    session = opening()
    session.call("GET", "/v3/x", group="")
    stand_in.forget_access()
    stand_in.refresh.clear()
    with pytest.raises(NotAuthorizedError, match="login etsy"):
        session.call("GET", "/v3/x", group="")


def test_a_storm_of_429_is_obeyed(stand_in: StandIn, opening: Opening) -> None:
    session = opening()
    stand_in.faults = ["status 429 1"]
    began = time.monotonic()
    assert session.call("POST", "/v3/x", group="", json={}).status == 200
    assert 1 <= time.monotonic() - began < 30
    # A moment is as good as a number of seconds; HTTP has no smaller unit.
    moment = email.utils.format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)
    stand_in.faults = [f"status 429 {moment}"]
    began = time.monotonic()
    assert session.call("GET", "/v3/x", group="").status == 200
    assert 0.9 <= time.monotonic() - began < 30
    stand_in.faults = ["status 429"] * 9
    with pytest.raises(BudgetSpentError):
        session.call("GET", "/v3/x", group="")
    assert len(stand_in.faults) == 6


def test_a_long_pause_ends_the_run_and_holds_for_the_next_one(stand_in: StandIn, opening: Opening) -> None:
    session = opening()
    stand_in.faults = ["status 429 3600"]
    with pytest.raises(BudgetSpentError, match="allows no further call of api before"):
        session.call("GET", "/v3/x", group="")
    with pytest.raises(BudgetSpentError):
        session.call("GET", "/v3/x", group="")
    assert sent(stand_in) == 1


def test_a_budget_that_is_spent_makes_no_call(stand_in: StandIn, opening: Opening) -> None:
    session = opening(calls=2)
    for _ in range(2):
        session.call("GET", "/v3/x", group="")
    with pytest.raises(BudgetSpentError):
        session.get(f"{stand_in.url}/v3/x")
    assert sent(stand_in) == 2


def test_calls_at_once_stay_within_what_the_platform_counts(stand_in: StandIn, opening: Opening) -> None:
    """The stand-in tells its limits in its headers; ``budgets.toml`` has others."""
    stand_in.limit_per_second, stand_in.limit_per_day = 20, 24
    session = opening(calls=0)
    ended: list[object] = []

    def work() -> None:
        from django.db import connections

        for _ in range(8):
            try:
                ended.append(session.call("GET", "/v3/x", group="").status)
            except BudgetSpentError as error:
                ended.append(error)
        connections.close_all()

    session.call("GET", "/v3/x", group="")
    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert (ended.count(200), stand_in.rejected) == (23, 0)
    assert {row.told_by for row in CallBudget.objects.all()} == {"headers"}


def test_ebay_is_asked_for_its_limits(stand_in: StandIn, opening: Opening) -> None:
    reset = (datetime.now(UTC) + timedelta(hours=3)).isoformat()
    rates = [{"limit": 3, "remaining": 2, "reset": reset, "timeWindow": 86_400}]
    stand_in.rate_limits = [{"resources": [{"name": "sell.inventory", "rates": rates}]}]
    session = opening("ebay")
    for _ in range(2):
        session.call("GET", "/sell/inventory/v1/offer", group="sell.inventory")
    with pytest.raises(BudgetSpentError, match=r"sell\.inventory before .* \(3 in 24 h\)"):
        session.call("GET", "/sell/inventory/v1/offer", group="sell.inventory")
    assert sum("user_rate_limit" in call.path for call in stand_in.api_calls()) == 1
    assert stand_in.api_calls()[-1].headers["x-ebay-c-marketplace-id"] == "EBAY_US"


def test_no_redirect_takes_a_token_to_another_host(stand_in: StandIn, opening: Opening, elsewhere: StandIn) -> None:
    session = opening()
    for method in ("GET", "POST"):
        stand_in.faults = [f"redirect {elsewhere.url}/steal"]
        with pytest.raises(CallRefusedError, match="which was not followed"):
            session.call(method, "/v3/x", group="")
        stand_in.faults = [f"redirect {elsewhere.url}/steal"]
        assert session.request(method, f"{stand_in.url}/v3/x").status_code == 302
    with pytest.raises(CallRefusedError, match="calls Etsy only"):
        session.get(f"{elsewhere.url}/steal")
    assert elsewhere.calls == []


def test_a_host_whose_name_begins_like_the_platforms_is_another_host() -> None:
    session = open_session("etsy", load_settings({"ETSY_KEYSTRING": "k", "ETSY_SHARED_SECRET": "s"}, None))
    with pytest.raises(CallRefusedError, match="calls Etsy only"):
        session.get("https://api.etsy.com.example.com/v3/x")


def test_a_redirect_on_the_platform_is_followed_when_it_only_reads(stand_in: StandIn, opening: Opening) -> None:
    session = opening()
    stand_in.faults = [f"redirect {stand_in.url}/v3/there"]
    assert session.call("GET", "/v3/x", group="").body["path"] == "/v3/there"
    stand_in.faults = [f"redirect {stand_in.url}/v3/there"]
    with pytest.raises(CallRefusedError):
        session.call("POST", "/v3/x", group="", json={})
    assert stand_in.written == 0


def test_nobody_sees_a_request_with_a_token(stand_in: StandIn, opening: Opening) -> None:
    answer = opening().get(f"{stand_in.url}/v3/x")
    shown = f"{answer.request.headers} {answer.request.url} {answer.headers} {vars(answer)}"
    assert not any(token in shown for token in (*stand_in.issued, CLIENT_SECRET))
    assert "authorization" not in {name.lower() for name in answer.request.headers}


def test_a_netrc_file_adds_nothing_that_a_log_would_show(
    stand_in: StandIn, opening: Opening, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login owner password s3cret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    answer = opening().get(f"{stand_in.url}/v3/x")
    assert "authorization" not in {name.lower() for name in answer.request.headers}


def test_the_application_calls_etsy_with_its_key_alone(stand_in: StandIn, opening: Opening) -> None:
    with pytest.raises(NotAuthorizedError):
        opening().call("GET", "/v3/x", group="", application=True)
    arrived = stand_in.api_calls()
    assert len(arrived) == 1
    assert "authorization" not in arrived[0].headers


def test_a_token_never_leaves_unencrypted() -> None:
    settings = load_settings({"ETSY_API_URL": "http://example.com", "ETSY_KEYSTRING": "k", "ETSY_SHARED_SECRET": "s"}, None)
    with pytest.raises(SettingsError, match="without encryption"):
        open_session("etsy", settings)


def test_the_keys_that_are_missing_are_named() -> None:
    with pytest.raises(SettingsError, match=r"EBAY_CLIENT_ID and EBAY_CLIENT_SECRET are missing in \.env"):
        open_session("ebay", load_settings({}, None))
    with pytest.raises(SettingsError, match=r"^ETSY_SHARED_SECRET is missing in \.env"):
        open_session("etsy", load_settings({"ETSY_KEYSTRING": "k"}, None))
