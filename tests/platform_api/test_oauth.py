"""Consent, and tokens that are always fresh: when they end, are lost, or two processes want new ones at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from automation_suite.calls.models import Consent
from automation_suite.errors import SettingsError
from automation_suite.platform_api import token_store
from automation_suite.platform_api.calls import CallFailedError, NotAuthorizedError
from automation_suite.platform_api.oauth import ask_for_consent, code_in
from automation_suite.platform_api.platforms import access_of
from automation_suite.settings import Settings
from tests.platform_api.conftest import Authorizing, Clock, environment_for
from tests.platform_api.stand_in import StandIn

ANOTHER_PROCESS = """
import sys
from automation_suite.history.setup import setup
from automation_suite.settings import load_settings
settings = load_settings(env_file=None)
setup(settings.history_url)
from datetime import UTC, datetime
from automation_suite.platform_api.platforms import access_of
from tests.platform_api.conftest import authorization_of
authorization = authorization_of(access_of("etsy", settings), settings, lambda: datetime.now(UTC))
for _ in range(int(sys.argv[1])):
    used = authorization.token()
    print(used, flush=True)
    if sys.argv[2] == "refuse":
        authorization.another_token(used)
"""


@pytest.fixture
def another_process(stand_in: StandIn, tmp_path: Path) -> list[str]:
    from django.db import connection

    environment = environment_for(stand_in, tmp_path) | {"DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}"}
    return ["env", *(f"{name}={value}" for name, value in environment.items()), sys.executable, "-c", ANOTHER_PROCESS]


def _started(command: list[str], *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen([*command, *words], stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("platform", ["ebay", "etsy"])
def test_the_code_of_a_consent_becomes_tokens(
    platform: str, stand_in: StandIn, settings: Settings, authorizing: Authorizing
) -> None:
    stand_in.strict_rotation = platform == "etsy"
    access = access_of(platform, settings)
    request = ask_for_consent(access)
    asked = {name: values[0] for name, values in parse_qs(urlsplit(request.address).query).items()}
    assert set(asked["scope"].split()) == set(access.scopes)
    stand_in.challenge = asked.get("code_challenge", "")
    assert bool(stand_in.challenge) == (platform == "etsy")
    stand_in.codes.add("v^1.1#i#code")
    code = code_in(f"https://example.com/landed?code=v%5E1.1%23i%23code&state={request.state}", request, access)
    ends_at = authorizing(platform).redeem(code, request)
    assert authorizing(platform).token() in stand_in.valid_until
    assert ends_at is not None
    assert 80 < (ends_at - Consent.objects.get().granted_at).days < 600


def test_the_answer_to_another_request_is_refused(settings: Settings) -> None:
    access = access_of("etsy", settings)
    with pytest.raises(NotAuthorizedError, match="not the answer of Etsy to this request"):
        code_in("https://example.com/?code=x&state=other", ask_for_consent(access), access)


def test_a_refusal_of_the_seller_is_told(settings: Settings) -> None:
    access = access_of("ebay", settings)
    request = ask_for_consent(access)
    with pytest.raises(NotAuthorizedError, match="access_denied"):
        code_in(f"https://example.com/?error=access_denied&state={request.state}", request, access)


def test_a_code_without_its_verifier_is_worth_nothing(
    stand_in: StandIn, settings: Settings, authorizing: Authorizing
) -> None:
    access = access_of("etsy", settings)
    stolen, own = ask_for_consent(access), ask_for_consent(access)
    stand_in.challenge = parse_qs(urlsplit(stolen.address).query)["code_challenge"][0]
    stand_in.codes.add("code")
    with pytest.raises(NotAuthorizedError):
        authorizing("etsy").redeem("code", own)
    assert not Consent.objects.exists()


def test_a_token_is_renewed_before_it_ends_and_used_until_then(
    stand_in: StandIn, authorizing: Authorizing, clock: Clock
) -> None:
    authorization = authorizing("etsy")
    authorization.adopt(stand_in.consent())
    first = authorization.token()
    clock.ahead = timedelta(minutes=50)
    assert authorization.token() == first
    clock.ahead = timedelta(minutes=56)
    assert authorization.token() != first


def test_a_token_that_is_refused_is_replaced_whatever_the_clock_says(stand_in: StandIn, authorizing: Authorizing) -> None:
    authorization = authorizing("etsy")
    authorization.adopt(stand_in.consent())
    first = authorization.token()
    assert authorization.another_token(first) != first


def test_a_new_token_that_cannot_be_had_leaves_the_old_one_in_use(
    stand_in: StandIn, authorizing: Authorizing, clock: Clock
) -> None:
    authorization = authorizing("ebay")
    authorization.adopt(stand_in.consent())
    first = authorization.token()
    clock.ahead = timedelta(minutes=57)
    stand_in.token_faults = ["503", "503", "503"]
    assert authorization.token() == first
    clock.ahead = timedelta(minutes=61)
    stand_in.token_faults = ["503", "503", "503"]
    with pytest.raises(CallFailedError):
        authorization.token()
    assert authorization.token() != first


def test_without_consent_the_command_is_named(authorizing: Authorizing) -> None:
    with pytest.raises(NotAuthorizedError, match=r"python run\.py login etsy"):
        authorizing("etsy").token()


def test_a_consent_that_was_taken_back_needs_a_person(stand_in: StandIn, authorizing: Authorizing) -> None:
    authorization = authorizing("etsy")
    authorization.adopt(stand_in.consent())
    stand_in.refresh.clear()
    with pytest.raises(NotAuthorizedError, match="has ended or was taken back"):
        authorization.token()


def test_the_application_has_a_token_of_its_own(stand_in: StandIn, authorizing: Authorizing, clock: Clock) -> None:
    authorization = authorizing("ebay")
    first = authorization.token(of_application=True)
    assert authorizing("ebay").token(of_application=True) == first
    clock.ahead = timedelta(hours=2)
    assert authorization.token(of_application=True) != first


def test_the_answer_that_was_lost_leaves_the_old_token_in_place(stand_in: StandIn, authorizing: Authorizing) -> None:
    stand_in.strict_rotation = False
    authorization = authorizing("etsy")
    authorization.adopt(stand_in.consent())
    stand_in.token_faults = ["break after"]
    with pytest.raises(CallFailedError):
        authorization.token()
    assert len(stand_in.calls) == 1
    assert authorization.token() in stand_in.valid_until


def test_processes_that_refresh_at_once_never_use_a_refresh_token_twice(
    stand_in: StandIn, authorizing: Authorizing, another_process: list[str]
) -> None:
    authorizing("etsy").adopt(stand_in.consent())
    stand_in.token_pause = 0.05
    both = [_started(another_process, "8", "refuse") for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0]
    assert (len(stand_in.refresh), stand_in.used_twice) == (1, 0)


@pytest.mark.parametrize("strict", [False, True])
def test_a_process_that_is_killed_before_it_has_stored_the_answer(
    strict: bool, stand_in: StandIn, authorizing: Authorizing, another_process: list[str]
) -> None:
    """Where the platform has forgotten the old token only a person can help, and is told so; else nothing is lost."""
    authorizing("etsy").adopt(stand_in.consent())
    stand_in.strict_rotation, stand_in.token_pause = strict, 3
    killed = _started(another_process, "1", "use")
    while not stand_in.calls:
        time.sleep(0.02)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    stand_in.token_pause = 0
    began = time.monotonic()
    if strict:
        with pytest.raises(NotAuthorizedError, match="login etsy"):
            authorizing("etsy").token()
    else:
        assert authorizing("etsy").token() in stand_in.valid_until
    assert time.monotonic() - began < 30
    assert Consent.objects.get().refreshing_by == ""


def test_nothing_can_be_read_in_the_database(stand_in: StandIn, authorizing: Authorizing, settings: Settings) -> None:
    authorizing("etsy").adopt(stand_in.consent())
    used = authorizing("etsy").token()
    row = Consent.objects.get()
    assert not any(token in row.sealed for token in stand_in.issued)
    assert settings.token_key_path.stat().st_mode & 0o777 == 0o600
    assert settings.token_key_path.parent.stat().st_mode & 0o777 == 0o700
    # The redactor knows the new ones and those that they have replaced.
    authorizing("etsy").another_token(used)
    assert set(token_store.known_tokens(settings)) == set(stand_in.issued)


def test_a_lost_key_is_told_and_a_new_consent_makes_a_new_one(
    stand_in: StandIn, authorizing: Authorizing, settings: Settings
) -> None:
    authorizing("etsy").adopt(stand_in.consent())
    settings.token_key_path.unlink()
    with pytest.raises(NotAuthorizedError, match=r"There is no key .* login etsy"):
        authorizing("etsy").token()
    authorizing("ebay").adopt(stand_in.consent())
    with pytest.raises(NotAuthorizedError, match=r"does not open the stored tokens.* login etsy"):
        authorizing("etsy").token()
    authorizing("etsy").adopt(stand_in.consent())
    assert authorizing("etsy").token()


def test_a_token_that_another_process_has_replaced_meanwhile_is_no_lost_consent(
    stand_in: StandIn, authorizing: Authorizing, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the right to refresh was taken over from a machine that was only slow."""
    authorizing("etsy").adopt(stand_in.consent())
    slow, consent = authorizing("etsy"), stand_in.consent()

    def refuse(_form: object) -> None:
        store = token_store.TokenStore(access_of("etsy", settings), settings.token_key_path)
        now = datetime.now(UTC)
        store.keep_consent(
            token_store.Tokens("newer", now + timedelta(hours=1), now + timedelta(hours=1), consent), "", None, now
        )
        raise NotAuthorizedError("The consent has ended.")

    monkeypatch.setattr(slow, "_issued", refuse)
    assert slow.token() == "newer"


