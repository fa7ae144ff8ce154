"""A practice Etsy of its own for each test, and the owner of its shop."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.platform_owner import PlatformOwner, owner_of
from tests.practice_server import practice_site


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[PlatformOwner]:
    """The owner of the practice shop, who has given consent."""
    with practice_site(tmp_path / "site") as server:
        server.behave("instant")
        (tmp_path / "owner").mkdir()
        yield owner_of("etsy", tmp_path / "owner", server)
