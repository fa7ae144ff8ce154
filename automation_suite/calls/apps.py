"""Django's description of the app; the web application adds it to its ``INSTALLED_APPS``."""

from __future__ import annotations

from django.apps import AppConfig


class CallsConfig(AppConfig):
    """Tokens and budgets of calls."""

    name = "automation_suite.calls"
    label = "automation_calls"
    verbose_name = "Automation calls"
    default_auto_field = "django.db.models.BigAutoField"
