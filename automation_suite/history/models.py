"""The tables of the history. One schema serves ``run.py``, the health check and the web application."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from automation_suite.errors import JournalError
from automation_suite.outcomes import Outcome

_OUTCOMES = [(outcome.value, outcome.value) for outcome in Outcome]


class Run(models.Model):
    """One execution of a job. Written when it starts, completed when it ends; a row without an end is a trouble."""

    job = models.CharField(max_length=100, db_index=True)
    account = models.CharField(max_length=100, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    host = models.CharField(max_length=200)
    process_id = models.PositiveIntegerField()
    folder = models.CharField(max_length=500)
    dry_run = models.BooleanField(default=False)
    outcome = models.CharField(max_length=20, choices=_OUTCOMES, blank=True)
    sentence = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    trouble = models.CharField(max_length=60, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    amount = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    figures = models.JSONField(default=dict)
    found = models.JSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=1)

    class Meta:
        """Newest runs of a job are what everybody asks for."""

        indexes = (
            models.Index(fields=["job", "-started_at"], name="run_job_started"),
            models.Index(fields=["started_at"], condition=Q(ended_at__isnull=True), name="run_never_ended"),
        )

    @property
    def seconds(self) -> float | None:
        """Duration in seconds; none while it runs."""
        return (self.ended_at - self.started_at).total_seconds() if self.ended_at else None


class TransferState(models.TextChoices):
    """Where a transfer stands."""

    INTENDED = "intended"
    SUBMITTED = "submitted"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    UNKNOWN = "unknown"


OPEN_STATES = (TransferState.INTENDED, TransferState.SUBMITTED, TransferState.UNKNOWN)


class Transfer(models.Model):
    """One movement of money. Its row exists, durably, before the click that moves the money."""

    account = models.CharField(max_length=100)
    run = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="transfers")
    settled_by = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="settled_transfers")
    state = models.CharField(max_length=12, choices=TransferState.choices)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    balance_before = models.DecimalField(max_digits=12, decimal_places=2)
    method = models.CharField(max_length=60)
    bank_last4 = models.CharField(max_length=4)
    reference = models.CharField(max_length=100, blank=True)
    site = models.CharField(max_length=200)
    request_shape = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    host = models.CharField(max_length=200)
    process_id = models.PositiveIntegerField()

    class Meta:
        """One open transfer for each account, enforced by the database, also across machines."""

        constraints = (
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(state__in=[str(state) for state in OPEN_STATES]),
                name="one_open_transfer",
            ),
        )


class AppendOnlyError(JournalError):
    """Somebody tried to change an event of the journal."""


class TransferEvent(models.Model):
    """One line of the journal: appended, never changed, chained by hash for each account."""

    account = models.CharField(max_length=100)
    sequence = models.PositiveIntegerField()
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="events")
    at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=TransferState.choices)
    facts = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """Two writers can never both append the same number."""

        constraints = (models.UniqueConstraint(fields=["account", "sequence"], name="one_event_each_number"),)

    def save(self, *args: object, **kwargs: object) -> None:
        """Append the event; refuse to change one."""
        if self.pk is not None:
            raise AppendOnlyError("An event of the money journal cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *_args: object, **_kwargs: object) -> tuple[int, dict[str, int]]:
        """Refuse: the journal is kept for ever."""
        raise AppendOnlyError("An event of the money journal cannot be deleted.")


class JournalCheck(models.Model):
    """How far an account's journal was found whole, and when, so that each health check need not begin at its start."""

    account = models.CharField(max_length=100, unique=True)
    sequence = models.PositiveIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()


class OutsideCheck(models.Model):
    """What was seen last of something outside of the suite: a certificate, the time, the outside watcher.

    ``problem`` says why it is not well; ``facts`` is what was seen when it was seen at all.
    """

    name = models.CharField(max_length=300, unique=True)
    at = models.DateTimeField()
    problem = models.TextField(blank=True)
    facts = models.JSONField(default=dict)


