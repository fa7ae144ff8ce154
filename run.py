#!/usr/bin/env python3
"""The one command of the Automation Suite: sets itself up at its first use, then hands over to the suite.

    python3 run.py poshmark --practice     rehearse the main job on the practice site
    python3 run.py poshmark                the real thing
    python3 run.py --help                  everything else

It needs nothing but Python 3.11 or newer. It starts processes itself, because nothing else is installed yet.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn

PROJECT = Path(__file__).resolve().parent
VENV = PROJECT / ".venv"
LOCK = PROJECT / "requirements.txt"
# Built beside the old one and put into its place when it is whole, so that a run that goes on keeps what it uses.
NEW_VENV = PROJECT / ".venv-new"
STAMP = VENV / "made-from"
OLDEST_PYTHON = (3, 11)
EXIT_USAGE, EXIT_FAILED = 2, 1


class SetUpError(Exception):
    """The suite could not set itself up; the message has what to type."""


def main() -> int:
    """Set up what is missing and replace this process by the suite."""
    if sys.version_info < OLDEST_PYTHON:
        print(
            f"Python {sys.version.split()[0]} is too old; the suite needs 3.11 or newer. Nothing was started.",
            file=sys.stderr,
        )
        return EXIT_USAGE
    try:
        if not is_ready():
            set_up()
    except SetUpError as error:
        print(f"{error}\nNothing was started and no money was moved.", file=sys.stderr)
        return EXIT_FAILED
    return hand_over(sys.argv[1:])


def hand_over(arguments: Sequence[str]) -> NoReturn:
    """Replace this process by the suite, with the Python of the virtual environment."""
    python = str(VENV / "bin" / "python")
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    # -P: a folder of the same name where the person happens to stand must not be taken for the suite.
    os.execve(python, [python, "-P", "-m", "automation_suite.cli", *arguments], environment)


def is_ready() -> bool:
    """Tell whether the virtual environment was made from the lock as it is now."""
    with contextlib.suppress(OSError):
        return STAMP.read_text() == wanted_stamp() and (VENV / "bin" / "python").exists()
    return False


def wanted_stamp() -> str:
    """Return what the stamp of an environment made from today's lock says."""
    return hashlib.sha256(LOCK.read_bytes()).hexdigest()


def set_up() -> None:
    """Make the virtual environment; a second process that wants the same waits for the first."""
    with only_one():
        if is_ready():
            return
        started = time.monotonic()
        say("Setting up the suite, once. This takes a minute or two.")
        make_environment()
        install_packages()
        put_into_place()
        say(f"Set up in {time.monotonic() - started:.0f} s.")


def put_into_place() -> None:
    """Stamp the new environment and let it take the place of the old one."""
    (NEW_VENV / STAMP.name).write_text(wanted_stamp())
    old = PROJECT / ".venv-old"
    shutil.rmtree(old, ignore_errors=True)
    if VENV.exists():
        VENV.rename(old)
    NEW_VENV.rename(VENV)
    shutil.rmtree(old, ignore_errors=True)


@contextlib.contextmanager
def only_one() -> Iterator[None]:
    """Hold the lock of the set-up."""
    with open(PROJECT / ".setup.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another process is setting up the suite; waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_environment() -> None:
    """Make an empty virtual environment, with what Debian leaves out of Python installed where that is allowed."""
    shutil.rmtree(NEW_VENV, ignore_errors=True)
    command = [sys.executable, "-m", "venv", str(NEW_VENV)]
    if run(command) == 0:
        return
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if not shutil.which("apt-get"):
        raise SetUpError(f"Python could not make a virtual environment. To see why, type: {' '.join(command)}")
    if os.geteuid() != 0:
        raise SetUpError(f"This Python lacks a part. Type: sudo apt-get install {package}, then the same command again.")
    say(f"Installing {package} …")
    shutil.rmtree(NEW_VENV, ignore_errors=True)
    if run(["apt-get", "update", "-q"]) or run(["apt-get", "install", "-y", "-q", package]) or run(command):
        raise SetUpError(f"{package} could not be installed. Type: apt-get install {package}")


def install_packages() -> None:
    """Install everything that the lock names, with progress."""
    pip = [
        str(NEW_VENV / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "-r",
        str(LOCK),
    ]
    total = sum(1 for line in LOCK.read_text().splitlines() if "==" in line)
    tail: list[str] = []
    with subprocess.Popen(pip, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        seen = 0
        for line in process.stdout or ():
            tail = [*tail[-7:], line.rstrip()]
            if line.startswith(("Collecting ", "Requirement already")):
                seen += 1
                progress(f"Fetching packages: {min(seen, total)} of {total}", last=seen == total)
            elif line.startswith("Installing collected"):
                progress("Installing them …", last=True)
    if process.returncode:
        raise SetUpError(
            "The packages could not be installed. The last lines were:\n" + "\n".join(tail) + f"\nHelp: {advice(tail)}"
        )


def advice(lines: Sequence[str]) -> str:
    """Return what to do about a failed installation."""
    text = "\n".join(lines)
    if "No space left" in text:
        return "the disk is full; free about 1 GB and type the same command again."
    if "Connection" in text or "Temporary failure" in text or "No matching distribution" in text:
        return "check the network (behind a proxy set HTTPS_PROXY), then type the same command again."
    return "type the same command again; if it fails again, send these lines to whoever looks after the suite."


def run(command: Sequence[str]) -> int:
    """Run a command without its output and return its exit status."""
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)


def progress(text: str, last: bool) -> None:
    """Show progress: in one line on a terminal, in a few plain lines elsewhere."""
    if sys.stdout.isatty():
        print(f"\r{text:60}", end="\n" if last else "", flush=True)
    elif last:
        say(text)


if __name__ == "__main__":
    sys.exit(main())
