"""Starting Django for the history outside of a web application."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dj_database_url
import django
from django.conf import settings
from django.db import DatabaseError, connection, connections

from automation_suite.errors import JournalError

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
        INSTALLED_APPS=["automation_suite.history"],
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
    """Bring the history's tables up to date; quick when they are.

    Raises:
        JournalError: The database cannot be opened or written. Nothing was started.
    """
    with _plain_errors():
        if not _is_current():
            # Importing it takes 20 ms, which only a first start need pay.
            from django.core.management import call_command

            _create_folder()
            call_command("migrate", "automation_history", verbosity=0, interactive=False)


def _is_current() -> bool:
    """Tell whether the newest migration is applied, with one query instead of a full comparison."""
    newest = max(path.stem for path in (Path(__file__).parent / "migrations").glob("0*.py"))
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite" and not Path(name).exists():
        return False
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return False
        cursor.execute("SELECT 1 FROM django_migrations WHERE app = %s AND name = %s", ["automation_history", newest])
        return cursor.fetchone() is not None


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
