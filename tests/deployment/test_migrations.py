"""A deployment goes back to the version before, but not its tables: that version has to run on the newer ones."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.models import NOT_PROVIDED, CharField, Field, IntegerField

from automation_suite import history

# Those after it can meet a version before them on a host.
_LAST_BEFORE_DEPLOYMENTS = "0006_incident_changes"
_FOLDER = Path(history.__file__).parent / "migrations"


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


def test_the_version_before_runs_on_newer_tables() -> None:
    names = sorted(path.stem for path in _FOLDER.glob("0*.py") if path.stem > _LAST_BEFORE_DEPLOYMENTS)
    modules = [importlib.import_module(f"automation_suite.history.migrations.{name}") for name in names]
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