def test_a_key_that_others_can_read_is_not_used(stand_in: StandIn, authorizing: Authorizing, settings: Settings) -> None:
    authorizing("etsy").adopt(stand_in.consent())
    settings.token_key_path.chmod(0o640)
    with pytest.raises(SettingsError, match=r"can be read by other users .* chmod 600"):
        authorizing("etsy").token()
    assert stand_in.calls == []


@pytest.mark.parametrize(("minutes", "free"), [(-2, True), (0, False), (2, True)])
def test_another_machine_keeps_the_right_to_refresh_for_a_minute(
    minutes: int, free: bool, authorizing: Authorizing, settings: Settings
) -> None:
    """Also a clock there that is wrong does not keep it for ever."""
    authorizing("etsy").adopt("a token")
    now = datetime.now(UTC)
    Consent.objects.update(refreshing_by="elsewhere 1 1", refreshing_since=now + timedelta(minutes=minutes))
    store = token_store.TokenStore(access_of("etsy", settings), settings.token_key_path)
    stored = store.load()
    assert stored
    assert store.claim(stored.generation, now) is free


def test_a_sandbox_has_tokens_of_its_own(stand_in: StandIn, authorizing: Authorizing, settings: Settings) -> None:
    authorizing("ebay").adopt(stand_in.consent())
    sandbox = settings.model_copy(update={"ebay_environment": "sandbox"})
    assert token_store.TokenStore(access_of("ebay", sandbox), settings.token_key_path).load() is None
