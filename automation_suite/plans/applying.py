"""Applying what was approved: live value first, ``submitted`` on the disk, the write, the reading back, the receipt.

A process may end at any point of it. What it leaves is either approved, and was not sent, or submitted, and is read
before anything else; see ``settle``. So a second call goes on where the first one stopped.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet, Sum

from automation_suite.batches import batches
from automation_suite.errors import NeedsPersonError, PassingError, PermanentError, SuiteError, first_line
from automation_suite.history.models import Run
from automation_suite.jobs import Job
from automation_suite.notification.wording import platform
from automation_suite.plan_rules import PlanRules
from automation_suite.plans import expiry, judging, limits
from automation_suite.plans.change import Answer, Change, Ended, Target, Value, reads_at_once, why_no_undo
from automation_suite.plans.judging import Seen, Verdict
from automation_suite.plans.models import BY_POLICY, WAITING_STATES, Receipt, Row, RowState
from automation_suite.plans.wording import number
from automation_suite.platform_api.calls import AnswerLostError, BudgetSpentError

# A platform may show what it has taken a little later.
PAUSES_BETWEEN_LOOKS = (0.0, 2.0, 5.0)
# Once, and once more what was lost on the way; what is lost again waits for the next run.
_ROUNDS = 2
_LOST = Answer(Ended.NOT_KNOWN)
# Rows of one statement.
_BATCH = 500
_SENT_STATES = (RowState.SUBMITTED, RowState.UNKNOWN)
# What may have cost something; of what failed only what the platform had taken, which has a receipt.
_SPENT = Q(state__in=(RowState.SUBMITTED, RowState.APPLIED, RowState.UNKNOWN, RowState.REFUSED)) | Q(
    state=RowState.FAILED, receipt__isnull=False
)


@dataclass(frozen=True)
class Work:
    """What is applied, and with what.

    Attributes:
        platform: Of which.
        account: Whose.
        targets: By kind and field.
        job_named: Returns the entry of a job as it is now; none when it has none any more.
        run: That applies.
        pauses: Seconds before each look at what was written.
        now: Returns the moment.
    """

    platform: str
    account: str
    targets: Mapping[tuple[str, str], Target]
    job_named: Callable[[str], Job | None]
    run: Run | None = None
    pauses: Sequence[float] = PAUSES_BETWEEN_LOOKS
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


@dataclass
class Report:
    """What applying has come to.

    Attributes:
        rows: All that it has looked at, by their keys; their state and explanation are those of the end.
        trouble: The first call that failed; none when all went well.
        sent: Whether anything was sent.
    """

    rows: dict[int, Row] = field(default_factory=dict)
    trouble: SuiteError | None = None
    sent: bool = False

    def those(self, *states: RowState) -> list[Row]:
        """Return the rows that stand in one of these states now, in the order of their plans."""
        rows = [row for row in self.rows.values() if row.state in states]
        return sorted(rows, key=lambda row: (row.plan_id, row.number))


class _Judged(NamedTuple):
    """What has become of a row, and by what."""

    row: Row
    verdict: Verdict
    shown: Seen = Seen(False)
    answer: Answer = _LOST


class _NotSent(Answer):
    """Stands for the answer to a write that has surely not left."""


def waiting(platform: str, account: str) -> int:
    """Return how many approved rows of an account wait to be applied."""
    return _rows(platform, account, (RowState.APPROVED,)).count()


def apply(work: Work) -> Report:
    """Apply every approved row of an account, as far as that is possible now.

    Call it only while the account's lock is held: what is submitted then is of a process that has ended.

    Returns:
        What it has come to. A platform that does not answer, a spent budget or a missing consent is its ``trouble``;
        nothing of that is raised, because other rows may have been applied before.
    """
    applying = _Applying(work)
    applying.settle()
    expiry.expire(work.now())
    applying.send()
    applying.tell_the_rest()
    return applying.report


class _Applying:
    def __init__(self, work: Work) -> None:
        self.report = Report()
        self._work = work
        self._rules: dict[int, PlanRules] = {}
        self._sent_of_plan: dict[int, int] = {}
        self._troubles = 0
        self._stopped = False

    def settle(self) -> None:
        """Find out what became of rows that were submitted by a run that did not end, and of rows that are not known."""
        for target, rows in self._by_target(_SENT_STATES):
            if target is None:
                self._keep([_Judged(row, _NO_WAY_TO_LOOK) for row in rows], None)
            elif not self._stopped and (live := self._read(target, rows)) is not None:
                self._keep([self._judged(target, row, _LOST, live) for row in rows], target)

    def send(self) -> None:
        """Send what is approved, in two rounds."""
        again: set[int] | None = None
        for _ in range(_ROUNDS):
            if self._stopped or again == set():
                return
            again = self._round(again)

    def tell_the_rest(self) -> None:
        """Say at the rows that were not looked at why they go on waiting."""
        if self.report.trouble:
            rows = _rows(self._work.platform, self._work.account, (RowState.APPROVED,)).select_related("plan")
            self._keep_waiting([row for row in rows if row.pk not in self.report.rows], self.report.trouble)

    def _round(self, only: set[int] | None) -> set[int]:
        """Send the approved rows, or only some of them, and return those that are to be sent again."""
        again: set[int] = set()
        for target, rows in self._by_target((RowState.APPROVED,), only):
            if self._stopped:
                break
            if target is None:
                self._keep([_Judged(row, _no_way(row)) for row in rows], None)
                continue
            troubles = self._troubles
            for some in batches(rows, reads_at_once(target)):
                again |= self._some(target, some)
                # What keeps one call of a kind from being made keeps the next ones too.
                if self._troubles > troubles:
                    break
        return again

    def _some(self, target: Target, rows: Sequence[Row]) -> set[int]:
        """Read, send and read back some rows, and return those that are to be sent again."""
        live = self._read(target, rows)
        if live is None:
            return set()
        sent: list[tuple[Row, Answer]] = []
        for batch in batches(self._ready(target, rows, live), target.most_rows):
            under_way = self._submit(batch, live)
            if not under_way:
                continue
            self.report.sent = True
            answers, trouble = _written(target, under_way)
            sent += zip(under_way, answers, strict=True)
            if trouble:
                self._note(trouble)
                break
        return self._read_back(target, sent)

    def _ready(self, target: Target, rows: Sequence[Row], live: Mapping[str, Value]) -> list[Row]:
        """Return the rows that may be sent, and keep what became of the others."""
        ready, others = list[Row](), list[_Judged]()
        for row in rows:
            now = judging.seen(live, row.object_id)
            verdict = judging.before_sending(target, row.old, row.new, now) or self._forbidden(row)
            if verdict is None:
                ready.append(row)
            else:
                row.before = now.value
                others.append(_Judged(row, verdict, now))
        self._keep(others, target)
        return ready

    def _forbidden(self, row: Row) -> Verdict | None:
        """Return why the limits keep a row from being sent; none when they do not.

        Taking back is what a person has asked for, and what it writes had stood there before; only its money counts.
        """
        allowed = self._limits(row)
        if row.plan.undoes_id is not None:
            return None
        if allowed.changes == "never":
            return Verdict(RowState.REFUSED, f"jobs.toml says that {row.plan.job} changes nothing, so nothing was sent.")
        if allowed.changes == "ask" and row.decided_by == BY_POLICY and row.submitted_at is None:
            return Verdict(RowState.PROPOSED, "By now jobs.toml asks for your yes to it, so nothing was sent.")
        if limits.step_percent(row.field, row.old, row.new) > Decimal(str(allowed.largest_step_percent)):
            words = f"Its price would change by more than {allowed.largest_step_percent:g} % at once, so nothing was sent."
            return Verdict(RowState.REFUSED, words)
        if row.submitted_at is None and self._count(row) > allowed.most_rows:
            most = number(allowed.most_rows, "row")
            return Verdict(RowState.REFUSED, f"Its plan has more than the {most} allowed, so nothing was sent.")
        return None

    def _count(self, row: Row) -> int:
        """Count a row that is to be sent among those of its plan, and return how many they are."""
        if row.plan_id not in self._sent_of_plan:
            self._sent_of_plan[row.plan_id] = Row.objects.filter(plan=row.plan_id, submitted_at__isnull=False).count()
        self._sent_of_plan[row.plan_id] += 1
        return self._sent_of_plan[row.plan_id]

    def _submit(self, rows: Sequence[Row], live: Mapping[str, Value]) -> list[Row]:
        """Write down that rows are sent now, and return those that are.

        One may have been rejected meanwhile, its plan may have expired, or the money of the day may be spent.
        """
        now, dear = self._work.now(), list[Row]()
        with transaction.atomic():
            still = _locked(rows, (RowState.APPROVED,))
            going = list[Row]()
            for row in rows:
                if row.pk not in still or row.plan.expires_at <= now:
                    continue
                (going if self._affordable(row, going, now) else dear).append(row)
            for row in going:
                row.state, row.before, row.submitted_at = RowState.SUBMITTED, live[row.object_id], now
            _write(going, ("state", "before", "submitted_at"))
        self._keep([_Judged(row, _NO_MONEY_TODAY) for row in dear], None)
        return going

    def _affordable(self, row: Row, going: Sequence[Row], now: datetime) -> bool:
        """Tell whether the day's money reaches for a row, with what goes beside it."""
        if not row.costs:
            return True
        job = self._work.job_named(row.plan.job)
        midnight = now.astimezone(job.zone if job else UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        today = Row.objects.filter(_SPENT, plan__job=row.plan.job, submitted_at__gte=midnight)
        beside = sum((other.costs or Decimal(0) for other in going if other.plan.job == row.plan.job), row.costs)
        return (today.aggregate(total=Sum("costs"))["total"] or Decimal(0)) + beside <= self._limits(row).most_money_a_day

    def _read_back(self, target: Target, sent: Sequence[tuple[Row, Answer]]) -> set[int]:
        """Read what was sent until it shows, for a while, keep what became of it, and return what is to be sent again."""
        open_rows, again = list(sent), set[int]()
        for place, pause in enumerate(self._work.pauses, 1):
            if not open_rows:
                break
            time.sleep(pause)
            live, trouble = _asked(target, [row for row, _ in open_rows])
            if trouble:
                self._note(trouble)
            judged = [self._judged(target, row, answer, live) for row, answer in open_rows]
            last = place == len(self._work.pauses)
            done = [one for one in judged if last or _is_clear(one)]
            self._keep(done, target)
            lost = [one for one in done if not isinstance(one.answer, _NotSent)]
            again |= {one.row.pk for one in lost if one.row.state == RowState.APPROVED}
            kept = {one.row.pk for one in done}
            open_rows = [(row, answer) for row, answer in open_rows if row.pk not in kept]
        return again

    def _judged(self, target: Target, row: Row, answer: Answer, live: Mapping[str, Value]) -> _Judged:
        now = judging.seen(live, row.object_id)
        old = row.old if row.before is None else row.before
        verdict = judging.after_sending(target, old, row.new, answer, now)
        if isinstance(answer, _NotSent) and verdict.state is RowState.FAILED:
            verdict = Verdict(RowState.APPROVED, answer.explanation, answer.next_step)
        if row.state == verdict.state == RowState.UNKNOWN:
            # Nothing new is known; what was said when it was sent tells more.
            verdict = Verdict(RowState.UNKNOWN, row.explanation, row.next_step)
        return _Judged(row, verdict, now, answer)

    def _read(self, target: Target, rows: Sequence[Row]) -> Mapping[str, Value] | None:
        """Read live values; none when that is not possible now, which is kept at the rows and in the report."""
        live, trouble = _asked(target, rows)
        if trouble:
            self._note(trouble)
            self._keep_waiting(rows, trouble)
        return None if trouble else live

    def _note(self, trouble: SuiteError) -> None:
        """Keep the first trouble; what no other call can get around stops everything."""
        self.report.trouble = self.report.trouble or trouble
        self._troubles += 1
        self._stopped = self._stopped or isinstance(trouble, BudgetSpentError | NeedsPersonError)

    def _keep_waiting(self, rows: Sequence[Row], trouble: SuiteError) -> None:
        """Say why rows go on waiting, or why it is still not known what became of them."""
        found = []
        for row in rows:
            if row.state in _SENT_STATES:
                words = f"It may have been sent, and what became of it cannot be read: {trouble.happened}"
                verdict = Verdict(RowState.UNKNOWN, row.explanation or words)
            else:
                verdict = Verdict(RowState.APPROVED, f"It still waits: {trouble.happened}", trouble.next_step)
            found.append(_Judged(row, verdict))
        self._keep(found, None)

    def _limits(self, row: Row) -> PlanRules:
        """Return what is allowed for a row: the stricter of when it was planned and of now."""
        if row.plan_id not in self._rules:
            then, job = PlanRules.model_validate(row.plan.limits), self._work.job_named(row.plan.job)
            self._rules[row.plan_id] = limits.strictest(then, limits.limits_of(job)) if job else then
        return self._rules[row.plan_id]

    def _by_target(
        self, states: Iterable[RowState], only: set[int] | None = None
    ) -> Iterator[tuple[Target | None, list[Row]]]:
        """Give the rows that stand so, target by target; what makes things safer comes first."""
        rows = _rows(self._work.platform, self._work.account, states).select_related("plan").order_by("plan_id", "number")
        wanted = [row for row in rows if only is None or row.pk in only]
        first: dict[tuple[bool, str, str], int] = {}
        for place, row in enumerate(wanted):
            first.setdefault((not row.reduces_risk, row.kind, row.field), place)
        wanted.sort(key=lambda row: (not row.reduces_risk, first[not row.reduces_risk, row.kind, row.field]))
        for (kind, name), group in groupby(wanted, key=lambda row: (row.kind, row.field)):
            yield self._work.targets.get((kind, name)), list(group)

    def _keep(self, found: Sequence[_Judged], target: Target | None) -> None:
        """Write down what became of rows, with their receipts, all at once."""
        if not found:
            return
        now = self._work.now()
        with transaction.atomic():
            # Meanwhile a person may have rejected a row, or said what became of it.
            still = _locked([one.row for one in found], (RowState.APPROVED, *_SENT_STATES))
            kept = [one for one in found if one.row.pk in still]
            for row, verdict, _, _ in kept:
                row.state, row.explanation, row.next_step = verdict.state, verdict.explanation, verdict.next_step
                row.settled_at = None if verdict.state in WAITING_STATES else now
            _write([one.row for one in kept], ("state", "explanation", "next_step", "settled_at", "before"))
            Receipt.objects.bulk_create(
                Receipt(
                    row=row, run=self._work.run, at=now, before=row.before, shown=shown.value,
                    reference=answer.reference, answer=dict(answer.facts), no_undo=why_no_undo(target),
                )
                for row, verdict, shown, answer in kept
                if verdict.receipt and target is not None
            )  # fmt: skip
        self.report.rows |= {one.row.pk: one.row for one in kept}


_NO_MONEY_TODAY = Verdict(RowState.APPROVED, "The money that may be spent in a day is spent, so it waits for tomorrow.")
_NO_WAY_TO_LOOK = Verdict(RowState.UNKNOWN, "It may have been sent, and this version has no way to read it.")


def _no_way(row: Row) -> Verdict:
    where = platform(row.plan.job)
    words = f"This version has no way to change the {row.field} of a {row.kind} on {where}, so nothing was sent."
    return Verdict(RowState.FAILED, words)


def _is_clear(one: _Judged) -> bool:
    """Tell whether another look at what was sent can tell nothing new."""
    return one.verdict.state is RowState.APPLIED or (one.answer.ended is Ended.NOT_TAKEN and one.shown.answered)


def _written(target: Target, rows: Sequence[Row]) -> tuple[list[Answer], SuiteError | None]:
    """Send rows, and return an answer to each and what keeps further ones from being sent."""
    try:
        answers = list(target.write([_change(row) for row in rows]))
    except AnswerLostError as error:
        return [_LOST] * len(rows), error
    except (NeedsPersonError, PassingError) as error:
        return [_NotSent(Ended.NOT_TAKEN, explanation=error.happened, next_step=error.next_step)] * len(rows), error
    except SuiteError as error:
        return [Answer(Ended.NOT_TAKEN, explanation=error.happened, next_step=error.next_step)] * len(rows), None
    except Exception as error:
        # A fault of the suite itself, after which something may have left: no row may stay without an end.
        return [_LOST] * len(rows), PermanentError(f"Sending changes failed: {first_line(error)}")
    return [*answers[: len(rows)], *[_LOST] * (len(rows) - len(answers))], None


def _asked(target: Target, rows: Sequence[Row]) -> tuple[Mapping[str, Value], SuiteError | None]:
    """Return live values, and what kept them from being read."""
    try:
        return target.read([row.object_id for row in rows]), None
    except SuiteError as error:
        return {}, error
    except Exception as error:
        return {}, PermanentError(f"Reading live values failed: {first_line(error)}")


def _change(row: Row) -> Change:
    return Change(
        kind=row.kind, object_id=row.object_id, label=row.label, field=row.field, old=row.before, new=row.new,
        reason=row.reason, rule=row.rule, confidence=row.confidence, reduces_risk=row.reduces_risk, costs=row.costs,
    )  # fmt: skip


def _rows(platform: str, account: str, states: Iterable[RowState]) -> QuerySet[Row]:
    return Row.objects.filter(platform=platform, account=account, state__in=list(states))


def _locked(rows: Sequence[Row], states: Sequence[RowState]) -> set[int]:
    """Return which rows still stand so, and keep others from changing them until the transaction ends."""
    # Whoever locks several rows does so in this order, or two might wait for each other for ever.
    still = Row.objects.select_for_update().filter(pk__in=[row.pk for row in rows], state__in=states).order_by("pk")
    return set(still.values_list("pk", flat=True))


def _write(rows: Sequence[Row], names: Sequence[str]) -> None:
    """Write fields of rows, with one statement for all that have the same in them.

    Most rows end alike. Django's ``bulk_update`` asks of each row and field what is to be written, which takes longer than
    a call to the platform does.
    """
    alike: dict[str, list[Row]] = {}
    for row in rows:
        alike.setdefault(repr([getattr(row, name) for name in names]), []).append(row)
    for same in alike.values():
        values = {name: getattr(same[0], name) for name in names}
        for some in batches(same, _BATCH):
            Row.objects.filter(pk__in=[row.pk for row in some]).update(**values)
