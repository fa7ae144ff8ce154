"""Django's description of the app; the web application adds it to its ``INSTALLED_APPS``."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans, approvals and receipts."""

    name = "automation_suite.plans"
    label = "automation_plans"
    verbose_name = "Automation plans"
    default_auto_field = "django.db.models.BigAutoField"
