"""An empty list for each test."""

from __future__ import annotations

import pytest

from automation_suite.history.setup import migrate


@pytest.fixture
def nothing_to_do(history: None) -> None:
    """A database without to-dos."""
    migrate()
    from automation_suite.to_dos.models import ToDo

    ToDo.objects.all().delete()
