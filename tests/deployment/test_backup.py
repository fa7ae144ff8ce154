"""The commands of docs/operations.md that back up and restore, as they stand there."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from pathlib import Path

from automation_suite.project import PROJECT


def commands(name: str) -> str:
    [found] = re.findall(rf"^```sh {name}\n(.*?)^```", (PROJECT / "docs" / "operations.md").read_text(), re.M | re.S)
    return found


def types(name: str, folder: Path) -> None:
    subprocess.run(["sh", "-e", "-c", commands(name)], cwd=folder, check=True)


def test_a_backup_brings_everything_back(tmp_path: Path) -> None:
    state, profile = tmp_path / "state", tmp_path / "state" / "profiles" / "poshmark"
    profile.mkdir(parents=True, mode=0o700)
    (profile / "Cookies").write_text("session")
    (tmp_path / ".env").write_text("POSH_EMAIL=closet\n")
    (tmp_path / ".env").chmod(0o600)
    (tmp_path / "jobs.toml").write_text("# table\n")
    # Open with a write-ahead log, as during a run: the file alone does not have the newest rows.
    with sqlite3.connect(state / "history.sqlite3", isolation_level=None) as history:
        history.execute("PRAGMA journal_mode=WAL")
        history.execute("PRAGMA wal_autocheckpoint=0")
        history.execute("CREATE TABLE runs (outcome TEXT)")
        history.execute("INSERT INTO runs VALUES ('done')")
        types("back-up", tmp_path)
        history.execute("INSERT INTO runs VALUES ('after the backup')")
    (tmp_path / ".env").unlink()
    types("restore", tmp_path)
    with sqlite3.connect(state / "history.sqlite3") as history:
        assert history.execute("SELECT outcome FROM runs").fetchall() == [("done",)]
    assert (profile / "Cookies").read_text() == "session"
    assert (tmp_path / ".env").read_text() == "POSH_EMAIL=closet\n"
    modes = {(tmp_path / name).stat().st_mode & 0o077 for name in (".env", "state/history.sqlite3", "backup", "state")}
    assert modes == {0}


def test_every_test_that_the_page_names_is_there() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)`", (PROJECT / "docs" / "operations.md").read_text())
    assert len(named) > 10
    assert [name for name in named if not (PROJECT / name).is_file()] == []
