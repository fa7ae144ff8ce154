"""What a run amounts to: reading its output, also a truncated one, concluding, incidents, messages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from robot.api import TestSuite

from automation_suite import incidents
from automation_suite.evidence import troubles
from automation_suite.evidence.troubles import Facts
from automation_suite.history.models import Failure, Incident, Run
from automation_suite.outcomes import Outcome, most_urgent
from automation_suite.running import output
from automation_suite.running.conclusion import MoneyMove, conclude, money_sentence
from automation_suite.running.output import Statement

UNKNOWN = MoneyMove("unknown", "It is not known whether $5.00 was moved.", Decimal("5"))
CONFIRMED = MoneyMove("confirmed", "$5.00 was moved.", Decimal("5"))
FAILED = MoneyMove("failed", "", Decimal("5"))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A real output.xml with metadata, nesting and a failure."""
    suite = TestSuite.from_string("""
*** Tasks ***
Work
    Set Task Metadata    Outcome    needs a person
    Set Task Metadata    What happened    A captcha <stands> there.
    Deeper
*** Keywords ***
Deeper
    IF    True    Log    inside
    FOR    ${n}    IN RANGE    3
        Log    ${n}
    END
    Fail    it broke
""")
    folder = tmp_path_factory.mktemp("robot")
    suite.run(outputdir=str(folder), output="output.xml", log=None, report=None, console="none", rpa=True)
    return (folder / "output.xml").read_bytes()


def test_whole_output(written: bytes, tmp_path: Path) -> None:
    (tmp_path / "output.xml").write_bytes(written)
    result = output.read(tmp_path / "output.xml")
    assert result
    told = output.statement_of(result)
    assert (told.outcome, told.sentence, told.failed_step) == ("needs a person", "A captcha <stands> there.", "Deeper")


def test_output_that_was_cut_off_anywhere_is_read_as_far_as_it_goes(written: bytes, tmp_path: Path) -> None:
    path = tmp_path / "output.xml"
    for length in range(0, len(written), 37):
        path.write_bytes(written[:length])
        result = output.read(path)
        if b"</kw>" in written[:length]:
            assert result is not None
            assert not output.statement_of(result).passed
    assert output.read(tmp_path / "none.xml") is None


@pytest.mark.parametrize(
    ("told", "moves", "ended", "outcome"),
    [
        (Statement(True, "done", "ok"), [CONFIRMED], "", Outcome.DONE),
        (Statement(True, "nothing to do", "too little"), [], "", Outcome.NOTHING_TO_DO),
        (Statement(False, "done", "ok"), [], "", Outcome.FAILED),
        (Statement(False, "done", "ok"), [CONFIRMED], "", Outcome.DONE),
        (Statement(False, "", "boom"), [], "", Outcome.FAILED),
        (Statement(False, "", "boom"), [CONFIRMED], "", Outcome.DONE),
        (Statement(True, "done", "ok"), [UNKNOWN], "", Outcome.UNKNOWN),
        (Statement(False, "", "boom"), [FAILED], "", Outcome.FAILED),
        (Statement(False, "", "boom", trouble=troubles.CAPTCHA), [], "", Outcome.NEEDS_A_PERSON),
        (Statement(True, "done", "ok"), [], "took too long", Outcome.FAILED),
        (None, [], "", Outcome.FAILED),
        (None, [UNKNOWN], "", Outcome.UNKNOWN),
    ],
)
def test_outcome(told: Statement | None, moves: list[MoneyMove], ended: str, outcome: Outcome) -> None:
    assert conclude(told, moves, "poshmark", ended).outcome is outcome


@pytest.mark.parametrize(
    ("told", "moves", "retry"),
    [
        (Statement(False, "failed", "503", passing=True), [], True),
        (Statement(False, "failed", "503", passing=True), [FAILED], False),
        (Statement(False, "failed", "503", passing=True), [UNKNOWN], False),
        (Statement(False, "failed", "refused"), [], False),
        (Statement(False, "", "offline", trouble=troubles.OFFLINE), [], True),
        (Statement(False, "needs a person", "captcha", trouble=troubles.CAPTCHA, passing=True), [], False),
    ],
)
def test_only_passing_trouble_before_the_money_is_retried(told: Statement, moves: list[MoneyMove], retry: bool) -> None:
    assert conclude(told, moves, "poshmark").may_retry is retry


