"""How eBay refuses: a status and a list of errors, each with a number, a domain and a sentence."""

from __future__ import annotations

from typing import Any

from practice.contract import ContractError

_SERVER = 500
# Whose error it is, and its number for a request that breaks the contract, by the beginning of the path.
# invented: the numbers of all but inventory, account and fulfillment.
_BROKEN = {
    "/sell/inventory/": ("API_INVENTORY", 25709),
    "/sell/account/": ("API_ACCOUNT", 20403),
    "/sell/fulfillment/": ("API_FULFILLMENT", 30800),
    "/sell/finances/": ("API_FINANCES", 135002),
    "/sell/analytics/": ("API_ANALYTICS", 50001),
    "/sell/metadata/": ("API_METADATA", 62001),
    "/buy/browse/": ("API_BROWSE", 12023),
    "/commerce/taxonomy/": ("API_TAXONOMY", 62001),
    "/commerce/feedback/": ("API_FEEDBACK", 360001),
    "/commerce/media/": ("API_MEDIA", 190001),
    "/developer/analytics/": ("API_DEVELOPER_ANALYTICS", 5000),
}


class EbayError(Exception):
    """The service refuses a request.

    Args:
        status: Of HTTP.
        number: eBay's ``errorId``.
        sentence: What is wrong.
        domain: Whose error it is.
        parameters: What it is about, by name.
    """

    def __init__(self, status: int, number: int, sentence: str, domain: str = "API_INVENTORY", **parameters: str) -> None:
        super().__init__(sentence)
        self.status, self.number, self.sentence, self.domain, self.parameters = status, number, sentence, domain, parameters

    @property
    def entry(self) -> dict[str, Any]:
        """The error as one of a list."""
        category = "APPLICATION" if self.status >= _SERVER else "REQUEST"
        return {
            "errorId": self.number, "domain": self.domain, "category": category,
            "message": self.sentence, "longMessage": self.sentence,
            "parameters": [{"name": name, "value": value} for name, value in self.parameters.items()],
        }  # fmt: skip

    @property
    def body(self) -> dict[str, Any]:
        """The answer's body."""
        return {"errors": [self.entry]}


class TokenError(Exception):
    """The token endpoint refuses a request, with a word of OAuth.

    Args:
        status: Of HTTP.
        word: Such as ``invalid_grant``.
        sentence: More about it.
    """

    def __init__(self, status: int, word: str, sentence: str) -> None:
        super().__init__(sentence)
        self.status, self.word, self.sentence = status, word, sentence

    @property
    def body(self) -> dict[str, Any]:
        """The answer's body."""
        return {"error": self.word, "error_description": self.sentence}


def system_error() -> EbayError:
    """Return a trouble of eBay's own."""
    return EbayError(500, 25001, "A system error has occurred.")


def broken(path: str, error: ContractError) -> EbayError:
    """Return the refusal of a request that breaks the contract."""
    domain, number = next((value for start, value in _BROKEN.items() if path.startswith(start)), ("ACCESS", 2000))
    return EbayError(400, number, f"Invalid {error.where}. {error.words}", domain, fieldName=error.name)