class Payee(models.Model):
    """Where an account's money goes: learnt by the guided first transfer, valid once the owner has given the word."""

    account = models.CharField(max_length=100, unique=True)
    bank_last4 = models.CharField(max_length=4)
    method = models.CharField(max_length=60)
    seen_amount = models.DecimalField(max_digits=12, decimal_places=2)
    seen_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)


class Pause(models.Model):
    """From ``since`` until ``until`` no money moves, whatever the schedule says."""

    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)


class Incident(models.Model):
    """One trouble from its first failure to its recovery, however many runs and jobs it takes."""

    job = models.CharField(max_length=100)
    fingerprint = models.CharField(max_length=64)
    outcome = models.CharField(max_length=20, choices=_OUTCOMES)
    trouble = models.CharField(max_length=60, blank=True)
    sentence = models.TextField()
    money = models.TextField(blank=True)
    next_step = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    times = models.PositiveIntegerField(default=1)
    comes_and_goes = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True)
    last_told_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    snoozed_until = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)

    class Meta:
        """Those that are open are what everybody asks for."""

        indexes = (models.Index(fields=["opened_at"], condition=Q(closed_at__isnull=True), name="incident_open"),)


class AffectedJob(models.Model):
    """A job that an incident has hit, until it has recovered or has another trouble."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="affected")
    job = models.CharField(max_length=100)
    since = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        """A job has one open incident, enforced by the database."""

        constraints = (
            models.UniqueConstraint(fields=["job"], condition=Q(left_at__isnull=True), name="one_open_incident_a_job"),
        )
        indexes = (models.Index(fields=["job", "-since"], name="affected_job_since"),)


class ChangeKind(models.TextChoices):
    """What became of an incident."""

    OPENED = "opened"
    CHANGED = "changed"
    JOINED = "joined"
    LEFT = "left"
    RECOVERED = "recovered"
    REPEATED = "repeated"
    ESCALATED = "escalated"
    ACKNOWLEDGED = "acknowledged"
    SNOOZED = "snoozed"
    WOKEN = "woken"
    CLOSED = "closed"


class IncidentChange(models.Model):
    """One change of an incident's state. The messages about it are made from it, once."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=ChangeKind.choices)
    job = models.CharField(max_length=100, blank=True)
    sentence = models.TextField(blank=True)
    told = models.BooleanField(default=False)


class Maintenance(models.Model):
    """From ``since`` until ``until`` somebody works on what a job needs, so that its failures are told only afterwards."""

    job = models.CharField(max_length=100, blank=True)
    since = models.DateTimeField()
    until = models.DateTimeField()
    reason = models.TextField(blank=True)


class Failure(models.Model):
    """A kind of failure, known by its fingerprint: how often it was seen, and what somebody noted about it."""

    fingerprint = models.CharField(max_length=64, unique=True)
    trouble = models.CharField(max_length=60)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    note = models.TextField(blank=True)


class Message(models.Model):
    """One message to the owner, kept until it is delivered."""

    created_at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    severity = models.CharField(max_length=10)
    channel = models.CharField(max_length=10)
    recipient = models.CharField(max_length=320)
    subject = models.CharField(max_length=300)
    html = models.TextField(blank=True)
    text = models.TextField()
    attachments = models.JSONField(default=list)
    run = models.ForeignKey(Run, null=True, on_delete=models.SET_NULL, related_name="messages")
    incident = models.ForeignKey(Incident, null=True, on_delete=models.SET_NULL, related_name="messages")
    change = models.ForeignKey(IncidentChange, null=True, on_delete=models.SET_NULL, related_name="messages")
    message_id = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    last_error = models.TextField(blank=True)
    next_try_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True, db_index=True)

    class Meta:
        """One message for each change and address, enforced by the database."""

        constraints = (
            models.UniqueConstraint(
                fields=["change", "channel", "recipient"], condition=Q(change__isnull=False), name="one_message_a_change"
            ),
        )
