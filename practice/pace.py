"""How slow the practice site is: like a real shop, unless a scenario says otherwise."""

from __future__ import annotations

import asyncio
import random

from practice.world import World

_PAGE_SECONDS = (0.25, 0.70)
_ANSWER_SECONDS = (0.20, 0.50)
_SLOW_PAGE_SECONDS = 3.0
# In the browser: how long scripts take to wake up, and how long the spinner turns.
_WAKE_MILLISECONDS = 150
_SPINNER_MILLISECONDS = 400


async def page(world: World) -> None:
    """Wait as long as a page takes."""
    if world.has("slow"):
        await asyncio.sleep(_SLOW_PAGE_SECONDS)
    elif not world.has("instant"):
        await asyncio.sleep(random.uniform(*_PAGE_SECONDS))


async def answer(world: World) -> None:
    """Wait as long as an answer to a script takes."""
    if not world.has("instant"):
        await asyncio.sleep(random.uniform(*_ANSWER_SECONDS))


def for_scripts(world: World) -> dict[str, int]:
    """Return the delays of the page's own scripts, in milliseconds."""
    instant = world.has("instant")
    return {"wake": 0 if instant else _WAKE_MILLISECONDS, "spinner": 20 if instant else _SPINNER_MILLISECONDS}
