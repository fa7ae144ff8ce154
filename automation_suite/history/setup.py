"""Starting Django outside of a web application, for the history and the apps that share its database."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dj_database_url
import django
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, connections

from automation_suite.errors import JournalError
from automation_suite.project import PROJECT

# Each with its own tables and migrations, all in one database. A web application adds them to its own list.
APPS = {
    "automation_history": "automation_suite.history",
    "automation_inventory": "automation_suite.inventory",
    "automation_plans": "automation_suite.plans",
    "automation_calls": "automation_suite.calls",
    "automation_to_dos": "automation_suite.to_dos",
    "automation_shop_figures": "automation_suite.shop_figures",
}
# Measured: with Django's defaults most read-then-write transactions of four processes failed on SQLite. FULL makes a
# committed row survive a power cut, which the money journal needs.
_SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
}


def setup(database_url: str) -> None:
    """Configure Django for the history, unless a web application has done so already.

    Args:
        database_url: ``sqlite:////folder/file`` or ``postgres://…``.
    """
    if settings.configured:
        return
    settings.configure(
        INSTALLED_APPS=list(APPS.values()),
        DATABASES={"default": database(database_url)},
        USE_TZ=True,
        TIME_ZONE="UTC",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    )
    django.setup()


def database(database_url: str) -> dict[str, Any]:
    """Return Django's ``DATABASES`` entry for the history."""
    config: dict[str, Any] = dict(dj_database_url.parse(database_url))
    if config["ENGINE"].endswith("sqlite3"):
        config["OPTIONS"] = {**config.get("OPTIONS", {}), **_SQLITE_OPTIONS}
    return config


def migrate() -> None:
    """Bring the tables of all apps up to date; quick when they are.

    Raises:
        JournalError: The database cannot be opened or written. Nothing was started.
    """
    with _plain_errors():
        if not _is_current():
            # Importing it takes 20 ms, which only a first start need pay.
            from django.core.management import call_command

            _create_folder()
            # Where no tables of others are to be left alone, one pass takes a quarter less time than one for each app.
            alone = {app.label for app in apps.get_app_configs()} == APPS.keys()
            for named in [()] if alone else [(app,) for app in APPS]:
                call_command("migrate", *named, verbosity=0, interactive=False)


def _is_current() -> bool:
    """Tell whether the newest migrations are applied, with one query instead of a full comparison."""
    newest = {(app, max(path.stem for path in _migrations(package).glob("0*.py"))) for app, package in APPS.items()}
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and not Path(name).exists():
        return False
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return False
        cursor.execute("SELECT app, name FROM django_migrations WHERE app LIKE 'automation_%%'", [])
        return newest <= set(cursor.fetchall())


def _migrations(package: str) -> Path:
    return PROJECT / package.replace(".", "/") / "migrations"


def _create_folder() -> None:
    if connection.vendor == "sqlite":
        path = Path(str(connection.settings_dict["NAME"]))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # The file holds amounts and names; nobody but the owner reads it.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


@contextlib.contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except (DatabaseError, OSError) as error:
        connections.close_all()
        raise JournalError(
            f"The history database cannot be used ({error}). Nothing was started and no money was moved.",
            "Check that the disk is not full, that the state folder can be written, and that no other program holds it.",
        ) from error
