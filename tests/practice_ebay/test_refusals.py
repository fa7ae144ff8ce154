"""Whatever is sent to whichever operation, the answer keeps eBay's shape: no call breaks the practice eBay itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from practice.contract import Contract, Operation
from practice.ebay.application import CONTRACT
from tests.practice_ebay.seller import Seller

OPERATIONS = Contract(CONTRACT).operations
HEADERS = {"X-EBAY-C-MARKETPLACE-ID": "EBAY_US", "Content-Language": "en-US"}
# What somebody may write by mistake into a parameter or a field.
NONSENSE: tuple[Any, ...] = ("", "]{", "x:{1", "price:[..],x", "-1", "é" * 600, "creationdate:[a..b]", "date_range:[1..2]")
BODIES: tuple[Any, ...] = (
    None, [], "x", 7, {}, {"requests": []}, {"requests": [{}]}, {"requests": [{"sku": None}]}, {"offers": [{"offerId": ""}]},
    {"lineItems": [{"lineItemId": "x", "quantity": 9}], "trackingNumber": "1", "shippingCarrierCode": "x"},
    {"requests": [{"offerId": "x"}, {"offerId": "x"}]}, {"requests": [{"sku": "x"}] * 2},
)  # fmt: skip


def path_of(operation: Operation) -> str:
    return re.sub(r"\{[^}]*\}", "x", operation.path)


def tries(operation: Operation) -> Iterator[dict[str, Any]]:
    for value in NONSENSE:
        yield {"params": dict.fromkeys(operation.query, value)}
        for name in operation.query:
            yield {"params": {name: value}}
    for body in BODIES if operation.method != "GET" else ():
        yield {"json": body}


def check(answer: requests.Response) -> None:
    if answer.status_code >= 400:
        assert answer.status_code < 500, answer.text
        for error in answer.json()["errors"]:
            assert {"errorId", "domain", "category", "message", "longMessage", "parameters"} <= error.keys()
            assert isinstance(error["errorId"], int)


@pytest.mark.parametrize("name", OPERATIONS)
def test_nonsense_is_refused_in_ebays_shape(seller: Seller, name: str) -> None:
    operation = OPERATIONS[name]
    for how in tries(operation):
        check(seller.request(operation.method, path_of(operation), headers=HEADERS, **how))


@pytest.mark.parametrize("name", OPERATIONS)
def test_no_operation_is_open_to_everybody(seller: Seller, name: str) -> None:
    operation = OPERATIONS[name]
    answer = requests.request(operation.method, seller.base + path_of(operation), timeout=5)
    assert (answer.status_code, answer.json()["errors"][0]["errorId"]) == (401, 1002)


def test_what_does_not_exist_is_refused_and_noted(seller: Seller) -> None:
    answer = seller.delete("/sell/inventory/v1/offer/1")
    assert answer.status_code in (404, 405)
    assert seller.get("/sell/none/v1/x").json()["errors"][0]["errorId"] == 2002
    state = seller.state
    assert state["refused"][-1]["operation"] == "GET /sell/none/v1/x"
    assert state["refusals"]["GET /sell/none/v1/x"] == 1
