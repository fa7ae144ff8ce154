"""Calling a platform's API with one session: authorized, within its budgets, each write sent once.

Authorization is added below ``requests``, to a copy of the request that nothing else sees. So no log can show a token,
whoever uses the session, and a redirect to another host never carries one.
"""

from __future__ import annotations

import email.utils
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter, HTTPAdapter

from automation_suite.errors import SettingsError
from automation_suite.platform_api.budgets import Budgets, Rule, Whose
from automation_suite.platform_api.calls import (
    AnswerLostError,
    ApiAnswer,
    BudgetSpentError,
    CallFailedError,
    CallRefusedError,
)
from automation_suite.platform_api.error_words import error_in, refusal
from automation_suite.platform_api.oauth import Authorization
from automation_suite.platform_api.platforms import Access, access_of
from automation_suite.platform_api.sending import SENDS_ONCE, TIME_LIMITS, never_left
from automation_suite.platform_api.token_store import TokenStore
from automation_suite.settings import Settings

# Between tries of a call that only reads, and of one that the platform asked to make later without saying when.
PAUSES = (1.0, 3.0, 9.0)
PATIENCE = 60.0

_READS = ("GET", "HEAD")
_PASSING = (
    HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.GATEWAY_TIMEOUT,
)  # fmt: skip
_ON_THIS_MACHINE = ("127.0.0.1", "localhost", "::1")
_LIMITS_OF: Mapping[Whose, str] = {
    "seller": "/developer/analytics/v1_beta/user_rate_limit/",
    "application": "/developer/analytics/v1_beta/rate_limit/",
}


