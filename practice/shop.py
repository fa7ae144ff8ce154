"""The pages that a seller sees: login, feed, payout, confirmation, history, sales."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from practice import goods, pace
from practice.accounts import OTHER_BANK_LAST4, SELLER
from practice.world import CONFIRMED, OPEN, World

SESSION_COOKIE = "jwt"
GENERATIONS = ("layout-2025", "layout-2022", "layout-2020")
_SALES_PER_PAGE = 20
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=select_autoescape(), trim_blocks=True
)


def dollars(amount: Decimal) -> str:
    """Return an amount as the shop writes it."""
    return f"{'-' if amount < 0 else ''}${abs(amount):,.2f}"


_TEMPLATES.filters["dollars"] = dollars


def world_of(request: Request) -> World:
    """Return the world that a request plays in."""
    world: World = request.app.state.world
    return world


def logged_in(request: Request) -> bool:
    """Tell whether the request carries a session that is still good."""
    return request.cookies.get(SESSION_COOKIE) in world_of(request).memory.sessions


def render(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Draw a page in the layout of the scenario, with what every page needs."""
    world = world_of(request)
    content = _TEMPLATES.get_template(template).render(
        generation=_generation(world),
        scenarios=world.scenarios,
        delays=pace.for_scripts(world),
        logged_in=logged_in(request),
        seller=SELLER,
        tracker=request.app.state.tracker,
        goods=goods.LISTINGS,
        path=request.url.path,
        **values,
    )
    return HTMLResponse(content, status)


def seller_page(draw: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Let only a logged-in seller see a page; everybody else is sent to the login."""

    async def guarded(request: Request) -> Response:
        await pace.page(world_of(request))
        if not logged_in(request):
            return RedirectResponse(f"/login?redirect={request.url.path}", 302)
        return await draw(request)

    return guarded


async def home(request: Request) -> Response:
    """Send everybody to the feed."""
    return RedirectResponse("/feed", 302)


async def login(request: Request) -> Response:
    """Show the login form."""
    await pace.page(world_of(request))
    return render(request, "login.html")


async def log_out(request: Request) -> Response:
    """End the session."""
    world_of(request).end_sessions()
    return RedirectResponse("/login", 302)


@seller_page
async def feed(request: Request) -> Response:
    """Show what others sell."""
    return render(request, "feed.html", title="Feed")


@seller_page
async def payout_options(request: Request) -> Response:
    """Show the balance and the ways of being paid."""
    world = world_of(request)
    if world.has("page-moved"):
        return render(request, "missing.html", 404)
    if world.has("error-503-always") or world.once("error-503-once"):
        return render(request, "unavailable.html", 503)
    if world.has("maintenance"):
        return render(request, "maintenance.html")
    pending = [row for row in world.memory.redemptions if row.status == OPEN]
    return render(request, "payout_options.html", balance=world.shown_balance, pending=pending)


@seller_page
async def confirm_redeem(request: Request) -> Response:
    """Show what is about to be redeemed."""
    world = world_of(request)
    row = world.redemption(request.query_params.get("redemption_id", ""))
    if row is None or row.status != OPEN:
        return RedirectResponse("/account/payout-options", 302)
    return render(
        request,
        "confirm_redeem.html",
        redemption=row,
        amount=Decimal("50.00") if world.has("other-amount") else Decimal(row.amount),
        method="Instant Transfer" if world.has("other-method") else "Bank Direct Deposit",
        method_value="instant" if world.has("other-method") else "ach",
        bank_last4=OTHER_BANK_LAST4 if world.has("other-bank") else SELLER.bank_last4,
    )


# invented: nobody has described a page with the redemptions of the past.
@seller_page
async def redemption_history(request: Request) -> Response:
    """List the redemptions of the past."""
    world = world_of(request)
    if world.has("no-history"):
        return render(request, "missing.html", 404)
    rows = [row for row in reversed(world.memory.redemptions) if row.status == CONFIRMED]
    return render(request, "redemption_history.html", rows=rows)


@seller_page
async def sales(request: Request) -> Response:
    """List the sales, page by page. The button to the next page stays enabled on the last one."""
    world = world_of(request)
    sold = _sold(world)
    last_page = max(0, len(sold) - 1) // _SALES_PER_PAGE + 1
    number = min(max(1, int(request.query_params.get("page", "1"))), last_page)
    start = (number - 1) * _SALES_PER_PAGE
    rows = sold[start : start + _SALES_PER_PAGE]
    return render(
        request, "sales.html", rows=rows, first=min(start + 1, len(sold)), last=start + len(rows), number=number,
        total=len(sold) + world.has("sales-miscounted"),
    )  # fmt: skip


@seller_page
async def closet_stats(request: Request) -> Response:
    """Show what the shop counts for the closet."""
    return render(request, "closet_stats.html", figures=goods.closet_figures())


def _sold(world: World) -> list[goods.Sale]:
    """Return what was sold, the newest first; one more comes while somebody turns the pages."""
    if world.has("sales-none"):
        return []
    return goods.SALES[1:] if world.once("sales-grow") else goods.SALES


def _generation(world: World) -> str:
    if world.has("layout-mixed"):
        return random.choice(GENERATIONS)
    return next((name for name in GENERATIONS if world.has(name)), GENERATIONS[0])


ROUTES = [
    Route("/", home),
    Route("/login", login),
    Route("/logout", log_out),
    Route("/feed", feed),
    Route("/account/payout-options", payout_options),
    Route("/account/confirm_redeem", confirm_redeem),
    Route("/account/redemption-history", redemption_history),
    Route("/order/sales", sales),
    Route("/users/self/closet_stats", closet_stats),
]
