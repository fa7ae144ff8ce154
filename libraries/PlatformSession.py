"""Being connected with a platform's official API."""

from __future__ import annotations

from typing import Any

from robot.api import logger
from robot.api.deco import library
from robot.libraries.BuiltIn import BuiltIn

from automation_suite.statement import step
from libraries import platform_sessions
from libraries.platform_sessions import session_of


@library(scope="GLOBAL", doc_format="MARKDOWN")
class PlatformSession:
    """Opens the session of a platform that all keywords of a suite share.

    The token is added where a request leaves this computer. It is in no log, whatever its level.
    """

    @step
    def open_platform_session(self, platform: str) -> None:
        """Opens the session with `ebay` or `etsy`, and hands it to RequestsLibrary under that name.

        So a suite can also make a call of its own, with the same consent, budgets and pauses:

        ```
        ${answer}    GET On Session    ebay    /sell/account/v1/privilege
        ```

        A call that changes something belongs into a plan instead, which can be looked at, approved and undone.
        """
        session = session_of(platform)
        # RequestsLibrary has no keyword by which it takes a session that is there already.
        requests_library: Any = BuiltIn().get_library_instance("RequestsLibrary")
        requests_library._cache.register(session, alias=platform)
        logger.info(f"{session.access.name} is called for {session.access.account} at {session.access.api_url}.")

    @step
    def close_platform_sessions(self) -> None:
        """Closes the connections. What was stored stays stored."""
        platform_sessions.close_all()
