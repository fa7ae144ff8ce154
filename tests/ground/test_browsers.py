"""Which browser is used, and what is said when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from automation_suite import browsers
from automation_suite.errors import SettingsError


def program(path: Path, content: str = "#!/bin/sh\n") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    path.chmod(0o755)
    return path


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "playwright"))
    monkeypatch.setattr(browsers, "_ON_MACOS", ())
    return tmp_path


def test_order(machine: Path) -> None:
    assert browsers.find_browser() is None
    playwright = program(machine / "playwright" / "chromium-1200" / "chrome-linux" / "chrome")
    assert browsers.find_browser() == playwright
    chrome = program(machine / "bin" / "google-chrome")
    assert browsers.find_browser() == chrome
    chromium = program(machine / "bin" / "chromium")
    assert browsers.find_browser() == chromium
    named = program(machine / "own")
    assert browsers.find_browser(str(named)) == named


def test_newest_download_of_playwright(machine: Path) -> None:
    program(machine / "playwright" / "chromium-1100" / "chrome-linux" / "chrome")
    newest = program(machine / "playwright" / "chromium-1200" / "chrome-linux64" / "chrome")
    assert browsers.find_browser() == newest


def test_snap_is_not_used(machine: Path) -> None:
    program(machine / "bin" / "chromium-browser", '#!/bin/sh\nexec /snap/bin/chromium "$@"\n')
    assert browsers.find_browser() is None


def test_named_browser_that_is_not_there(machine: Path) -> None:
    with pytest.raises(SettingsError, match="BROWSER_PATH names /nowhere"):
        browsers.find_browser("/nowhere")


@pytest.mark.parametrize(("root", "sandbox"), [(True, False), (False, True)])
def test_sandbox_is_off_only_for_root(root: bool, sandbox: bool) -> None:
    assert ("--no-sandbox" not in browsers.launch_arguments(root)) is sandbox
