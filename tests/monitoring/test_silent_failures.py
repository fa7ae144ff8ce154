"""The eight failures that no run reports: each is raised exactly once, by a fake clock, and not before its time."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from automation_suite import incidents
from automation_suite.history.models import Incident, Message, Run
from automation_suite.jobs import Job, load_jobs
from automation_suite.monitoring import findings
from automation_suite.monitoring.finding import Finding
from automation_suite.settings import Settings, load_settings
from automation_suite.transfers import pauses

pytestmark = pytest.mark.usefixtures("history")
# 06:05 in New York is 11:05 UTC in January.
FIRST = datetime(2027, 1, 1, 11, 5, tzinfo=UTC)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
MONEY = Decimal("275.70")


@pytest.fixture
def job() -> Job:
    return load_jobs()[0]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings({"STATE_DIR": str(tmp_path), "POSH_EMAIL": "me", "NOTIFICATION_EMAIL": "me@x.example"}, None)


def begin(started: datetime, **facts: Any) -> Run:
    common = {"job": load_jobs()[0].name, "account": "poshmark", "host": "h", "process_id": 1, "folder": "/x"}
    row: Run = Run.objects.create(**{**common, **facts}, started_at=started)
    return row


def run(started: datetime, outcome: str = "done", **facts: Any) -> None:
    facts = {"amount": MONEY if outcome == "done" else None, **facts}
    incidents.record(begin(started, ended_at=started + timedelta(seconds=40), outcome=outcome, **facts))


def every_day(days: Iterable[int], outcome: str = "done", **facts: Any) -> None:
    for day in days:
        run(FIRST + DAY * day, outcome, **facts)


def missed(now: datetime) -> None:
    every_day(range(5))


def stuck(now: datetime) -> None:
    every_day(range(5))
    # This very process: it is there, and it began before the run.
    begin(now - HOUR, host=socket.gethostname(), process_id=os.getpid())


def crashed(now: datetime) -> None:
    every_day(range(5))
    begin(now - MINUTE * 5, host=socket.gethostname(), process_id=2**22 + 1)


def did_nothing(now: datetime) -> None:
    every_day([0, 4, 5, 9])
    every_day([1, 2, 3, 6, 7, 8, *range(10, 20)], "nothing to do")


def changed_nothing(now: datetime) -> None:
    every_day([0])
    every_day(range(1, 17), amount=None)


def could_not_tell(now: datetime) -> None:
    every_day(range(5))
    Message.objects.create(
        created_at=now - HOUR, kind="failed", severity="bad", channel="email", recipient="me", subject="s", text="t"
    )


def never_scheduled(now: datetime) -> None:
    run(FIRST + HOUR * 5)


def no_history(now: datetime) -> None:
    """Nothing has ever run."""


EIGHT: list[tuple[Callable[[datetime], None], datetime, str, str, str]] = [
    (missed, FIRST + DAY * 5 + HOUR * 2, "critical", "It should have started at 06 January, 06:05", "run.py poshmark"),
    (stuck, datetime.now(UTC) + HOUR * 3, "critical", "is stuck: it may take 21 minutes and still goes on", "type kill"),
    (crashed, FIRST + DAY * 4 + HOUR, "critical", "crashed: it never ended and nothing of it runs", "run.py poshmark"),
    (did_nothing, FIRST + DAY * 19 + HOUR, "warning", "It has had nothing to do for 10 days, since 10 January 2027;"
     " before, that lasted 4 days at most.", "run.py open"),
    (changed_nothing, FIRST + DAY * 16 + HOUR, "warning", 'It has said "done" 16 times since 02 January 2027 and moved no'
     " money.", "run.py open"),
    (could_not_tell, FIRST + DAY * 4 + HOUR, "critical", "1 message could not be delivered", "notify-test"),
    (never_scheduled, FIRST + DAY * 3 + HOUR * 2, "critical", "Nothing starts it by itself: none of the last 3 scheduled"
     " starts came, since 02 January, 06:05", "cron install"),
    (no_history, FIRST, "warning", "It has never run to its end, so nothing is known of it.", "run.py poshmark"),
]  # fmt: skip


def found_at(job: Job, settings: Settings, now: datetime) -> list[Finding]:
    return findings.everything([job], settings, now)


def known_at(job: Job, settings: Settings, moment: datetime) -> list[Finding]:
    """What was found at a moment, when nothing of what came later had happened."""
    with transaction.atomic():
        Message.objects.filter(created_at__gt=moment).delete()
        Run.objects.filter(started_at__gt=moment).delete()
        found = found_at(job, settings, moment)
        transaction.set_rollback(True)
    return found


@pytest.mark.parametrize(
    ("happens", "now", "severity", "words", "remedy"), EIGHT, ids=lambda case: getattr(case, "__name__", "")
)
def test_each_silent_failure_is_raised_exactly_once(
    job: Job, settings: Settings, happens: Callable[[datetime], None], now: datetime, severity: str, words: str, remedy: str
) -> None:
    if happens is stuck:
        # Its process is a real one, so its days are the present ones.
        job = job.model_copy(update={"schedule": f"{(now - DAY):%M %H %d %m} *", "time_zone": "UTC"})
    happens(now)
    [finding] = found_at(job, settings, now)
    assert words in finding.sentence
    assert (finding.job in (job.name, "suite"), finding.severity) == (True, severity)
    assert remedy in finding.remedy
    # Asking is no event: a second look finds the same one, and opens no incident.
    assert found_at(job, settings, now) == [finding]
    assert not Incident.objects.exists()


RAISED = ["It should have", "is stuck", "crashed", "It has had nothing to do", "It has said", "could not be delivered",
    "Nothing starts it", "It has never run"]  # fmt: skip


@pytest.mark.parametrize(
    ("happens", "now", "words"),
    [(case[0], case[1], words) for case, words in zip(EIGHT, RAISED, strict=True)],
    ids=[case[0].__name__ for case in EIGHT],
)
def test_each_is_raised_once_and_stays_raised_as_time_goes_on(
    job: Job, settings: Settings, happens: Callable[[datetime], None], now: datetime, words: str
) -> None:
    happens(now)
    moments = [now - HOUR * hours for hours in range(72, -1, -4)]
    raised = [[words in finding.sentence for finding in known_at(job, settings, moment)] for moment in moments]
    assert max(each.count(True) for each in raised) == 1
    assert [is_raised for is_raised, _ in groupby(any(each) for each in raised)][-2:] in ([False, True], [True])
    assert sum(is_raised for is_raised, _ in groupby(any(each) for each in raised)) == 1


@pytest.mark.parametrize(
    ("happens", "before"),
    [
        (missed, FIRST + DAY * 5 + HOUR * 2 - MINUTE),
        (did_nothing, FIRST + DAY * 17),
        (changed_nothing, FIRST + DAY * 15 - MINUTE),
    ],
)
def test_nothing_is_raised_before_its_time(
    job: Job, settings: Settings, happens: Callable[[datetime], None], before: datetime
) -> None:
    happens(before)
    assert known_at(job, settings, before) == []


def test_a_start_by_hand_on_the_first_days_is_a_missed_one(job: Job, settings: Settings) -> None:
    never_scheduled(FIRST)
    [finding] = found_at(job, settings, FIRST + DAY * 2 + HOUR * 2)
    assert finding.sentence.startswith("It should have started at 03 January")


def test_starts_by_hand_every_day_do_not_hide_that_nothing_is_scheduled(job: Job, settings: Settings) -> None:
    for day in range(5):
        run(FIRST + DAY * day + HOUR * 5)
    [finding] = found_at(job, settings, FIRST + DAY * 4 + HOUR * 6)
    assert finding.sentence.startswith("Nothing starts it by itself: none of the last 4 scheduled starts came")


def test_a_computer_that_is_off_every_morning_is_scheduled(job: Job, settings: Settings) -> None:
    # The second start of the day, 08:35, makes up for the first.
    for day in range(5):
        run(FIRST + DAY * day + timedelta(hours=2, minutes=31))
    assert found_at(job, settings, FIRST + DAY * 4 + HOUR * 3) == []


def test_a_gap_in_the_history_is_told_for_a_week(job: Job, settings: Settings) -> None:
    every_day([0, 1, 2, 5, 6])
    [finding] = found_at(job, settings, FIRST + DAY * 6 + HOUR)
    assert finding.sentence == (
        "The history has a gap: no run came after 2 of the last 6 scheduled starts (04 January, 05 January)."
    )
    every_day(range(7, 14))
    assert found_at(job, settings, FIRST + DAY * 13 + HOUR) == []


def test_a_run_of_another_machine_is_believed_until_it_takes_too_long(job: Job, settings: Settings) -> None:
    every_day(range(5))
    begin(FIRST + DAY * 4 + HOUR, host="elsewhere")
    assert found_at(job, settings, FIRST + DAY * 4 + HOUR + MINUTE * 20) == []
    [finding] = found_at(job, settings, FIRST + DAY * 4 + HOUR * 2)
    assert finding.sentence.endswith("on elsewhere never ended.")


def test_a_pause_is_told_once(job: Job, settings: Settings) -> None:
    did_nothing(FIRST)
    pauses.pause(None, "holiday")
    [finding] = found_at(job, settings, FIRST + DAY * 19 + HOUR)
    assert "paused" in finding.sentence


def test_a_job_that_never_did_anything(job: Job, settings: Settings) -> None:
    every_day(range(15), "nothing to do")
    assert found_at(job, settings, FIRST + DAY * 14) == []
    every_day([15], "nothing to do")
    [finding] = found_at(job, settings, FIRST + DAY * 15 + HOUR)
    assert finding.sentence.endswith("since 01 January 2027; it has hardly ever done anything before.")


def test_the_same_figures_for_two_weeks(job: Job, settings: Settings) -> None:
    reads = job.model_copy(update={"moves_money": False})
    every_day([0], amount=None, figures={"sales": "12"})
    every_day(range(1, 17), amount=None, figures={"sales": "13"})
    [finding] = found_at(reads, settings, FIRST + DAY * 16 + HOUR)
    assert finding.sentence == (
        'It has said "done" 16 times since 02 January 2027 and found the very same figures each time.'
    )
    Run.objects.update(figures={})
    assert found_at(reads, settings, FIRST + DAY * 16 + HOUR) == []


def test_a_rehearsal_is_not_scheduled(job: Job, tmp_path: Path) -> None:
    did_nothing(FIRST)
    rehearsing = load_settings({"STATE_DIR": str(tmp_path), "PRACTICE": "1"}, None)
    assert list(findings.of_job(job, rehearsing, FIRST + DAY * 90)) == []
