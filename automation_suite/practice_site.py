"""Starting the practice site beside a run, with settings that touch nothing but the practice folders."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

from automation_suite import processes
from automation_suite.errors import SettingsError
from automation_suite.settings import PROJECT, Settings, load_settings

# The practice site's own people; they open nothing else.
_ACCOUNT = {
    "POSH_EMAIL": "practice_seller",
    "POSH_PASS": "Pract1ce!Closet-pass",
    "POSH_BANK_LAST4": "1234",
    "POSH_FIRST_TRANSFER": "auto",
    "POSH_MAX_TRANSFER": "10000",
    "NOTIFICATION_EMAIL": "owner@practice.example",
    "EMAIL_APP_PASSWORD": "Pract1ce-inbox-pass",
    "SMTP_HOST": "127.0.0.1",
    "SMTP_SECURITY": "none",
    "IMAP_HOST": "127.0.0.1",
    "IMAP_SECURITY": "none",
    "IMAP_CODE_SENDERS": "poshmark.practice.example",
    "PACE_SECONDS": "0-0",
    "PRACTICE": "1",
}
# What a person may choose for a rehearsal too.
_MAY_BE_CHOSEN = ("HEADLESS", "LOG_LEVEL", "BROWSER_PATH", "POSH_FIRST_TRANSFER", "POSH_MIN_TRANSFER", "POSH_BANK_LAST4")


@contextlib.contextmanager
def practising(scenario: str, announce: bool) -> Iterator[Settings]:
    """Run the practice site for as long as the block lasts and give the settings for it.

    Args:
        scenario: Names combined with ``+``.
        announce: Say where to look, before and after.

    Raises:
        SettingsError: The scenario does not exist, or the site did not start.
    """
    command = processes.python_module(
        "practice", "serve", "--state", str(PROJECT / "state" / "practice" / "site"), "--scenario", scenario, "--until-stdin-closes"
    )
    try:
        with processes.companion(command) as line:
            addresses = json.loads(line)
            if announce:
                print(f"Practice Poshmark{f' ({scenario})' if scenario else ''}: {addresses['site']}", flush=True)
            yield practice_settings(addresses)
            if announce:
                print("The mail can be read later with: python run.py practice (then open its inbox)", flush=True)
    except RuntimeError as error:
        raise SettingsError(f"The practice site did not start: {error}", "To see all scenarios: python run.py practice --list") from None


def practice_settings(addresses: dict[str, str | int] | None = None) -> Settings:
    """Return the settings for practice; without a running site only for looking at what was practised."""
    chosen = {name: os.environ[name] for name in _MAY_BE_CHOSEN if name in os.environ}
    running = _addresses(addresses) if addresses else {}
    folders = {"RESULTS_DIR": str(Path("results") / "practice"), "STATE_DIR": str(Path("state") / "practice")}
    return load_settings({**_ACCOUNT, **folders, **chosen, **running}, env_file=None)


def _addresses(addresses: dict[str, str | int]) -> dict[str, str]:
    return {
        "POSH_BASE_URL": str(addresses["site"]),
        "SMTP_PORT": str(addresses["smtp_port"]),
        "IMAP_PORT": str(addresses["imap_port"]),
    }
