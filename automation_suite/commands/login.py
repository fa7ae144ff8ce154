"""``run.py login poshmark``: log in yourself, in the browser profile that the job uses, past a captcha or a code."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from automation_suite import processes
from automation_suite.browsers import ensure_browser, launch_arguments
from automation_suite.errors import SettingsError
from automation_suite.jobs import Job, jobs_of
from automation_suite.outcomes import EXIT_DONE
from automation_suite.profiles import prepare_profile
from automation_suite.running.lock import account_lock
from automation_suite.settings import Settings, process_settings

_ADDRESSES = {"poshmark": "/login"}
_DEBUG_PORT = 9222
_MINUTES = 15


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("platform", choices=sorted(_ADDRESSES))
    parser.add_argument("--account", default="", help="of jobs.toml, when it is not the first one of the platform")
    parser.add_argument(
        "--port", type=int, default=_DEBUG_PORT, help="port of the remote-debugging address without a screen"
    )


def run(arguments: argparse.Namespace) -> int:
    """Open the profile for a person and wait until the browser is closed."""
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
