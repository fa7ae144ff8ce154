"""How often the service may be called: so many times a second and a day, told in each answer."""

from __future__ import annotations

import time
from collections import deque

from practice.etsy.errors import EtsyError

# More than the real one allows a new application, so that rehearsals do not wait.
A_SECOND, A_DAY = 100, 100_000


class LimitsOfCalls:
    """Counts calls."""

    def __init__(self) -> None:
        self._latest: deque[float] = deque()
        self._today = 0

    def count(self) -> None:
        """Count one more.

        Raises:
            EtsyError: It is one too many.
        """
        now = time.monotonic()
        while self._latest and self._latest[0] < now - 1:
            self._latest.popleft()
        if len(self._latest) >= A_SECOND or self._today >= A_DAY:
            raise EtsyError(429, f"Exceeded per {'second' if self._today < A_DAY else 'day'} rate limit", retry_after=1)
        self._latest.append(now)
        self._today += 1

    @property
    def headers(self) -> dict[str, str]:
        """What each answer says of it."""
        return {
            "x-limit-per-second": str(A_SECOND), "x-remaining-this-second": str(A_SECOND - len(self._latest)),
            "x-limit-per-day": str(A_DAY), "x-remaining-today": str(A_DAY - self._today),
        }  # fmt: skip
