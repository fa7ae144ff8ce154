"""What an incident lives through, with a real mail server and days that pass at once: one message for each change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from automation_suite import incidents, maintenance
from automation_suite.alert_rules import AlertRules
from automation_suite.errors import JournalError, SettingsError
from automation_suite.history.models import AffectedJob, ChangeKind, Incident, Message
from automation_suite.jobs import jobs_of
from automation_suite.notification import outbox, rounds
from tests.incidents.conftest import MONEY, SALES, START, Owner

Make = Callable[..., Owner]
LOGIN = {"trouble": "wall of login", "fingerprint": "1-login"}
FAILED = "Poshmark balance transfer failed: no money was moved"
AGAIN = "Poshmark works again"


def changes() -> list[str]:
    return [change.kind for change in Incident.objects.latest("pk").changes.order_by("pk")]


def test_a_failure_is_told_after_n_of_m_runs(an_owner: Make) -> None:
    owner = an_owner(sales='open_after = "2 of 3"')
    for day, outcome in enumerate(("failed", "done", "done", "failed", "done")):
        owner.runs(outcome, 24 * day, SALES)
    assert owner.subjects == []
    owner.runs("failed", 24 * 5, SALES)
    assert owner.subjects == ["Poshmark sales snapshot failed: no money was moved"]


@pytest.mark.parametrize("outcome", ["needs a person", "unknown"])
def test_what_needs_a_person_is_told_at_once(an_owner: Make, outcome: str) -> None:
    owner = an_owner(money='open_after = "3 of 3"')
    owner.runs(outcome, 0)
    assert len(owner.subjects) == 1


def test_the_same_failure_of_two_jobs_is_one_incident_and_one_mail(an_owner: Make) -> None:
    owner = an_owner()
    owner.runs("failed", 0, **LOGIN)
    owner.runs("failed", 0.5, SALES, **LOGIN)
    assert (Incident.objects.count(), owner.subjects) == (1, [FAILED])
    owner.runs("done", 24)
    assert (incidents.jobs_in(Incident.objects.get()), owner.subjects) == ([SALES], [FAILED])
    owner.runs("done", 24.5, SALES)
    assert owner.subjects == [FAILED, AGAIN]
    assert changes() == ["opened", "joined", "left", "recovered"]


@pytest.mark.parametrize("facts", [{"outcome": "unknown"}, {"outcome": "needs a person", "trouble": "first transfer"}])
def test_money_of_two_accounts_is_never_one_incident(an_owner: Make, facts: dict[str, str]) -> None:
    owner = an_owner()
    for hours, job in enumerate((MONEY, SALES)):
        owner.runs(**facts, hours=hours, job=job, fingerprint="1-same")  # type: ignore[arg-type]
    assert (Incident.objects.count(), len(owner.subjects)) == (2, 2)


def test_a_job_with_another_trouble_leaves_the_common_incident(an_owner: Make) -> None:
    owner = an_owner()
    owner.runs("failed", 0, **LOGIN)
    owner.runs("failed", 0.5, SALES, **LOGIN)
    owner.runs("needs a person", 24, SALES, trouble="captcha or code", fingerprint="1-captcha")
    assert owner.subjects == [FAILED, "Poshmark needs you: a captcha or a code"]
    assert AffectedJob.objects.filter(left_at=None).count() == 2


def test_a_missed_run_is_told_although_nothing_runs_and_once(an_owner: Make) -> None:
    owner = an_owner()
    owner.runs("done", 0)
    owner.runs("done", 0.5, SALES)
    owner.looks(25.9)
    assert owner.subjects == []
    for hours in (26.6, 27, 40, 49):
        owner.looks(hours)
    assert owner.subjects == ["2 jobs did not start"]
    owner.looks(51)
    assert (owner.subjects, Incident.objects.get().times) == (["2 jobs did not start"], 3)
    owner.runs("done", 52)
    owner.runs("done", 52, SALES)
    assert owner.subjects == ["2 jobs did not start", AGAIN]


def test_a_run_tells_of_a_lost_day_before_it_but_not_of_the_start_that_it_makes_up_for(
    an_owner: Make,
) -> None:
    owner = an_owner()
    owner.runs("done", 0)
    rounds.look(owner.settings, START + timedelta(hours=27), starting=MONEY)
    assert not Incident.objects.exists()
    rounds.look(owner.settings, START + timedelta(hours=48), starting=MONEY)
    assert Incident.objects.get().sentence == "It should have started at 03 November, 11:05 (UTC) and did not."
    owner.runs("done", 48.1)
    assert owner.subjects == ["Poshmark balance transfer did not start", AGAIN]


def test_a_table_that_is_wrong_keeps_nothing_from_running(an_owner: Make, capsys: pytest.CaptureFixture[str]) -> None:
    owner = an_owner(money="repeat_hours = -1")
    rounds.look(owner.settings, START)
    assert "could not be looked after: jobs.toml, line 8: repeat_hours" in capsys.readouterr().err


@pytest.mark.parametrize("wrong", ['open_after = "4 of 3"', 'maintenance = ["sunday"]', 'maintenance = ["25:00-26:00"]'])
def test_a_rule_that_is_wrong_is_named_with_its_line(an_owner: Make, wrong: str) -> None:
    name = wrong.partition(" ")[0]
    with pytest.raises(SettingsError, match=f"jobs.toml, line 8: {name} of poshmark.balance_transfer: .*for example"):
        jobs_of(an_owner(money=wrong).settings)


@pytest.mark.parametrize(
    ("window", "moment", "inside"),
    [
        ("sunday 23:00-01:00", "2026-11-01 23:30", True),
        ("sunday 23:00-01:00", "2026-11-02 00:59", True),
        ("sunday 23:00-01:00", "2026-11-02 23:30", False),
        ("sunday 23:00-01:00", "2026-11-01 00:30", False),
        ("02:00-04:00", "2026-11-04 02:00", True),
        ("02:00-04:00", "2026-11-04 04:00", False),
    ],
)
def test_windows(window: str, moment: str, inside: bool) -> None:
    assert AlertRules(maintenance=(window,)).in_maintenance(datetime.fromisoformat(moment)) is inside


def test_a_missed_run_that_a_person_has_closed_stays_closed_until_the_next_one(an_owner: Make) -> None:
    owner = an_owner()
    owner.runs("done", 0)
    owner.looks(27)
    incidents.close(Incident.objects.get().pk, "me", START + timedelta(hours=28))
    owner.looks(29)
    assert len(owner.subjects) == 1
    owner.looks(51)
    assert owner.subjects == ["Poshmark balance transfer did not start"] * 2


def test_a_job_that_waits_for_a_person_and_does_not_start_keeps_its_incident(an_owner: Make) -> None:
    owner = an_owner()
    owner.runs("unknown", 0)
    owner.looks(27)
    owner.looks(28)
    assert owner.subjects == ["Poshmark: not known whether the money moved", "Poshmark balance transfer did not start"]
    assert Incident.objects.get().outcome == "unknown"


def test_told_again_until_somebody_looks_after_it(an_owner: Make) -> None:
    owner = an_owner(money="repeat_hours = 24")
    owner.runs("failed", 0)
    for hours in (12, 24, 25, 26):
        owner.runs("failed", hours)
    assert owner.subjects == [FAILED, "Still open: Poshmark balance transfer failed"]
    incidents.acknowledge(Incident.objects.get().pk, "me", START + timedelta(hours=27))
    for day in range(2, 6):
        owner.runs("failed", 24 * day)
    assert len(owner.subjects) == 2
    owner.runs("done", 24 * 6)
    assert owner.subjects[2:] == [AGAIN]


@pytest.mark.parametrize(("rule", "hours"), [("escalate_after_hours = 30", 31), ("escalate_after_failures = 3", 24.2)])
def test_what_nobody_looks_after_goes_to_further_people(an_owner: Make, rule: str, hours: float) -> None:
    owner = an_owner(money=rule, NOTIFY_ESCALATION="partner@practice.example")
    for hour in (0, 24, 24.1):
        owner.runs("failed", hour)
    owner.looks(hours)
    owner.looks(hours + 0.5)
    nobody = "Nobody looks after it: Poshmark balance transfer failed"
    assert owner.subjects.count(nobody) == 2
    assert [mail["Subject"] for mail in owner.mails("partner@practice.example")] == [nobody]
    owner.runs("done", 35)
    assert [mail["Subject"] for mail in owner.mails("partner@practice.example")] == [nobody, AGAIN]


def test_what_rests_is_told_again_or_at_a_change(an_owner: Make) -> None:
    owner = an_owner(money="repeat_hours = 1")
    owner.runs("failed", 0)
    number = Incident.objects.get().pk
    incidents.snooze(number, START + timedelta(hours=20), "me", START)
    owner.runs("failed", 10)
    assert owner.subjects == [FAILED]
    owner.looks(20)
    assert owner.subjects == [FAILED, "Rested, still open: Poshmark balance transfer failed"]
    incidents.snooze(number, START + timedelta(hours=90), "me", START + timedelta(hours=20))
    owner.runs("unknown", 24)
    owner.looks(25)
    unknown = "Poshmark: not known whether the money moved"
    assert owner.subjects[2:] == [unknown, f"Still open: {unknown}"]


def test_what_comes_and_goes_is_told_once_and_over_after_three_good_runs(an_owner: Make) -> None:
    owner = an_owner()
    for hour in range(0, 20, 2):
        owner.runs("failed", hour)
        owner.runs("done", hour + 1)
    told = "Poshmark balance transfer keeps failing and working again"
    assert owner.subjects == [FAILED, AGAIN, FAILED, AGAIN, told]
    owner.runs("done", 20)
    owner.runs("done", 21)
    assert owner.subjects[5:] == [AGAIN]


def test_in_maintenance_a_failure_is_told_only_afterwards_and_only_if_it_lasts(an_owner: Make) -> None:
    owner = an_owner(money='maintenance = ["monday 11:00-13:00"]')
    owner.runs("failed", 0)
    owner.runs("done", 1)
    assert (owner.subjects, Incident.objects.get().closed_at is None) == ([], False)
    owner.runs("failed", 1.5)
    owner.looks(1.8)
    assert owner.subjects == []
    owner.looks(2)
    owner.looks(3)
    assert owner.subjects == ["Poshmark balance transfer failed"]


def test_in_maintenance_money_that_is_not_known_is_told_at_once(an_owner: Make) -> None:
    owner = an_owner()
    maintenance.begin("poshmark", START, START + timedelta(hours=5), "new pages")
    owner.runs("failed", 1)
    assert owner.subjects == []
    owner.runs("unknown", 2)
    assert owner.subjects == ["Poshmark: not known whether the money moved"]


def test_each_severity_goes_to_its_people(an_owner: Make) -> None:
    owner = an_owner(
        NOTIFY_BAD="bad@practice.example", NOTIFY_ATTENTION="you@practice.example", NOTIFY_GOOD="good@practice.example"
    )
    owner.runs("failed", 0)
    owner.runs("needs a person", 1, trouble="captcha or code")
    owner.runs("done", 2)
    names = {"bad": FAILED, "you": "Poshmark needs you: a captcha or a code", "good": AGAIN}
    for name, subject in names.items():
        assert [mail["Subject"] for mail in owner.mails(f"{name}@practice.example")] == [subject]
    assert [mail["Subject"] for mail in owner.mails(owner.settings.notification_email)] == list(names.values())


def test_an_alert_that_cannot_be_sent_is_kept_and_sent_later(an_owner: Make) -> None:
    owner = an_owner()
    owner.runs("done", 0)
    owner.practice.behave("instant+mail-rejects")
    owner.looks(27)
    assert owner.subjects == []
    owner.practice.behave("instant")
    Message.objects.update(next_try_at=None)
    owner.looks(28)
    assert owner.subjects == ["Poshmark balance transfer did not start"]
    assert outbox.undelivered() == []


def test_a_change_is_told_once_to_each_address_whoever_looks(an_owner: Make) -> None:
    owner = an_owner()
    owner.runs("failed", 0)
    for row in Message.objects.all():
        row.pk = None
        with pytest.raises(Exception, match="UNIQUE"):
            row.save()


def test_there_is_no_such_incident(an_owner: Make) -> None:
    an_owner()
    with pytest.raises(JournalError, match="There is no open incident 7"):
        incidents.acknowledge(7, "me", START)


def test_kinds_are_all_written(an_owner: Make) -> None:
    owner = an_owner()
    owner.runs("failed", 0)
    number = Incident.objects.get().pk
    incidents.acknowledge(number, "me", START)
    incidents.snooze(number, START, "me", START)
    incidents.close(number, "me", START)
    assert changes() == [ChangeKind.OPENED, ChangeKind.ACKNOWLEDGED, ChangeKind.SNOOZED, ChangeKind.CLOSED]
