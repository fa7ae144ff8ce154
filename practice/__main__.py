"""The practice site as a program: ``python -m practice serve`` and ``python -m practice scenarios``."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import logging
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import uvicorn
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from practice import answers, control, shop
from practice.mail import Mail
from practice.platforms import PLATFORMS, Platform
from practice.scenarios import SCENARIOS, UnknownScenarioError
from practice.world import World


def application(world: World, tracker: str) -> Starlette:
    """Return the web application of the practice site.

    Args:
        world: Its state.
        tracker: Address of another site, to which pages send beacons that count visits.
    """
    mail = Mail(world)

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await mail.start()
        await mail.prepare()
        yield
        await mail.stop()

    static = Mount("/static", StaticFiles(directory=Path(__file__).parent / "static"))
    app = Starlette(routes=[*shop.ROUTES, *answers.ROUTES, *control.ROUTES, static], lifespan=lifespan)
    app.state.world, app.state.mail, app.state.tracker, app.state.letters = world, mail, tracker, set()
    return app


async def serve(world: World, host: str, port: int, until_stdin_closes: bool) -> None:
    """Serve until a signal comes or the parent is gone, and print one line of JSON when ready."""
    listener, tracker = _listen(host, port), _listen(host, 0)
    app = application(world, f"http://{_address(tracker)}")
    platforms = {platform.name: _listen(host, 0) for platform in PLATFORMS}
    servers = [uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan=on)) for on in ("on", "off")]
    servers += [_server_of(platform, world) for platform in PLATFORMS]
    sockets = (listener, tracker, *platforms.values())
    tasks = [asyncio.create_task(s.serve(sockets=[sock])) for s, sock in zip(servers, sockets, strict=True)]
    while not all(server.started for server in servers):
        await asyncio.sleep(0.01)
    further = {name: f"http://{_address(socket)}" for name, socket in platforms.items()}
    print(json.dumps({**_addresses(app.state.mail, f"http://{_address(listener)}"), **further}), flush=True)
    ended = _when_asked_to_end(until_stdin_closes)
    await asyncio.wait([ended, *tasks], return_when=asyncio.FIRST_COMPLETED)
    # A request that hangs on purpose would keep a polite server waiting.
    os._exit(0)


def _server_of(platform: Platform, world: World) -> uvicorn.Server:
    app = platform.application(world.folder / platform.name, world.scenarios)
    return uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off"))


def _when_asked_to_end(until_stdin_closes: bool) -> asyncio.Future[None]:
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[None] = loop.create_future()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: os._exit(0))
    if until_stdin_closes:
        loop.add_reader(0, lambda: None if os.read(0, 64) or ended.done() else ended.set_result(None))
    return ended


def _listen(host: str, port: int) -> socket.socket:
    # Named, because asyncio lets only a socket that says TCP send small packets at once; others wait 40 ms for each answer.
    listener = socket.socket(proto=socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    return listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()
    return f"{host}:{port}"


def _addresses(mail: Mail, site: str) -> dict[str, str | int]:
    return {
        "site": site,
        "control": f"{site}/practice",
        "inbox": f"{site}/practice/inbox",
        "smtp_port": mail.smtp_port,
        "imap_port": mail.imap_port,
    }


def main() -> int:
    """Run the command line."""
    logging.captureWarnings(True)
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    parser = argparse.ArgumentParser(prog="python -m practice", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("scenarios", help="list the scenarios")
    start = commands.add_parser("serve", help="serve the site and its mail")
    start.add_argument("--state", type=Path, required=True, help="folder in which the site remembers")
    start.add_argument("--scenario", default="", help="names combined with +")
    start.add_argument("--host", default="127.0.0.1")
    start.add_argument("--port", type=int, default=0)
    start.add_argument("--until-stdin-closes", action="store_true", help="end together with the parent")
    arguments = parser.parse_args()
    if arguments.command == "scenarios":
        for scenario in SCENARIOS.values():
            print(f"{scenario.group:8} {scenario.name:20} {scenario.sentence}")
        return 0
    try:
        world = World(arguments.state, arguments.scenario)
    except UnknownScenarioError as error:
        print(error, file=sys.stderr)
        return 2
    asyncio.run(serve(world, arguments.host, arguments.port, arguments.until_stdin_closes))
    return 0


if __name__ == "__main__":
    sys.exit(main())
