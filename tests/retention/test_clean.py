"""``run.py clean`` on real folders: what it shows, what it deletes, and what it never touches."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from automation_suite import cli
from automation_suite.history.models import AffectedJob, Incident, Message, Run, Transfer
from automation_suite.retention.folders import all_folders, clean_when_wanted, delete
from automation_suite.running.lock import AlreadyRunningError, account_lock
from automation_suite.settings import Settings, load_settings

JOB = "poshmark.balance_transfer"
NOW = datetime.now(UTC).replace(microsecond=0)
pytestmark = pytest.mark.usefixtures("history")


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    own = {"RESULTS_DIR": str(tmp_path / "results"), "STATE_DIR": str(tmp_path / "state"), "KEEP_GOOD_DAYS": "30"}
    made = load_settings(own, None)
    monkeypatch.setattr("automation_suite.commands.clean.settings_for", lambda _practice: made)
    return made


def run_of(settings: Settings, days: float, outcome: str = "done", **fields: object) -> Run:
    """Write a run of some days ago, with its folder."""
    started = NOW - timedelta(days=days)
    folder = settings.results_path / "poshmark" / "balance_transfer" / f"{started:%Y%m%dT%H%M%SZ}-00ff"
    (folder / "evidence").mkdir(parents=True)
    (folder / "evidence" / "page.jpg").write_bytes(b"x" * 200_000)
    row: dict[str, object] = {"ended_at": started + timedelta(seconds=30), "fingerprint": ""}
    return Run.objects.create(
        job=JOB, account="poshmark", started_at=started, host="here", process_id=1, folder=str(folder), outcome=outcome,
        **{**row, **fields},
    )  # fmt: skip


def reasons(settings: Settings) -> dict[str, str]:
    return {str(folder.path): folder.needed for folder in all_folders(settings)}


def clean(*arguments: str) -> int:
    return cli.main(["clean", *arguments])


def test_it_shows_and_deletes_only_when_told_to(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    old, older, newest = run_of(settings, 40), run_of(settings, 50), run_of(settings, 1)
    assert clean() == 0
    shown = capsys.readouterr().out
    assert "good, older than 30 days" in shown
    assert "To go: 2 runs, 0.4 MB. To stay: 1 run, 0.2 MB." in shown
    assert "Nothing was deleted. To delete them, type: python run.py clean --delete" in shown
    assert all(Path(row.folder).is_dir() for row in (old, older, newest))
    assert clean("--delete") == 0
    assert "Deleted: 2 runs, 0.4 MB. The history still has their figures" in capsys.readouterr().out
    assert [Path(row.folder).exists() for row in (old, older, newest)] == [False, False, True]
    assert Run.objects.count() == 3
    assert clean("--delete") == 0
    assert "Nothing is old enough to go." in capsys.readouterr().out


def test_each_folder_can_be_seen(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    old = run_of(settings, 40)
    run_of(settings, 1)
    clean("--each")
    assert old.folder in capsys.readouterr().out


def test_what_money_incidents_and_messages_need_stays(settings: Settings) -> None:
    open_money = run_of(settings, 900, "unknown")
    Transfer.objects.create(
        account="poshmark", run=open_money, state="unknown", amount=5, balance_before=5, method="m", bank_last4="1234",
        site="s", created_at=NOW, changed_at=NOW, host="here", process_id=1,
    )  # fmt: skip
    alike, since = run_of(settings, 800, "failed", fingerprint="abc"), run_of(settings, 600, "failed", fingerprint="other")
    other_trouble = run_of(settings, 810, "failed", fingerprint="xyz")
    opened = NOW - timedelta(days=700)
    incident = Incident.objects.create(
        job=JOB, fingerprint="abc", outcome="failed", sentence="s", opened_at=opened, last_seen_at=opened
    )
    AffectedJob.objects.create(incident=incident, job=JOB, since=opened)
    told = run_of(settings, 910)
    Message.objects.create(created_at=NOW, kind="k", severity="bad", channel="email", recipient="r", subject="s", run=told)
    running = run_of(settings, 920, "", ended_at=None)
    newest_good = run_of(settings, 500)
    newest = run_of(settings, 450, "failed")
    found = reasons(settings)
    assert found[open_money.folder] == "a transfer of it is open"
    assert found[alike.folder] == found[since.folder] == "an incident of its job is open"
    assert found[told.folder] == "a message about it was not sent yet"
    assert found[running.folder] == "its run has not ended"
    assert found[newest_good.folder] == "the newest good one of its job"
    assert found[newest.folder] == "an incident of its job is open"
    assert found[other_trouble.folder] == ""
    assert clean("--delete") == 0
    assert [folder for folder, needed in found.items() if not Path(folder).exists()] == [other_trouble.folder]


def test_folders_that_the_history_does_not_know_count_as_failures(settings: Settings) -> None:
    together = settings.results_path / "poshmark" / "together"
    young, old = (together / f"{NOW - timedelta(days=days):%Y%m%dT%H%M%SZ}-00ff" for days in (200, 400))
    own = settings.results_path / "poshmark" / "notes of the owner"
    for folder in (young, old, own):
        folder.mkdir(parents=True)
    assert clean("--delete") == 0
    assert [young.exists(), old.exists(), own.exists()] == [True, False, True]


def test_nothing_behind_a_symbolic_link_is_touched(settings: Settings, tmp_path: Path) -> None:
    kept = tmp_path / "kept elsewhere"
    kept.mkdir()
    (kept / "file").write_text("mine")
    linked = settings.results_path / "poshmark" / "balance_transfer" / f"{NOW - timedelta(days=900):%Y%m%dT%H%M%SZ}-00ff"
    linked.parent.mkdir(parents=True)
    linked.symlink_to(kept)
    old = run_of(settings, 950)
    run_of(settings, 1)
    (Path(old.folder) / "link").symlink_to(kept)
    assert clean("--delete") == 0
    assert not Path(old.folder).exists()
    assert linked.is_symlink()
    assert (kept / "file").read_text() == "mine"


def test_what_cannot_be_deleted_is_told_and_stops_nothing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stuck, old = run_of(settings, 60), run_of(settings, 50)
    run_of(settings, 1)

    def unlink(path: str, **_where: object) -> None:
        raise PermissionError(13, "Permission denied", path)

    # Permissions do not bind the superuser, as whom tests may run.
    with monkeypatch.context() as patched:
        patched.setattr("os.unlink", unlink)
        assert clean("--delete") == 1
    told = capsys.readouterr().out
    assert f"{stuck.folder} could not be deleted: Permission denied" in told
    assert "Deleted: 0 runs" in told
    assert clean("--delete") == 0
    assert not Path(old.folder).exists()


def test_two_at_once_do_not_disturb_each_other(settings: Settings) -> None:
    with account_lock(settings.state_path / "locks", "clean"), pytest.raises(AlreadyRunningError):
        delete([], settings)


@pytest.mark.parametrize(("given", "gone"), [("1", True), ("0", False), ("", False)])
def test_it_cleans_by_itself_only_when_the_owner_wants_it(settings: Settings, given: str, gone: bool) -> None:
    old = run_of(settings, 60)
    run_of(settings, 1)
    wanted = load_settings({"CLEAN_BY_ITSELF": given} if given else {}, None).clean_by_itself
    found = clean_when_wanted(settings.model_copy(update={"clean_by_itself": wanted}), NOW)
    assert (found is not None) == gone
    assert Path(old.folder).exists() != gone
