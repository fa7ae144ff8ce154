"""An empty inventory for each test."""

from __future__ import annotations

import pytest

from automation_suite.history.setup import migrate


@pytest.fixture
def empty() -> None:
    """A database without items."""
    migrate()
    from tests.inventory.stock import forget

    forget()
