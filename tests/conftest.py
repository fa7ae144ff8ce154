"""What all tests share: a fresh history, and the practice site as a real process."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from automation_suite.history.setup import APPS, migrate, setup
from tests.practice_server import PracticeServer, practice_site

# How long a generated case takes says more about what else the machine does.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

# Django is configured once for each process, so each worker has a file of its own.
_HISTORY = Path(tempfile.mkdtemp(prefix="suite-tests-")) / "history.sqlite3"
setup(f"sqlite:///{_HISTORY}")


@pytest.fixture
def history() -> None:
    """An empty history, inventory and all else in a real SQLite file."""
    from django.apps import apps
    from django.db import connection

    migrate()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        for model in (model for app in APPS for model in apps.get_app_config(app).get_models()):
            cursor.execute(f"DELETE FROM {model._meta.db_table}")
        cursor.execute("PRAGMA foreign_keys = ON")


@pytest.fixture(scope="session")
def practice_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeServer]:
    """One practice site for each worker."""
    with practice_site(tmp_path_factory.mktemp("site")) as server:
        yield server


@pytest.fixture
def second_practice(tmp_path: Path) -> Iterator[PracticeServer]:
    """Another practice site, for a second account."""
    with practice_site(tmp_path / "second site") as server:
        server.behave("instant")
        yield server


@pytest.fixture
def practice(practice_process: PracticeServer) -> PracticeServer:
    """The practice site, with nothing remembered and no delays."""
    practice_process.reset()
    practice_process.behave("instant")
    return practice_process
