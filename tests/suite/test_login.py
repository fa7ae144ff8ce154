"""``run.py login``: a person logs in, in the profile that the job uses, and the job finds the session."""

from __future__ import annotations

import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests

from automation_suite.commands import login
from automation_suite.monitoring.sessions import session_end
from automation_suite.project import PROJECT
from automation_suite.settings import load_settings
from practice.accounts import SELLER
from tests.suite.conftest import JOB, Owner, wait_until


def test_with_a_screen_a_window_opens_and_without_one_a_port_of_this_machine(tmp_path: Path) -> None:
    settings = load_settings({"BROWSER_PATH": sys.executable, "POSH_BASE_URL": "https://poshmark.com"}, None)
    window = login.browser_command(settings, tmp_path, "poshmark", 0)
    remote = login.browser_command(settings, tmp_path, "poshmark", 9222)
    assert window[-1] == remote[-1] == "https://poshmark.com/login"
    assert f"--user-data-dir={tmp_path}" in window
    assert not any(argument.startswith(("--headless", "--remote-debugging")) for argument in window)
    assert "--remote-debugging-port=9222" in remote
    assert not any("remote-debugging-address" in argument for argument in remote)


@pytest.mark.browser
@pytest.mark.skipif(login.has_screen(), reason="a window would open")
def test_the_job_uses_the_session_of_the_person(owner: Owner, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = owner.starts("login", "poshmark", "--port", str(port))
    wait_until(lambda: _listens(port))
    refused = owner.types(JOB)
    assert refused.status == 4, refused.text
    variables = [f"ADDRESS:http://127.0.0.1:{port}", f"NAME:{SELLER.user_name}", f"WORD:{SELLER.password}"]
    given = [part for variable in variables for part in ("--variable", variable)]
    suite = str(PROJECT / "tests" / "suite" / "person_at_the_login.robot")
    person = subprocess.run(
        [sys.executable, "-m", "robot", "--outputdir", str(tmp_path / "person"), *given, suite],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert person.returncode == 0, person.stdout
    process.terminate()
    text = process.communicate(timeout=60)[0]
    assert process.returncode == 0, text
    assert f"-L {port}:127.0.0.1:{port}" in text
    owner.practice.behave("instant+wrong-password")
    ended = owner.types(JOB)
    assert (ended.status, owner.practice.payments) == (0, ["275.70"]), ended.text
    # What the browser itself has written; the practice site keeps a session for 30 days.
    end = session_end(tmp_path / "state" / "profiles" / "poshmark", "127.0.0.1")
    assert end is not None
    assert timedelta(days=29) < end - datetime.now(UTC) < timedelta(days=30)


def _listens(port: int) -> bool:
    try:
        return requests.get(f"http://127.0.0.1:{port}/json/version", timeout=2).ok
    except requests.ConnectionError:
        return False
