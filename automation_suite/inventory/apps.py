"""Django's description of the app; the web application adds it to its ``INSTALLED_APPS``."""

from __future__ import annotations

from django.apps import AppConfig


class InventoryConfig(AppConfig):
    """The owner's stock."""

    name = "automation_suite.inventory"
    label = "automation_inventory"
    verbose_name = "Automation inventory"
    default_auto_field = "django.db.models.BigAutoField"
