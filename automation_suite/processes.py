"""The one module that starts processes. Everything else builds commands and decides; this runs them."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from automation_suite.project import PROJECT

# What any program needs to run at all. Everything else, the secrets first, is handed over by name or not at all.
_NEEDED_BY_ALL = (
    "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "TERM", "DISPLAY",
    "XAUTHORITY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "SSL_CERT_FILE", "SSL_CERT_DIR",
    "PLAYWRIGHT_BROWSERS_PATH", "COLUMNS", "NO_COLOR", "PYTHONDONTWRITEBYTECODE",
)  # fmt: skip
_TIME_TO_END_WELL = 15.0
# A run ends at the first signal as well as it can, at the second one at once; the rest is ended by force.
_TIMES_TO_END_WELL = (12.0, 8.0)
_TIME_TO_READ_THE_REST = 2.0
_LONGEST_LINE = 2**20
# Nothing else keeps a task alive.
_reading = set[asyncio.Task[None]]()


@dataclass(frozen=True)
class Ended:
    """How a process ended: its exit status, and whether it was ended because its time was up or by a signal to us."""

    status: int
    timed_out: bool = False
    interrupted: bool = False


@dataclass(frozen=True)
class Answer:
    """What a short program has answered: its exit status, its output and its words about errors."""

    status: int
    output: bytes
    errors: bytes


class DidNotStartError(Exception):
    """A program ended before it was ready; the message has its own words."""


def child_environment(extra: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a child process: what any program needs, and what is named."""
    return {name: os.environ[name] for name in _NEEDED_BY_ALL if name in os.environ} | dict(extra)


def run_limited(
    command: Sequence[str],
    environment: Mapping[str, str],
    seconds: float,
    keep_open: Sequence[int] = (),
    folder: Path = PROJECT,
) -> Ended:
    """Run a program in a process group of its own and end the whole group when the time is up.

    Args:
        command: Program and arguments.
        environment: Its whole environment.
        seconds: Time limit.
        keep_open: File descriptors that the child inherits, such as the lock of the account.
        folder: Its working folder.

    Returns:
        How it ended. A signal that asks this process to end is handed on, so that the child can end well.
    """
    process = subprocess.Popen(
        command,
        env=dict(environment),
        cwd=folder,
        pass_fds=tuple(keep_open),
        start_new_session=True,
        stdin=subprocess.DEVNULL,
    )
    with _signals_handed_to(process) as received:
        try:
            status = process.wait(seconds)
            return Ended(status, interrupted=bool(received))
        except subprocess.TimeoutExpired:
            return Ended(_end_group(process), timed_out=True)
        finally:
            _kill_group(process)


def run_quietly(command: Sequence[str], seconds: float = 60) -> subprocess.CompletedProcess[str]:
    """Run a short program and return its output.

    Raises:
        OSError: It cannot be started.
        subprocess.TimeoutExpired: It took too long.
    """
    return subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False, stdin=subprocess.DEVNULL)


def run_with_input(
    command: Sequence[str], given: bytes, seconds: float = 60, environment: Mapping[str, str] | None = None
) -> Answer:
    """Run a short program with something on its standard input, and return its output byte for byte.

    Args:
        command: Program and arguments.
        given: Its input.
        seconds: Time limit.
        environment: Its whole environment; that of this process when not given.

    Raises:
        OSError: It cannot be started, or took too long.
    """
    try:
        ended = subprocess.run(
            command, input=given, capture_output=True, timeout=seconds, check=False,
            env=None if environment is None else dict(environment), cwd=PROJECT,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise TimeoutError(f"{command[0]} did not end within {seconds:g} s") from None
    return Answer(ended.returncode, ended.stdout, ended.stderr)


def run_openly(command: Sequence[str]) -> int:
    """Run a program in front of the person and return its exit status."""
    return subprocess.run(command, cwd=PROJECT, check=False).returncode


def run_by_lines(command: Sequence[str], on_line: Callable[[str], None]) -> int:
    """Run a program, hand over each line of its output as it comes, and return its exit status."""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, stdin=subprocess.DEVNULL
    ) as process:
        for line in process.stdout or ():
            on_line(line.rstrip())
    return process.returncode


