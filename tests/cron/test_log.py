"""The file that cron's shell writes into: it is put aside when it is full, and no line of it is lost."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from automation_suite.project import PROJECT

CALL = [sys.executable, "-P", "-m", "automation_suite.cli", "poshmark", "--scheduled"]
# Prints a line through the shell's own file, before and after the call, as the commands of other lines do.
BESIDE = 'echo "before $1" && {} ; echo "after $1"'


@pytest.fixture
def state(tmp_path: Path) -> Path:
    folder = tmp_path / "state"
    folder.mkdir()
    return folder


def cron_calls(state: Path, word: str, script: str = '"${@:2}"', **more: str) -> int:
    """Call the suite as a line of the crontab does."""
    # The table is broken, so that each call says something.
    table = state.parent / "jobs.toml"
    table.write_text("[shop.job]\nschedule = 61\n")
    own = {"STATE_DIR": str(state), "JOBS_FILE": str(table), "PRACTICE": "1", "PYTHONPATH": str(PROJECT), **more}
    command = ["bash", "-c", f"exec >> {state}/cron.log 2>&1; {BESIDE.format(script)}", "bash", word, *CALL]
    return subprocess.run(command, env={**os.environ, **own}, check=False, cwd="/").returncode


def test_a_full_one_is_put_aside_and_the_call_prints_into_a_new_one(state: Path) -> None:
    log = state / "cron.log"
    for word in ("first", "second", "third", "fourth"):
        with log.open("a") as file:
            file.write("x" * 2**20 + f"\nfull {word}\n")
        cron_calls(state, word, LOG_FILE_MEGABYTES="1", LOG_FILE_KEEP="2")
    assert sorted(path.name for path in state.glob("cron.log*")) == ["cron.log", "cron.log.1", "cron.log.2"]
    # What the shell prints goes where the shell has opened it.
    newest, before = (state / "cron.log").read_text(), (state / "cron.log.1").read_text()
    assert ("schedule of shop.job" in newest, "before" in newest) == (True, False)
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert before.endswith("full fourth\nbefore fourth\nafter fourth\n")
    assert "full third" in (state / "cron.log.2").read_text()


def test_one_that_is_not_full_stays(state: Path) -> None:
    for word in ("first", "second"):
        cron_calls(state, word)
    assert [path.name for path in state.glob("cron.log*")] == ["cron.log"]
    words = [line for line in (state / "cron.log").read_text().splitlines() if line.startswith(("before", "after"))]
    assert words == ["before first", "after first", "before second", "after second"]


def test_a_call_that_prints_elsewhere_leaves_it_alone(state: Path) -> None:
    (state / "cron.log").write_text("x" * 2**20)
    cron_calls(state, "first", '"${@:2}" > /dev/null 2>&1', LOG_FILE_MEGABYTES="1")
    assert [path.name for path in state.glob("cron.log*")] == ["cron.log"]


def test_two_calls_at_once_lose_no_line(state: Path) -> None:
    (state / "cron.log").write_text("x" * 2**20)
    both = [
        subprocess.Popen(
            [sys.executable, "-c", f"import tests.cron.test_log as t, pathlib; t.cron_calls(pathlib.Path({str(state)!r}), "
             f"{word!r}, LOG_FILE_MEGABYTES='1')"], cwd=PROJECT,
        )
        for word in ("first", "second")
    ]  # fmt: skip
    assert [process.wait(60) for process in both] == [0, 0]
    text = "".join(path.read_text() for path in state.glob("cron.log*"))
    assert [text.count(word) for word in ("before first", "after first", "before second", "after second")] == [1] * 4
    assert text.count("schedule of shop.job") == 2
