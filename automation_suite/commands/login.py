"""``run.py login PLATFORM``: log in yourself where a person has to.

At Poshmark that is the browser profile that the job uses, past a captcha or a code. eBay and Etsy ask on a page of their own
whether the suite may work for you; that consent is stored.
"""

from __future__ import annotations

import argparse
import os
import sys
import webbrowser
from collections.abc import Sequence
from pathlib import Path

from automation_suite import processes
from automation_suite.browsers import ensure_browser, launch_arguments
from automation_suite.errors import SettingsError
from automation_suite.history.setup import migrate
from automation_suite.jobs import Job, jobs_of
from automation_suite.outcomes import EXIT_DONE
from automation_suite.platform_api.platforms import PLATFORMS
from automation_suite.profiles import prepare_profile
from automation_suite.running.lock import account_lock
from automation_suite.settings import Settings, process_settings

_ADDRESSES = {"poshmark": "/login"}
_DEBUG_PORT = 9222
_MINUTES = 15


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("platform", choices=sorted((*_ADDRESSES, *PLATFORMS)))
    parser.add_argument("--account", default="", help="of jobs.toml, when it is not the first one of the platform")
    parser.add_argument(
        "--port", type=int, default=_DEBUG_PORT, help="port of the remote-debugging address without a screen"
    )
    parser.add_argument(
        "--paste", action="store_true", help="eBay, Etsy: paste the address on which you land, instead of listening for it"
    )


def run(arguments: argparse.Namespace) -> int:
    """Open the profile for a person and wait until the browser is closed, or ask for a consent and store it."""
    if arguments.platform in PLATFORMS:
        migrate()
        return _ask_for_consent(arguments.platform, arguments.account, arguments.paste)
    job = _job_of(arguments.platform, arguments.account, jobs_of(process_settings()))
    settings, account = process_settings(job.settings_prefix), job.account_name
    with account_lock(settings.state_path / "locks", account) as lock:
        profile = prepare_profile(settings.profile_path / account)
        screen = has_screen()
        command = browser_command(settings, profile, arguments.platform, 0 if screen else arguments.port)
        print(_instructions(screen, arguments.port), flush=True)
        ended = processes.run_limited(command, processes.child_environment({}), _MINUTES * 60, keep_open=(lock,))
    print("The time was up; the browser was closed." if ended.timed_out else "The browser was closed.")
    print(f"The session is kept. To see whether it holds, type: python run.py {job.name} --dry-run")
    return EXIT_DONE


def _ask_for_consent(platform: str, account: str, paste: bool) -> int:
    from automation_suite.platform_api import consent
    from automation_suite.platform_api.oauth import ConsentRequest
    from automation_suite.platform_api.session import authorization_of, open_session

    own = process_settings(_prefix_of(platform, account))
    session = open_session(platform, own, account)
    access, screen = session.access, has_screen()
    listens = consent.comes_back_here(access) and screen and not paste

    def show(address: str) -> None:
        print(f"{access.name} asks on this page whether the suite may work for you. Log in there and agree:\n\n{address}\n")
        if screen:
            webbrowser.open(address)

    def landed(request: ConsentRequest) -> str:
        if listens:
            try:
                return consent.listen(access, request)
            except OSError as error:
                print(f"Nobody can listen at {access.redirect} ({error.strerror}).")
        return _pasted()

    ends_at = consent.give_consent(access, authorization_of(access, own), show, landed)
    day = f"{ends_at.astimezone():%d %B %Y}" if ends_at else "you take it back"
    renewed = ", and each use renews it" if access.rotates else "; the health check tells you two weeks before"
    until = f"It holds until {day}{renewed if ends_at else ''}."
    print(f"{access.name} has agreed for {access.account} ({access.environment}). {until}")
    print(f"Granted: {', '.join(scope.rpartition('/')[2] for scope in access.scopes)}.")
    print(f"It is stored encrypted. Keep a copy of the key apart from your backups: {own.token_key_path}")
    return EXIT_DONE


def _prefix_of(platform: str, account: str) -> str:
    """Return the prefix of an account's settings; jobs.toml has to know the account, unless it is the first one."""
    if account in ("", platform):
        return ""
    return _job_of(platform, account, jobs_of(process_settings())).settings_prefix


def _pasted() -> str:
    print("Then you land on another page; it may say that it cannot be opened. Copy its whole address from the browser.")
    try:
        return input("Paste it here: ")
    except EOFError:
        return ""


def _job_of(platform: str, account: str, jobs: Sequence[Job]) -> Job:
    own = [job for job in jobs if job.platform == platform]
    for job in own:
        if job.account_name == (account or platform):
            return job
    names = ", ".join(dict.fromkeys(job.account_name for job in own))
    raise SettingsError(
        f'There is no account "{account}" of {platform} in jobs.toml. Nothing was started.', f"Accounts: {names}"
    )


def browser_command(settings: Settings, profile: Path, platform: str, debug_port: int) -> list[str]:
    """Return the command that opens a profile at the login page of a platform.

    Args:
        settings: For the browser and the address.
        profile: Folder of the account's profile.
        platform: Such as ``poshmark``.
        debug_port: Port on this machine where another browser can look in; 0 opens a window instead.
    """
    remote = ["--headless=new", f"--remote-debugging-port={debug_port}", "--window-size=1280,900"] if debug_port else []
    return [
        str(ensure_browser(settings)),
        f"--user-data-dir={profile}",
        # Playwright starts the browser with these too; with another store the job could not read the session.
        "--password-store=basic",
        "--use-mock-keychain",
        *launch_arguments(os.geteuid() == 0),
        *remote,
        f"{settings.posh_base_url}{_ADDRESSES[platform]}",
    ]


def has_screen() -> bool:
    """Tell whether a window can be opened."""
    return sys.platform == "darwin" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _instructions(screen: bool, port: int) -> str:
    if screen:
        return "A browser opens. Log in, pass the captcha or type the code, then close the window."
    return (
        f"This machine has no screen. The browser listens for {_MINUTES} minutes on port {port}, for this machine only.\n"
        f"On your computer: 1. ssh -L {port}:127.0.0.1:{port} THIS-MACHINE   2. open chrome://inspect in Chrome, add\n"
        f"localhost:{port} under Configure, and press inspect   3. log in   4. press Ctrl+C here."
    )
