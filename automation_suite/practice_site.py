"""Starting the practice site beside a run, with settings that touch nothing but the practice folders."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from automation_suite import processes
from automation_suite.errors import SettingsError
from automation_suite.project import PROJECT
from automation_suite.settings import Settings, load_settings, process_settings

SITE_FOLDER = PROJECT / "state" / "practice" / "site"

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
_MAY_BE_CHOSEN = (
    "HEADLESS", "LOG_LEVEL", "BROWSER_PATH", "POSH_FIRST_TRANSFER", "POSH_MIN_TRANSFER", "POSH_BANK_LAST4", "JOBS_FILE",
)  # fmt: skip


@contextlib.contextmanager
def practising(scenario: str, prefixes: Sequence[str], with_consents: bool) -> Iterator[dict[str, Settings]]:
    """Run a practice site for each account for as long as the block lasts, and give the settings for them.

    Args:
        scenario: Names combined with ``+``.
        prefixes: One for each account, such as ``boutique_``; it is empty for the first one.
        with_consents: Whether a job calls a platform's API, so that the consent of its practice seller is needed.

    Raises:
        SettingsError: The scenario does not exist, or the site did not start.
    """
    with contextlib.ExitStack() as stack:
        sites = {prefix: stack.enter_context(serving(scenario, 0, prefix)) for prefix in dict.fromkeys(("", *prefixes))}
        named = f"Practice site{f' ({scenario})' if scenario else ''}"
        print(f"{named}: {', '.join(str(site['site']) for site in sites.values())}", flush=True)
        # All mail to the owner goes into one mailbox; codes are read where each account's shop sends them.
        mail = {"smtp_port": sites[""]["smtp_port"]}
        settings_for_site = _with_consents if with_consents else _without_consents
        yield {prefix: settings_for_site({**site, **mail}, prefix) for prefix, site in sites.items()}
        print("To read the mail and see the scenarios, type: python run.py practice", flush=True)


@contextlib.contextmanager
def serving(scenario: str, port: int, prefix: str = "") -> Iterator[dict[str, str | int]]:
    """Run the practice site for as long as the block lasts and give its addresses.

    Args:
        scenario: Names combined with ``+``.
        port: Of the site; 0 takes a free one.
        prefix: Of the account that the site is for.

    Raises:
        SettingsError: The scenario does not exist, or the site did not start.
    """
    folder = SITE_FOLDER.with_name(f"{prefix}{SITE_FOLDER.name}")
    command = processes.python_module(
        "practice", "serve", "--state", str(folder), "--scenario", scenario, "--port", str(port), "--until-stdin-closes"
    )
    try:
        with processes.companion(command) as line:
            yield json.loads(line)
    except processes.DidNotStartError as error:
        raise SettingsError(str(error), "To see all scenarios: python run.py practice --list") from None


def forget() -> None:
    """Delete everything that was practised: the site's memory, the history, the logs."""
    for folder in (SITE_FOLDER.parent, PROJECT / "results" / "practice"):
        shutil.rmtree(folder, ignore_errors=True)


def practice_settings(
    addresses: dict[str, str | int] | None = None, of_platforms: Mapping[str, str] | None = None
) -> Settings:
    """Return the settings for practice; without a running site only for looking at what was practised.

    Args:
        addresses: Of a running site.
        of_platforms: Settings of its platforms with an API.
    """
    chosen = {name: os.environ[name] for name in _MAY_BE_CHOSEN if name in os.environ}
    running = _addresses(addresses) if addresses else {}
    folders = {"RESULTS_DIR": str(Path("results") / "practice"), "STATE_DIR": str(Path("state") / "practice")}
    return load_settings({**_ACCOUNT, **folders, **chosen, **running, **(of_platforms or {})}, env_file=None)


def _without_consents(site: dict[str, str | int], _prefix: str) -> Settings:
    return practice_settings(site)


def _with_consents(site: dict[str, str | int], prefix: str) -> Settings:
    """Return the settings for a site, after its platforms with an API have given their consent.

    The first rehearsal also makes up the inventory of which the practice shops offer a part, and takes over their past.
    """
    from automation_suite.history.setup import migrate
    from automation_suite.platform_api import practice_consent

    migrate()
    # Its tables are only there now.
    from automation_suite.inventory import photos, sample
    from automation_suite.inventory.models import Item
    from automation_suite.platform_api import practice_past

    consent = practice_consent.ask(site)
    settings = practice_settings(site, consent.environment)
    account = prefix.rstrip("_")
    practice_consent.keep(consent, settings, account)
    practice_past.take_over(site, account, datetime.now(UTC))
    if not Item.objects.exists():
        print(f"Making up {sample.NUMBER} items with pictures for practice, once. It takes about 20 seconds.", flush=True)
        sample.make(settings.state_path / photos.FOLDER, datetime.now(UTC))
    return settings


def settings_for(practice: bool) -> Settings:
    """Return the settings for looking: at what was practised, or at the real thing."""
    return practice_settings() if practice else process_settings()


def _addresses(addresses: dict[str, str | int]) -> dict[str, str]:
    return {
        "POSH_BASE_URL": str(addresses["site"]),
        "SMTP_PORT": str(addresses["smtp_port"]),
        "IMAP_PORT": str(addresses["imap_port"]),
    }
