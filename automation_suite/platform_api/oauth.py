"""Consent and tokens of eBay and Etsy (OAuth 2.0): the consent page, its answer, and tokens that are always fresh.

Libraries for OAuth would only build one address and three forms here. What matters, which they leave to their user, is
that a rotating refresh token is on the disk before anything else happens, whoever else refreshes at that moment.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import requests
from requests.adapters import HTTPAdapter

from automation_suite.errors import SettingsError, SuiteError
from automation_suite.platform_api.calls import CallFailedError, CallRefusedError, NotAuthorizedError
from automation_suite.platform_api.platforms import Access
from automation_suite.platform_api.sending import SENDS_ONCE, TIME_LIMITS, never_left
from automation_suite.platform_api.token_store import Stored, Tokens, TokenStore, consent_sentence

_LONGEST_MARGIN = timedelta(minutes=5)
_PAUSES = (1.0, 3.0)
_LONGEST_WAIT_FOR_ANOTHER = 65.0
_POLL = 0.1
# Etsy's documentation of authentication, read in November 2026; eBay says in each answer how long its consent holds.
_ETSY_CONSENT = timedelta(days=90)

Clock = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class ConsentRequest:
    """A consent that is asked for.

    Attributes:
        address: Of the page on which the seller gives it.
        state: That has to come back, so that nobody can slip in the answer to another request.
        verifier: Proof that who asks for the token is who asked for consent (PKCE); empty where it is not used.
    """

    address: str
    state: str
    verifier: str = field(default="", repr=False)


def ask_for_consent(access: Access) -> ConsentRequest:
    """Return a new request for consent.

    Raises:
        SettingsError: It is not known where the platform sends the person back to.
    """
    if not access.redirect:
        words = f"{access.redirect_name} is missing in .env, so {access.name} was not asked."
        raise SettingsError(words, "See docs/platform-access.md.")
    state, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(64)
    query = {
        "response_type": "code",
        "client_id": access.client_id,
        "redirect_uri": access.redirect,
        "scope": " ".join(access.scopes),
        "state": state,
    }
    # Etsy wants PKCE; eBay identifies the application by its secret instead and does not document it.
    if access.rotates:
        digest = hashlib.sha256(verifier.encode()).digest()
        query |= {"code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="), "code_challenge_method": "S256"}
    return ConsentRequest(f"{access.consent_url}?{urlencode(query)}", state, verifier if access.rotates else "")


def code_in(landed: str, request: ConsentRequest, access: Access) -> str:
    """Return the code in the address of the page on which a person has landed after the consent page.

    Args:
        landed: That address.
        request: What was asked.
        access: Whose consent it is.

    Raises:
        NotAuthorizedError: Consent was refused, or the address is not the answer to this request.
    """
    answer = {name: values[0] for name, values in parse_qs(urlsplit(landed.strip()).query).items()}
    if not hmac.compare_digest(answer.get("state", "").encode(), request.state.encode()):
        raise NotAuthorizedError(
            f"That is not the answer of {access.name} to this request. Nothing was stored.",
            f"Copy the whole address of the page on which you land. To begin anew, type: {access.login}",
        )
    if not answer.get("code"):
        reason = answer.get("error_description") or answer.get("error") or "no reason was given"
        raise NotAuthorizedError(
            f"{access.name} gave no consent ({reason}). Nothing was stored.", f"To begin anew, type: {access.login}"
        )
    return answer["code"]


class Authorization:
    """Fresh tokens of one account, and of the application itself, for as long as the consent holds.

    Args:
        access: The account.
        seller: Where its tokens are stored.
        application: Where the application's own are.
        clock: For tests in which hours pass.
        pauses: Seconds between tries when a token could not be had for a reason that passes.
    """

    def __init__(
        self,
        access: Access,
        seller: TokenStore,
        application: TokenStore,
        clock: Clock = _now,
        pauses: tuple[float, ...] = _PAUSES,
    ) -> None:
        self._access = access
        self._stores = {False: seller, True: application}
        self._clock = clock
        self._pauses = pauses
        self._used: dict[bool, Tokens] = {}
        self._http = requests.Session()
        self._http.mount(access.token_url, HTTPAdapter(max_retries=SENDS_ONCE))

    def redeem(self, code: str, request: ConsentRequest) -> datetime | None:
        """Exchange the code of a consent for tokens and store them.

        Returns:
            When the consent ends; none when the platform does not say.

        Raises:
            NotAuthorizedError: The code was refused.
            CallFailedError: The platform could not be reached.
        """
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": self._access.redirect}
        answer, now = self._issued(form | ({"code_verifier": request.verifier} if request.verifier else {}))
        ends_at = self._end_of_consent(answer, None, now)
        scopes = str(answer.get("scope") or " ".join(self._access.scopes))
        self._stores[False].keep_consent(_tokens(answer, now), scopes, ends_at, now)
        return ends_at

    def adopt(self, refresh_token: str) -> None:
        """Store a refresh token that was had in another way, such as on a platform's own page for developers."""
        now = self._clock()
        past = Tokens(access="", access_until=now, renew_at=now, refresh=refresh_token)
        self._stores[False].keep_consent(past, " ".join(self._access.scopes), None, now)
        self._used.pop(False, None)

    def token(self, of_application: bool = False) -> str:
        """Return an access token that can be used now.

        Args:
            of_application: Whether the application's own is wanted instead of the seller's.

        Raises:
            NotAuthorizedError: There is no consent, or it has ended.
            CallFailedError: A new token could not be had for now.
        """
        used = self._used.get(of_application)
        if used is None or self._clock() >= used.renew_at:
            used = self._used[of_application] = self._fresh(of_application, refused="")
        return used.access

    def another_token(self, refused: str, of_application: bool = False) -> str:
        """Return another access token than the one that the platform has just refused, whatever this clock says."""
        used = self._used[of_application] = self._fresh(of_application, refused)
        return used.access

    def _fresh(self, of_application: bool, refused: str) -> Tokens:
        store, give_up = self._stores[of_application], time.monotonic() + _LONGEST_WAIT_FOR_ANOTHER
        while True:
            stored = store.load()
            if stored and self._can_be_used(stored.tokens, refused):
                return stored.tokens
            if stored is None:
                return self._first(store, of_application)
            if store.claim(stored.generation, self._clock()):
                return self._refreshed(store, stored, of_application, refused)
            if time.monotonic() > give_up:
                raise CallFailedError(f"Another process does not finish getting a new token of {self._access.name}.")
            time.sleep(_POLL)

    def _can_be_used(self, tokens: Tokens, refused: str) -> bool:
        return bool(tokens.access) and tokens.access != refused and self._clock() < tokens.renew_at

    def _first(self, store: TokenStore, of_application: bool) -> Tokens:
        if not of_application:
            raise consent_sentence(self._access)
        answer, now = self._issued(self._application_form())
        tokens = _tokens(answer, now)
        store.keep_consent(tokens, self._access.application_scope, None, now)
        return tokens

    def _refreshed(self, store: TokenStore, stored: Stored, of_application: bool, refused: str) -> Tokens:
        """Get new tokens while this process alone has the right to."""
        old = stored.tokens
        form = {"grant_type": "refresh_token", "refresh_token": old.refresh}
        try:
            answer, now = self._issued(self._application_form() if of_application else form)
            tokens = _tokens(answer, now, old.refresh)
            # Before anything else is done with it: the platform may already have forgotten the old one.
            if store.replace(tokens, stored.generation, self._end_of_consent(answer, stored.ends_at, now), now):
                return tokens
        except NotAuthorizedError:
            newer = store.load()
            if newer is None or newer.generation == stored.generation:
                raise
            return newer.tokens
        except CallFailedError:
            # It is asked for early, so what there is may hold for some minutes.
            if old.access and old.access != refused and self._clock() < old.access_until:
                return old
            raise
        finally:
            store.release()
        newest = store.load()
        return newest.tokens if newest else tokens

    def _application_form(self) -> dict[str, str]:
        return {"grant_type": "client_credentials", "scope": self._access.application_scope}

    def _end_of_consent(self, answer: Mapping[str, Any], known: datetime | None, now: datetime) -> datetime | None:
        if "refresh_token_expires_in" in answer:
            return now + timedelta(seconds=int(answer["refresh_token_expires_in"]))
        return now + _ETSY_CONSENT if self._access.rotates else known

    def _issued(self, form: Mapping[str, str]) -> tuple[dict[str, Any], datetime]:
        """Return what the platform issues, and the moment from which on its times count."""
        for pause in (*self._pauses, None):
            asked_at = self._clock()
            try:
                return self._asked(form), asked_at
            except _NotYetError as error:
                if pause is None:
                    raise CallFailedError(error.happened, error.next_step) from None
                time.sleep(pause)
        raise AssertionError

    def _asked(self, form: Mapping[str, str]) -> dict[str, Any]:
        keys = (self._access.client_id, self._access.client_secret)
        own = {"client_id": self._access.client_id} if self._access.rotates else {}
        try:
            answer = self._http.post(
                self._access.token_url, data={**form, **own}, auth=None if self._access.rotates else keys,
                timeout=TIME_LIMITS, allow_redirects=False,
            )  # fmt: skip
        except requests.RequestException as error:
            # When it may have arrived, whether a token was issued is not known. The old one is kept and tried the next time.
            raise (_NotYetError if never_left(error) else CallFailedError)(self._unreachable()) from None
        if answer.status_code == HTTPStatus.OK:
            return _read(answer, self._access)
        if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS or answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise _NotYetError(f"{self._access.name} issued no token for now (status {answer.status_code}).")
        raise self._refused(answer)

    def _refused(self, answer: requests.Response) -> SuiteError:
        content = _json_of(answer)
        code = str(content.get("error", answer.status_code))
        why = f"{code}: {content['error_description']}" if content.get("error_description") else code
        if code in ("invalid_client", "unauthorized_client"):
            keys = " and ".join(self._access.key_names)
            return NotAuthorizedError(
                f"{self._access.name} does not know the application by its keys ({why}). Nothing was called.",
                f"Compare {keys} in .env with the keys of the {self._access.environment} environment.",
            )
        if code in ("invalid_grant", "access_denied"):
            return NotAuthorizedError(
                f"The consent of {self._access.account} has ended or was taken back ({why}). Nothing was called.",
                f"Type: {self._access.login}",
            )
        return CallRefusedError(
            f"{self._access.name} issues no token ({why}). Nothing was called.",
            f"See docs/platform-access.md, then type: {self._access.login}",
            status=answer.status_code,
            code=code,
        )

    def _unreachable(self) -> str:
        return f"No token could be had, because {urlsplit(self._access.token_url).netloc} could not be reached."


class _NotYetError(CallFailedError):
    """Nothing was issued, and another try is worth while."""


def _tokens(answer: Mapping[str, Any], now: datetime, refresh_before: str = "") -> Tokens:
    life = timedelta(seconds=int(answer.get("expires_in", 0)))
    return Tokens(
        access=str(answer["access_token"]),
        access_until=now + life,
        renew_at=now + life - min(_LONGEST_MARGIN, life / 10),
        refresh=str(answer.get("refresh_token") or refresh_before),
    )


def _read(answer: requests.Response, access: Access) -> dict[str, Any]:
    content = _json_of(answer)
    if not content.get("access_token"):
        raise CallFailedError(f"{access.name} answered without a token.")
    return content


def _json_of(answer: requests.Response) -> dict[str, Any]:
    try:
        content = answer.json()
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}
