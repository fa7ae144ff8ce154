"""What the site answers to its own scripts and forms: logging in, and the requests that move money.

invented: the addresses below ``/vm-rest`` and the shapes of their answers; nobody has described them.
"""

from __future__ import annotations

import asyncio
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from practice import pace
from practice.accounts import SELLER
from practice.mail import Mail
from practice.shop import SESSION_COOKIE, logged_in, world_of
from practice.world import Redemption, World

_HANG_SECONDS = 600
_INVALID = "Invalid Username or Password"


async def log_in(request: Request) -> Response:
    """Check a user name and a password."""
    world = world_of(request)
    await pace.answer(world)
    typed = await request.json()
    world.note_request("POST", request.url.path)
    if world.has("login-hangs"):
        await asyncio.sleep(_HANG_SECONDS)
    if world.has("rate-limit"):
        return JSONResponse({"error": "Too many attempts. Please try again later."}, 429)
    if world.has("captcha-refused"):
        return JSONResponse({"error": "Invalid captcha"}, 403)
    if not _is_seller(world, typed):
        world.record("login refused")
        return JSONResponse({"error": _INVALID}, 400)
    if world.has("one-time-code", "code-late", "code-decoys", "code-by-sms", "code-rejected"):
        return await _ask_for_code(request)
    return _with_session(world)


async def enter_code(request: Request) -> Response:
    """Check a one-time code."""
    world = world_of(request)
    await pace.answer(world)
    typed = await request.json()
    expected = world.memory.pending_logins.get(request.cookies.get("login", ""))
    world.note_request("POST", request.url.path)
    if world.has("code-rejected") or expected is None or typed.get("code") != expected:
        world.record("code refused")
        return JSONResponse({"error": "This code is not valid."}, 400)
    return _with_session(world)


async def open_redemption(request: Request) -> Response:
    """Open a redemption; it still has to be confirmed."""
    world = world_of(request)
    await pace.answer(world)
    world.note_request("POST", request.url.path)
    if world.once("session-ends"):
        world.end_sessions()
    if not logged_in(request):
        return JSONResponse({"login": True}, 401)
    row = world.create_redemption((await request.json())["method"])
    return JSONResponse({"id": row.id})


async def confirm(request: Request) -> Response:
    """Confirm a redemption: this is the request that moves the money, and it does so each time."""
    world = world_of(request)
    row = world.redemption(request.path_params["identifier"])
    world.note_request("POST", request.url.path)
    if row is None or not logged_in(request):
        return JSONResponse({"error": "There is no such redemption."}, 404)
    row.confirm_requests += 1
    moves = not world.has("break-not-moved", "hang-not-moved", "error-500-not-moved", "success-words-only", "declined")
    if moves:
        world.pay(row)
    return await _answer_to_confirmation(request, world, row)


async def count_visit(request: Request) -> Response:
    """Take a beacon that counts visits."""
    world_of(request).note_request("POST", request.url.path)
    return Response(status_code=204)


async def note_danger(request: Request) -> Response:
    """Remember that a button was pressed which no machine should press."""
    world_of(request).record("danger", label=(await request.json())["label"])
    return Response(status_code=204)


async def _answer_to_confirmation(request: Request, world: World, row: Redemption) -> Response:
    if world.has("break-moved", "break-not-moved"):
        # Starlette has no word for it: uvicorn's own object behind the request holds the connection.
        cast("Any", request.receive).__self__.transport.abort()
    if world.has("hang-moved", "hang-not-moved"):
        await asyncio.sleep(_HANG_SECONDS)
    if world.has("error-500-moved", "error-500-not-moved"):
        return JSONResponse({"error": "Something went wrong."}, 500)
    await pace.answer(world)
    if world.has("declined"):
        return JSONResponse({"error": "We could not process your request."}, 422)
    if "form" in request.headers.get("content-type", ""):
        return HTMLResponse("<title>Redeemed</title><p>Your money is on the way!</p>")
    return JSONResponse({"status": "ok", "id": row.id})


async def _ask_for_code(request: Request) -> Response:
    key, code = world_of(request).ask_for_code()
    mail: Mail = request.app.state.mail
    request.app.state.letters.add(asyncio.create_task(mail.send_code(code)))
    answer = JSONResponse({"code": True})
    answer.set_cookie("login", key, httponly=True)
    return answer


def _is_seller(world: World, typed: dict[str, str]) -> bool:
    names = {SELLER.user_name} if world.has("username-only") else {SELLER.user_name, SELLER.email}
    right = typed.get("user") in names and typed.get("password") == SELLER.password
    return right and not world.has("wrong-password")


def _with_session(world: World) -> Response:
    answer = JSONResponse({"ok": True})
    answer.set_cookie(SESSION_COOKIE, world.start_session(), max_age=30 * 86400, httponly=True)
    answer.set_cookie("ui", "practice", max_age=30 * 86400)
    return answer


ROUTES = [
    Route("/vm-rest/auth/login", log_in, methods=["POST"]),
    Route("/vm-rest/auth/code", enter_code, methods=["POST"]),
    Route("/vm-rest/redemptions", open_redemption, methods=["POST"]),
    Route("/vm-rest/redemptions/{identifier}/confirm", confirm, methods=["POST"]),
    Route("/analytics/track", count_visit, methods=["POST"]),
    Route("/practice/danger", note_danger, methods=["POST"]),
]
