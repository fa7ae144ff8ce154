"""run.py on machines that lack something. The real set-up runs in CI, which starts from nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from automation_suite.project import PROJECT

FAKE_PACKAGE = "automation_suite/cli.py", "import sys\nprint('handed over', *sys.argv[1:])\nsys.exit(7)\n"


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A project with a lock of no packages and a command line that only says that it was reached."""
    folder = tmp_path / "a folder with spaces"
    (folder / "automation_suite").mkdir(parents=True)
    shutil.copy(PROJECT / "run.py", folder)
    (folder / "requirements.txt").write_text("# nothing\n")
    (folder / FAKE_PACKAGE[0]).write_text(FAKE_PACKAGE[1])
    (folder / "automation_suite" / "__init__.py").touch()
    return folder


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(folder / "run.py"), *arguments], cwd="/", env={**os.environ, **environment},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


def test_first_use_sets_up_and_later_uses_do_not(fresh: Path) -> None:
    first = run(fresh, "poshmark", "--practice")
    assert (first.returncode, first.stdout.splitlines()[-1]) == (7, "handed over poshmark --practice"), first.stderr
    assert first.stdout.startswith("Setting up the suite, once.")
    assert run(fresh, "status").stdout == "handed over status\n"


def test_a_changed_lock_and_a_set_up_that_was_cut_off_are_made_anew(fresh: Path) -> None:
    run(fresh)
    (fresh / "requirements.txt").write_text("# changed\n")
    assert run(fresh).stdout.startswith("Setting up the suite")
    (fresh / ".venv" / "made-from").unlink()
    assert run(fresh).stdout.startswith("Setting up the suite")


def test_two_that_start_at_once_set_up_once(fresh: Path) -> None:
    both = [
        subprocess.Popen(
            [sys.executable, str(fresh / "run.py"), "x"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        for _ in range(2)
    ]
    texts = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [7, 7], texts
    assert sum("Set up in" in text for text in texts) == 1


def test_packages_that_cannot_be_had_are_told_with_help(fresh: Path) -> None:
    (fresh / "requirements.txt").write_text("no-such-package-of-the-suite==9.9\n")
    ended = run(fresh, PIP_INDEX_URL="http://127.0.0.1:9/", PIP_RETRIES="0", PIP_NO_INDEX="1")
    assert ended.returncode == 1
    assert "check the network" in ended.stderr
    assert "no money was moved" in ended.stderr
    assert not (fresh / ".venv" / "made-from").exists()


def test_python_without_venv_names_the_command(fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sys.path.insert(0, str(PROJECT))
    import run as bootstrap

    monkeypatch.setattr(bootstrap, "run", lambda _command: 1)
    monkeypatch.setattr(bootstrap, "NEW_VENV", fresh / ".venv-new")
    monkeypatch.setattr(bootstrap.shutil, "which", lambda _name: "/usr/bin/apt-get")
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    with pytest.raises(bootstrap.SetUpError, match=r"sudo apt-get install python3\.\d+-venv"):
        bootstrap.make_environment()


def test_whoever_has_read_enough_sees_no_complaint() -> None:
    command = [sys.executable, "-u", "-m", "automation_suite.cli", "list"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=PROJECT) as process:
        assert process.stdout and process.stderr
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 130
