"""What is not well with the machine: browser, disk, clock, folders and the database."""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import DatabaseError, transaction

from automation_suite.browsers import find_browser
from automation_suite.errors import SuiteError
from automation_suite.history.models import Pause, Run
from automation_suite.monitoring.finding import Finding
from automation_suite.settings import Settings

_LEAST_FREE_BYTES = 500 * 1024 * 1024
_BUILT = datetime(2026, 1, 1, tzinfo=UTC)
_NEEDED_FOR_A_RUN = {
    "Robot Framework": "robot",
    "its Browser library": "Browser",
    "pabot": "pabot",
}
_CLOCKS_DIFFER = timedelta(minutes=10)


def of_machine(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Give what is not well with browser, Robot Framework, disk and clock."""
    yield from _browser(settings)
    yield from _robot()
    yield from _disk(settings)
    yield from _clock(now)


def of_places(settings: Settings) -> Iterator[Finding]:
    """Give folders and databases that cannot be written; nothing is left in them."""
    for folder in (settings.results_path, settings.state_path, settings.profile_path):
        if not os.access(_existing(folder), os.W_OK):
            yield Finding("suite", "critical", f"{folder} cannot be written.", f"Type: ls -ld {_existing(folder)}")
    try:
        with transaction.atomic():
            Pause.objects.create(since=_BUILT, until=_BUILT)
            transaction.set_rollback(True)
    except DatabaseError as error:
        yield Finding(
            "suite", "critical", f"The history database cannot be written ({error}).",
            "End the program that holds it, or free some disk space.",
        )  # fmt: skip


def _browser(settings: Settings) -> Iterator[Finding]:
    try:
        found = find_browser(settings.browser_path)
    except SuiteError as error:
        yield Finding("suite", "critical", error.happened, "Correct BROWSER_PATH in .env.")
        return
    if found is None:
        remedy = f"A run installs one. Type: {settings.command('poshmark --dry-run')}"
        yield Finding("suite", "critical", "There is no browser on this machine.", remedy)


def _robot() -> Iterator[Finding]:
    missing = [name for name, module in _NEEDED_FOR_A_RUN.items() if importlib.util.find_spec(module) is None]
    if not os.access(_node(), os.X_OK):
        missing.append("Node")
    if missing:
        sentence = f"No job can run: {', '.join(missing)} cannot be found."
        yield Finding("suite", "critical", sentence, "Delete the folder .venv; the next command sets it up anew.")


def _node() -> Path:
    batteries = importlib.util.find_spec("BrowserBatteries")
    return Path(batteries.origin if batteries and batteries.origin else "nowhere").parent / "bin" / "node"


def _disk(settings: Settings) -> Iterator[Finding]:
    folders = {_existing(folder).stat().st_dev: _existing(folder) for folder in (settings.results_path, settings.state_path)}
    for folder in folders.values():
        free = shutil.disk_usage(folder).free
        if free < _LEAST_FREE_BYTES:
            sentence = f"The disk is nearly full: {free // 2**20} MB are left for {folder}."
            yield Finding("suite", "critical", sentence, f"Delete old folders in {settings.results_path}.")


def _clock(now: datetime) -> Iterator[Finding]:
    # The newest by its number: what began under a wrong clock must not count once the clock is right again.
    newest = Run.objects.order_by("-pk").values_list("started_at", flat=True).first()
    if now < _BUILT or (newest and newest > now + _CLOCKS_DIFFER):
        last = f", and the newest run began at {newest:%d %B %Y, %H:%M} UTC" if newest else ""
        sentence = f"The clock of this machine is wrong: it says {now:%d %B %Y, %H:%M} UTC{last}."
        yield Finding("suite", "critical", sentence, "Type: timedatectl set-ntp true")


def _existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.exists())
