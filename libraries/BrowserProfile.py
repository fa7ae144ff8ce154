"""Opening the browser with the account's own profile, so that a login lasts, and recording it when that is wanted."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from Browser.utils.data_types import Proxy, ServiceWorkersPermissions, ViewportDimensions
from robot.api import logger
from robot.api.deco import library

from automation_suite import run_context
from automation_suite.browsers import ensure_browser, launch_arguments
from automation_suite.errors import PassingError, first_line
from automation_suite.evidence import trace, troubles
from automation_suite.profiles import prepare_profile
from automation_suite.redaction import Redactor
from automation_suite.settings import process_settings
from automation_suite.statement import step
from libraries.browser_library import browser, call_page
from libraries.run_folder import evidence_folder

_VIEW = ViewportDimensions(width=1280, height=900)


@library(scope="GLOBAL", doc_format="MARKDOWN")
class BrowserProfile:
    """Opens the browser of an account and records it."""

    def __init__(self) -> None:
        self._recording = False

    @step
    def open_browser_with_own_profile(self) -> None:
        """Opens the browser with the profile that this account always uses.

        Service workers are blocked, because they send requests past the fuse that guards the money. Connections pass
        through the fuse's relay, because Chromium sends a request again by itself when a connection breaks.
        """
        settings = process_settings()
        profile = prepare_profile(settings.profile_path / run_context.current().account)
        program = ensure_browser(settings)
        relay = Proxy(server=f"socks5://127.0.0.1:{call_page('startRelay')}")
        try:
            browser().new_persistent_context(
                userDataDir=str(profile),
                headless=settings.headless,
                executablePath=str(program),
                args=launch_arguments(os.geteuid() == 0),
                serviceWorkers=ServiceWorkersPermissions.block,
                proxy=relay,
                viewport=_VIEW,
                locale="en-US",
            )
        except Exception as error:
            raise PassingError(
                f"The browser {program} did not start ({first_line(error)}). No money was moved.",
                "Look whether this computer has enough free memory and disk space, then type: python run.py health-check",
                troubles.NOT_READY,
            ) from error
        call_page("watchPage")
        logger.info(f"Opened the browser with the profile of {run_context.current().account}.")

    @step
    def record_from_here_on(self) -> None:
        """Records the browser when a trace was asked for, or when the same failure has come twice.

        Call it after the login: a recording holds everything that is typed.
        """
        if run_context.current().trace and not self._recording:
            call_page("startTrace")
            self._recording = True

    @step
    def keep_recording(self) -> None:
        """Writes the recording, without the session, into the evidence of this run."""
        if not self._recording:
            return
        self._recording = False
        evidence = evidence_folder()
        evidence.mkdir(exist_ok=True)
        # What Playwright writes holds the session, so it never stands in the results.
        with tempfile.TemporaryDirectory(dir=process_settings().state_path) as folder:
            recording = Path(folder) / trace.TRACE_FILE
            call_page("stopTrace", path=str(recording))
            trace.write_clean(recording, evidence / trace.TRACE_FILE, Redactor(process_settings().secrets()))
        logger.info(f"Recorded the browser: {evidence / trace.TRACE_FILE}; trace.playwright.dev shows it.")
