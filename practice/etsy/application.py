"""The practice Etsy as a web application: who may call, what may be asked for, and who answers it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from practice import labels
from practice.contract import Contract, ContractError, Operation
from practice.etsy import control, faults, happenings, images, inventory, listings, market, orders, shops, tokens
from practice.etsy.accounts import REDIRECT_URL, SHOP_NAME
from practice.etsy.asked import Asked, Handler
from practice.etsy.currency import in_currency
from practice.etsy.errors import EtsyError
from practice.etsy.limits_of_calls import LimitsOfCalls
from practice.etsy.memory import Memory
from practice.etsy.shapes import Row

CONTRACT = Path(__file__).with_name("contract.yaml")
HANDLERS: dict[str, Handler] = {
    **shops.HANDLERS, **listings.HANDLERS, **images.HANDLERS, **inventory.HANDLERS, **orders.HANDLERS, **market.HANDLERS,
}  # fmt: skip
_CREATED = ("createDraftListing", "uploadListingImage")
Endpoint = Callable[[Request], Awaitable[Response]]


def application(folder: Path, scenarios: frozenset[str]) -> Starlette:
    """Return the practice Etsy.

    Args:
        folder: In which it remembers.
        scenarios: Names of those that are on.
    """
    memory, contract, limits = Memory(folder, scenarios), _contract(), LimitsOfCalls()
    faults.at_start(memory)
    labels.export(folder, orders.packed(memory), datetime.fromtimestamp(memory.now, UTC))
    # Fixed parts of an address before parameters: "active" is no number of a listing.
    operations = sorted(contract.operations.values(), key=lambda operation: operation.path.count("{"))
    routes = [
        Route(operation.path, _endpoint(operation, contract, memory, limits), methods=[operation.method])
        for operation in operations
    ]
    unknown = Route("/{path:path}", _unknown(memory), methods=["GET", "PUT", "POST", "PATCH", "DELETE"])
    return Starlette(routes=[Route("/oauth/connect", _consent_page(memory)), *_control(memory), *routes, unknown])


@cache
def _contract() -> Contract:
    return Contract(CONTRACT)


def _endpoint(operation: Operation, contract: Contract, memory: Memory, limits: LimitsOfCalls) -> Endpoint:
    async def answer(request: Request) -> Response:
        memory.note_call(operation.name)
        try:
            body = await _answered(operation, request, contract, memory, limits)
        except EtsyError as error:
            return _refusal(operation.name, error, memory, limits)
        except ContractError as error:
            return _refusal(operation.name, EtsyError(400, error.words), memory, limits)
        faults.after(memory, operation, request)
        if body is None:
            return Response(status_code=HTTPStatus.NO_CONTENT, headers=limits.headers)
        status = HTTPStatus.CREATED if operation.name in _CREATED else HTTPStatus.OK
        return JSONResponse(in_currency(body, memory.scenarios), status, headers=limits.headers)

    return answer


async def _answered(
    operation: Operation, request: Request, contract: Contract, memory: Memory, limits: LimitsOfCalls
) -> Any:
    if operation.name != "token":
        tokens.check_key(request.headers.get("x-api-key", ""))
        limits.count()
        faults.before(memory, operation)
        tokens.check_scopes(memory, request.headers.get("authorization", ""), operation.security)
    asked = Asked(await contract.read(operation, request), memory)
    return tokens.issue(memory, asked.body) if operation.name == "token" else HANDLERS[operation.name](asked)


def _refusal(name: str, error: EtsyError, memory: Memory, limits: LimitsOfCalls) -> Response:
    memory.note_refusal(name, error.status, error.error)
    later = {"Retry-After": str(error.retry_after)} if error.retry_after else {}
    return JSONResponse(error.body, error.status, headers={**limits.headers, **later})


def _unknown(memory: Memory) -> Endpoint:
    async def answer(request: Request) -> Response:
        error = EtsyError(404, "Resource not found")
        memory.note_refusal(f"{request.method} {request.url.path}", error.status, error.error)
        return JSONResponse(error.body, error.status)

    return answer


def _consent_page(memory: Memory) -> Endpoint:
    """Show what the real page asks, without its looks; agreeing sends the seller back with a code."""

    async def show(request: Request) -> Response:
        query = dict(request.query_params)
        if query.pop("agree", ""):
            try:
                code = tokens.code_for(memory, query)
            except EtsyError as error:
                return JSONResponse(error.body, error.status)
            return RedirectResponse(f"{REDIRECT_URL}?{urlencode({'code': code, 'state': query['state']})}", 302)
        link = f"/oauth/connect?{urlencode(query | {'agree': 'yes'})}".replace("&", "&amp;")
        return HTMLResponse(
            f"<!doctype html><title>Consent</title><h1>An application would like to work for {SHOP_NAME}</h1>"
            f'<p><a href="{link}">Grant access</a></p>'
        )

    return show


def _control(memory: Memory) -> list[Route]:
    async def consent(_request: Request) -> Response:
        return JSONResponse(control.consent(memory))

    async def state(_request: Request) -> Response:
        return JSONResponse(memory.report())

    async def history(_request: Request) -> Response:
        return JSONResponse(control.history(memory))

    async def happen(request: Request) -> Response:
        return _told(happenings.happen, memory, await request.json())

    async def behave(request: Request) -> Response:
        return _told(control.behave, memory, (await request.json())["scenario"])

    async def reset(_request: Request) -> Response:
        memory.reset()
        return JSONResponse({})

    return [
        Route("/practice/consent", consent),
        Route("/practice/state", state),
        Route("/practice/history", history),
        Route("/practice/happen", happen, methods=["POST"]),
        Route("/practice/reset", reset, methods=["POST"]),
        Route("/practice/scenario", behave, methods=["POST"]),
    ]


def _told(do: Callable[[Memory, Any], Row], memory: Memory, what: Any) -> Response:
    try:
        return JSONResponse(do(memory, what))
    except EtsyError as error:
        return JSONResponse(error.body, error.status)