def test_money_sentence() -> None:
    assert money_sentence([]) == money_sentence([FAILED]) == "No money was moved."
    assert money_sentence([CONFIRMED, UNKNOWN]) == "$5.00 was moved. It is not known whether $5.00 was moved."


def test_exit_status_of_several_jobs() -> None:
    assert [most_urgent(statuses) for statuses in ([], [0, 0], [0, 4], [4, 1], [1, 3, 0])] == [0, 0, 4, 1, 3]


@pytest.mark.parametrize(
    ("facts", "trouble"),
    [
        (Facts("net::ERR_NAME_NOT_RESOLVED"), troubles.OFFLINE),
        (Facts("net::ERR_SOCKS_CONNECTION_HOST_UNREACHABLE"), troubles.OFFLINE),
        (Facts("x", dialog="Check the box if you're a real person.", stated="overlay"), troubles.CAPTCHA),
        (Facts("x", stated="5xx or 429"), troubles.SERVER),
        (Facts("x", url="https://poshmark.com/login"), troubles.LOGIN),
        (Facts("element intercepts pointer events"), troubles.OVERLAY),
        (Facts("Timeout 10000ms exceeded"), troubles.NOT_READY),
        (Facts("TypeError"), troubles.OWN_FAULT),
    ],
)
def test_class_of_trouble(facts: Facts, trouble: str) -> None:
    assert troubles.classify(facts) == trouble


def test_fingerprint_ignores_numbers_and_names() -> None:
    one = troubles.fingerprint("overlay", "Press", 'The "A" button at http://127.0.0.1:80/x took 31 s')
    other = troubles.fingerprint("overlay", "Press", 'The "B" button at http://127.0.0.1:99/y took 7 s')
    assert one == other != troubles.fingerprint("overlay", "Press", "another")


@pytest.mark.usefixtures("history")
class TestIncidents:
    """One message for each change, not for each run."""

    START = datetime(2026, 11, 1, 6, 5, tzinfo=UTC)

    def record(self, outcome: str, day: int, **facts: Any) -> tuple[str, ...]:
        at = self.START + timedelta(days=day)
        row = Run.objects.create(
            job="poshmark.balance_transfer", account="poshmark", started_at=at, ended_at=at, host="h", process_id=1,
            folder="/x", outcome=outcome, **facts,
        )  # fmt: skip
        return incidents.record(row).kinds

    def test_opened_continued_changed_recovered(self) -> None:
        assert self.record("failed", 0, trouble="5xx or 429", fingerprint="a") == ("failed",)
        assert self.record("failed", 1, trouble="5xx or 429", fingerprint="a") == ()
        assert self.record("needs a person", 2, trouble="captcha or code", fingerprint="b") == ("needs a person",)
        assert self.record("nothing to do", 3) == ("recovered",)
        assert self.record("nothing to do", 4) == ()
        assert Incident.objects.get().times == 3

    def test_money_is_always_told(self) -> None:
        assert self.record("done", 0, amount=Decimal("5")) == ("money moved",)
        assert self.record("unknown", 1, trouble="unknown") == ("unknown",)
        assert self.record("done", 2, amount=Decimal("5")) == ("money moved", "recovered")

    def test_a_dry_run_recovers_nothing(self) -> None:
        self.record("failed", 0, trouble="x", fingerprint="a")
        assert self.record("nothing to do", 1, dry_run=True) == ()
        assert Incident.objects.filter(closed_at=None).count() == 1

    def test_a_run_that_was_cut_off(self) -> None:
        assert self.record("failed", 0, trouble=troubles.CUT_OFF) == ("did not end",)

    def test_failures_are_counted_by_fingerprint(self) -> None:
        self.record("failed", 0, trouble="x", fingerprint="a")
        Failure.objects.update(note="look at the bank")
        at = self.START + timedelta(days=1)
        row = Run.objects.create(
            job="j",
            started_at=at,
            ended_at=at,
            host="h",
            process_id=1,
            folder="",
            outcome="failed",
            trouble="x",
            fingerprint="a",
        )
        assert incidents.record(row).seen_before == '1 time since 01 November 2026. Note: "look at the bank"'