class ApiSession(requests.Session):
    """One account of a platform's API, as ``Calls`` describes it; also a session that RequestsLibrary can use.

    Args:
        access: The account.
        authorization: Its tokens.
        budgets: Its budgets.
        pauses: Seconds between tries.
        patience: Seconds that the platform may ask to wait.
    """

    def __init__(
        self,
        access: Access,
        authorization: Authorization,
        budgets: Budgets,
        pauses: Sequence[float] = PAUSES,
        patience: float = PATIENCE,
    ) -> None:
        super().__init__()
        self.access = access
        # By this name RequestsLibrary knows where a path begins.
        self.url = access.api_url
        # Nothing is added from a .netrc file, which would be seen in a log.
        self.auth = _as_it_is
        self.headers.update({"Accept": "application/json", **access.headers})
        transport = _Transport(access, authorization, budgets, pauses, patience)
        for scheme in ("https://", "http://"):
            self.mount(scheme, _Elsewhere(access))
        for root in access.roots:
            self.mount(f"{root}/", transport)

    def call(
        self,
        method: str,
        path: str,
        *,
        group: str,
        query: Mapping[str, str | int | Sequence[str]] | None = None,
        json: Any = None,
        form: Mapping[str, Any] | None = None,
        files: Mapping[str, tuple[str, bytes, str]] | None = None,
        headers: Mapping[str, str] | None = None,
        application: bool = False,
    ) -> ApiAnswer:
        """Make one call, within its budget, and return the answer; see ``Calls``."""
        request = self.prepare_request(
            requests.Request(
                method.upper(), self.access.url_of(path), headers=dict(headers or {}), params=_texts(query), json=json,
                data=_texts(form), files=dict(files) if files else None,
            )
        )  # fmt: skip
        assert request.url is not None
        surroundings = self.merge_environment_settings(request.url, {}, None, None, None)
        answer = self.send(request, group=group, application=application, **surroundings)
        return _read(answer, self.access, method.upper())

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Follow a redirect only for a call that reads, and only to the place that the session is for."""
        target = super().get_redirect_target(resp)
        return target if resp.request.method in _READS and target and _is_at(target, self.access) else None

    def rebuild_auth(self, prepared_request: requests.PreparedRequest, response: requests.Response) -> None:
        """Leave a redirected request without authorization; it is added where every request leaves."""


def open_session(platform: str, settings: Settings, account: str = "") -> ApiSession:
    """Return a session for an account of a platform. Nothing is called yet.

    Args:
        platform: ``ebay`` or ``etsy``.
        settings: Of the account.
        account: Of jobs.toml; the platform's first one when not given.

    Raises:
        SettingsError: Keys are missing, or a token would be sent without encryption.
    """
    access = access_of(platform, settings, account)
    _check(access)
    return ApiSession(access, authorization_of(access, settings), Budgets(access, PATIENCE))


def authorization_of(access: Access, settings: Settings) -> Authorization:
    """Return the tokens of an account, as they are stored."""
    key_file = settings.token_key_path
    return Authorization(access, TokenStore(access, key_file), TokenStore(access, key_file, of_application=True))


class _Transport(HTTPAdapter):
    """Where every request leaves: waits for its turn, adds the token, follows what the platform says of its limits."""

    def __init__(
        self, access: Access, authorization: Authorization, budgets: Budgets, pauses: Sequence[float], patience: float
    ) -> None:
        super().__init__(max_retries=SENDS_ONCE)
        self._access = access
        self._authorization = authorization
        self._budgets = budgets
        self._pauses = pauses
        self._patience = patience

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: Any = True,
        cert: Any = None,
        proxies: Any = None,
        group: str = "",
        application: bool = False,
    ) -> requests.Response:
        """Send a request within its budget, and again only where that cannot do anything twice."""
        path = urlsplit(request.url or "").path
        rules = self._budgets.rules_for(group, path)
        way = {"stream": stream, "timeout": timeout or TIME_LIMITS, "verify": verify, "cert": cert, "proxies": proxies}
        if path not in _LIMITS_OF.values():
            self._ask_for_limits(rules, way, again=False)
        pauses, told_to_wait = list(self._pauses), 0
        while True:
            self._budgets.wait_for_turn(rules)
            try:
                answer = self._authorized(request, application, way)
            except requests.RequestException as error:
                trouble = self._broken(request, error)
                if request.method not in _READS or not pauses:
                    raise trouble from None
                time.sleep(pauses.pop(0))
                continue
            self._budgets.follow_headers(rules, {name.lower(): value for name, value in answer.headers.items()})
            if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
                # The platform has not carried it out, so that it may be made again whatever it does.
                self._wait(rules, answer, told_to_wait, way)
                told_to_wait += 1
            elif answer.status_code in _PASSING and request.method in _READS and pauses:
                time.sleep(pauses.pop(0))
            else:
                answer.request = request
                return answer

    def _authorized(self, request: requests.PreparedRequest, application: bool, way: Mapping[str, Any]) -> requests.Response:
        token = self._token(application)
        answer = self._sent(request, token, way)
        if answer.status_code != HTTPStatus.UNAUTHORIZED or not token:
            return answer
        # The token has ended, whatever this clock says. Nothing was carried out.
        return self._sent(request, self._authorization.another_token(token, application), way)

    def _token(self, application: bool) -> str:
        # Etsy's public calls have the key of the application instead of a token.
        return "" if application and not self._access.application_scope else self._authorization.token(application)

    def _sent(self, request: requests.PreparedRequest, token: str, way: Mapping[str, Any]) -> requests.Response:
        own = request.copy()
        if token:
            own.headers["Authorization"] = f"Bearer {token}"
        own.headers.update(self._access.key_headers)
        answer = super().send(own, **way)
        # From here on nobody sees the request with the token. The whole answer is read where a broken one is understood.
        answer.request = request
        if not way["stream"]:
            _ = answer.content
        return answer

    def _broken(self, request: requests.PreparedRequest, error: requests.RequestException) -> Exception:
        host = urlsplit(request.url or "").netloc
        if never_left(error):
            return CallFailedError(f"{host} could not be reached. Nothing was called.", trouble="offline")
        if request.method in _READS:
            return CallFailedError(f"{host} did not answer to the end. Nothing was changed.", trouble="offline")
        return _lost(self._access)

    def _wait(self, rules: Sequence[Rule], answer: requests.Response, times: int, way: Mapping[str, Any]) -> None:
        """Wait as long as the platform asks for, together with all others; or tell that it is too long."""
        told = _seconds(answer.headers.get("Retry-After", ""))
        if told is None:
            self._ask_for_limits(rules, way, again=True)
        seconds = told if told is not None else self._pauses[min(times, len(self._pauses) - 1)]
        self._budgets.block(rules, seconds)
        if seconds > self._patience or times >= len(self._pauses):
            raise self._budgets.spent_until(rules, seconds)

    def _ask_for_limits(self, rules: Sequence[Rule], way: Mapping[str, Any], again: bool) -> None:
        """Ask eBay for its limits, once an hour or when it says that one is reached. Without an answer the old ones hold."""
        for of in dict.fromkeys(rule.of for rule in rules):
            if not (self._budgets.should_ask(of) or (again and self._access.platform == "ebay")):
                continue
            path = _LIMITS_OF[of]
            asking = self._budgets.rules_for("developer.analytics", path)
            request = requests.Request("GET", self._access.url_of(path), headers={"Accept": "application/json"}).prepare()
            try:
                self._budgets.wait_for_turn(asking)
                answer = self._authorized(request, of == "application", way)
                body = answer.json() if answer.status_code == HTTPStatus.OK else {}
            except (requests.RequestException, BudgetSpentError, CallFailedError):
                continue
            self._budgets.follow_rate_limits(of, body)


class _Elsewhere(BaseAdapter):
    """Refuses every address that is not the platform's."""

    def __init__(self, access: Access) -> None:
        super().__init__()
        self._access = access

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """Refuse."""
        host = urlsplit(request.url or "").netloc
        raise CallRefusedError(
            f"The session of {self._access.name} calls {self._access.name} only, not {host}. Nothing was called.",
            "Begin the address with / and a path of the API.",
        )

    def close(self) -> None:
        """There is nothing to close."""


