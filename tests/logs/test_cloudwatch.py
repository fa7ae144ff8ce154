"""The log on its way to CloudWatch: each line once and in order however a process ends, and never at a run's expense."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest

from automation_suite.cloudwatch import waiting
from automation_suite.cloudwatch.batches import Event, batches, events
from automation_suite.cloudwatch.figures import embedded
from automation_suite.cloudwatch.send import send
from automation_suite.jobs import load_jobs
from automation_suite.monitoring.log_delivery import of_log
from automation_suite.project import PROJECT
from automation_suite.redaction import Redactor
from automation_suite.run_context import RunContext
from automation_suite.running import pabot_command, robot_command
from automation_suite.settings import load_settings
from tests.logs.aws import SECRET, Aws, moto
from tests.owner import JOB, Owner
from tests.practice_server import PracticeServer

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LINES = 300
# Logs and prints as a command does, tells that it is in the middle, and ends as it was asked to.
PROGRAM = """
import logging, os, sys, time
from automation_suite.settings import load_settings, process_settings
from automation_suite.shared.logging_config import BusinessAutomationLogger, logged
how, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
with logged(process_settings(), words=True, send=True):
    log = BusinessAutomationLogger("poshmark", 7, "poshmark.balance_transfer")
    for number in range(count):
        log.info("%s %d", name, number)
    if how == "exception":
        raise ValueError(os.environ["PLANTED"])
    if how == "signal":
        print("in the middle", flush=True)
        time.sleep(60)
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Aws]:
    with moto() as found:
        yield found


@pytest.fixture
def aws(server: Aws) -> Iterator[Aws]:
    server.begin()
    yield server
    server.forget()


def environment(folder: Path, aws: dict[str, str]) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(PROJECT), "STATE_DIR": str(folder / "state"),
        "POSH_PASS": "planted-pass-1", "PLANTED": f"planted-pass-1 {SECRET}", "PRACTICE": "1", **aws,
    }  # fmt: skip


def ended(folder: Path, aws: dict[str, str], how: str, name: str, count: int = LINES) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PROGRAM, how, name, str(count)]
    return subprocess.run(command, env=environment(folder, aws), capture_output=True, text=True, check=False, timeout=60)


