"""The least number of requests, and the server that gives recorded answers again."""

from __future__ import annotations

import pytest
import requests

from benchmarks import least_requests
from benchmarks.least_requests import Shops
from benchmarks.recorded import Asked, answering

_NOTHING_NEW = Shops(items=10_000, orders=0, changed_on_ebay=0, listings=10_000, receipts=0, changed_on_etsy=0)


@pytest.mark.parametrize(
    ("shops", "ebay", "etsy"),
    [
        # 50 pages of 200 items or 100 of 100 listings, and one page of sales of each platform.
        (_NOTHING_NEW, 52, 102),
        (Shops(10_000, 200, 100, 10_000, 100, 100), 56, 202),
        # One more than fits costs a call more, whatever it is one more of.
        (Shops(10_001, 200, 101, 10_000, 100, 101), 58, 203),
        (Shops(10_000, 201, 100, 10_001, 101, 100), 58, 205),
        # Even an empty shop has to be asked.
        (Shops(0, 0, 0, 0, 0, 0), 3, 3),
    ],
)
def test_the_least_follows_from_pages_and_rows(shops: Shops, ebay: int, etsy: int) -> None:
    assert (least_requests.on_ebay(shops), least_requests.on_etsy(shops)) == (ebay, etsy)


def _asked(path: str, answer: bytes) -> Asked:
    headers = {"content-type": "application/json", "content-length": "999", "x-limit-per-second": "5"}
    return Asked("etsy", "GET", path, {}, b"", 200, headers, answer)


def test_recorded_answers_come_in_their_order_and_everything_else_is_strange() -> None:
    with answering() as server:
        server.begin([_asked("/list?from=1", b"[1]"), _asked("/list?from=2", b"[2]")], 0)
        answers = [requests.get(f"{server.address}/list?from=9", timeout=10) for _ in range(3)]
        assert [answer.content for answer in answers] == [b"[1]", b"[2]", b"{}"]
        assert [answer.status_code for answer in answers] == [200, 200, 404]
        # Nobody waits for a turn there.
        assert int(answers[0].headers["x-limit-per-second"]) > 1000
        assert server.count == 3
        assert server.strange == ["GET /list?from=9"]
        server.begin([_asked("/list", b"[1]")], 0)
        assert requests.get(f"{server.address}/list", timeout=10).content == b"[1]"
        assert (server.count, server.strange) == (1, [])
