"""``python -m automation_suite.running.robot_start FOLDER ARGUMENT …``: Robot Framework, and Browser's Node beside it.

Node needs about as long to start as Python needs for Robot Framework, Browser and the libraries, so both start at once.
Browser takes the Node whose port ``ROBOT_FRAMEWORK_BROWSER_NODE_PORT`` names, as its documentation says; without that it
starts one itself, in the same way, when it is imported.
"""

from __future__ import annotations

import contextlib
import importlib.util
import os
import runpy
import socket
import sys
from collections.abc import Sequence
from pathlib import Path

from automation_suite import processes

_PORT = "ROBOT_FRAMEWORK_BROWSER_NODE_PORT"
_HOST = "127.0.0.1"


def main(folder: Path, arguments: Sequence[str]) -> None:
    """Run Robot Framework with its arguments and end with its exit status.

    Args:
        folder: Gets what Node prints.
        arguments: Those of ``robot``.
    """
    # On macOS Browser starts Node a second time when the first one does not come up, which it does only for its own.
    if sys.platform == "linux":
        # Before Robot Framework is imported: Browser closes what is open when Python ends, and Node has to end after it.
        with contextlib.suppress(OSError):
            _start_node(folder)
    sys.argv[1:] = arguments
    runpy.run_module("robot", run_name="__main__", alter_sys=True)


def _start_node(folder: Path) -> None:
    batteries = importlib.util.find_spec("BrowserBatteries")
    if batteries is None or batteries.origin is None:
        return
    programs = Path(batteries.origin).parent / "bin"
    wrapper, port = programs / "wrapper", _free_port()
    command = [str(programs / "node"), str(wrapper / "index.js"), _HOST, port]
    processes.start_until_own_end(command, wrapper, folder / "node-log.txt")
    os.environ[_PORT] = port


def _free_port() -> str:
    with socket.create_server((_HOST, 0)) as server:
        return str(server.getsockname()[1])


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
