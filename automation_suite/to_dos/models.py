"""What no program can do for the owner, until it is done."""

from __future__ import annotations

from django.db import models

from automation_suite.history.models import Run


class ToDo(models.Model):
    """One thing that a person has to do by hand, such as taking down a listing on Poshmark.

    Attributes:
        key: What makes it one of its kind, so that it is asked for once however often it is found.
        platform: Where it is to be done.
        account: Of which seller.
        kind: What it is: ``take down``, ``answer``, ``ship`` …
        title: In a few words.
        text: What to do, and why.
        prepared: What was made ready for it, such as the draft of an answer; empty when nothing.
        address: The page on which it is done; empty when there is none.
        job: That asked for it.
        run: The run of it.
        asked_at: When.
        due_at: By when it has to be done.
        reminded_at: When the owner was told last.
        done_at: When it was done; null as long as it is not.
        done_by: Who said so: a person's user name, or the job that saw it on the platform.
    """

    key = models.CharField(max_length=200, unique=True)
    platform = models.CharField(max_length=40)
    account = models.CharField(max_length=100)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    text = models.TextField()
    prepared = models.TextField(blank=True)
    address = models.CharField(max_length=500, blank=True)
    job = models.CharField(max_length=100)
    run = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="to_dos")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True, db_index=True)
    done_by = models.CharField(max_length=100, blank=True)
