"""The log for programs: whole lines, with run and job, without secrets, and never a reason for a run to fail."""

from __future__ import annotations

import json
import logging
import os
import pty
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from robot.api import TestSuite as RobotSuite

from automation_suite.errors import SettingsError
from automation_suite.project import PROJECT
from automation_suite.running import output
from automation_suite.settings import Settings, load_settings
from automation_suite.shared import logging_config
from automation_suite.shared.logging_config import BusinessAutomationLogger
from tests.owner import Owner
from tests.practice_server import PracticeServer

SECRET = 'pa"ss\\wörd-9'
JOB = "poshmark.balance_transfer"
LINE = "{levelname} {name} {run} {job} {message}"


@pytest.fixture(autouse=True)
def nothing_stays() -> Iterator[None]:
    yield
    logging_config.set_up(load_settings({}, None))


def settings(file: Path | str, **more: str) -> Settings:
    return load_settings({"LOG_FILE": str(file), "POSH_PASS": SECRET, **more}, None)


def lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_each_line_has_run_and_job(tmp_path: Path) -> None:
    file = tmp_path / "new" / "suite.log"
    logging_config.set_up(settings(file))
    BusinessAutomationLogger("poshmark", 7, JOB).info("begins", extra={"amount": "5.00"})
    logging.getLogger("automation.other").warning("without a run")
    first, second = lines(file)
    assert (first["logger"], first["level"], first["run"], first["job"]) == ("automation.poshmark", "INFO", 7, JOB)
    assert (first["message"], first["amount"], first["time"][-6:]) == ("begins", "5.00", "+00:00")
    assert (second["run"], second["job"]) == (0, "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("form", ["json", LINE])
def test_no_secret_in_message_field_or_exception(tmp_path: Path, form: str) -> None:
    file = tmp_path / "suite.log"
    logging_config.set_up(settings(file, LOG_FORMAT=form))
    log = BusinessAutomationLogger("poshmark", 7, JOB)
    log.info("typed %s", SECRET, extra={"typed": {"deep": SECRET}})
    try:
        raise ValueError(SECRET)
    except ValueError:
        log.exception("it broke")
    text = file.read_text()
    assert "(secret)" in text
    assert "it broke" in text
    assert logging_config.Redactor([SECRET]).is_clean(text)


def test_a_line_as_the_web_application_writes_it(tmp_path: Path) -> None:
    file = tmp_path / "suite.log"
    logging_config.set_up(settings(file, LOG_FORMAT=LINE))
    BusinessAutomationLogger("poshmark", 7, JOB).info("begins")
    assert file.read_text() == f"INFO automation.poshmark 7 {JOB} begins\n"


@pytest.mark.parametrize("form", ["{message}", "{run} {job} {message} {nothing}", "{run} {job} {message} {"])
def test_a_format_that_cannot_be_is_named(form: str) -> None:
    with pytest.raises(SettingsError, match="LOG_FORMAT"):
        settings("stdout", LOG_FORMAT=form)


def test_robot_and_engine_stand_in_one_stream(tmp_path: Path) -> None:
    suite = RobotSuite.from_string("""
*** Tasks ***
Work
    Log    looked at the balance
    Log    <b>for people</b>    html=True
    Deeper
*** Keywords ***
Deeper
    Log    careful    WARN
    Fail    it broke
""")
    suite.run(outputdir=str(tmp_path), output="output.xml", log=None, report=None, console="none", rpa=True)
    result = output.read(tmp_path / "output.xml")
    assert result
    logging_config.set_up(settings(tmp_path / "suite.log"))
    log = BusinessAutomationLogger("poshmark", 7, JOB)
    log.robot(output.messages(result))
    log.error("failed")
    found = lines(tmp_path / "suite.log")
    assert [(line["level"], line["message"], line["step"]) for line in found] == [
        ("INFO", "looked at the balance", "BuiltIn.Log"),
        ("WARNING", "careful", "BuiltIn.Log"),
        ("ERROR", "it broke", "BuiltIn.Fail"),
        ("ERROR", "failed", ""),
    ]
    assert {line["run"] for line in found} == {7}
    assert found[0]["time"] <= found[2]["time"] < found[3]["time"]


def test_a_log_that_cannot_be_written_is_said_and_harms_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    logging_config.set_up(settings(tmp_path / "file" / "suite.log"))
    BusinessAutomationLogger("poshmark").error("lost")
    told = capsys.readouterr().err
    assert (told.count("could not be written"), "lost" in told) == (1, False)


def test_a_file_with_no_room_is_said_once(tmp_path: Path) -> None:
    program = """
import resource, sys
from automation_suite.settings import load_settings
from automation_suite.shared import logging_config
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
logging_config.set_up(load_settings({"LOG_FILE": sys.argv[1]}, None))
for number in range(30):
    logging_config.BusinessAutomationLogger("poshmark").info("%d", number)
"""
    command = [sys.executable, "-c", program, str(tmp_path / "suite.log")]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True)
    assert (done.stderr.count("could not be written"), "Traceback" in done.stderr) == (1, False), done.stderr


