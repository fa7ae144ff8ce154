"""The number of the seller's shop on Etsy, for all libraries; it is asked for once in a run."""

from __future__ import annotations

from functools import cache

from automation_suite.etsy import shop_api
from libraries.platform_sessions import session_of


@cache
def shop_id() -> str:
    """Return the number of the shop.

    Raises:
        AnswerIncompleteError: The seller has no shop.
    """
    return shop_api.me(session_of("etsy")).shop_id
