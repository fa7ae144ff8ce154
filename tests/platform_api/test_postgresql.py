"""What machines share through PostgreSQL: budgets, counted by the server's clock."""

from __future__ import annotations

import psycopg

from tests.deployment.test_postgresql import database, migrate, pytestmark
from tests.platform_api.test_budgets import most_in, turns

__all__ = ["database", "pytestmark"]


def test_processes_share_the_budgets_of_a_server(database: str) -> None:
    assert migrate(database).returncode == 0
    assert len(turns(8, 30, 86_400, 6, database)) == 30
    with psycopg.connect(database.replace("postgres://web@", "postgresql://web@"), autocommit=True) as there:
        there.execute("DELETE FROM automation_calls_callbudget")
    moments = turns(6, 40, 1, 12, database)
    assert len(moments) == 72
    assert most_in(moments, 1) <= 40
