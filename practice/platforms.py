"""The platforms with an official API that the practice process serves beside the Poshmark shop, each on a port of its own.

A platform is a web application with its own state and its own scenarios, whose names begin with its name.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from starlette.applications import Starlette

from practice.ebay.scenarios import SCENARIOS as EBAY_SCENARIOS
from practice.etsy.scenarios import SCENARIOS as ETSY_SCENARIOS
from practice.later import later


@dataclass(frozen=True)
class Platform:
    """One platform.

    Attributes:
        name: ``ebay`` …; the key of its address in the line that ``serve`` prints.
        title: For people, and the group of its scenarios.
        scenarios: Name, which begins with ``<name>-``, and one sentence of each.
        application: Makes the application from the folder in which it remembers and the names of the scenarios that are on.
    """

    name: str
    title: str
    scenarios: Sequence[tuple[str, str]]
    application: Callable[[Path, frozenset[str]], Starlette]


def _later(module: str) -> Callable[[Path, frozenset[str]], Starlette]:
    """Return what makes the application of a module at its first request."""

    def made(folder: Path, scenarios: frozenset[str]) -> Starlette:
        return later(lambda: importlib.import_module(module).application(folder, scenarios))

    return made


PLATFORMS: tuple[Platform, ...] = (
    Platform("ebay", "eBay", EBAY_SCENARIOS, _later("practice.ebay.application")),
    Platform("etsy", "Etsy", ETSY_SCENARIOS, _later("practice.etsy.application")),
)