def _read(answer: requests.Response, access: Access, method: str) -> ApiAnswer:
    status = answer.status_code
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        if method not in _READS:
            raise _lost(access)
        said = error_in(_body(answer)).message
        raise CallFailedError(f"{access.name} has a trouble of its own (status {status}{f': {said}' if said else ''}).")
    if HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST:
        target = urlsplit(answer.headers.get("Location", "")).netloc or "another place"
        raise CallRefusedError(
            f"{access.name} sends the call on to {target}, which was not followed.", "Compare the address in .env.",
            status=status,
        )  # fmt: skip
    try:
        body = _body(answer)
    except ValueError:
        if status >= HTTPStatus.BAD_REQUEST:
            raise refusal(access, status, None) from None
        if method in _READS:
            raise CallFailedError(f"{access.name} gave an answer that cannot be read.") from None
        raise _lost(access) from None
    if status >= HTTPStatus.BAD_REQUEST:
        raise refusal(access, status, body)
    return ApiAnswer(status, body, {name.lower(): value for name, value in answer.headers.items()})


def _body(answer: requests.Response) -> Any:
    """Return what an answer holds: of JSON its content, of anything else, such as a file, the bytes.

    Raises:
        ValueError: It says that it is JSON and is not.
    """
    if not answer.content:
        return None
    return answer.json() if "json" in answer.headers.get("Content-Type", "json") else answer.content


def _lost(access: Access) -> AnswerLostError:
    return AnswerLostError(
        f"{access.name} gave no answer to a call that changes something; it may have been carried out.",
        "It is not sent again. The next run reads what is there.",
    )


def _seconds(told: str) -> float | None:
    """Return how long ``Retry-After`` asks to wait, which is a number of seconds or a moment; none when it says nothing."""
    if told.strip().isdigit():
        return float(told)
    try:
        moment = email.utils.parsedate_to_datetime(told)
    except ValueError:
        return None
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _texts(values: Mapping[str, Any] | None) -> dict[str, str] | None:
    """Return parameters as both platforms want them: lists with commas, yes and no in lower case."""
    return {name: _text(value) for name, value in values.items() if value is not None} if values else None


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) or not isinstance(value, Sequence):
        return str(value)
    return ",".join(_text(part) for part in value)


def _is_at(target: str, access: Access) -> bool:
    parts = urlsplit(target)
    return not parts.netloc or any(target.startswith(f"{root}/") for root in access.roots)


def _check(access: Access) -> None:
    keys = zip(access.key_names, (access.client_id, access.client_secret), strict=True)
    if missing := [name for name, value in keys if not value]:
        words = f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing in .env"
        raise SettingsError(f"{words}, so {access.name} was not called.", "See docs/platform-access.md.")
    for root in access.roots:
        parts = urlsplit(root)
        if parts.scheme != "https" and parts.hostname not in _ON_THIS_MACHINE:
            raise SettingsError(
                f"A token would go to {parts.netloc} without encryption, so {access.name} was not called.",
                f"Let the address in .env begin with https://{parts.netloc}",
            )


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request
