"""The suite's block in the crontab: its own lines only, whatever else stands there."""

from __future__ import annotations

import shlex
import stat
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from automation_suite.commands import cron
from automation_suite.cron import block, table
from automation_suite.cron.log import log_of
from automation_suite.errors import SettingsError, SuiteError
from automation_suite.jobs import Job, load_jobs
from automation_suite.project import PROJECT
from automation_suite.settings import Settings, load_settings
from automation_suite.shared.cron_manager import setup_all_crons

NOW = datetime(2026, 11, 23, tzinfo=UTC)
FOREIGN = (
    "# mine\nMAILTO=me@x.example\n\n5  6 * * *\t/bin/true   # spaces\r\n@reboot /bin/x\nno line at all\n"
    "CRON_TZ=Asia/Tokyo\n1 2 3 4 5 echo 100\\% 'ü'\n"
)
# It keeps one table in a file, as crontab(1) does.
PROGRAM = """#!/bin/sh
case "$1" in
  -l) if [ -f "$0.table" ]; then cat "$0.table"; else echo "no crontab for me" >&2; exit 1; fi ;;
  -r) rm "$0.table" ;;
  -) cat > "$0.table" ;;
esac
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    made = load_settings({"STATE_DIR": str(tmp_path / "my state")}, None)
    monkeypatch.setattr("automation_suite.commands.cron.process_settings", lambda: made)
    monkeypatch.setattr("automation_suite.shared.cron_manager.process_settings", lambda: made)
    monkeypatch.setattr(table, "daemon_runs", lambda: True)
    return made


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "bin" / "crontab"
    path.parent.mkdir()
    path.write_text(PROGRAM)
    path.chmod(0o755)
    monkeypatch.setenv("PATH", f"{path.parent}:/usr/bin:/bin")
    return path


@pytest.fixture
def kept(program: Path) -> Path:
    """The file of the table, with lines of other people in it."""
    path = program.with_name("crontab.table")
    path.write_bytes(FOREIGN.encode() + b"# latin \xe9\n")
    return path


def call(project: str = "/srv/the suite", log: str = "/srv/the suite/state/cron.log") -> block.Call:
    return block.Call(Path(project), Path("/usr/bin/python3"), ["/usr/bin", "/bin"], Path(log))


def built(jobs: list[Job]) -> list[str]:
    return block.block_of(jobs, call(), UTC, NOW).splitlines()


def test_install_is_idempotent_and_remove_restores_every_byte(settings: Settings, kept: Path) -> None:
    before = kept.read_bytes()
    assert table.install(settings).changed
    written = kept.read_bytes()
    assert written.endswith(before)
    assert not table.install(settings).changed
    assert kept.read_bytes() == written
    assert table.remove()
    assert kept.read_bytes() == before
    assert not table.remove()


def test_without_a_crontab_there_is_none_afterwards(settings: Settings, program: Path) -> None:
    table.install(settings)
    table.remove()
    assert not program.with_name("crontab.table").exists()


def test_the_web_application_installs_the_same(settings: Settings, kept: Path) -> None:
    done = setup_all_crons()
    assert done["changed"]
    assert "\n".join(done["lines"]).encode() in kept.read_bytes()
    assert setup_all_crons() == {**done, "changed": False}


def test_the_log_is_the_owners_alone(settings: Settings, kept: Path) -> None:
    table.install(settings)
    assert stat.S_IMODE(log_of(settings).stat().st_mode) == 0o600


@pytest.mark.parametrize("folder", ["/srv/the suite", "/srv/100% 'mine' \"and\" $HOME `x`", "/srv/a #b", "/srv/ü"])
def test_a_line_is_read_by_cron_and_shell_as_it_is_meant(folder: str) -> None:
    log = Path(folder) / "state" / "cron.log"
    line = call(folder, str(log)).line("5 6 * * *", "poshmark --scheduled", log)
    command = line.removeprefix("5 6 * * * ")
    # What cron does before the shell sees it: a bare % ends the command, a backslash before one is removed.
    assert "%" not in command.replace(r"\%", "")
    words = shlex.split(command.replace(r"\%", "%"))
    assert words[:3] == ["cd", folder, "&&"]
    assert words[-6:] == ["run.py", "poshmark", "--scheduled", ">>", str(log), "2>&1"]


def test_a_folder_that_cron_cannot_take_is_refused() -> None:
    with pytest.raises(SettingsError, match="was not changed"):
        call("/srv/two\nlines").line("5 6 * * *", "poshmark --scheduled")


@pytest.mark.parametrize(("address", "words"), [("", "health-check"), ("https://hc.example/{name}", "health-check --watch")])
def test_every_hour_it_looks_whether_all_is_well(settings: Settings, kept: Path, address: str, words: str) -> None:
    table.install(settings.model_copy(update={"watch_url": SecretStr(address)}))
    last = block.present_block(kept.read_bytes().decode("utf-8", "surrogateescape")).splitlines()[-2]
    assert last.startswith("50 * * * * cd ")
    assert last.endswith(f"run.py {words} > /dev/null 2>&1")


def test_a_line_of_the_owner_that_starts_no_job_may_stay() -> None:
    lines = [
        f"1 1 * * * cd /srv/suite && python3 run.py {typed}" for typed in ("digest", "health-check --watch", "poshmark")
    ]
    assert block.other_lines("\n".join(lines), Path("/srv/suite")) == lines[-1:]


def test_jobs_of_a_platform_share_its_command_and_jobs_that_are_off_have_none() -> None:
    job = load_jobs()[0]
    second = job.model_copy(update={"name": "poshmark.sales", "schedule": "5 6 * * *", "make_up": ""})
    other = job.model_copy(update={"name": "ebay.sync", "make_up": "", "schedule": "0 4 * * 1", "time_zone": "UTC"})
    off = job.model_copy(update={"name": "etsy.sync", "enabled": False})
    lines = built([job, second, other, off])
    assert [line for line in lines if line.startswith("#")][1:-1] == [
        "# poshmark.balance_transfer: 5 6 * * *, made up for at 35 8,12,16,20 * * * (America/New_York)",
        "# poshmark.sales: 5 6 * * * (America/New_York)",
        "# ebay.sync: 0 4 * * 1 (UTC)",
        "# Tells you of a start that was missed, and sends what could not be sent.",
    ]
    assert [line.split(" cd ")[0] for line in lines if line[0] != "#"] == [
        "35 0,1,12,13,16,17,20,21 * * *", "5 10,11 * * *", "0 4 * * 1", block.EVERY_HOUR,
    ]  # fmt: skip
    assert block.block_of([off], call(), UTC, NOW) == ""


@given(st.text(st.characters(codec="utf-8")))
def test_nothing_outside_of_the_block_is_touched(foreign: str) -> None:
    own = "# >>> Automation Suite >>> x\n5 6 * * * y\n# <<< Automation Suite <<<\n"
    assert block.without_block(block.with_block(foreign, own)) == foreign
    assert block.present_block(block.with_block(foreign, own)) == own


@pytest.mark.parametrize("end", ["# >>> Automation Suite >>>", "# <<< Automation Suite <<<"])
def test_a_block_that_was_cut_is_left_alone_and_told(settings: Settings, kept: Path, end: str) -> None:
    kept.write_text(f"{FOREIGN}{end} x\n")
    before = kept.read_bytes()
    for action in (lambda: table.install(settings), table.remove):
        with pytest.raises(SettingsError, match="Only one end"):
            action()
    assert kept.read_bytes() == before


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ('echo "You (me) are not allowed to use this program (crontab)" >&2; exit 1', "not allowed"),
        ("exit 3", "crontab ended with 3"),
        ('[ "$1" = -l ] || { echo "disk full" >&2; exit 1; }', "could not be written: disk full"),
        ("exit 0", "does not read as it should"),
    ],
)
def test_a_crontab_that_refuses_is_told_with_what_to_do(settings: Settings, program: Path, script: str, words: str) -> None:
    program.write_text(f"#!/bin/sh\n{script}\n")
    with pytest.raises(SuiteError, match=words) as caught:
        table.install(settings)
    assert caught.value.next_step


def test_a_computer_without_crontab_is_told(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SuiteError, match="apt-get install cron"):
        table.install(settings)


def test_what_keeps_it_from_working_is_told(
    settings: Settings, kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(table, "daemon_runs", lambda: False)
    kept.write_text(f'5 6 * * * cd "{PROJECT}" && python3 run.py poshmark\n')
    assert cron._ACTIONS["install"](settings) == 1
    told = capsys.readouterr().out
    assert "No cron daemon runs" in told
    assert "This line of the crontab starts jobs of the suite too" in told


def test_show_has_the_lines_and_the_next_starts_in_both_zones(
    settings: Settings, kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cron._ACTIONS["show"](settings) == 0
    assert "no lines of the suite" in capsys.readouterr().out
    cron._ACTIONS["install"](settings)
    capsys.readouterr()
    monkeypatch.setattr(table, "host_zone", lambda: UTC)
    assert cron._ACTIONS["show"](settings) == 0
    told = capsys.readouterr().out
    assert told.count("06:05 E") == 3
    assert told.count("UTC") == 3


def test_show_tells_when_the_table_asks_for_other_lines(
    settings: Settings, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cron._ACTIONS["install"](settings)
    changed = tmp_path / "jobs.toml"
    changed.write_text((PROJECT / "jobs.toml").read_text().replace('"5 6 * * *"', '"5 7 * * *"'))
    capsys.readouterr()
    cron._ACTIONS["show"](settings.model_copy(update={"jobs_file": changed}))
    assert "asks for other lines now" in capsys.readouterr().out


def test_the_zone_of_the_host(tmp_path: Path) -> None:
    zones = Path("/usr/share/zoneinfo")
    if not (zones / "America/New_York").exists():
        pytest.skip("this machine has no zoneinfo")
    link = tmp_path / "localtime"
    link.symlink_to(zones / "America/New_York")
    there = table.host_zone(link)
    assert str(there) == "America/New_York"
    assert datetime(2026, 7, 1, 12, tzinfo=UTC).astimezone(there).hour == 8
    assert table.host_zone(tmp_path / "nothing") is UTC


@pytest.mark.slow
def test_with_the_real_crontab(settings: Settings) -> None:
    before = subprocess.run(["crontab", "-l"], capture_output=True, check=False).stdout
    try:
        subprocess.run(
            ["crontab", "-"], input=FOREIGN.replace("no line at all\n", "").replace("\r", "").encode(), check=True
        )
        with_foreign = table.read()
        assert table.install(settings).changed
        assert not table.install(settings).changed
        assert table.remove()
        assert table.read() == with_foreign
    finally:
        table.write(before.decode())
