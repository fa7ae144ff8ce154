"""The practice eBay and Etsy with thousands of listings, which write down what they are asked and what they answer.

They are the practice platforms themselves, which check every request against the contract. Only what they would write to
the disk after each change is left out: with so many listings that takes longer than everything else.
"""

from __future__ import annotations

import contextlib
import random
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest import mock

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from benchmarks.recorded import Asked
from practice.ebay import application as ebay_application
from practice.ebay import control as ebay_control
from practice.ebay.memory import Memory as EbayMemory
from practice.etsy import application as etsy_application
from practice.etsy import happenings
from practice.etsy.memory import Memory as EtsyMemory

# As in the simulated month of ``oversells``: most of what a reseller has is there once.
_SINGLE = 0.7
_CONTROL = "/practice/"
# What the practice sellers have of their own, which makes room for the stock.
_EBAY_TABLES = ("items", "offers", "orders")
_ETSY_TABLES = ("listings", "inventories", "images", "receipts")


@dataclass(frozen=True)
class Piece:
    """One thing that is listed on both platforms."""

    sku: str
    title: str
    quantity: int


@dataclass
class LargeShops:
    """The running platforms.

    Attributes:
        addresses: By name of the platform.
        asked: Every request since ``forget``, as it was answered.
    """

    ebay: EbayMemory
    etsy: EtsyMemory
    addresses: dict[str, str] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def taken(self) -> list[Asked]:
        """Return what was asked since the last time."""
        taken, self.asked[:] = list(self.asked), []
        return taken

    def sell_on_ebay(self, piece: Piece) -> None:
        """Let somebody buy one piece on eBay."""
        ebay_control.happen(self.ebay, {"what": "sale", "sku": piece.sku})

    def sell_on_etsy(self, piece: Piece) -> None:
        """Let somebody buy one piece on Etsy."""
        happenings.happen(self.etsy, {"what": "sale", "sku": piece.sku})


class _EbayWithoutDisk(EbayMemory):
    def write(self) -> None:
        """Write nothing."""


class _EtsyWithoutDisk(EtsyMemory):
    def write(self) -> None:
        """Write nothing."""

    def _write_counts(self) -> None:
        """Write nothing."""


class _Recorder:
    """Passes requests on to a platform, and keeps them with their answers."""

    def __init__(self, platform: str, app: ASGIApp, kept: list[Asked]) -> None:
        self._platform, self._app, self._kept = platform, app, kept

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_CONTROL):
            await self._app(scope, receive, send)
            return
        body, answer, start = bytearray(), bytearray(), dict[str, Message]()

        async def received() -> Message:
            message = await receive()
            body.extend(message.get("body", b""))
            return message

        async def sent(message: Message) -> None:
            start.setdefault("start", message)
            answer.extend(message.get("body", b""))
            await send(message)

        await self._app(scope, received, sent)
        query = f"?{scope['query_string'].decode()}" if scope["query_string"] else ""
        path, begun = scope["raw_path"].decode().partition("?")[0], start["start"]
        self._kept.append(Asked(
            self._platform, scope["method"], f"{path}{query}", _texts(scope["headers"]), bytes(body), begun["status"],
            _texts(begun["headers"]), bytes(answer),
        ))  # fmt: skip


def pieces(number: int, sold_out: int) -> list[Piece]:
    """Return what is in stock, and behind it what was sold out long ago; the same for the same numbers."""
    chances = random.Random(number)
    quantities = [1 if chances.random() < _SINGLE else chances.randint(2, 4) for _ in range(number)] + [0] * sold_out
    return [Piece(f"A-{place:05d}", f"Wool coat number {place}", each) for place, each in enumerate(quantities, 1)]


@contextlib.contextmanager
def large_shops(folder: Path, stock: list[Piece]) -> Iterator[LargeShops]:
    """Run both platforms for as long as the block lasts, with all of the stock on both."""
    shops = LargeShops(_filled_ebay(folder / "ebay", stock), _filled_etsy(folder / "etsy", stock))
    apps = {"ebay": _app(ebay_application, shops.ebay, folder), "etsy": _app(etsy_application, shops.etsy, folder)}
    with contextlib.ExitStack() as stack:
        for name, app in apps.items():
            shops.addresses[name] = stack.enter_context(_served(_Recorder(name, app, shops.asked)))
        yield shops


def _filled_ebay(folder: Path, stock: list[Piece]) -> EbayMemory:
    memory = _EbayWithoutDisk(folder, frozenset())
    for table in _EBAY_TABLES:
        memory.table(table).clear()
    goods = [{"sku": piece.sku, "title": piece.title, "quantity": piece.quantity} for piece in stock]
    ebay_control.happen(memory, {"what": "list", "goods": goods})
    return memory


def _filled_etsy(folder: Path, stock: list[Piece]) -> EtsyMemory:
    memory = _EtsyWithoutDisk(folder, frozenset())
    for table in _ETSY_TABLES:
        memory.table(table).clear()
    for piece in stock:
        # Etsy's list of what is active no longer has what was sold out long ago; eBay's list of items goes on having it.
        if piece.quantity == 0:
            continue
        listed = {"sku": piece.sku, "title": piece.title, "quantity": piece.quantity, "price": "25.00"}
        happenings.happen(memory, {"what": "list", **listed})
    return memory


def _app(module: object, memory: EbayMemory | EtsyMemory, folder: Path) -> Starlette:
    # The platform makes its memory itself, from a folder.
    with mock.patch.object(module, "Memory", return_value=memory):
        app: Starlette = vars(module)["application"](folder, frozenset())
    return app


@contextlib.contextmanager
def _served(app: ASGIApp) -> Iterator[str]:
    # asyncio lets small answers leave at once only where the protocol is named; otherwise each waits for 40 ms.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=10)


def _texts(headers: list[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode().lower(): value.decode() for name, value in headers}
