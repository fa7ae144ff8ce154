"""The tokens of all accounts, encrypted, in the database of the history.

They stand in the database and not in a file beside it because Etsy gives a new refresh token at each use: whoever shares
an account, on this machine or another, has to see the new one at once, and a transaction puts it onto the disk before
anything else is done with it. A backup of the database has them too; it opens nothing without the key, which lies outside
of the project.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import stat
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.db import transaction

from automation_suite.calls.models import Consent
from automation_suite.errors import SettingsError
from automation_suite.platform_api.calls import NotAuthorizedError
from automation_suite.platform_api.platforms import NAMES, Access
from automation_suite.processes import still_runs
from automation_suite.settings import Settings

# An output that is redacted later may hold a token that has been replaced since. No run takes as long.
_REPLACED_ARE_KEPT = timedelta(days=3)
# Longer than an answer is waited for; only of a process on another machine it is not known whether it still runs.
_LONGEST_REFRESH = timedelta(seconds=60)


@dataclass(frozen=True)
class Tokens:
    """What a platform has issued.

    Attributes:
        access: For calls.
        access_until: When it ends.
        renew_at: From when on a new one is asked for, so that none ends on its way.
        refresh: For getting a new one; empty for the application's own.
    """

    access: str = field(repr=False)
    access_until: datetime
    renew_at: datetime
    refresh: str = field(default="", repr=False)


@dataclass(frozen=True)
class Stored:
    """Tokens as they are stored.

    Attributes:
        tokens: What the platform has issued.
        generation: How often they were replaced.
        granted_at: When the owner gave consent.
        ends_at: When the consent ends; none when that is not known.
    """

    tokens: Tokens
    generation: int
    granted_at: datetime
    ends_at: datetime | None


class TokenStore:
    """Reads and writes the tokens of one account, or of the application itself.

    Args:
        access: The account.
        key_file: With the key; made at the first consent.
        of_application: Whether the application's own token is meant.
    """

    def __init__(self, access: Access, key_file: Path, of_application: bool = False) -> None:
        self._access = access
        self._key_file = key_file
        self._holder = {
            "platform": access.platform,
            "environment": access.environment,
            "account": "" if of_application else access.account,
        }
        self._me = f"{socket.gethostname()} {os.getpid()} {threading.get_ident()}"

    def load(self) -> Stored | None:
        """Return what is stored; none when there is no consent.

        Raises:
            NotAuthorizedError: The key is lost, or another one.
        """
        row = Consent.objects.filter(**self._holder).first()
        if row is None:
            return None
        return Stored(_tokens(self._opened(row)), row.generation, row.granted_at, row.ends_at)

    def keep_consent(self, tokens: Tokens, scopes: str, ends_at: datetime | None, now: datetime) -> None:
        """Store the tokens of a new consent in place of any earlier one."""
        key = key_in(self._key_file) or _new_key(self._key_file)
        with transaction.atomic():
            made, _ = Consent.objects.get_or_create(**self._holder, defaults={"granted_at": now})
            row = Consent.objects.select_for_update().get(pk=made.pk)
            before: dict[str, Any] = {}
            with contextlib.suppress(InvalidToken):
                before = _unsealed(row.sealed, key) if row.sealed else {}
            row.sealed = _sealed(tokens, before, key, now)
            row.generation += 1
            row.scopes, row.granted_at, row.ends_at = scopes, now, ends_at
            row.refreshing_by, row.refreshing_since = "", None
            row.save()

    def replace(self, tokens: Tokens, generation: int, ends_at: datetime | None, now: datetime) -> bool:
        """Store refreshed tokens durably, unless newer ones have been stored since.

        Args:
            tokens: The new ones.
            generation: Of those that they replace.
            ends_at: When the consent now ends.
            now: The moment.

        Returns:
            Whether they were stored.
        """
        with transaction.atomic():
            row = Consent.objects.select_for_update().get(**self._holder)
            if row.generation != generation:
                return False
            row.sealed = _sealed(tokens, self._opened(row), self._key(), now)
            row.generation += 1
            row.ends_at = ends_at
            row.refreshing_by, row.refreshing_since = "", None
            row.save()
        return True

    def claim(self, generation: int, now: datetime) -> bool:
        """Take the right to refresh these tokens, so that two processes never use the same refresh token.

        Args:
            generation: Of the tokens.
            now: The moment.

        Returns:
            Whether it was free, or held by a process that no longer runs.
        """
        row = Consent.objects.get(**self._holder)
        if row.refreshing_by and not _has_ended(row, now):
            return False
        taken = Consent.objects.filter(pk=row.pk, generation=generation, refreshing_by=row.refreshing_by)
        return bool(taken.update(refreshing_by=self._me, refreshing_since=now))

    def release(self) -> None:
        """Give the right back."""
        Consent.objects.filter(**self._holder, refreshing_by=self._me).update(refreshing_by="", refreshing_since=None)

    def _opened(self, row: Consent) -> dict[str, Any]:
        try:
            return _unsealed(row.sealed, self._key())
        except InvalidToken:
            raise self._cannot_open(f"The key in {self._key_file} does not open the stored tokens") from None

    def _key(self) -> bytes:
        key = key_in(self._key_file)
        if key is None:
            raise self._cannot_open(f"There is no key to the stored tokens at {self._key_file}")
        return key

    def _cannot_open(self, why: str) -> NotAuthorizedError:
        return NotAuthorizedError(
            f"{why}, so {self._access.name} could not be called.",
            f"Put the key back from your copy (TOKEN_KEY_FILE), or give consent anew: {self._access.login}",
        )


def key_in(file: Path) -> bytes | None:
    """Return the key that a file holds; none when there is no file.

    Raises:
        SettingsError: It cannot be read, holds no key, or can be read by others than its owner.
    """
    try:
        key = file.read_bytes().strip()
        Fernet(key)
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it holds no key"
        raise SettingsError(
            f"The key to the stored tokens in {file} cannot be used ({reason}). No platform was called.",
            "Put it back from your copy, or let TOKEN_KEY_FILE name another place and give consent anew.",
        ) from None
    if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SettingsError(
            f"The key to the stored tokens in {file} can be read by other users of this machine. No platform was called.",
            f"Type: chmod 600 {file}",
        )
    return key


def known_tokens(settings: Settings) -> list[str]:
    """Return every token that is stored or was replaced within the last days, for the redactor alone.

    What the key does not open no run has used.
    """
    try:
        key = key_in(settings.token_key_path)
    except SettingsError:
        return []
    return [token for row in Consent.objects.all() for token in _all_tokens(row, key)] if key else []


def _all_tokens(row: Consent, key: bytes) -> Iterator[str]:
    with contextlib.suppress(InvalidToken):
        content = _unsealed(row.sealed, key)
        yield from (token for token in (content["access"], content["refresh"], *dict(content["replaced"])) if token)


def consents() -> list[Consent]:
    """Return the consents of all accounts, without opening what they hold."""
    return list(Consent.objects.exclude(account="").order_by("platform", "environment", "account"))


def consent_sentence(access: Access) -> NotAuthorizedError:
    """Return the error that says that an account has given no consent."""
    site = f"{NAMES[access.platform]}{' sandbox' if access.environment == 'sandbox' else ''}"
    return NotAuthorizedError(
        f"There is no consent of {access.account} to call {site} for it, so nothing was called.", f"Type: {access.login}"
    )


def _new_key(file: Path) -> bytes:
    """Make a key that only its owner can read; when two processes do so at once, both use the same."""
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # A file appears with all of its content or not at all.
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as content:
        content.write(Fernet.generate_key() + b"\n")
        content.flush()
        os.fsync(content.fileno())
    with contextlib.suppress(FileExistsError):
        os.link(draft, file)
    draft.unlink()
    key = key_in(file)
    assert key is not None
    return key


def _sealed(tokens: Tokens, before: dict[str, Any], key: bytes, now: datetime) -> str:
    replaced = dict(before.get("replaced", {}))
    replaced |= {old: now.isoformat() for name in ("access", "refresh") if (old := before.get(name))}
    content = {
        "access": tokens.access,
        "access_until": tokens.access_until.isoformat(),
        "renew_at": tokens.renew_at.isoformat(),
        "refresh": tokens.refresh,
        "replaced": {
            token: since
            for token, since in replaced.items()
            if datetime.fromisoformat(since) > now - _REPLACED_ARE_KEPT and token not in (tokens.access, tokens.refresh)
        },
    }
    return Fernet(key).encrypt(json.dumps(content).encode()).decode()


def _unsealed(sealed: str, key: bytes) -> dict[str, Any]:
    return dict(json.loads(Fernet(key).decrypt(sealed.encode())))


def _tokens(content: dict[str, Any]) -> Tokens:
    return Tokens(
        access=content["access"],
        access_until=datetime.fromisoformat(content["access_until"]),
        renew_at=datetime.fromisoformat(content["renew_at"]),
        refresh=content["refresh"],
    )


def _has_ended(row: Consent, now: datetime) -> bool:
    """Tell whether the process that was refreshing no longer does."""
    since = row.refreshing_since or datetime.min.replace(tzinfo=UTC)
    host, number, _thread = row.refreshing_by.rsplit(" ", 2)
    if host == socket.gethostname() and not still_runs(int(number), since):
        return True
    # A clock that was set back must not keep the right for ever.
    return not timedelta() <= now - since < _LONGEST_REFRESH
