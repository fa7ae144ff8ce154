"""Taking run folders into the history: what is taken, what is left alone, what is left out."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from robot.api import TestSuite

from automation_suite import cli
from automation_suite.history.models import Incident, Message, Run, Transfer, TransferEvent
from automation_suite.running import run_folders
from automation_suite.running.lock import AlreadyRunningError, account_lock
from automation_suite.settings import Settings, load_settings

JOB = "poshmark.balance_transfer"
SECRET = "hunter-2-and-more"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    folders = {"RESULTS_DIR": str(tmp_path / "results"), "STATE_DIR": str(tmp_path / "state")}
    return load_settings({"PRACTICE": "1", "POSH_PASS": SECRET, **folders}, None)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A real output.xml of a transfer."""
    suite = TestSuite.from_string("""
*** Tasks ***
Work
    Log    before
    Set Task Metadata    Outcome    done
    Set Task Metadata    What happened    $5.00 is on its way.
    Set Task Metadata    Figures    {"amount": "5.00"}
    Set Task Metadata    Found by    {"locator": "a button", "found by": "second", "first choice": "first"}
    Log    after
""")
    suite.metadata["Account"], suite.metadata["Dry run"] = "boutique", "yes"
    folder = tmp_path_factory.mktemp("robot")
    suite.run(outputdir=str(folder), output="output.xml", log=None, report=None, console="none", rpa=True)
    return (folder / "output.xml").read_bytes()


def _folder(settings: Settings, name: str, content: bytes | None, old: bool = True) -> Path:
    folder = settings.results_path / "poshmark" / "balance_transfer" / name
    folder.mkdir(parents=True)
    if content is not None:
        (folder / "output.xml").write_bytes(content)
        if old:
            os.utime(folder / "output.xml", (0, 0))
    return folder


def _take(settings: Settings) -> run_folders.Taken:
    return run_folders.take(settings, {JOB: "poshmark"}, lambda _done, _all: None)


@pytest.mark.usefixtures("history")
class TestTaking:
    def test_a_run_is_as_its_folder_tells_it_but_for_the_money(self, settings: Settings, written: bytes) -> None:
        folder = _folder(settings, "20260102T030405Z-00ff", written)
        assert _take(settings) == run_folders.Taken(1, 0, {})
        row = Run.objects.get()
        assert (row.job, row.account, row.dry_run, row.folder) == (JOB, "boutique", True, str(folder))
        assert (row.outcome, row.sentence, row.figures) == ("done", "$5.00 is on its way.", {"amount": "5.00"})
        assert row.started_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
        assert row.seconds is not None
        assert 0 <= row.seconds < 60
        assert [entry["locator"] for entry in row.found] == ["a button"]
        assert row.amount is None
        assert [model.objects.count() for model in (Transfer, TransferEvent, Incident, Message)] == [0, 0, 0, 0]

    def test_again_it_does_nothing_and_rows_that_exist_stay(self, settings: Settings, written: bytes) -> None:
        _folder(settings, "20260102T030405Z-00ff", written)
        _folder(settings, "20260103T030405Z-00ff", written)
        moment = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
        # The results were moved since; the run is the same.
        known = Run.objects.create(
            job=JOB, started_at=moment, host="here", process_id=7, sentence="mine", amount=Decimal("5.00"),
            folder="/elsewhere/poshmark/balance_transfer/20260102T030405Z-00ff",
        )  # fmt: skip
        assert (_take(settings).added, _take(settings).added) == (1, 0)
        assert Run.objects.count() == 2
        assert Run.objects.filter(pk=known.pk, sentence="mine", ended_at=None, host="here").exists()

    def test_a_run_that_was_cut_off_is_cleaned_and_says_so(self, settings: Settings, written: bytes) -> None:
        half = written[: written.index(b"after")].replace(b"before", SECRET.encode())
        folder = _folder(settings, "20260102T030405Z-00ff", half)
        assert _take(settings).added == 1
        row = Run.objects.get()
        assert (row.outcome, row.trouble) == ("failed", "cut off")
        assert row.sentence == "The run of 02 January 2026, 03:04 UTC was cut off before its end."
        assert row.ended_at is not None
        assert SECRET not in (folder / "output.xml").read_text()

    def test_what_cannot_be_read_is_named(self, settings: Settings, written: bytes) -> None:
        contents = [None, b"", b"no xml", written.replace(b">done<", b">splendid<")]
        folders = [_folder(settings, f"2026010{day}T030405Z-00ff", each) for day, each in enumerate(contents, 1)]
        going_on = _folder(settings, "20260107T030405Z-00ff", written[:-20], old=False)
        taken = _take(settings)
        assert taken.added == 0
        assert set(taken.unreadable) == {*folders, going_on}
        assert taken.unreadable[folders[0]] == "it has no output.xml, or an empty one"
        assert "splendid" in taken.unreadable[folders[3]]
        assert "may still go on" in taken.unreadable[going_on]

    def test_only_one_at_a_time(self, settings: Settings) -> None:
        with account_lock(settings.state_path / "locks", "history-rebuild"), pytest.raises(AlreadyRunningError):
            _take(settings)

    def test_by_hand(
        self, settings: Settings, written: bytes, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        from automation_suite.commands import history

        monkeypatch.setattr(history, "settings_for", lambda _practice: settings)
        _folder(settings, "20260102T030405Z-00ff", written)
        assert cli.main(["history", "--rebuild"]) == 0
        told = capsys.readouterr().out
        assert "1 run taken" in told
        assert "never made up from logs" in told
        empty = _folder(settings, "20260103T030405Z-00ff", None)
        assert cli.main(["history", "--rebuild"]) == 1
        told = capsys.readouterr().out
        assert "0 runs taken" in told
        assert f"Left out {empty}: it has no output.xml" in told


def test_other_folders_are_no_runs(settings: Settings) -> None:
    for name in ("poshmark/together/20260102T030405Z-00ff", "practice/poshmark/balance_transfer/20260102T030405Z-00ff",
                 "poshmark/balance_transfer/notes", "poshmark/balance_transfer/20269902T030405Z-00ff"):  # fmt: skip
        (settings.results_path / name).mkdir(parents=True)
    assert run_folders.run_folders(settings.results_path) == []
