"""An application that is made at its first request, because most rehearsals never call a platform's API."""

from __future__ import annotations

from collections.abc import Callable

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send


def later(make: Callable[[], ASGIApp]) -> Starlette:
    """Return an application that makes the real one at its first request."""
    made: list[ASGIApp] = []

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if not made:
            made.append(make())
        await made[0](scope, receive, send)

    return Starlette(routes=[Mount("/", app=answer)])
