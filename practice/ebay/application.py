"""The practice eBay as a web application: who may call, what may be asked for, and who answers it."""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from practice import labels
from practice.contract import Contract, ContractError, Operation
from practice.ebay import (
    account,
    analytics,
    browse,
    control,
    faults,
    feedback,
    finances,
    inventory,
    limits_of_calls,
    media,
    offers,
    orders,
    taxonomy,
    tokens,
)
from practice.ebay.accounts import SELLER
from practice.ebay.asked import Answered, Asked, Handler
from practice.ebay.errors import EbayError, TokenError, broken
from practice.ebay.memory import Memory
from practice.ebay.shapes import Row

CONTRACT = Path(__file__).with_name("contract.yaml")
HANDLERS: dict[str, Handler] = {
    **account.HANDLERS, **analytics.HANDLERS, **browse.HANDLERS, **feedback.HANDLERS, **finances.HANDLERS,
    **inventory.HANDLERS, **limits_of_calls.HANDLERS, **media.HANDLERS, **offers.HANDLERS, **orders.HANDLERS,
    **taxonomy.HANDLERS,
}  # fmt: skip
_CODE_SECONDS = 299
Endpoint = Callable[[Request], Awaitable[Response]]


def application(folder: Path, scenarios: frozenset[str]) -> Starlette:
    """Return the practice eBay.

    Args:
        folder: In which it remembers.
        scenarios: Names of those that are on.
    """
    memory, contract = Memory(folder, scenarios), _contract()
    faults.at_start(memory)
    labels.export(folder, orders.packed(memory), memory.now)
    # Fixed parts of an address before parameters: "get_listing_fees" is no number of an offer.
    operations = sorted(contract.operations.values(), key=lambda operation: operation.path.count("{"))
    routes = [
        Route(operation.path, _endpoint(operation, contract, memory), methods=[operation.method]) for operation in operations
    ]
    token = Route("/identity/v1/oauth2/token", _token(memory), methods=["POST"])
    pages = [Route("/oauth2/authorize", _consent_page(memory)), Route("/practice/landed", _landed), token]
    unknown = Route("/{path:path}", _unknown(memory), methods=["GET", "PUT", "POST", "PATCH", "DELETE"])
    return Starlette(routes=[*pages, *_control(memory), *routes, unknown])


@functools.cache
def _contract() -> Contract:
    return Contract(CONTRACT)


def _endpoint(operation: Operation, contract: Contract, memory: Memory) -> Endpoint:
    async def answer(request: Request) -> Response:
        memory.calls[operation.name] += 1
        memory.groups[limits_of_calls.group_of(operation.path)] += 1
        try:
            answered = _whole(await _answered(operation, request, contract, memory))
        except EbayError as error:
            return _refusal(operation.name, error, memory)
        except ContractError as error:
            return _refusal(operation.name, broken(operation.path, error), memory)
        _note_rows(operation.name, answered, memory)
        faults.after(memory, operation, request)
        memory.write()
        return _response(answered)

    return answer


async def _answered(operation: Operation, request: Request, contract: Contract, memory: Memory) -> Row | Answered | None:
    tokens.check_scopes(memory, request.headers.get("authorization", ""), operation.security)
    faults.before(memory, operation)
    read = await contract.read(operation, request)
    asked = Asked(read, memory, request.headers, str(request.base_url).rstrip("/"))
    return HANDLERS[operation.name](asked)


def _whole(answer: Row | Answered | None) -> Answered:
    if isinstance(answer, Answered):
        return answer
    return Answered(HTTPStatus.OK, answer) if answer is not None else Answered(HTTPStatus.NO_CONTENT)


def _response(answered: Answered) -> Response:
    headers = dict(answered.headers)
    if answered.body is None:
        return Response(status_code=answered.status, headers=headers)
    return JSONResponse(answered.body, answered.status, headers)


def _refusal(name: str, error: EbayError, memory: Memory) -> Response:
    memory.note_refusal(name, error.status, error.sentence)
    memory.write()
    later = {"Retry-After": "1"} if error.status == HTTPStatus.TOO_MANY_REQUESTS else {}
    return JSONResponse(error.body, error.status, headers=later)


def _note_rows(name: str, answered: Answered, memory: Memory) -> None:
    """Remember the rows of a bulk call that were refused."""
    if answered.status == HTTPStatus.MULTI_STATUS:
        for row in answered.body["responses"]:
            for error in row.get("errors", ()):
                memory.note_refusal(name, row["statusCode"], error["message"])


def _unknown(memory: Memory) -> Endpoint:
    async def answer(request: Request) -> Response:
        error = EbayError(404, 2002, "Resource not found", "ACCESS")
        return _refusal(f"{request.method} {request.url.path}", error, memory)

    return answer


def _token(memory: Memory) -> Endpoint:
    async def answer(request: Request) -> Response:
        memory.calls["token"] += 1
        form = dict(parse_qsl((await request.body()).decode()))
        try:
            issued = tokens.issue(memory, request.headers.get("authorization", ""), form)
        except TokenError as error:
            memory.note_refusal("token", error.status, error.sentence)
            return JSONResponse(error.body, error.status)
        finally:
            memory.write()
        return JSONResponse(issued)

    return answer


def _consent_page(memory: Memory) -> Endpoint:
    """Show what the real page asks, without its looks; agreeing sends the seller to the place that the RuName stands for."""

    async def show(request: Request) -> Response:
        query = dict(request.query_params)
        if query.pop("agree", ""):
            try:
                code = tokens.code_for(memory, query)
            except TokenError as error:
                return JSONResponse(error.body, error.status)
            memory.write()
            landed = {"state": query.get("state", ""), "code": code, "expires_in": _CODE_SECONDS}
            return RedirectResponse(f"/practice/landed?{urlencode(landed)}", 302)
        link = f"/oauth2/authorize?{urlencode(query | {'agree': 'yes'})}".replace("&", "&amp;")
        return HTMLResponse(
            f"<!doctype html><title>Consent</title><h1>Grant an application access to {SELLER}?</h1>"
            f'<p><a href="{link}">Agree and Continue</a></p>'
        )

    return show


async def _landed(_request: Request) -> Response:
    return HTMLResponse("<!doctype html><title>Thank you</title><h1>Authorization successfully completed.</h1>")


def _control(memory: Memory) -> list[Route]:
    async def consent(_request: Request) -> Response:
        return _kept(control.consent(memory))

    async def state(_request: Request) -> Response:
        return JSONResponse(memory.report())

    async def happen(request: Request) -> Response:
        return _done(lambda what: control.happen(memory, what), await request.json())

    async def scenario(request: Request) -> Response:
        return _done(lambda what: control.behave(memory, what["scenario"]), await request.json())

    def _done(do: Callable[[Any], Row], what: Any) -> Response:
        try:
            return _kept(do(what))
        except EbayError as error:
            return JSONResponse(error.body, error.status)
        except (KeyError, TypeError, ValueError) as error:
            return JSONResponse(EbayError(400, 1, f"It cannot be read: {error}.", "PRACTICE").body, 400)

    def _kept(body: Any) -> Response:
        memory.write()
        return JSONResponse(body)

    return [
        Route("/practice/consent", consent),
        Route("/practice/state", state),
        Route("/practice/happen", happen, methods=["POST"]),
        Route("/practice/scenario", scenario, methods=["POST"]),
    ]
