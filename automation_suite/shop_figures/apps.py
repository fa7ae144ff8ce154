"""Django's description of the app; the web application adds it to its ``INSTALLED_APPS``."""

from __future__ import annotations

from django.apps import AppConfig


class ShopFiguresConfig(AppConfig):
    """The shops' figures by day."""

    name = "automation_suite.shop_figures"
    label = "automation_shop_figures"
    verbose_name = "Automation shop figures"
    default_auto_field = "django.db.models.BigAutoField"
