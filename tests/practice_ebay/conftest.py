"""One practice eBay for all tests of a file, which leave it as it was or make their own things in it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from practice.ebay.accounts import BASE_SCOPE
from tests.practice_ebay.plain_calls import PlainCalls
from tests.practice_ebay.seller import Seller, selling


@pytest.fixture(scope="module")
def seller(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seller]:
    with selling(tmp_path_factory.mktemp("ebay")) as found:
        yield found


@pytest.fixture(scope="module")
def calls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlainCalls]:
    with selling(tmp_path_factory.mktemp("ebay")) as seller:
        application = seller.token(grant_type="client_credentials", scope=BASE_SCOPE).json()["access_token"]
        yield PlainCalls(seller, f"Bearer {application}")