def test_two_processes_that_rotate_lose_no_line(tmp_path: Path) -> None:
    program = """
import sys
from automation_suite.settings import load_settings
from automation_suite.shared import logging_config
logging_config.set_up(load_settings({"LOG_FILE": sys.argv[1], "LOG_FILE_MEGABYTES": "1"}, None))
log = logging_config.BusinessAutomationLogger(sys.argv[2])
for number in range(600):
    log.info("%d %s", number, "x" * 2000)
"""
    file = tmp_path / "suite.log"
    both = [subprocess.Popen([sys.executable, "-c", program, str(file), name], cwd=PROJECT) for name in ("first", "second")]
    assert [process.wait(60) for process in both] == [0, 0]
    files = [path for path in tmp_path.glob("suite.log*") if path.suffix != ".lock"]
    found = {(line["logger"], line["message"].split()[0]) for path in files for line in lines(path)}
    assert (len(found), len(files)) == (1200, 3)


def printed(words: bool, **more: str) -> tuple[str, str]:
    """Return what a command prints that prints, logs, warns and breaks."""
    program = """
import sys
from automation_suite.settings import load_settings
from automation_suite.shared.logging_config import *
with logged(load_settings(dict(pair.split("=", 1) for pair in sys.argv[2:]), None), words=sys.argv[1] == "words", send=True):
    print("to people")
    show("for people only")
    with words_of(BusinessAutomationLogger("shop", 7, "shop.job")):
        print("of a", end=" ")
        print("run")
    BusinessAutomationLogger("shop").info("for machines only")
    print("careful", file=sys.stderr)
    {}["broken"]
"""
    command = [
        sys.executable,
        "-c",
        program,
        "words" if words else "answer",
        *(f"{name}={value}" for name, value in more.items()),
    ]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 1
    return done.stdout, done.stderr


def short(line: dict[str, Any]) -> tuple[str, str, int, str]:
    return line["level"], line["logger"].removeprefix("automation."), line["run"], line["message"]


LOGGED = [
    ("INFO", "console", 0, "to people"), ("INFO", "shop", 7, "of a run"), ("INFO", "shop", 0, "for machines only"),
    ("WARNING", "console", 0, "careful"), ("ERROR", "console", 0, "The command was ended by a fault of its own."),
]  # fmt: skip


def test_where_the_log_is_the_output_nothing_else_is_printed_and_nothing_twice() -> None:
    out, err = printed(words=True, LOG_FILE="stdout")
    assert [short(json.loads(line)) for line in out.splitlines()] == LOGGED
    assert "KeyError" in json.loads(out.splitlines()[-1])["exc_info"]
    assert err == ""


def test_beside_a_file_people_see_what_they_always_see(tmp_path: Path) -> None:
    file = tmp_path / "suite.log"
    out, err = printed(words=True, LOG_FILE=str(file))
    assert out == "to people\nfor people only\nof a run\n"
    assert (err.startswith("careful\nTraceback"), err.count("KeyError")) == (True, 1)
    assert [short(line) for line in lines(file)] == LOGGED


