"""The user's crontab: reading it, writing it, and what the suite's block in it should be."""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import psutil

from automation_suite import processes
from automation_suite.browsers import find_browser
from automation_suite.cron import block
from automation_suite.cron.log import log_of
from automation_suite.errors import SettingsError, SuiteError
from automation_suite.jobs import jobs_of
from automation_suite.project import PROJECT
from automation_suite.settings import Settings

_DAEMONS = {"cron", "crond", "fcron", "bcron-sched"}
_PROGRAMS = ("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
_LOCALTIME = Path("/etc/localtime")


@dataclass(frozen=True)
class Installed:
    """What an installation has done: whether anything changed, the block as it is now, and what keeps it from working."""

    changed: bool
    block: str
    problems: tuple[str, ...]


def install(settings: Settings) -> Installed:
    """Write the lines of all enabled jobs into the user's crontab; with none enabled there are no lines.

    Raises:
        SuiteError: The crontab cannot be read or written, or ``jobs.toml`` is not right. Nothing was changed.
    """
    table, wanted = read(), wanted_block(settings)
    new = block.with_block(table, wanted)
    if wanted:
        _make_log(log_of(settings))
    if new != table:
        write(new)
    return Installed(new != table, wanted, tuple(_problems(table, bool(wanted))))


def remove() -> bool:
    """Take the suite's block out of the user's crontab; tell whether there was one.

    Raises:
        SuiteError: The crontab cannot be read or written. Nothing was changed.
    """
    table = read()
    new = block.without_block(table)
    if new != table:
        write(new)
    return new != table


def wanted_block(settings: Settings) -> str:
    """Return the block that ``jobs.toml`` asks for today.

    Raises:
        SettingsError: ``jobs.toml`` is not right.
    """
    watched = bool(settings.watch_url.get_secret_value())
    call = block.Call(PROJECT, _python(), _program_folders(settings), log_of(settings), watched)
    return block.block_of(jobs_of(settings), call, host_zone(), datetime.now(UTC))


def is_outdated(settings: Settings) -> bool:
    """Tell whether the crontab has a block of the suite that is not the one that ``jobs.toml`` asks for today.

    Raises:
        SuiteError: The crontab cannot be read, or ``jobs.toml`` is not right.
    """
    present = block.present_block(read())
    return bool(present) and present != wanted_block(settings)


def host_zone(localtime: Path = _LOCALTIME) -> tzinfo:
    """Return the time zone in which cron reads its table: the host's own, whatever TZ says in this process."""
    try:
        with localtime.open("rb") as file:
            return ZoneInfo.from_file(file, key=str(localtime.resolve()).partition("zoneinfo/")[2] or str(localtime))
    except (OSError, ValueError):
        return UTC


def read() -> str:
    """Return the user's crontab; empty when there is none.

    Raises:
        SuiteError: It cannot be read.
    """
    ended = _crontab("-l")
    if ended.status and "no crontab" not in _words(ended).lower():
        raise _refused("read", ended)
    return "" if ended.status else _decoded(ended.output)


def write(table: str) -> None:
    """Write the user's crontab; an empty one is removed.

    Raises:
        SuiteError: It was not written, or does not read as it was written.
    """
    ended = _crontab("-", table) if table else _crontab("-r")
    if ended.status:
        raise _refused("written", ended)
    if read() != table:
        raise SuiteError(
            "The crontab was written but does not read as it should.",
            "Type crontab -l to see it; if something is missing there, type crontab -e and put it back.",
        )


def daemon_runs() -> bool:
    """Tell whether a cron daemon runs here; macOS starts its own when it is needed."""
    if sys.platform == "darwin":
        return True
    return any(process.info["name"] in _DAEMONS for process in psutil.process_iter(["name"]))


def _problems(table: str, has_lines: bool) -> list[str]:
    problems = [
        f"This line of the crontab starts jobs of the suite too, so delete it (crontab -e): {line}"
        for line in block.other_lines(table, PROJECT)
    ]
    if has_lines and not daemon_runs():
        problems.append(
            "No cron daemon runs on this computer, so nothing will be started until one does."
            " Type: sudo systemctl enable --now cron (or: sudo service cron start)"
        )
    return problems


def _python() -> Path:
    """Return the Python that the virtual environment was made with: it is there too when that is made anew."""
    return Path(shutil.which("python3", path=str(Path(sys.base_prefix) / "bin")) or sys.executable)


def _program_folders(settings: Settings) -> list[str]:
    """Return the folders of the programs that a run starts: the usual ones, and the browser's."""
    try:
        browser = find_browser(settings.browser_path)
    except SettingsError:
        # A run with a wrong BROWSER_PATH says so itself.
        browser = None
    found = shutil.which(browser.name) if browser else None
    homebrew = ["/opt/homebrew/bin"] if sys.platform == "darwin" else []
    return list(dict.fromkeys([*_PROGRAMS, *homebrew, *([str(Path(found).parent)] if found else [])]))


def _make_log(log: Path) -> None:
    log.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # It has amounts and names; nobody but the owner reads it.
    os.close(os.open(log, os.O_CREAT | os.O_WRONLY, 0o600))


def _crontab(argument: str, given: str = "") -> processes.Answer:
    try:
        return processes.run_with_input(["crontab", argument], given.encode("utf-8", "surrogateescape"))
    except OSError as error:
        raise SuiteError(
            f"The program crontab cannot be started ({error}). No line was written and none was removed.",
            "Type: sudo apt-get install cron (Fedora: sudo dnf install cronie), then the same command again.",
        ) from None


def _refused(what: str, ended: processes.Answer) -> SuiteError:
    words = _words(ended) or f"crontab ended with {ended.status}"
    return SuiteError(
        f"The crontab could not be {what}: {words}. It was not changed.",
        "Type crontab -l to see what cron says. If this user is not allowed to use it, ask whoever looks after the computer"
        " to name the user in /etc/cron.allow.",
    )


def _words(ended: processes.Answer) -> str:
    return " ".join(_decoded(ended.errors).split())


def _decoded(text: bytes) -> str:
    # What is no UTF-8 comes back as it was.
    return text.decode("utf-8", "surrogateescape")
