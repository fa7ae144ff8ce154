"""A real run of Robot Framework that calls a platform: what it writes holds no secret, and who may see what was used."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from robot.api import ExecutionResult

from automation_suite import statement
from automation_suite.known_secrets import redactor_of
from automation_suite.processes import child_environment
from automation_suite.project import PROJECT
from automation_suite.settings import Settings
from tests.platform_api.conftest import Authorizing, environment_for
from tests.platform_api.stand_in import CLIENT_SECRET, StandIn

SUITE = """\
*** Settings ***
Resource    resources/ebay/session.resource
Resource    resources/etsy/session.resource
Library     RequestsLibrary
Library     tests.platform_api.report_library.ReportLibrary

*** Tasks ***
Call Both
    Open EBay
    Open Etsy
    ${answer}    GET On Session    ebay    /sell/account/v1/privilege    params=a=1
    Should Be Equal    ${answer.json()}[path]    /sell/account/v1/privilege
    ${answer}    GET On Session    etsy    /v3/application/users/me
    Log    ${answer.request.headers}
    Run Keyword And Expect Error    *calls Etsy only*    GET On Session    etsy    http://127.0.0.1:1/x
    Say What Is Done
    Use Up The Budget
    Fail    The budget is spent, so this is not reached.
"""


@pytest.fixture
def finished(stand_in: StandIn, settings: Settings, authorizing: Authorizing, tmp_path: Path) -> Path:
    """The folder of a run at the most talkative level, in the middle of which tokens end."""
    for platform in ("ebay", "etsy"):
        authorizing(platform).adopt(stand_in.consent())
    stand_in.token_life = 1
    (tmp_path / "calls.robot").write_text(SUITE)
    environment = environment_for(stand_in, tmp_path) | {"DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}"}
    folder = tmp_path / "out"
    ended = subprocess.run(
        [sys.executable, "-m", "robot", "--pythonpath", str(PROJECT), "--loglevel", "TRACE", "--debugfile", "debug.txt",
         "--outputdir", str(folder), str(tmp_path / "calls.robot")],
        env=child_environment(environment), capture_output=True, text=True, check=False,
    )  # fmt: skip
    (folder / "console.txt").write_text(ended.stdout + ended.stderr)
    assert ended.returncode == 0, ended.stdout
    return folder


def test_nothing_that_a_run_writes_holds_a_secret(finished: Path, stand_in: StandIn, settings: Settings) -> None:
    used = {call.headers.get("authorization", "").removeprefix("Bearer ") for call in stand_in.api_calls()} - {""}
    assert len(used) >= 2
    written = {path.name: path.read_text(errors="replace") for path in finished.iterdir()}
    assert {"output.xml", "log.html", "debug.txt", "console.txt"} <= set(written)
    for name, text in written.items():
        assert not [secret for secret in (*stand_in.issued, CLIENT_SECRET) if secret in text], name
        assert "Bearer" not in text, name
        # Nor in any other encoding; this redactor has learnt the tokens that the run had.
        assert redactor_of(settings).is_clean(text), name
    assert not redactor_of(settings).is_clean(f"x {max(used)} y")


def test_a_spent_budget_ends_the_task_with_what_is_done(finished: Path) -> None:
    task = ExecutionResult(finished / "output.xml").suite.tests[0]
    assert (task.status, task.metadata[statement.OUTCOME]) == ("PASS", "done")
    sentence = task.metadata[statement.SENTENCE]
    assert sentence.startswith("3 prices were changed. The rest is left to the next run: Etsy allows no further call of api")
    assert json.loads(task.metadata[statement.FIGURES]) == {"changed": "3"}
