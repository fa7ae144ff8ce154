"""Consent and tokens of the practice Etsy: PKCE, an hour for each access token, each refresh token good for one use."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from practice.etsy.accounts import ALL_SCOPES, KEYSTRING, REDIRECT_URL, SHARED_SECRET, USER_ID
from practice.etsy.errors import EtsyError
from practice.etsy.memory import Memory

_LIFE_SECONDS, _SHORT_LIFE_SECONDS = 3600, 5
_INVALID = "invalid_grant"


def check_key(header: str) -> None:
    """Let only the practice application in.

    Raises:
        EtsyError: It is another one, or the secret is missing behind the keystring.
    """
    if header != f"{KEYSTRING}:{SHARED_SECRET}":
        raise EtsyError(403, "Invalid API key: should be in the format 'keystring:shared_secret'.")


def check_scopes(memory: Memory, header: str, security: Iterable[Mapping[str, Iterable[str]]]) -> None:
    """Let only a token in that is alive and has the scopes of an operation.

    Raises:
        EtsyError: It has ended, was never issued, or lacks a scope.
    """
    needed = {scope for way in security for scope in way.get("oauth2", ())}
    if not needed:
        return
    number, _, token = header.removeprefix("Bearer ").partition(".")
    until, scopes = memory.tokens["access"].get(f"{number}.{token}", (0, []))
    if number != str(USER_ID) or until <= memory.now:
        raise EtsyError(401, "invalid_token", "access token is expired" if until else "access token is unknown")
    lacking = sorted(needed - set(scopes))
    if lacking:
        raise EtsyError(403, "insufficient_scope", f"the token lacks {' '.join(lacking)}")


def consent(memory: Memory, scopes: Iterable[str] = ALL_SCOPES) -> str:
    """Return a refresh token, as if the seller had just agreed."""
    token = f"{USER_ID}.{secrets.token_urlsafe(48)}"
    memory.tokens["refresh"][token] = sorted(scopes)
    memory.write()
    return token


def code_for(memory: Memory, query: Mapping[str, str]) -> str:
    """Return the code that an agreed consent page sends back.

    Raises:
        EtsyError: The request for consent is not as the service wants it.
    """
    scopes = query.get("scope", "").split()
    if query.get("client_id") != KEYSTRING or query.get("response_type") != "code":
        raise EtsyError(400, "invalid_request", "client_id or response_type is wrong")
    if query.get("redirect_uri") != REDIRECT_URL:
        raise EtsyError(400, "invalid_request", "redirect_uri is not a callback of the application")
    if query.get("code_challenge_method") != "S256" or not query.get("code_challenge") or not query.get("state"):
        raise EtsyError(400, "invalid_request", "state and a code_challenge by S256 are needed")
    if not scopes or set(scopes) - set(ALL_SCOPES):
        raise EtsyError(400, "invalid_scope", "unknown scope")
    code = secrets.token_urlsafe(32)
    memory.tokens["codes"][code] = {"challenge": query["code_challenge"], "scopes": scopes}
    memory.write()
    return code


def issue(memory: Memory, form: Mapping[str, Any]) -> dict[str, Any]:
    """Return new tokens; what they were had for is spent.

    Raises:
        EtsyError: Code or refresh token are not good any more.
    """
    if form["client_id"] != KEYSTRING:
        raise EtsyError(401, "invalid_client", "client_id is unknown")
    scopes = (
        _scopes_of_code(memory, form) if form["grant_type"] == "authorization_code" else _scopes_of_refresh(memory, form)
    )
    life = _SHORT_LIFE_SECONDS if "etsy-short-tokens" in memory.scenarios else _LIFE_SECONDS
    access = f"{USER_ID}.{secrets.token_urlsafe(48)}"
    memory.tokens["access"][access] = (memory.now + life, scopes)
    return {
        "access_token": access, "token_type": "Bearer", "expires_in": life, "refresh_token": consent(memory, scopes),
    }  # fmt: skip


def _scopes_of_code(memory: Memory, form: Mapping[str, Any]) -> list[str]:
    asked = memory.tokens["codes"].pop(form.get("code", ""), None)
    digest = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).decode()
    if asked is None or form.get("redirect_uri") != REDIRECT_URL or digest.rstrip("=") != asked["challenge"]:
        raise EtsyError(400, _INVALID, "code is unknown, spent, or its verifier does not fit")
    return list(asked["scopes"])


def _scopes_of_refresh(memory: Memory, form: Mapping[str, Any]) -> list[str]:
    scopes = memory.tokens["refresh"].pop(form.get("refresh_token", ""), None)
    if scopes is None:
        raise EtsyError(400, _INVALID, "refresh_token is revoked")
    return list(scopes)
