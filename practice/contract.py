"""Checking requests against the contract of a platform, so that practice refuses what the real service would refuse.

A contract is an OpenAPI document written for this project. openapi-core checks path, parameters and body; here stands what
it leaves to its user: parameters and fields of forms that nobody knows, and the words for what is wrong. Who may call at
all is the platform's own business, because tokens and scopes are different everywhere.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import yaml
from openapi_core import OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.exceptions import OpenAPIError
from openapi_core.templating.media_types.exceptions import MediaTypeNotFound
from openapi_core.validation.schemas.exceptions import InvalidSchemaValue
from starlette.requests import Request
from werkzeug.datastructures import Headers, ImmutableMultiDict

_FORM = "application/x-www-form-urlencoded"
_METHODS = ("get", "put", "post", "delete", "patch")


@dataclass(frozen=True)
class Operation:
    """One thing that can be asked for.

    Attributes:
        name: Its ``operationId``.
        method: Of HTTP, in capitals.
        path: With its parameters in braces.
        security: What it needs: each entry is one sufficient way, with the scopes by the name of the scheme.
        query: Names of its parameters behind the question mark.
        form: Names of the fields of its form; none when it takes none.
    """

    name: str
    method: str
    path: str
    security: Sequence[Mapping[str, Sequence[str]]]
    query: frozenset[str]
    form: frozenset[str] | None


@dataclass(frozen=True)
class Read:
    """A request that keeps to the contract.

    Attributes:
        operation: What it asks for.
        path: Parameters in the path, as the types that the contract names.
        query: The same behind the question mark.
        body: What the body holds; none without one.
    """

    operation: Operation
    path: Mapping[str, Any]
    query: Mapping[str, Any]
    body: Any


class ContractError(Exception):
    """A request breaks the contract.

    Args:
        where: ``path``, ``query``, ``header``, ``body`` or ``media type``.
        name: Of the parameter or field; empty when it is about the whole.
        words: What is wrong, in one plain sentence.
    """

    def __init__(self, where: str, name: str, words: str) -> None:
        super().__init__(words)
        self.where, self.name, self.words = where, name, words


@dataclass
class _Received:
    """A request as openapi-core wants it."""

    host_url: str
    path: str
    method: str
    body: bytes | None
    content_type: str
    parameters: RequestParameters = field(default_factory=RequestParameters)


class Contract:
    """The contract of one platform.

    Args:
        path: The OpenAPI document, as YAML.
    """

    def __init__(self, path: Path) -> None:
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        self.operations = {operation.name: operation for operation in _operations(document)}
        self._openapi = OpenAPI.from_dict(_without_security(document))

    async def read(self, operation: Operation, request: Request) -> Read:
        """Return what a request holds.

        Raises:
            ContractError: It breaks the contract.
        """
        unknown = sorted(set(request.query_params) - operation.query)
        if unknown:
            raise ContractError("query", unknown[0], f"There is no parameter {unknown[0]}.")
        body = await request.body()
        if operation.form is not None and request.headers.get("content-type", "").startswith(_FORM):
            strange = sorted(parse_qs(body.decode(), keep_blank_values=True).keys() - operation.form)
            if strange:
                raise ContractError("body", strange[0], f"There is no field {strange[0]}.")
        received = _Received(
            host_url=f"{request.url.scheme}://{request.url.netloc}",
            path=request.url.path,
            method=request.method.lower(),
            body=body or None,
            content_type=request.headers.get("content-type", ""),
            parameters=RequestParameters(
                query=ImmutableMultiDict(request.query_params.multi_items()), header=Headers(request.headers.items())
            ),
        )
        result = self._openapi.unmarshal_request(received)
        for error in result.errors:
            raise _explained(error)
        return Read(operation, result.parameters.path, result.parameters.query, result.body)


def _operations(document: Mapping[str, Any]) -> Iterator[Operation]:
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                asked = item[method]
                given = [_resolved(document, entry) for entry in (*item.get("parameters", ()), *asked.get("parameters", ()))]
                yield Operation(
                    name=asked["operationId"],
                    method=method.upper(),
                    path=path,
                    security=asked.get("security", document.get("security", ())),
                    query=frozenset(entry["name"] for entry in given if entry["in"] == "query"),
                    form=_form_of(document, asked),
                )


def _form_of(document: Mapping[str, Any], asked: Mapping[str, Any]) -> frozenset[str] | None:
    content = _resolved(document, asked.get("requestBody", {})).get("content", {})
    return frozenset(_resolved(document, content[_FORM]["schema"])["properties"]) if _FORM in content else None


def _resolved(document: Mapping[str, Any], entry: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Any = document
    for name in entry["$ref"].removeprefix("#/").split("/") if "$ref" in entry else ():
        found = found[name]
    return found if "$ref" in entry else entry


def _without_security(document: Mapping[str, Any]) -> dict[str, Any]:
    plain = copy.deepcopy(dict(document))
    plain.pop("security", None)
    for item in plain["paths"].values():
        for method in _METHODS:
            item.get(method, {}).pop("security", None)
    return plain


def _explained(error: OpenAPIError) -> ContractError:
    """Return what is wrong in words: the first thing that a schema does not allow, or else what openapi-core says."""
    name, where = str(getattr(error, "name", "")), str(getattr(error, "location", "body"))
    cause = error.__cause__
    if isinstance(cause, InvalidSchemaValue):
        found: Sequence[Any] = list(cause.schema_errors)
        first = min(found, key=lambda each: [str(part) for part in each.absolute_path])
        inside = ".".join(str(part) for part in first.absolute_path)
        return ContractError(where, name or inside, f"{name or inside or 'The body'}: {first.message}.")
    if isinstance(cause, MediaTypeNotFound):
        return ContractError("media type", "", f"{cause}.")
    return ContractError(where, name, f"{name}: {cause}." if name and cause else f"{cause or error}.")