async def run_beside(
    command: Sequence[str],
    environment: Mapping[str, str],
    seconds: float,
    on_line: Callable[[str], None],
    to_end: asyncio.Event,
) -> Ended:
    """Run a program beside others, and hand over each line of its output as it comes.

    Args:
        command: Program and arguments.
        environment: Its whole environment.
        seconds: Time limit.
        on_line: Gets the lines of both its outputs, without their ends.
        to_end: Once it is set the program is asked to end, and after a while made to.

    Raises:
        OSError: It cannot be started.
    """
    # A pipe of its own: asyncio takes a process for ended only when nobody holds the other end of its pipes any more, and
    # a browser run whose parent was killed holds them.
    ours, its = os.pipe()
    reading = asyncio.create_task(_hand_over_lines(ours, on_line))
    _reading.add(reading)
    reading.add_done_callback(_reading.discard)
    with open(its, "wb") as its_output:
        process = await asyncio.create_subprocess_exec(
            *command, env=dict(environment), cwd=PROJECT, stdin=asyncio.subprocess.DEVNULL, stdout=its_output,
            stderr=asyncio.subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
    ended, asked = asyncio.create_task(process.wait()), asyncio.create_task(to_end.wait())
    await asyncio.wait((ended, asked), timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    late, interrupted = not ended.done() and not asked.done(), not ended.done() and asked.done()
    status = await _end_beside(process, ended)
    # What it has left behind is read for as long as it writes; a pipe that is closed would end it in the middle.
    await asyncio.wait((reading,), timeout=_TIME_TO_READ_THE_REST)
    asked.cancel()
    return Ended(status, timed_out=late, interrupted=interrupted)


@contextlib.contextmanager
def companion(command: Sequence[str]) -> Iterator[str]:
    """Run a program beside this one for as long as the block lasts, and give the first line that it prints.

    It ends together with this process however that ends, because its standard input closes then.

    Raises:
        DidNotStartError: It ended before it printed a line.
    """
    process = subprocess.Popen(
        command,
        cwd=PROJECT,
        env=child_environment({}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        line = process.stdout.readline() if process.stdout else ""
        if not line:
            raise DidNotStartError(process.stderr.read().strip() if process.stderr else "")
        yield line
    finally:
        process.terminate()
        process.communicate()


def start_until_own_end(command: Sequence[str], folder: Path, output: Path) -> None:
    """Start a program in the process group of this one, and end it by force when this one ends well.

    When this process is killed, whoever has made its group ends the program with it. It gets nothing of the environment but
    what any program needs, so no secret.

    Args:
        command: Program and arguments.
        folder: Its working folder.
        output: File that gets both its outputs.

    Raises:
        OSError: It cannot be started.
    """
    with output.open("wb") as file:
        process = subprocess.Popen(
            command, cwd=folder, env=child_environment({}), stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.STDOUT
        )  # fmt: skip

    def end() -> None:
        process.kill()
        process.wait()

    atexit.register(end)


def still_runs(number: int, since: datetime) -> bool:
    """Tell whether the process of this machine that had a number at a moment still runs."""
    # It takes 20 ms, which a command that asks for no process need not pay.
    import psutil

    with contextlib.suppress(psutil.Error):
        # A process that started later only reuses the number.
        return bool(psutil.Process(number).create_time() <= since.timestamp() + 1)
    return False


def python_module(module: str, *arguments: str) -> list[str]:
    """Return the command that runs a Python module with this interpreter."""
    return [sys.executable, "-m", module, *arguments]


def open_for_person(path: Path) -> bool:
    """Open a file in the person's own browser; tell whether there is a screen for it."""
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    if sys.platform != "darwin" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return False
    try:
        return subprocess.run([opener, str(path)], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def wait_for_interrupt() -> None:
    """Wait until the person presses Ctrl+C."""
    signal.pause()


@contextlib.contextmanager
def _signals_handed_to(process: subprocess.Popen[bytes]) -> Iterator[list[int]]:
    received: list[int] = []

    def hand_on(number: int, _frame: object) -> None:
        received.append(number)
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)

    before = {number: signal.signal(number, hand_on) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield received
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def _hand_over_lines(pipe: int, on_line: Callable[[str], None]) -> None:
    reader = asyncio.StreamReader(_LONGEST_LINE)
    with open(pipe, "rb", buffering=0) as file:
        protocol = asyncio.StreamReaderProtocol(reader)
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(lambda: protocol, file)
        with contextlib.closing(transport):
            while line := await _next_line(reader):
                on_line(line.decode(errors="replace").rstrip())


async def _next_line(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readline()
    except ValueError:
        return b"(a line that is too long to show)"


async def _end_beside(process: asyncio.subprocess.Process, ended: asyncio.Task[int]) -> int:
    """Make a program end that has not ended yet, with everything that it has started, and return its exit status."""
    for patience in _TIMES_TO_END_WELL:
        if not ended.done():
            # Not to its group: the program hands it on to what it runs, in its own way.
            with contextlib.suppress(ProcessLookupError):
                process.send_signal(signal.SIGINT)
            await asyncio.wait((ended,), timeout=patience)
    if not ended.done():
        _kill_with_children(process.pid)
    return await ended


def _kill_with_children(process_id: int) -> None:
    # What a run starts has groups of its own.
    import psutil

    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(process_id)
        for one in [*process.children(recursive=True), process]:
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()


def _end_group(process: subprocess.Popen[bytes]) -> int:
    process.send_signal(signal.SIGINT)
    try:
        return process.wait(_TIME_TO_END_WELL)
    except subprocess.TimeoutExpired:
        _kill_group(process)
        return process.wait()


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    # The browser and Node live in the same group; nothing of them may outlive the run.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGTERM if process.returncode is None else signal.SIGKILL)
    if process.returncode is None:
        time.sleep(0.5)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
