"""Django's description of the history app; the web application adds it to its ``INSTALLED_APPS``."""

from __future__ import annotations

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    """The history of all runs."""

    name = "automation_suite.history"
    label = "automation_history"
    verbose_name = "Automation history"
    default_auto_field = "django.db.models.BigAutoField"