def killed(folder: Path, aws: dict[str, str], number: int, name: str) -> None:
    command = [sys.executable, "-c", PROGRAM, "signal", name, str(LINES)]
    with subprocess.Popen(command, env=environment(folder, aws), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "in the middle\n"
        process.send_signal(number)
        assert process.wait(20) == -number


def numbers(aws: Aws, name: str) -> list[int]:
    words = [line["message"].split() for line in aws.lines()]
    return [int(found[1]) for found in words if found[0] == name]


def test_every_line_of_a_process_that_ends_well_or_breaks_has_arrived_when_it_is_gone(tmp_path: Path, aws: Aws) -> None:
    assert ended(tmp_path, aws.environment, "well", "first").returncode == 0
    assert numbers(aws, "first") == list(range(LINES))
    broken = ended(tmp_path, aws.environment, "exception", "second")
    assert (broken.returncode, "ValueError" in broken.stderr) == (1, True)
    assert numbers(aws, "second") == list(range(LINES))
    assert len(aws.texts()) == 2 * LINES + 1
    (fault,) = [line for line in aws.lines() if "exc_info" in line]
    assert "(secret)" in fault["exc_info"]
    assert {(line["run"], line["job"]) for line in aws.lines() if line is not fault and "0" in line["message"]} == {(7, JOB)}
    assert Redactor(["planted-pass-1", SECRET]).is_clean("\n".join(aws.texts()))


def test_what_a_process_that_was_killed_has_said_is_sent_by_the_next_one(tmp_path: Path, aws: Aws) -> None:
    killed(tmp_path, aws.environment, signal.SIGTERM, "terminated")
    killed(tmp_path, aws.environment, signal.SIGKILL, "killed")
    assert ended(tmp_path, aws.environment, "well", "next", 5).returncode == 0
    for name, count in (("terminated", LINES), ("killed", LINES), ("next", 5)):
        assert numbers(aws, name) == list(range(count))
    assert [path.name for path in (tmp_path / "state" / "cloudwatch").iterdir()] == ["sender.lock"]


@pytest.mark.parametrize("trouble", ["nobody answers", "nobody is there", "no group", "no region"])
def test_a_cloudwatch_that_cannot_be_reached_is_said_once_and_loses_nothing(tmp_path: Path, aws: Aws, trouble: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        to = {**aws.environment, "AWS_EC2_METADATA_DISABLED": "true"}
        if trouble == "nobody answers":
            to["AWS_ENDPOINT_URL"] = f"http://127.0.0.1:{silent.getsockname()[1]}"
        elif trouble == "nobody is there":
            to["AWS_ENDPOINT_URL"] = "http://127.0.0.1:9"
        elif trouble == "no group":
            to["CLOUDWATCH_LOG_GROUP"] = "/other"
        else:
            del to["AWS_DEFAULT_REGION"]
        began = time.monotonic()
        unsent = ended(tmp_path, to, "well", "kept")
        assert time.monotonic() - began < 10
    assert (unsent.returncode, unsent.stderr.count("could not be sent to CloudWatch")) == (0, 1), unsent.stderr
    assert "Traceback" not in unsent.stderr
    assert not aws.texts()
    assert ended(tmp_path, aws.environment, "well", "next", 5).stderr == ""
    assert numbers(aws, "kept") == list(range(LINES))


def test_the_state_folder_of_another_does_not_stop_a_run(tmp_path: Path, aws: Aws) -> None:
    (tmp_path / "state").touch()
    told = ended(tmp_path, aws.environment, "well", "lost")
    assert (told.returncode, told.stderr.count("CLOUDWATCH_LOG_GROUP asks for could not be written")) == (0, 1), told.stderr


def test_without_the_setting_nothing_of_it_is_imported() -> None:
    program = PROGRAM.replace("import logging", "import logging", 1) + (
        "print([name for name in sys.modules if name.startswith(('botocore', 'automation_suite.cloudwatch'))])"
    )
    command = [sys.executable, "-c", program, "well", "x", "1"]
    done = subprocess.run(
        command, cwd=PROJECT, env={**os.environ, "PRACTICE": "1"}, capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_writers_and_a_taker_side_by_side_lose_nothing(tmp_path: Path) -> None:
    program = """
import logging, sys
from pathlib import Path
from automation_suite.cloudwatch.waiting import WaitingHandler
log = logging.getLogger("x")
log.addHandler(WaitingHandler(Path(sys.argv[1])))
for number in range(3000):
    log.error("%s %d", sys.argv[2], number)
"""
    writers = [
        subprocess.Popen([sys.executable, "-c", program, str(tmp_path), name], cwd=PROJECT) for name in ("one", "two")
    ]
    found = list[bytes]()
    while any(writer.poll() is None for writer in writers):
        for path in waiting.take(tmp_path):
            found += path.read_bytes().splitlines()
            path.unlink()
        time.sleep(0.002)
    found += [line for path in waiting.take(tmp_path) for line in path.read_bytes().splitlines()]
    for name in (b"one", b"two"):
        assert [int(line.split()[2]) for line in found if line.split()[1] == name] == list(range(3000))


def test_a_call_is_what_aws_takes() -> None:
    day = 86_400_000
    many = [Event(number // 100, "x" * 200) for number in range(25_000)] + [Event(3 * day, "y" * 250_000)] * 9
    found = list(batches(many))
    assert [event for batch in found for event in batch] == many
    for batch in found:
        assert len(batch) <= 10_000
        assert sum(len(event.message.encode()) + 26 for event in batch) <= 1_048_576
        assert batch[-1].at - batch[0].at < day


def test_old_future_cut_and_broken_lines() -> None:
    def at(moment: datetime) -> int:
        return round(moment.timestamp() * 1000)

    waits = [
        b"%d later" % at(NOW), b"%d earlier" % at(NOW - timedelta(hours=1)), b"%d old" % at(NOW - timedelta(days=90)),
        b"%d ahead" % at(NOW + timedelta(days=90)), b"%d " % at(NOW) + "ü".encode() * 200_000, b"17", b"",
    ]  # fmt: skip
    found = events(waits, NOW)
    assert [event.message[:7] for event in found] == ["old", "earlier", "later", "üüüüüüü", "ahead"]
    assert found[0].at > at(NOW - timedelta(days=14))
    assert found[-1].at < at(NOW + timedelta(hours=2))
    assert 200_000 < len(found[3].message.encode()) <= 256 * 1024 - 26


def test_the_last_line_of_a_run_has_figures_that_cloudwatch_takes() -> None:
    line = {"job": JOB, "outcome": "done", "seconds": 29.4, "amount": "275.70", "dry_run": False}
    added = embedded(line, 1_800_000_000.0)
    about = added["_aws"]
    assert about["Timestamp"] == 1_800_000_000_000
    whole = {**line, **added}
    counted = {
        (tuple(directive["Dimensions"][0]), metric["Name"]): whole[metric["Name"]]
        for directive in about["CloudWatchMetrics"]
        for metric in directive["Metrics"]
    }
    assert counted == {
        (("job", "outcome"), "Runs"): 1, (("job",), "Duration"): 29.4, (("job",), "Amount"): 275.7,
    }  # fmt: skip
    # AWS leaves out a line whose dimension is no text.
    assert all(isinstance(whole[name], str) for dimensions, _ in counted for name in dimensions)
    assert embedded({**line, "dry_run": True}, 0) == {} == embedded({"job": JOB, "message": "begins"}, 0)
    assert "Duration" not in embedded({"job": JOB, "outcome": "failed", "seconds": None, "amount": None}, 0)


@pytest.mark.parametrize("prefix", ["", "boutique_", "laws_"])
def test_no_key_is_handed_to_pabot_or_robot(prefix: str) -> None:
    settings = load_settings({**Aws("http://127.0.0.1:1").environment, "POSH_EMAIL": "me"}, None)
    job = load_jobs()[0]
    for_pabot = pabot_command.environment({prefix: settings}, dry_run=False, trace=False)
    for_robot = robot_command.environment(job, settings, RunContext(1, job.name, "poshmark", dry_run=False))
    assert for_pabot[f"{prefix}POSH_EMAIL".upper()] == "me"
    assert for_pabot[f"{prefix}CLOUDWATCH_LOG_GROUP".upper()]
    assert not [value for value in (*for_pabot.values(), *for_robot.values()) if SECRET in value or "AKIA" in value]


def test_what_has_arrived_is_not_sent_again_when_the_rest_could_not_be_sent(tmp_path: Path) -> None:
    now = round(time.time() * 1000)
    (tmp_path / "new.log").write_text("".join(f"{now} {number} {'x' * 100_000}\n" for number in range(35)))
    arrived = list[int]()
    calls = 0

    def put(batch: Sequence[Event]) -> None:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise ConnectionError
        arrived.extend(int(event.message.split()[0]) for event in batch)

    with pytest.raises(ConnectionError):
        send(tmp_path, put)
    assert 0 < len(arrived) < 35
    send(tmp_path, put)
    assert arrived == list(range(35))
    assert not list(tmp_path.iterdir())


def test_the_health_check_finds_a_log_that_has_not_arrived_for_a_day(tmp_path: Path) -> None:
    here = {"STATE_DIR": str(tmp_path), "CLOUDWATCH_LOG_GROUP": "/x"}
    settings = load_settings(here, None)
    assert not list(of_log(settings, NOW))
    ended(
        tmp_path,
        {"CLOUDWATCH_LOG_GROUP": "/x", "AWS_ENDPOINT_URL": "http://127.0.0.1:9", "STATE_DIR": str(tmp_path)},
        "well",
        "x",
        1,
    )
    now = datetime.now(UTC)
    assert not list(of_log(settings, now + timedelta(hours=23)))
    (finding,) = of_log(settings, now + timedelta(hours=25))
    assert (finding.severity, "has not reached CloudWatch since" in finding.sentence) == ("warning", True)
    assert not list(of_log(load_settings({"STATE_DIR": str(tmp_path)}, None), now + timedelta(days=9)))


@pytest.mark.browser
def test_a_real_run_arrives_and_only_the_sender_has_the_keys(tmp_path: Path, practice: PracticeServer, aws: Aws) -> None:
    owner = Owner(tmp_path, practice)
    seen: dict[str, bool] = {}
    process = owner.starts(JOB, **aws.environment)

    def look() -> None:
        head = psutil.Process(process.pid)
        while process.poll() is None:
            for child in head.children(recursive=True):
                try:
                    words = child.cmdline()
                    # Not by the name of the process: Node gives itself another one.
                    name = "sender" if "automation_suite.cloudwatch.send" in words else Path(words[0]).name
                    has = any(key.startswith("AWS_") or SECRET in value for key, value in child.environ().items())
                    # Until it is another program a child has the environment of its parent.
                    if words != head.cmdline():
                        seen[name] = seen.get(name, False) or has
                except (psutil.Error, IndexError):
                    continue
            time.sleep(0.02)

    watcher = threading.Thread(target=look)
    watcher.start()
    said, _ = process.communicate(timeout=120)
    watcher.join()
    assert process.returncode == 0, said
    assert {name for name, has in seen.items() if has} == {"sender"}, seen
    assert {"node", "sender"} < seen.keys()
    assert any("chrom" in name for name in seen), seen
    found = aws.lines()
    (last,) = [line for line in found if "_aws" in line]
    assert (last["outcome"], last["run"], [f"{last['Amount']:.2f}"]) == ("done", 1, practice.payments)
    assert any(line["step"] for line in found)
    secrets = [SECRET, practice.environment()["POSH_PASS"], practice.environment()["EMAIL_APP_PASSWORD"]]
    assert Redactor(secrets).is_clean(json.dumps(found, ensure_ascii=False))
