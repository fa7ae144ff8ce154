"""With which tokens a platform is called and how many calls it still allows, shared by all processes and machines."""

from __future__ import annotations

from django.db import models


class CallBudget(models.Model):
    """A token bucket for one group of calls of an account.

    Attributes:
        platform: Whose API.
        account: Of which seller or application.
        group: Which calls share it, as the platform's documentation groups them, such as ``sell.inventory``.
        window_seconds: In how long it fills: 1 for a rate, 86,400 for a day's number.
        capacity: How many calls it holds when it is full.
        left: How many it held at ``at``.
        at: Up to when it was filled.
        resets_at: When the platform fills it again at once; null when it fills steadily.
        blocked_until: Before which the platform wants no call at all (``Retry-After``); null when there is no such moment.
        told_by: Where capacity and number are from: ``setting``, ``headers`` or ``user_rate_limit``.
        told_at: When the platform said so last; null when it never has.
    """

    platform = models.CharField(max_length=40)
    account = models.CharField(max_length=100)
    group = models.CharField(max_length=60)
    window_seconds = models.PositiveIntegerField()
    capacity = models.PositiveIntegerField()
    left = models.FloatField()
    at = models.DateTimeField()
    resets_at = models.DateTimeField(null=True)
    blocked_until = models.DateTimeField(null=True)
    told_by = models.CharField(max_length=20)
    told_at = models.DateTimeField(null=True)

    class Meta:
        """One bucket for each group and window."""

        constraints = (
            models.UniqueConstraint(
                fields=["platform", "account", "group", "window_seconds"], name="one_bucket_each_window"
            ),
        )


class Consent(models.Model):
    """The tokens with which a platform's API is called for an account, encrypted.

    Attributes:
        platform: Whose API.
        environment: ``production`` or ``sandbox``; their tokens have nothing to do with each other.
        account: Of which seller; empty for the application itself.
        sealed: The tokens, and for some days those that they have replaced, encrypted (``platform_api.token_store``).
        generation: Counts the times that they were replaced, so that an answer that comes late replaces nothing newer.
        scopes: What may be done with them, separated by blanks.
        granted_at: When the owner gave consent; for the application, when its token was first made.
        ends_at: When the consent ends unless it is used before; null when the platform says nothing of it.
        refreshing_by: Which process is getting new tokens; empty when none is.
        refreshing_since: Since when.
    """

    platform = models.CharField(max_length=40)
    environment = models.CharField(max_length=20)
    account = models.CharField(max_length=100, blank=True)
    sealed = models.TextField()
    generation = models.PositiveIntegerField(default=0)
    scopes = models.TextField(blank=True)
    granted_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    refreshing_by = models.CharField(max_length=200, blank=True)
    refreshing_since = models.DateTimeField(null=True)

    class Meta:
        """One for each account."""

        constraints = (
            models.UniqueConstraint(fields=["platform", "environment", "account"], name="one_consent_each_account"),
        )
