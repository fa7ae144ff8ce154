"""One practice eBay for all tests that leave it as it was or make their own things in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.practice_ebay.seller import Seller, selling


@pytest.fixture(scope="module")
def seller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seller]:
    with selling(tmp_path_factory.mktemp("ebay")) as found:
        yield found