@pytest.mark.parametrize("where", ["stdout", "suite.log"])
def test_a_person_at_the_terminal_sees_words_and_is_asked(tmp_path: Path, where: str) -> None:
    program = """
import sys
from automation_suite.settings import load_settings
from automation_suite.shared.logging_config import *
from automation_suite.terminal import ask_yes
with logged(load_settings({"LOG_FILE": sys.argv[1]}, None), words=True, send=True):
    BusinessAutomationLogger("shop").info("for machines only")
    print("yes, it is" if ask_yes("Is it right?") else "no answer")
"""
    file = where if where == "stdout" else str(tmp_path / where)
    ours, its = pty.openpty()
    command = [sys.executable, "-c", program, file]
    with subprocess.Popen(command, cwd=PROJECT, stdin=its, stdout=its, stderr=its, start_new_session=True) as process:
        os.write(ours, b"yes\n")
        assert process.wait(30) == 0
    os.close(its)
    seen = os.read(ours, 10_000).decode()
    os.close(ours)
    assert ("Is it right? Type yes or no: " in seen, "yes, it is" in seen, "{" in seen) == (True, True, False), seen
    if where != "stdout":
        assert [line["message"] for line in lines(Path(file))] == ["for machines only", "yes, it is"]


def test_an_answer_is_never_mixed_with_the_log() -> None:
    out, err = printed(words=False, LOG_FILE="stdout")
    assert out == "to people\nfor people only\nof a run\n"
    assert err.startswith("careful\nTraceback")


def test_nothing_of_it_is_imported_when_it_is_off() -> None:
    program = """
import sys
from automation_suite.settings import load_settings
from automation_suite.shared import logging_config
logging_config.set_up(load_settings({}, None))
logging_config.BusinessAutomationLogger("x").error("nowhere")
print([name for name in ("pythonjsonlogger", "concurrent_log_handler", "robot", "django") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")


@pytest.mark.browser
def test_a_run_writes_its_whole_story(tmp_path: Path, practice: PracticeServer) -> None:
    owner = Owner(tmp_path, practice)
    ended = owner.types(JOB, LOG_FILE=str(tmp_path / "suite.log"))
    assert ended.status == 0, ended.text
    found = lines(tmp_path / "suite.log")
    assert {(line["run"], line["job"]) for line in found} == {(1, JOB)}
    assert found[0]["message"].endswith("begins.")
    texts = [line["message"] for line in found if not line["step"]]
    assert len(texts) == len(set(texts)), texts
    assert any(line["step"] for line in found)
    (last,) = [line for line in found if "outcome" in line]
    assert (last["outcome"], [last["amount"]]) == ("done", practice.payments)
    assert practice.environment()["POSH_PASS"] not in (tmp_path / "suite.log").read_text()


@pytest.mark.browser
def test_a_run_whose_output_is_the_log_prints_nothing_else(tmp_path: Path, practice: PracticeServer) -> None:
    owner = Owner(tmp_path, practice)
    # Two jobs, so pabot and its children too.
    ended = owner.types("poshmark", LOG_FILE="stdout")
    assert ended.status == 0, ended.text
    found = [json.loads(line) for line in ended.text.splitlines()]
    assert len({json.dumps(line) for line in found}) == len(found)
    ends = [(line["run"], line["job"], line["outcome"]) for line in found if "outcome" in line]
    assert ends == [(1, JOB, "done"), (2, "poshmark.sales_snapshot", "done")]
    assert {line["job"] for line in found if not line["run"]} == {""}


def test_a_look_at_the_health_and_a_change_are_written_down(tmp_path: Path, practice: PracticeServer) -> None:
    owner, file = Owner(tmp_path, practice), tmp_path / "suite.log"
    assert json.loads(owner.types("health-check", "--json", LOG_FILE=str(file)).text)["healthy"] is False
    assert owner.types("pause", LOG_FILE=str(file)).status == 0
    assert owner.types("status", LOG_FILE=str(file)).status == 0
    looked, *others, changed = lines(file)
    assert (looked["job"], looked["logger"], looked["level"]) == (JOB, "automation.health", "WARNING")
    assert "never run" in looked["message"]
    assert {line["logger"] for line in others} <= {"automation.health"}
    assert (changed["logger"], changed["message"]) == ("automation.command", "run.py pause ended with 0.")
    quiet = owner.types("health-check", "--quiet", LOG_FILE="stdout").text.splitlines()
    assert {json.loads(line)["logger"] for line in quiet} == {"automation.health"}
    assert owner.types("health-check", "--quiet").text == ""
