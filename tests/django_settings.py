"""What mypy's Django plugin reads to know the models."""

from automation_suite.history.setup import APPS

INSTALLED_APPS = list(APPS.values())
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
SECRET_KEY = "only for the type checker"
