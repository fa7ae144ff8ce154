"""What mypy's Django plugin reads to know the models."""

INSTALLED_APPS = ["automation_suite.history"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
SECRET_KEY = "only for the type checker"
