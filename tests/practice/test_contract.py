"""A request that breaks the contract is refused with the place and the reason; one that keeps to it is read by its types."""

from __future__ import annotations

import json
from typing import Any

import anyio
import pytest
from starlette.requests import Request

from practice.contract import Contract, ContractError, Read

CONTRACT = """
openapi: 3.1.0
info: {title: Small, version: "1"}
paths:
  /shops/{shop}/things:
    parameters: [{$ref: "#/components/parameters/shop"}]
    get:
      operationId: things
      security: [{oauth: [read]}]
      parameters:
        - {name: limit, in: query, schema: {type: integer, minimum: 1, maximum: 100}}
        - {name: state, in: query, required: true, schema: {enum: [live, draft]}}
        - {name: X-Language, in: header, required: true, schema: {enum: [en, de]}}
      responses: {"200": {description: things}}
    post:
      operationId: makeThing
      requestBody:
        required: true
        content:
          application/json: &body
            schema:
              type: object
              required: [title]
              properties: {title: {type: string, maxLength: 5}, sizes: {type: array, items: {type: integer}}}
              additionalProperties: false
          application/x-www-form-urlencoded: *body
      responses: {"201": {description: made}}
components:
  parameters:
    shop: {name: shop, in: path, required: true, schema: {type: integer}}
"""


@pytest.fixture(scope="module")
def contract(tmp_path_factory: pytest.TempPathFactory) -> Contract:
    path = tmp_path_factory.mktemp("contract") / "contract.yaml"
    path.write_text(CONTRACT)
    return Contract(path)


def asked(contract: Contract, name: str, path: str, body: bytes = b"", **headers: str) -> Read:
    operation = contract.operations[name]
    path, _, query = path.partition("?")
    scope: dict[str, Any] = {
        "type": "http", "method": operation.method, "scheme": "http", "server": ("127.0.0.1", 80), "path": path,
        "query_string": query.encode(), "http_version": "1.1",
        "headers": [(key.lower().replace("_", "-").encode(), value.encode()) for key, value in headers.items()],
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    return anyio.run(contract.read, operation, Request(scope, receive))


def test_a_good_request_is_read_by_its_types(contract: Contract) -> None:
    read = asked(contract, "things", "/shops/7/things?limit=25&state=live", x_language="en")
    assert (dict(read.path), dict(read.query)) == ({"shop": 7}, {"limit": 25, "state": "live"})
    assert read.operation.security == [{"oauth": ["read"]}]


def test_a_good_body_is_read(contract: Contract) -> None:
    body = json.dumps({"title": "Mug", "sizes": [1, 2]}).encode()
    assert asked(contract, "makeThing", "/shops/7/things", body, content_type="application/json").body == {
        "title": "Mug", "sizes": [1, 2],
    }  # fmt: skip
    form = asked(contract, "makeThing", "/shops/7/things", b"title=Mug", content_type="application/x-www-form-urlencoded")
    assert form.body["title"] == "Mug"


@pytest.mark.parametrize(
    ("name", "path", "body", "headers", "where", "words"),
    [
        ("things", "/shops/x/things?state=live", b"", {"x_language": "en"}, "path", "shop"),
        ("things", "/shops/7/things", b"", {"x_language": "en"}, "query", "state"),
        ("things", "/shops/7/things?state=gone", b"", {"x_language": "en"}, "query", "'gone' is not one of"),
        ("things", "/shops/7/things?state=live&limit=101", b"", {"x_language": "en"}, "query", "101 is greater than"),
        ("things", "/shops/7/things?state=live&stat=x", b"", {"x_language": "en"}, "query", "There is no parameter stat."),
        ("things", "/shops/7/things?state=live", b"", {}, "header", "X-Language"),
        ("things", "/shops/7/things?state=live", b"", {"x_language": "fr"}, "header", "'fr' is not one of"),
        ("makeThing", "/shops/7/things", b"", {"content_type": "application/json"}, "body", "body"),
        ("makeThing", "/shops/7/things", b"{}", {"content_type": "application/json"}, "body", "'title' is a required"),
        (
            "makeThing",
            "/shops/7/things",
            b'{"title": 5}',
            {"content_type": "application/json"},
            "body",
            "title: 5 is not of",
        ),
        ("makeThing", "/shops/7/things", b'{"title": "abcdef"}', {"content_type": "application/json"}, "body", "too long"),
        ("makeThing", "/shops/7/things", b'{"title": "a", "x": 1}', {"content_type": "application/json"}, "body", "'x' was"),
        ("makeThing", "/shops/7/things", b"{", {"content_type": "application/json"}, "body", ""),
        ("makeThing", "/shops/7/things", b"{}", {"content_type": "text/plain"}, "media type", "text/plain"),
    ],
)
def test_what_breaks_the_contract_is_refused(
    contract: Contract, name: str, path: str, body: bytes, headers: dict[str, str], where: str, words: str
) -> None:
    with pytest.raises(ContractError) as refused:
        asked(contract, name, path, body, **headers)
    assert refused.value.where == where, refused.value.words
    assert words in refused.value.words
