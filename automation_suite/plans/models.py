"""Intended changes on a platform, a person's word on them, and what the platform showed afterwards."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from automation_suite.history.models import Run


class Plan(models.Model):
    """What one run of a job intends to change. Its rows are decided and applied one by one.

    Attributes:
        job: The job that made it.
        platform: On which it changes something.
        account: Of which seller.
        made_by: The run that made it; none for an undo, which a person makes.
        undoes: The plan that it takes back; none for any other.
        sentence: What it is about, for people.
        made_at: When its old values were read.
        expires_at: After which nothing of it is applied any more.
        limits: The limits of the job when it was made.
        figures: Totals that the page shows.
    """

    job = models.CharField(max_length=100, db_index=True)
    platform = models.CharField(max_length=40)
    account = models.CharField(max_length=100)
    made_by = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="plans")
    undoes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="undone_by")
    sentence = models.TextField()
    made_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()
    limits = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)


class RowState(models.TextChoices):
    """Where a row stands.

    ``submitted`` is on the disk before the request leaves; only what the platform shows ends it. ``refused`` is a row
    whose live value is no longer the old one or which a limit forbids, ``failed`` one that the platform did not take or
    shows otherwise, ``unknown`` one that may have arrived and of which nothing can be read back.
    """

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"
    EXPIRED = "expired"
    SUBMITTED = "submitted"
    APPLIED = "applied"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"


# Who has decided a row that needs no person's yes.
BY_POLICY = "policy"
WAITING_STATES = (RowState.PROPOSED, RowState.APPROVED)
OPEN_STATES = (*WAITING_STATES, RowState.SUBMITTED, RowState.UNKNOWN)


class Row(models.Model):
    """One intended change of one field of one object.

    Attributes:
        plan: Where it stands.
        number: Its place in the plan, from 1.
        platform: As in the plan; here for the constraint.
        account: The same.
        kind: What the object is: ``listing``, ``offer``, ``order``, ``feedback``, ``shop`` …
        object_id: By which the platform or, before it is there, the inventory knows it.
        label: The object for people, such as its title.
        field: What changes: ``price``, ``quantity``, ``title``, ``tracking``, ``reply`` …
        old: Live value when the plan was made; null when there was none.
        new: Intended value; null when it is to go.
        reason: Why, in one plain sentence.
        rule: Name of the rule that decided.
        confidence: How sure the rule is, from 0 to 1.
        reduces_risk: Whether it can only make things safer, such as taking down what is sold.
        costs: What applying it costs, in dollars; null when nothing.
        state: Where it stands.
        decided_by: Who approved or rejected it: a person's user name, or ``policy``.
        decided_at: When.
        before: Live value right before the write; null until then.
        submitted_at: When the request was about to leave.
        settled_at: When it ended.
        explanation: Why it did not end as ``applied``, or why it still waits, in one plain sentence.
        next_step: What a person does now; empty when nothing.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    platform = models.CharField(max_length=40)
    account = models.CharField(max_length=100)
    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=200)
    label = models.CharField(max_length=300)
    field = models.CharField(max_length=60)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    reason = models.TextField()
    rule = models.CharField(max_length=100)
    confidence = models.FloatField(default=1.0)
    reduces_risk = models.BooleanField(default=False)
    costs = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    state = models.CharField(max_length=10, choices=RowState.choices, default=RowState.PROPOSED)
    decided_by = models.CharField(max_length=100, blank=True)
    decided_at = models.DateTimeField(null=True)
    before = models.JSONField(null=True)
    submitted_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    explanation = models.TextField(blank=True)
    next_step = models.TextField(blank=True)

    class Meta:
        """One open row for each field of an object, so that two plans never write the same thing."""

        constraints = (
            models.UniqueConstraint(fields=["plan", "number"], name="one_row_each_number"),
            models.UniqueConstraint(
                fields=["platform", "account", "kind", "object_id", "field"],
                condition=Q(state__in=[str(state) for state in OPEN_STATES]),
                name="one_open_row_each_field",
            ),
        )
        indexes = (models.Index(fields=["platform", "account", "state"], name="row_by_state"),)


class Receipt(models.Model):
    """What the platform showed of one row after it was written: appended, never changed.

    Attributes:
        row: Which.
        run: That read it back.
        at: When it was read back.
        before: Live value right before the write.
        shown: Live value after it; null when the object is gone.
        reference: What the platform calls the new thing, such as a listing's number; empty when nothing is new.
        answer: What it answered in short, without anything personal.
        no_undo: Why it cannot be taken back on the platform, in one plain sentence; empty when it can.
    """

    row = models.OneToOneField(Row, on_delete=models.PROTECT, related_name="receipt")
    run = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="receipts")
    at = models.DateTimeField()
    before = models.JSONField(null=True)
    shown = models.JSONField(null=True)
    reference = models.CharField(max_length=200, blank=True)
    answer = models.JSONField(default=dict)
    no_undo = models.TextField(blank=True)


class LimitChange(models.Model):
    """A limit of a job that somebody has changed in ``jobs.toml``, as it was found by the next plan.

    ``old`` and ``new`` are written as they stand in the file.
    """

    job = models.CharField(max_length=100, db_index=True)
    name = models.CharField(max_length=60)
    old = models.CharField(max_length=100)
    new = models.CharField(max_length=100)
    found_at = models.DateTimeField()
