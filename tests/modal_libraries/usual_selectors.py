"""What scripts without `Dismiss Modals` do: they press whatever one of a list of usual selectors finds first."""

from __future__ import annotations

from datetime import timedelta

from Browser import Browser

SELECTORS = (
    "#onetrust-reject-all-handler",
    "#CybotCookiebotDialogBodyButtonDecline",
    "#didomi-notice-disagree-button",
    ".cky-btn-reject",
    ".osano-cm-denyAll",
    ".cc-deny",
    ".cc-dismiss",
    "button:has-text('Reject all')",
    "button:has-text('Decline')",
    "[aria-label='Close' i]",
    "[aria-label='Close modal' i]",
    "[aria-label='Close dialog' i]",
    "[title='Close' i]",
    "[data-dismiss='modal']",
    "[data-bs-dismiss='modal']",
    ".modal-close",
    ".btn-close",
    ".close-button",
    ".popup-close",
    ".close",
    "button:has-text('No thanks')",
    "button:has-text('Not now')",
    "button:has-text('×')",
)
"""Each is tried in turn; its first visible match is pressed."""

_PATIENCE = timedelta(milliseconds=400)


def press_usual(browser: Browser) -> bool:
    """Press the first visible match of each selector; tell whether anything was found."""
    before = browser.set_browser_timeout(_PATIENCE)
    browser.set_strict_mode(False)
    try:
        pressed = [_press_first(browser, selector) for selector in SELECTORS]
        return any(pressed)
    finally:
        browser.set_strict_mode(True)
        browser.set_browser_timeout(before)


def _press_first(browser: Browser, selector: str) -> bool:
    visible = f"{selector} >> visible=true"
    if not browser.get_element_count(visible):
        return False
    try:
        browser.click(f"{visible} >> nth=0")
    except Exception:
        # Something lies over it, or it has gone: such scripts go on with the next one.
        return False
    return True
