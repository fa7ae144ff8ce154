"""A deployment goes back to the version before, but not its tables: that version has to run on the newer ones."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.models import NOT_PROVIDED, CharField, Field, IntegerField

from automation_suite.history.setup import APPS
from automation_suite.project import PROJECT

# Those after it can meet a version before them on a host. The first one of an app only makes tables that nobody has.
_LAST_BEFORE_DEPLOYMENTS = {"automation_suite.history": "0006_incident_changes"}


def stands_in_the_way(operation: Operation) -> str:
    """Why code that does not know of an operation fails on tables that have it; empty when it does not. Pure."""
    if isinstance(
        operation, (migrations.RemoveField, migrations.RenameField, migrations.DeleteModel, migrations.RenameModel)
    ):
        return "the version before still uses what is gone; take it away one version later"
    if isinstance(operation, migrations.AddField):
        field = operation.field
        if not field.null and not field.many_to_many and field.db_default is NOT_PROVIDED:
            return "the version before writes rows without it; it needs db_default, or null=True"
    return ""


def later_ones(app: str) -> list[str]:
    names = sorted(path.stem for path in (PROJECT / Path(*app.split(".")) / "migrations").glob("0*.py"))
    return [name for name in names if name > _LAST_BEFORE_DEPLOYMENTS.get(app, "")]


def test_the_version_before_runs_on_newer_tables() -> None:
    modules = [importlib.import_module(f"{app}.migrations.{name}") for app in APPS.values() for name in later_ones(app)]
    found = [(module.__name__, stands_in_the_way(step)) for module in modules for step in module.Migration.operations]
    assert [entry for entry in found if entry[1]] == []


@pytest.mark.parametrize(
    ("field", "fits"),
    [
        (IntegerField(default=0), False),
        (IntegerField(default=0, db_default=0), True),
        (CharField(max_length=9, null=True), True),
    ],
)
def test_the_rule(field: Field[object, object], fits: bool) -> None:
    assert (stands_in_the_way(migrations.AddField("run", "new", field)) == "") is fits
    assert stands_in_the_way(migrations.RemoveField("run", "new"))


def test_no_migration_is_missing() -> None:
    call_command("makemigrations", *APPS, check=True, dry_run=True, verbosity=0)
