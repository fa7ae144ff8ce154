"""How many calls a platform still allows, shared by all processes and machines."""

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

    class Meta:
        """One bucket for each group and window."""

        constraints = (
            models.UniqueConstraint(
                fields=["platform", "account", "group", "window_seconds"], name="one_bucket_each_window"
            ),
        )
