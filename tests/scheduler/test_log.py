"""The scheduler's log: where it is the output, as in a container, and in a file beside it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.scheduler.shop import KILLS_ITS_RUN, SECRETS, Shop, scheduler

NOISY = """*** Tasks ***
Greeting
    Log    Hello
    Log To Console    straight to the console
    Evaluate    os.write(1, b'raw' + bytes([10]))    modules=os
"""


@pytest.fixture
def shop(tmp_path: Path) -> Shop:
    found = Shop(tmp_path)
    found.has_job("timely", datetime.now(UTC) - timedelta(minutes=1), NOISY)
    return found


def test_all_that_a_container_prints_is_the_log(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_FILE", "stdout")
    with scheduler(shop) as running:
        running.says('"outcome": "done"')
        running.end()
    found = [json.loads(line) for line in running.lines]
    assert len({json.dumps(line) for line in found}) == len(found)
    told = [(line["logger"], line["job"]) for line in found]
    assert told[0] == ("automation.scheduler", "")
    assert ("automation.scheduler", "shop.timely") in told
    assert {(line["run"], line["job"]) for line in found if line["logger"] == "automation.shop"} == {(1, "shop.timely")}
    # What goes around everything is a line of the log all the same.
    assert [line["logger"] for line in found if line["message"] == "raw"] == ["automation.scheduler"]
    # What is said for people beside a line of the log is not said here.
    assert not [line for line in found if "starts" in line["message"]]
    assert found[-1]["message"] == "has ended."
    assert not [secret for secret in SECRETS.values() if secret in running.output.read_text()]


def test_beside_a_file_the_output_stays_as_it_is(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    file = shop.folder / "suite.log"
    monkeypatch.setenv("LOG_FILE", str(file))
    shop.has_job("killed", datetime.now(UTC) - timedelta(minutes=1), KILLS_ITS_RUN)
    with scheduler(shop) as running:
        running.says("shop.timely: DONE")
        running.says("shop: FAILED: The run of shop.killed was lost")
        # Only then its row is completed.
        running.says("Log of all jobs")
        running.end()
    assert running.lines[0].startswith("scheduler: has started")
    found = [json.loads(line) for line in file.read_text().splitlines()]
    texts = [(line["logger"], line["job"], line["message"]) for line in found if not line["step"]]
    assert len(texts) == len(set(texts)), texts
    assert ("automation.scheduler", "", "has ended.") in texts
    # Also of the run that could write nothing any more.
    ends = {line["job"]: line["outcome"] for line in found if line.get("outcome")}
    assert ends == {"shop.timely": "done", "shop.killed": "failed"}
    assert not [line for line in found if line["message"].startswith(("scheduler:", "shop."))]
