"""Consent and tokens of the practice eBay: two hours for each access token; a refresh token stays good for 18 months."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from practice.ebay.accounts import BASE_SCOPE, CLIENT_ID, CLIENT_SECRET, RU_NAME, SELLER_SCOPES
from practice.ebay.errors import EbayError, TokenError
from practice.ebay.memory import Memory

_LIFE_SECONDS, _SHORT_LIFE_SECONDS, _CONSENT_SECONDS = 7200, 2, 47_304_000
_USER, _APPLICATION = "user", "application"


def check_scopes(memory: Memory, header: str, security: Sequence[Mapping[str, Sequence[str]]]) -> None:
    """Let only a token in that is alive and may make a call.

    Raises:
        EbayError: It has ended, was never issued, or lacks a scope.
    """
    if not header:
        raise EbayError(401, 1002, "Missing access token", "OAuth")
    until, scopes = memory.tokens["access"].get(header.removeprefix("Bearer "), (0, ()))
    if until <= memory.now.timestamp():
        raise EbayError(401, 1001, "Invalid access token", "OAuth")
    if not any(_is_enough(way, scopes) for way in security):
        raise EbayError(403, 1100, "Access denied. Insufficient permissions to fulfill the request.", "ACCESS")


def consent(memory: Memory, scopes: Iterable[str] = SELLER_SCOPES) -> str:
    """Return a refresh token, as if the seller had just agreed."""
    token = f"v^1.1#i^1#r^1#{secrets.token_urlsafe(48)}"
    memory.keep_token("refresh", token, sorted(scopes))
    return token


def code_for(memory: Memory, query: Mapping[str, str]) -> str:
    """Return the code that an agreed consent page sends back.

    Raises:
        TokenError: The request for consent is not as eBay wants it.
    """
    if query.get("client_id") != CLIENT_ID or query.get("redirect_uri") != RU_NAME:
        raise TokenError(400, "unauthorized_client", "client_id or RuName is unknown")
    if query.get("response_type") != "code":
        raise TokenError(400, "unsupported_response_type", "response_type is code")
    code = f"v^1.1#i^1#c^1#{secrets.token_urlsafe(32)}"
    memory.keep_token("codes", code, _named(query.get("scope", ""), SELLER_SCOPES))
    return code


def issue(memory: Memory, header: str, form: Mapping[str, Any]) -> dict[str, Any]:
    """Return new tokens.

    Raises:
        TokenError: The keys, the code or the refresh token are not good.
    """
    expected = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
    if header != f"Basic {expected}":
        raise TokenError(401, "invalid_client", "client authentication failed")
    grant = _GRANTS.get(form.get("grant_type", ""))
    if grant is None:
        raise TokenError(400, "unsupported_grant_type", "grant type in request is not supported")
    return grant(memory, form)


def _of_code(memory: Memory, form: Mapping[str, Any]) -> dict[str, Any]:
    scopes = memory.take_code(str(form.get("code", "")))
    if scopes is None or form.get("redirect_uri") != RU_NAME:
        raise TokenError(400, "invalid_grant", "the code is invalid or was issued to another client")
    ends = {"refresh_token": consent(memory, scopes), "refresh_token_expires_in": _CONSENT_SECONDS}
    return _issued(memory, _USER, scopes) | ends


def _of_refresh(memory: Memory, form: Mapping[str, Any]) -> dict[str, Any]:
    scopes = memory.tokens["refresh"].get(form.get("refresh_token", ""))
    if scopes is None or "ebay-consent-ended" in memory.scenarios:
        raise TokenError(400, "invalid_grant", "the refresh token is invalid or was issued to another client")
    return _issued(memory, _USER, _named(str(form.get("scope", "")), scopes))


def _of_application(memory: Memory, form: Mapping[str, Any]) -> dict[str, Any]:
    return _issued(memory, _APPLICATION, _named(str(form.get("scope", "")), ("api_scope",)))


def _issued(memory: Memory, kind: str, scopes: Sequence[str]) -> dict[str, Any]:
    life = _SHORT_LIFE_SECONDS if "ebay-short-tokens" in memory.scenarios else _LIFE_SECONDS
    token = f"v^1.1#i^1#p^1#{secrets.token_urlsafe(48)}"
    memory.keep_token("access", token, (memory.now.timestamp() + life, list(scopes)))
    return {"access_token": token, "expires_in": life, "token_type": f"{kind.title()} Access Token"}


def _named(scope: str, allowed: Sequence[str]) -> list[str]:
    """Return the scopes of a request by their short names; all that are allowed when it names none."""
    wanted = [one.removeprefix(f"{BASE_SCOPE}/") if one != BASE_SCOPE else "api_scope" for one in scope.split()]
    if set(wanted) - set(allowed):
        raise TokenError(400, "invalid_scope", "the scope is unknown or exceeds what was granted")
    return wanted or list(allowed)


def _is_enough(way: Mapping[str, Sequence[str]], scopes: Sequence[str]) -> bool:
    return all(set(needed) <= set(scopes) for needed in way.values())


_GRANTS = {"authorization_code": _of_code, "refresh_token": _of_refresh, "client_credentials": _of_application}
