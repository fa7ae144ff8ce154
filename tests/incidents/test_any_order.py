"""Whatever happens in whatever order: each change is told once, nothing open is silent, what is over is closed."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from automation_suite import incidents, maintenance
from automation_suite.history.models import AffectedJob, ChangeKind, Incident, IncidentChange, Maintenance, Message, Run
from automation_suite.jobs import job_named
from automation_suite.notification import owner, rounds
from automation_suite.outcomes import Outcome
from automation_suite.running.conclusion import Conclusion
from automation_suite.settings import load_settings
from tests.incidents.conftest import MONEY, SALES, START, TABLE

JOBS = st.sampled_from((MONEY, SALES))
BAD = st.sampled_from(("failed", "needs a person", "unknown"))
FINGERPRINTS = st.sampled_from(("", "1-login", "1-page"))
RULES = 'repeat_hours = 30\nescalate_after_hours = 50\ncomes_and_goes_after = 3\nmaintenance = ["tuesday 00:00-12:00"]'


class Alerts(RuleBasedStateMachine):
    """Two jobs, a clock, and an owner who now and then says a word."""

    def __init__(self) -> None:
        super().__init__()
        for model in (Message, Incident, Run, Maintenance):
            model.objects.all().delete()
        self.now = START
        folder = Path(tempfile.mkdtemp(prefix="suite-alerts-"))
        (folder / "jobs.toml").write_text(TABLE.format(money=RULES, sales=RULES))
        self.settings = load_settings(
            {
                "JOBS_FILE": str(folder / "jobs.toml"),
                "NOTIFICATION_EMAIL": "me@x.example",
                "NOTIFY_ESCALATION": "you@x.example",
            },
            None,
        )
        self.closed_by_hand: set[str] = set()

    def ends(self, job: str, outcome: str, fingerprint: str = "") -> None:
        trouble = f"trouble {fingerprint}" if fingerprint else ""
        row = Run.objects.create(
            job=job, account="poshmark", started_at=self.now, ended_at=self.now, host="h", process_id=1, folder="/x",
            outcome=outcome, sentence=outcome, trouble=trouble, fingerprint=fingerprint,
        )  # fmt: skip
        due = incidents.record(row, job_named(job, self.settings), "No money was moved.")
        owner.tell(row, Conclusion(Outcome(outcome), outcome, "No money was moved."), due, self.settings)
        self.closed_by_hand.discard(job)
        rounds._look(self.settings, self.now, "")

    @rule(hours=st.sampled_from((0.5, 3, 11, 24, 70)))
    def time_passes(self, hours: float) -> None:
        self.now += timedelta(hours=hours)
        rounds._look(self.settings, self.now, "")

    @rule(job=JOBS)
    def runs_well(self, job: str) -> None:
        self.now += timedelta(minutes=7)
        self.ends(job, "done")

    @rule(job=JOBS, outcome=BAD, fingerprint=FINGERPRINTS)
    def fails(self, job: str, outcome: str, fingerprint: str) -> None:
        self.now += timedelta(minutes=7)
        self.ends(job, outcome, fingerprint)

    @precondition(lambda self: Incident.objects.filter(closed_at=None).exists())
    @rule(word=st.sampled_from(("ack", "snooze", "close")))
    def somebody_says_a_word(self, word: str) -> None:
        self.now += timedelta(minutes=7)
        incident = Incident.objects.filter(closed_at=None).order_by("pk").first()
        assert incident
        if word == "ack":
            incidents.acknowledge(incident.pk, "me", self.now)
        elif word == "snooze":
            incidents.snooze(incident.pk, self.now + timedelta(hours=20), "me", self.now)
        else:
            self.closed_by_hand |= set(incidents.jobs_in(incident))
            incidents.close(incident.pk, "me", self.now)

    @rule(hours=st.sampled_from((1, 30)))
    def somebody_works_on_it(self, hours: int) -> None:
        maintenance.begin("", self.now, self.now + timedelta(hours=hours), "")

    @invariant()
    def a_job_and_its_incident_agree(self) -> None:
        for incident in Incident.objects.all():
            hit = incident.affected.filter(left_at=None).exists()
            assert hit == (incident.closed_at is None)

    @invariant()
    def each_change_that_is_told_has_one_message_to_each_address(self) -> None:
        written = Counter(Message.objects.values_list("change_id", "recipient"))
        assert set(written.values()) <= {1}
        told = IncidentChange.objects.filter(told=True).values_list("pk", flat=True)
        assert {change for change, to in written if to == "me@x.example"} == set(told)

    @invariant()
    def looking_again_tells_nothing(self) -> None:
        before = Message.objects.count()
        rounds._look(self.settings, self.now, "")
        again = Message.objects.count()
        rounds._look(self.settings, self.now, "")
        # Nothing has looked since somebody has opened a window or said a word.
        assert Message.objects.count() == again >= before

    @invariant()
    def what_has_failed_is_open_and_what_is_open_is_told(self) -> None:
        for job in (MONEY, SALES):
            last = Run.objects.filter(job=job).order_by("-pk").first()
            hit = AffectedJob.objects.filter(job=job, left_at=None).first()
            if last and last.outcome != "done" and job not in self.closed_by_hand:
                assert hit
            if hit and hit.incident.told_at is None:
                assert hit.incident.outcome == "failed"
                assert maintenance.is_on(job, job_named(job, self.settings), self.now)

    @invariant()
    def what_was_told_is_told_to_be_over(self) -> None:
        for incident in Incident.objects.filter(closed_at__isnull=False, told_at__isnull=False):
            last = incident.changes.order_by("-pk").first()
            replaced = AffectedJob.objects.filter(since=incident.closed_at).exists()
            assert last
            assert replaced or last.kind == ChangeKind.CLOSED or (last.kind == ChangeKind.RECOVERED and last.told)


@pytest.mark.usefixtures("history")
def test_alerts_in_any_order() -> None:
    few = hypothesis_settings(max_examples=12, stateful_step_count=20)
    run_state_machine_as_test(Alerts, settings=few)
