"""Django's description of the app; the web application adds it to its ``INSTALLED_APPS``."""

from __future__ import annotations

from django.apps import AppConfig


class ToDosConfig(AppConfig):
    """What a person has to do."""

    name = "automation_suite.to_dos"
    label = "automation_to_dos"
    verbose_name = "Automation to-dos"
    default_auto_field = "django.db.models.BigAutoField"
