"""A shop's figures, one row for each day, subject and name; written again they are the same."""

from __future__ import annotations

from django.db import models

from automation_suite.history.models import Run


class DayFigure(models.Model):
    """One figure of one day.

    Attributes:
        platform: Of which platform.
        account: Of which seller.
        day: In the platform's time zone.
        subject: What it is about: empty for the whole shop, else a listing's number.
        name: ``impressions``, ``views``, ``sales``, ``fees`` …
        value: Its value; null when the platform had no data, which is not 0.
        unit: ``count``, a currency by ISO 4217, ``percent``, or ``stock`` for what there is at a moment.
        read_at: When it was read last.
        run: That read it.
    """

    platform = models.CharField(max_length=40)
    account = models.CharField(max_length=100)
    day = models.DateField()
    subject = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=60)
    value = models.DecimalField(max_digits=18, decimal_places=4, null=True)
    unit = models.CharField(max_length=10)
    read_at = models.DateTimeField()
    run = models.ForeignKey(Run, null=True, on_delete=models.PROTECT, related_name="day_figures")

    class Meta:
        """One value for each figure of a day."""

        constraints = (
            models.UniqueConstraint(fields=["platform", "account", "day", "subject", "name"], name="one_value_each_figure"),
        )
