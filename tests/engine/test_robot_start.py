"""Robot Framework with Node started beside it: one Node, which Browser uses, and nothing of it afterwards."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from automation_suite.processes import child_environment, python_module
from automation_suite.project import PROJECT

SUITE = """
*** Settings ***
Library    Browser    run_on_failure=${NONE}

*** Tasks ***
Talk To Node
    ${catalog}=    Get Browser Catalog
    Should Be Empty    ${catalog}
    ${numbers}=    Evaluate    [one.pid for one in psutil.Process().children() if one.exe().endswith('node')]
    ...    modules=psutil
    Length Should Be    ${numbers}    1
    Log To Console    node=${numbers}[0]
    Evaluate    {VERDICT}
"""


def run(folder: Path, verdict: str) -> tuple[int, str]:
    """Run a suite that talks to Node, and return the exit status and what was printed."""
    (folder / "talk.robot").write_text(SUITE.replace("{VERDICT}", verdict))
    ended = subprocess.run(
        python_module(
            "automation_suite.running.robot_start", str(folder), "--outputdir", str(folder),
            str(folder / "talk.robot"),
        ),
        cwd=PROJECT, env=child_environment({}), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return ended.returncode, ended.stdout + ended.stderr


@pytest.mark.parametrize(("verdict", "status"), [("'fine'", 0), ("1 / 0", 1)])
def test_browser_uses_the_one_node_and_it_ends_with_robot(tmp_path: Path, verdict: str, status: int) -> None:
    ended, text = run(tmp_path, verdict)
    assert ended == status, text
    assert "Listening on" in (tmp_path / "node-log.txt").read_text()
    number = int(text.partition("node=")[2].split()[0])
    assert not psutil.pid_exists(number)


def test_robot_says_what_it_was_not_given(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "automation_suite.running.robot_start", str(tmp_path), str(tmp_path / "nothing.robot")],
        cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ended.returncode == 252
    assert "nothing.robot" in ended.stderr
