"""Migrating a PostgreSQL database that a web application uses as well: its tables stay as they are."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from automation_suite.history.setup import APPS
from automation_suite.project import PROJECT

FOLDERS = os.pathsep.join([os.environ["PATH"], *map(str, sorted(Path("/usr/lib/postgresql").glob("*/bin")))])
INITDB, POSTGRES = shutil.which("initdb", path=FOLDERS), shutil.which("postgres", path=FOLDERS)
pytestmark = pytest.mark.skipif(not (INITDB and POSTGRES), reason="needs PostgreSQL: apt-get install postgresql")
# PostgreSQL refuses to run as root.
USER = "nobody" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
WEB_APPLICATION = """
CREATE TABLE shop_product (id serial PRIMARY KEY, name text NOT NULL, price numeric(10, 2) CHECK (price > 0));
CREATE INDEX shop_product_name ON shop_product (name);
INSERT INTO shop_product (name, price) VALUES ('boots', 41.00), ('coat', 87.50);
CREATE TABLE django_migrations (id bigserial PRIMARY KEY, app varchar(255) NOT NULL, name varchar(255) NOT NULL,
    applied timestamptz NOT NULL);
INSERT INTO django_migrations (app, name, applied) VALUES ('shop', '0001_initial', now());
"""
COLUMNS = """SELECT table_name, column_name, data_type, column_default FROM information_schema.columns
WHERE table_schema = 'public'"""
INDEXES = "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    """A new server on a socket in a folder of its own; gives the URL of its database."""
    # A short path, because sockets allow only about a hundred characters.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    shutil.chown(folder, USER)
    data = str(folder / "data")
    person = {"user": USER, "env": {"PATH": FOLDERS, "LC_ALL": "C"}, "cwd": folder}
    options = ["-U", "web", "-A", "trust", "--no-sync", "-E", "UTF8"]
    subprocess.run([str(INITDB), "-D", data, *options], check=True, capture_output=True, **person)
    server = subprocess.Popen(
        [str(POSTGRES), "-D", data, "-k", str(folder), "-c", "listen_addresses=", "-c", "fsync=off"],
        stderr=subprocess.PIPE, text=True, **person,
    )  # fmt: skip
    assert any("ready to accept" in line for line in server.stderr or ())
    yield f"postgres://web@{str(folder).replace('/', '%2F')}/postgres"
    server.terminate()
    server.communicate()
    shutil.rmtree(folder)


def structure(there: psycopg.Connection) -> set[tuple[object, ...]]:
    """Every column and every index, with its table first."""
    return {*there.execute(COLUMNS), *there.execute(INDEXES)}


def rows(there: psycopg.Connection, table: str) -> list[tuple[object, ...]]:
    return list(there.execute(f"SELECT * FROM {table} ORDER BY id"))  # type: ignore[arg-type]


def migrate(url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "automation_suite.history"], cwd=PROJECT, capture_output=True, text=True, check=False,
        env={"PATH": os.environ["PATH"], "DATABASE_URL": url, "PRACTICE": "1"},
    )  # fmt: skip


def test_only_the_tables_of_the_suite_are_made(database: str) -> None:
    url = database.replace("postgres://web@", "postgresql://web@")
    with psycopg.connect(url, autocommit=True) as there:
        there.execute(WEB_APPLICATION)
        before, goods, migrations = structure(there), rows(there, "shop_product"), rows(there, "django_migrations")
        for _ in range(2):  # the second time there is nothing to do
            ended = migrate(database)
            assert (ended.returncode, ended.stdout) == (0, "The tables of the suite are up to date.\n"), ended.stderr
        after = structure(there)
        assert before <= after
        assert {table.startswith("automation_") for table, *_ in after - before} == {True}
        assert rows(there, "shop_product") == goods
        now = rows(there, "django_migrations")
        assert now[: len(migrations)] == migrations
        assert {app for _, app, *_ in now[len(migrations) :]} == set(APPS)


def test_a_database_that_is_not_there_is_told() -> None:
    ended = migrate("postgres://web@%2Fnot%2Fthere/postgres")
    assert ended.returncode == 1
    assert "no money was moved" in ended.stderr


def test_changes_are_planned_applied_and_taken_back(database: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.plans.on_a_database", database], cwd=PROJECT, capture_output=True, text=True,
        check=False, env={"PATH": os.environ["PATH"]},
    )  # fmt: skip
    live = {"price/1": "10.00", "title/1": {"en": "Shirt", "sizes": ["S", None]}, "message/ann": "Hello"}
    assert ended.stdout == f"{['applied'] * 3} {['applied'] * 2} 1 {live}\n", ended.stderr


def test_an_inventory_is_imported_sold_and_counted(database: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.inventory.on_a_database", database], cwd=PROJECT, capture_output=True, text=True,
        check=False, env={"PATH": os.environ["PATH"]},
    )  # fmt: skip
    assert ended.stdout.splitlines() == ["40 False", "0 True", "40", "1", "1", "0", "1", "2 1", "1 3"], ended.stderr
