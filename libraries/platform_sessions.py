"""The sessions with platforms' APIs that this run has opened, for all libraries."""

from __future__ import annotations

from automation_suite import run_context
from automation_suite.platform_api.session import ApiSession, open_session
from automation_suite.settings import process_settings

_opened: dict[str, ApiSession] = {}


def session_of(platform: str) -> ApiSession:
    """Return the run's session with a platform, which is opened at the first call.

    Args:
        platform: ``ebay`` or ``etsy``.

    Raises:
        SettingsError: Keys are missing.
    """
    if platform not in _opened:
        context = run_context.current()
        # The other platform of a job that keeps stock the same is the owner's first account there.
        account = context.account if context.platform == platform else platform
        _opened[platform] = open_session(platform, process_settings(), account)
    return _opened[platform]


def close_all() -> None:
    """Close what is open."""
    while _opened:
        _opened.popitem()[1].close()
