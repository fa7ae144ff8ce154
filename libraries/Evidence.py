"""Collects evidence at the step that failed, while the page is still open, and keeps secrets out of the log."""

from __future__ import annotations

import time
from collections import deque
from pathlib import Path
from typing import Any

from robot import result as robot_result
from robot import running
from robot.api import logger
from robot.api.deco import library

from automation_suite import statement
from automation_suite.errors import SuiteError
from automation_suite.evidence import bundle, troubles
from automation_suite.evidence.bundle import Bundle
from automation_suite.evidence.troubles import Facts
from automation_suite.redaction import Redactor
from automation_suite.settings import process_settings
from libraries.browser_library import call_page
from libraries.run_folder import evidence_folder

# A failure that a suite catches leaves evidence too; a run that only fails is not to be filled with pictures.
_MOST_BUNDLES = 4
_KEPT_KEYWORDS = 8


@library(scope="GLOBAL", doc_format="MARKDOWN", listener="SELF")
class Evidence:
    """Works by itself: it listens to the run and has no keywords."""

    ROBOT_LISTENER_API_VERSION = 3

    def __init__(self) -> None:
        self._redactor = Redactor(process_settings().secrets())
        self._path: list[str] = []
        self._last: deque[str] = deque(maxlen=_KEPT_KEYWORDS)
        self._searches: deque[str] = deque(maxlen=_KEPT_KEYWORDS)
        self._bundles = 0

    def start_user_keyword(self, data: running.Keyword, _implementation: object, result: robot_result.Keyword) -> None:
        """Remember where the run is."""
        self._enter(data, result)

    def end_user_keyword(self, _data: running.Keyword, _implementation: object, _result: robot_result.Keyword) -> None:
        """Forget the keyword that has ended."""
        self._path.pop()

    def start_library_keyword(self, data: running.Keyword, _implementation: object, result: robot_result.Keyword) -> None:
        """Remember where the run is."""
        self._enter(data, result)

    def end_library_keyword(self, _data: running.Keyword, _implementation: object, result: robot_result.Keyword) -> None:
        """Collect evidence when a step has failed."""
        if result.failed and self._bundles < _MOST_BUNDLES:
            self._bundles += 1
            self._collect(result)
        if not result.not_run:
            self._last.append(f"{result.name}: {result.elapsed_time.total_seconds():.2f} s")
        self._path.pop()

    def log_message(self, message: robot_result.Message) -> None:
        """Take secrets out of a message before it is written."""
        message.message = self._redactor.clean(message.message)
        if message.message.startswith("Searched in vain") or "(found by" in message.message:
            self._searches.append(message.message)

    def _enter(self, data: running.Keyword, result: robot_result.Keyword) -> None:
        source = Path(data.source).name if data.source else "?"
        self._path.append(f"{result.name} ({source}:{data.lineno})")

    def _collect(self, result: robot_result.Keyword) -> None:
        started = time.perf_counter()
        page = self._page()
        stated = statement.stated(statement.TROUBLE)
        facts = Facts(
            message=result.message,
            keyword=result.name or "",
            stated=stated,
            url=page.get("url", ""),
            dialog=page.get("dialog", ""),
            requests=tuple(page.get("requests", ())),
        )
        trouble = troubles.classify(facts)
        found = Bundle(trouble, tuple(self._path), result.message, page, tuple(self._searches), tuple(self._last))
        bundle.write(found, evidence_folder(), self._redactor)
        statement.state_trouble(trouble, troubles.fingerprint(trouble, facts.keyword, result.message))
        logger.info(self._redactor.clean(bundle.as_html(found)), html=True)
        logger.debug(f"The evidence took {time.perf_counter() - started:.2f} s.")

    def _page(self) -> dict[str, Any]:
        try:
            return {**call_page("collectEvidence"), "dialog": call_page("readPage")["dialog"]}
        except SuiteError:
            # No page is open any more; what is known without it is still worth keeping.
            return {}
