"""A fresh desk for each test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from automation_suite.history.setup import migrate
from tests.plans.corner_shop import Shop


@pytest.fixture
def desk(tmp_path: Path) -> Callable[..., Any]:
    """Make a desk with limits, before a shop that has forgotten everything."""
    migrate()
    from tests.plans.desk import Desk, forget, job

    forget()

    def make(**limits: Any) -> Desk:
        return Desk(Shop(tmp_path / "shop.json"), job(**limits))

    return make
