"""The running Browser library, for the keyword libraries that work on the open page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from robot.libraries.BuiltIn import BuiltIn

from automation_suite.errors import PassingError, first_line

if TYPE_CHECKING:
    from Browser import Browser


def browser() -> Browser:
    """Return the one Browser library; ``resources/browser.resource`` imports it."""
    return cast("Browser", BuiltIn().get_library_instance("Browser"))


def call_page(function: str, **arguments: object) -> Any:
    """Call a function of ``browser_extension`` on the open page and return its answer.

    Raises:
        PassingError: The page or the browser did not answer.
    """
    try:
        return browser().call_js_keyword(function, **arguments)
    except Exception as error:
        raise PassingError(f"The page did not answer ({first_line(error)}).", "", "page not ready") from error
