"""Finding a browser: the one that is named, the machine's own, Playwright's, and else installing one."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from automation_suite import processes
from automation_suite.errors import SettingsError

if TYPE_CHECKING:
    from automation_suite.settings import Settings

_NAMES = ("chromium", "google-chrome-stable", "google-chrome", "chromium-browser", "chrome")
_ON_MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
_PLAYWRIGHT_CACHES = {"darwin": "~/Library/Caches/ms-playwright", "linux": "~/.cache/ms-playwright"}
_PLAYWRIGHT_PATTERNS = (
    "chromium-*/chrome-linux*/chrome",
    "chromium-*/chrome-mac*/*.app/Contents/MacOS/*",
)
# Nothing of these is needed for a shop's pages, and each of them talks to somebody else.
_QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
    "--no-default-browser-check",
)


def launch_arguments(root: bool) -> list[str]:
    """Return the arguments of the browser. Chromium's sandbox does not work for root, so it is off only then."""
    return [*_QUIET, *(["--no-sandbox"] if root else [])]


def find_browser(wanted: str = "") -> Path | None:
    """Return the browser to use, or none when the machine has none.

    Args:
        wanted: Value of ``BROWSER_PATH``; empty means any.

    Raises:
        SettingsError: The browser that was named is not there.
    """
    if wanted:
        if not os.access(wanted, os.X_OK):
            raise SettingsError(
                f"BROWSER_PATH names {wanted}, which is not there or cannot be started. Nothing was started."
            )
        return Path(wanted)
    return next(_on_this_machine(), None)


def ensure_browser(settings: Settings, say: Callable[[str], None] = print) -> Path:
    """Return the browser to use; one is installed when the machine has none.

    Args:
        settings: For ``BROWSER_PATH``.
        say: Takes lines of progress.

    Raises:
        SettingsError: There is none and none can be installed; the message has the command to type.
    """
    found = find_browser(settings.browser_path)
    if found:
        return found
    say("No browser was found on this machine; installing one.")
    for install in (_install_by_playwright, _install_by_apt):
        if install(say) and (found := find_browser()):
            return found
    raise SettingsError("There is no browser, and none could be installed. Nothing was started.", _how_to_install())


def _on_this_machine() -> Iterator[Path]:
    for name in _NAMES:
        path = shutil.which(name)
        # Ubuntu's snap cannot use a profile outside of its own folders.
        if path and "/snap/" not in os.path.realpath(path) and not _is_snap_stub(Path(path)):
            yield Path(path)
    yield from (Path(path) for path in _ON_MACOS if os.access(path, os.X_OK))
    yield from _from_playwright()


def _from_playwright() -> Iterator[Path]:
    cache = os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or _PLAYWRIGHT_CACHES.get(sys.platform, "")
    for pattern in _PLAYWRIGHT_PATTERNS:
        for path in sorted(Path(cache).expanduser().glob(pattern), reverse=True):
            if os.access(path, os.X_OK):
                yield path


def _is_snap_stub(path: Path) -> bool:
    with path.open("rb") as file:
        return b"/snap/bin/" in file.read(4000)


def _install_by_playwright(say: Callable[[str], None]) -> bool:
    import BrowserBatteries

    folder = Path(BrowserBatteries.__file__).parent / "bin"
    program = next(folder.glob("**/playwright-core/cli.js"), None)
    if program is None:
        return False
    say("Asking Playwright for its Chromium …")
    return processes.run_by_lines([str(folder / "node"), str(program), "install", "chromium"], lambda line: None) == 0


def _install_by_apt(say: Callable[[str], None]) -> bool:
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    say("Installing Chromium with apt-get; this takes a minute or two …")
    update = processes.run_by_lines(["apt-get", "update", "-q"], lambda line: None)
    return update == 0 and processes.run_by_lines(["apt-get", "install", "-y", "-q", "chromium"], _dots(say)) == 0


def _dots(say: Callable[[str], None]) -> Callable[[str], None]:
    def on_line(line: str) -> None:
        if line.startswith(("Get:", "Setting up chromium")):
            say(f"  {line[:100]}")

    return on_line


def _how_to_install() -> str:
    if sys.platform == "darwin":
        return "Type: brew install --cask chromium (or install Google Chrome), then the same command again."
    if shutil.which("apt-get"):
        return "Type: sudo apt-get install chromium, then the same command again. On Ubuntu install Google Chrome instead."
    return "Install Chromium or Google Chrome, or name one in BROWSER_PATH in .env."
