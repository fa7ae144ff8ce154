"""Calls of the suite's clients that go straight to the practice eBay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import requests

from automation_suite.platform_api.calls import ApiAnswer, CallRefusedError
from tests.practice_ebay.seller import Seller


@dataclass
class PlainCalls:
    """Makes calls without budgets and repetitions, so that what practice refuses shows at once."""

    seller: Seller
    application: str

    def call(self, method: str, path: str, *, group: str, query: Any = None, **how: Any) -> ApiAnswer:
        token = self.application if how.pop("application", False) else self.seller.headers["Authorization"]
        headers = {"X-EBAY-C-MARKETPLACE-ID": "EBAY_US", "Authorization": token, **(how.pop("headers", None) or {})}
        answer = requests.request(method, self.seller.base + path, params=query, headers=headers, timeout=10, **how)
        body = answer.json() if answer.content else None
        if not answer.ok:
            raise CallRefusedError(answer.text, "", status=answer.status_code, code="")
        return ApiAnswer(answer.status_code, body, {name.lower(): value for name, value in answer.headers.items()})
