"""``run.py login`` for eBay and Etsy, typed at a real command line, and what the health check says of consents."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from automation_suite.calls.models import Consent
from automation_suite.jobs import Job
from automation_suite.monitoring.consents import of_consents
from automation_suite.platform_api import consent
from automation_suite.platform_api.calls import NotAuthorizedError
from automation_suite.platform_api.oauth import ask_for_consent
from automation_suite.platform_api.platforms import access_of
from automation_suite.processes import child_environment
from automation_suite.project import PROJECT
from automation_suite.settings import Settings
from tests.platform_api.conftest import Authorizing, environment_for
from tests.platform_api.stand_in import StandIn

NOW = datetime.now(UTC)


@pytest.fixture
def port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _login(platform: str, stand_in: StandIn, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "automation_suite.cli", "login", platform, "--paste"]
    environment = child_environment(environment_for(stand_in, folder) | {"PRACTICE": "1"})
    return subprocess.Popen(
        command, cwd=PROJECT, env=environment, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def _address(lines: Iterator[str]) -> str:
    return next(line.strip() for line in lines if line.startswith("http"))


@pytest.mark.parametrize(("platform", "name"), [("ebay", "eBay"), ("etsy", "Etsy")])
def test_a_person_pastes_the_address_on_which_he_landed(platform: str, name: str, stand_in: StandIn, tmp_path: Path) -> None:
    stand_in.codes.add("the-code")
    stand_in.strict_rotation = platform == "etsy"
    with _login(platform, stand_in, tmp_path) as command:
        assert command.stdin
        assert command.stdout
        asked = parse_qs(urlsplit(_address(iter(command.stdout.readline, ""))).query)
        stand_in.challenge = asked.get("code_challenge", [""])[0]
        command.stdin.write(f"https://landed.example.com/x?code=the-code&state={asked['state'][0]}\n")
        command.stdin.flush()
        said = command.stdout.read()
    assert command.returncode == 0, said
    assert f"{name} has agreed for {platform} (production). It holds until " in said
    assert str(tmp_path / "keys" / "token.key") in said
    assert not any(token in said for token in stand_in.issued)


def test_a_wrong_address_stores_nothing_and_says_so(stand_in: StandIn, tmp_path: Path) -> None:
    with _login("ebay", stand_in, tmp_path) as command:
        said, _ = command.communicate("https://landed.example.com/x?code=the-code&state=forged\n", timeout=30)
    assert command.returncode == 1
    assert "not the answer of eBay to this request. Nothing was stored." in said
    assert "Traceback" not in said
    assert stand_in.calls == []


def test_the_platform_sends_the_browser_to_this_computer(
    port: int, stand_in: StandIn, settings: Settings, authorizing: Authorizing
) -> None:
    here = settings.model_copy(update={"etsy_redirect_url": f"http://localhost:{port}/etsy"})
    access = access_of("etsy", here)
    assert consent.comes_back_here(access)
    assert not consent.comes_back_here(access_of("ebay", here))
    stand_in.codes.add("the-code")
    answers: list[int] = []

    def browser(address: str) -> None:
        state = parse_qs(urlsplit(address).query)["state"][0]
        stand_in.challenge = parse_qs(urlsplit(address).query)["code_challenge"][0]
        visits = [f"/etsy?code=stolen&state={state}x", "/favicon.ico", f"/etsy?code=the-code&state={state}"]

        def visit() -> None:
            for path in visits:
                deadline = time.monotonic() + 10
                while time.monotonic() < deadline:
                    try:
                        answers.append(requests.get(f"http://127.0.0.1:{port}{path}", timeout=5).status_code)
                        break
                    except requests.ConnectionError:
                        time.sleep(0.05)

        threading.Thread(target=visit).start()

    consent.give_consent(access, authorizing("etsy"), browser, lambda request: consent.listen(access, request, 20))
    assert answers[:2] == [404, 404]
    assert authorizing("etsy").token() in stand_in.valid_until


def test_nobody_comes(port: int, settings: Settings) -> None:
    here = access_of("etsy", settings.model_copy(update={"etsy_redirect_url": f"http://localhost:{port}/etsy"}))
    with pytest.raises(NotAuthorizedError, match="Nobody came back"):
        consent.listen(here, ask_for_consent(here), 0.05)


def _found(settings: Settings, **changes: object) -> list[tuple[str, str]]:
    if changes:
        Consent.objects.update(**changes)
    job = Job(name="ebay.x", title="X", suite="suites/poshmark/sales_snapshot.robot", schedule="5 6 * * *")
    jobs = [job, job.model_copy(update={"name": "ebay.y"}), job.model_copy(update={"name": "etsy.z", "enabled": False})]
    return [(one.severity, one.sentence) for one in of_consents(jobs, settings, NOW)]


def test_a_consent_that_is_missing_ends_or_cannot_be_opened_is_found_once(
    stand_in: StandIn, settings: Settings, authorizing: Authorizing
) -> None:
    assert _found(settings) == [("critical", "There is no consent to call eBay for it, so its jobs cannot run.")]
    authorizing("ebay").adopt(stand_in.consent())
    assert _found(settings) == []
    assert _found(settings, ends_at=NOW + timedelta(days=15)) == []
    assert _found(settings, ends_at=NOW + timedelta(days=13))[0][0] == "warning"
    assert "has ended" in _found(settings, ends_at=NOW - timedelta(days=1))[0][1]
    settings.token_key_path.unlink()
    assert "The key to the stored tokens is not at" in _found(settings)[0][1]
