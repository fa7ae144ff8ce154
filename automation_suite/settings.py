"""Every setting of the suite, read once from the environment and ``.env``, checked before anything starts.

``.env`` is shared with the web application, so names that are not the suite's are ignored. In place of a value, its name
with ``_FILE`` may name a file that holds it, as Docker's secrets do; a value counts before a file. A message about a bad
setting names it, says what it is for and shows an example; it never shows the value.
"""

from __future__ import annotations

import functools
import logging
import os
import re
import stat
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationError

from automation_suite.errors import SettingsError
from automation_suite.money import AmountError, parse_setting
from automation_suite.project import PROJECT

Security = Literal["tls", "starttls", "none"]
# What LOG_FORMAT and LOG_FILE may say in place of a line and of a file.
JSON_LINES, LOG_TO_STDOUT = "json", "stdout"
# What a line of the log has beside the fields of Python's own, with what it is when there is no run.
LOG_FIELDS: Mapping[str, Any] = {"run": 0, "job": "", "step": ""}
# What everything begins with that is about AWS, as AWS names it.
AWS = "AWS_"
# A second account never falls back to the first one's.
_PERSONAL = frozenset(("posh_email", "posh_pass", "posh_bank_last4"))


def _amount(value: object) -> object:
    try:
        return parse_setting(value) if isinstance(value, str) else value
    except AmountError as error:
        raise ValueError("is no amount of dollars") from error


def _addresses(value: object) -> object:
    return tuple(part for part in value.split() if part) if isinstance(value, str) else value


def _people(value: object) -> object:
    addresses = _addresses(value)
    if isinstance(addresses, tuple) and any("@" not in str(word) and "://" not in str(word) for word in addresses):
        raise ValueError("is no list of mail addresses and Apprise addresses, separated by blanks")
    return addresses


def _pace(value: object) -> object:
    if not isinstance(value, str):
        return value
    low, _, high = value.partition("-")
    try:
        return (float(low), float(high or low))
    except ValueError:
        raise ValueError("is no range of seconds") from None


def _web_address(value: object) -> object:
    if isinstance(value, str) and value and not re.match(r"https?://[^/\s]+(/\S*)?$", value):
        raise ValueError("is no address that begins with https://")
    return value


def _base_address(value: object) -> object:
    if isinstance(value, str) and value and not re.match(r"https?://[^/\s]+$", value):
        raise ValueError("is no address such as https://api.example.com, without anything behind the name")
    return value


def _log_format(value: object) -> object:
    if not isinstance(value, str) or value == JSON_LINES:
        return value
    if missing := [name for name in ("{run}", "{job}", "{message}") if name not in value]:
        raise ValueError(f"is neither {JSON_LINES} nor a line that has {', '.join(missing)}")
    # A field that does not exist shows only when a line is made.
    logging.Formatter(value, style="{", defaults=LOG_FIELDS).format(logging.makeLogRecord({}))
    return value


BaseAddress = Annotated[str, BeforeValidator(_base_address)]
Amount = Annotated[Decimal, BeforeValidator(_amount)]
People = Annotated[tuple[SecretStr, ...], BeforeValidator(_people)]
Pace = Annotated[tuple[float, float], BeforeValidator(_pace)]


class Settings(BaseModel):
    """All settings. Names are those of the environment variables, in lower case."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    posh_email: str = Field(default="", description="your Poshmark user name or e-mail", examples=["my_closet"])
    posh_pass: SecretStr = Field(default=SecretStr(""), description="your Poshmark password", examples=["(the password)"])
    posh_min_transfer: Amount = Field(default=Decimal("5.00"), gt=0, description="smallest transfer", examples=["5.00"])
    posh_max_transfer: Amount = Field(
        default=Decimal("2000.00"), gt=0, description="largest transfer, and largest sum a day", examples=["2000.00"]
    )
    posh_bank_last4: str = Field(
        default="", pattern=r"^(\d{4})?$", description="last four digits of your bank account", examples=["1234"]
    )
    posh_first_transfer: Literal["ask", "auto"] = Field(
        default="ask", description="whether the first transfer waits for your word", examples=["ask"]
    )
    posh_base_url: str = Field(
        default="https://poshmark.com",
        pattern=r"^https?://[^/\s]+$",
        description="address of Poshmark",
        examples=["https://poshmark.com"],
    )

    notification_email: str = Field(
        default="", description="where the suite writes to you, and its mail login", examples=["you@gmail.com"]
    )
    email_app_password: SecretStr = Field(
        default=SecretStr(""), description="app password of that mailbox", examples=["abcd efgh ijkl mnop"]
    )
    smtp_host: str = Field(default="smtp.gmail.com", description="mail server for sending", examples=["smtp.gmail.com"])
    smtp_port: int = Field(default=465, ge=1, le=65535, description="its port", examples=["465"])
    smtp_security: Security = Field(default="tls", description="how it is encrypted", examples=["tls", "starttls"])
    smtp_user: str = Field(default="", description="login there, when not NOTIFICATION_EMAIL", examples=["you@gmail.com"])
    imap_host: str = Field(default="", description="mail server for reading codes", examples=["imap.gmail.com"])
    imap_port: int = Field(default=993, ge=1, le=65535, description="its port", examples=["993"])
    imap_security: Security = Field(default="tls", description="how it is encrypted", examples=["tls"])
    imap_user: str = Field(default="", description="login there, when not NOTIFICATION_EMAIL", examples=["you@gmail.com"])
    imap_password: SecretStr = Field(
        default=SecretStr(""),
        description="password there, when not EMAIL_APP_PASSWORD",
        examples=["abcd efgh ijkl mnop"],
    )
    imap_code_senders: Annotated[tuple[str, ...], BeforeValidator(_addresses)] = Field(
        default=("poshmark.com",), description="domains whose codes are believed", examples=["poshmark.com"]
    )
    notify_urls: Annotated[tuple[SecretStr, ...], BeforeValidator(_addresses)] = Field(
        default=(), description="Apprise addresses for SMS and chat, separated by blanks", examples=["ntfy://topic"]
    )
    notify_good: People = Field(
        default=(),
        description="who else gets good news: money moved, works again",
        examples=["partner@gmail.com ntfy://topic"],
    )
    notify_attention: People = Field(
        default=(), description="who else is told what needs a person", examples=["partner@gmail.com ntfy://topic"]
    )
    notify_bad: People = Field(
        default=(), description="who else is told of failures and missed runs", examples=["partner@gmail.com ntfy://topic"]
    )
    notify_escalation: People = Field(
        default=(), description="who is told when nobody looks after a trouble", examples=["partner@gmail.com ntfy://topic"]
    )

    watch_url: Annotated[SecretStr, BeforeValidator(_web_address)] = Field(
        default=SecretStr(""),
        description="address of an outside watcher that misses you when the computer is off",
        examples=["https://hc-ping.com/your-ping-key/{name}"],
    )
    time_server: str = Field(
        default="time.cloudflare.com",
        description="time server that the clock is compared with",
        examples=["time.cloudflare.com"],
    )

    ebay_client_id: str = Field(
        default="", description="App ID (Client ID) of your eBay keys", examples=["YourName-Suite-PRD-0123456789ab-cdef0123"]
    )
    ebay_client_secret: SecretStr = Field(
        default=SecretStr(""), description="Cert ID (Client Secret) of your eBay keys", examples=["PRD-0123456789ab-…"]
    )
    ebay_ru_name: str = Field(
        default="",
        description="RuName of your eBay keys, to which eBay sends you back",
        examples=["Your_Name-YourName-Suite-abcde"],
    )
    ebay_environment: Literal["production", "sandbox"] = Field(
        default="production", description="eBay itself, or its sandbox", examples=["sandbox"]
    )
    ebay_marketplace: str = Field(
        default="EBAY_US", pattern=r"^EBAY_[A-Z]{2}$", description="the eBay site that you sell on", examples=["EBAY_GB"]
    )
    ebay_api_url: BaseAddress = Field(
        default="", description="address of eBay's API, when not the usual one", examples=["https://api.ebay.com"]
    )
    ebay_auth_url: BaseAddress = Field(
        default="", description="address of eBay's consent page, when not the usual one", examples=["https://auth.ebay.com"]
    )
    ebay_media_url: BaseAddress = Field(
        default="", description="address of eBay's Media API, when not the usual one", examples=["https://apim.ebay.com"]
    )
    etsy_keystring: str = Field(default="", description="keystring of your Etsy app", examples=["1aa2bb33c44d55eeeeee6fff"])
    etsy_shared_secret: SecretStr = Field(
        default=SecretStr(""), description="shared secret of your Etsy app", examples=["a1b2c3d4e5"]
    )
    etsy_redirect_url: Annotated[str, BeforeValidator(_web_address)] = Field(
        default="http://localhost:3003/etsy",
        description="callback address of your Etsy app, to which Etsy sends you back",
        examples=["http://localhost:3003/etsy"],
    )
    etsy_api_url: BaseAddress = Field(
        default="", description="address of Etsy's API, when not the usual one", examples=["https://api.etsy.com"]
    )
    etsy_auth_url: BaseAddress = Field(
        default="", description="address of Etsy's consent page, when not the usual one", examples=["https://www.etsy.com"]
    )
    token_key_file: Path | None = Field(
        default=None,
        description="file with the key that encrypts the stored tokens; outside of this folder",
        examples=["~/.config/automation-suite/token.key"],
    )

    headless: bool = Field(default=True, description="1 hides the browser, 0 shows it", examples=["1"])
    pace_seconds: Pace = Field(
        default=(0.8, 2.5), description="pause before each action, as a range in seconds", examples=["0.8-2.5"]
    )
    log_level: Literal["TRACE", "DEBUG", "INFO", "WARN"] = Field(
        default="INFO", description="how much the log holds", examples=["INFO"]
    )
    log_file: str = Field(
        default="", description="file of the log for machines, or stdout; empty is none", examples=["logs/suite.log"]
    )
    log_format: Annotated[str, BeforeValidator(_log_format)] = Field(
        default=JSON_LINES,
        description="json, or a line with fields in braces",
        examples=["{levelname} {run} {job} {message}"],
    )
    log_file_megabytes: int = Field(default=10, ge=1, description="size at which a new log is begun", examples=["10"])
    log_file_keep: int = Field(default=5, ge=1, description="how many full logs are kept", examples=["5"])
    cloudwatch_log_group: str = Field(
        default="",
        pattern=r"^[A-Za-z0-9._/#-]{0,512}$",
        description="log group of CloudWatch that gets the log too; empty is none",
        examples=["/automation-suite"],
    )
    aws_default_region: str = Field(default="", description="region of that log group", examples=["us-east-1"])
    aws_access_key_id: str = Field(
        default="", description="key to write there, when the host has no role of its own", examples=["AKIA…"]
    )
    aws_secret_access_key: SecretStr = Field(
        default=SecretStr(""), description="secret that belongs to that key", examples=["(the secret)"]
    )
    aws_session_token: SecretStr = Field(
        default=SecretStr(""), description="token of a key that ends by itself", examples=["(the token)"]
    )
    aws_endpoint_url: Annotated[str, BeforeValidator(_web_address)] = Field(
        default="", description="address of AWS, when it is not the usual one", examples=["http://127.0.0.1:5000"]
    )
    database_url: str = Field(
        default="",
        repr=False,
        description="database of the history; empty is a file in STATE_DIR",
        examples=["postgres://…"],
    )
    results_dir: Path = Field(default=Path("results"), description="folder of the runs", examples=["results"])
    state_dir: Path = Field(default=Path("state"), description="folder of history and profiles", examples=["state"])
    profile_dir: Path | None = Field(
        default=None, description="folder of the browser profiles, when not in STATE_DIR", examples=["state/profiles"]
    )
    jobs_file: Path = Field(default=Path("jobs.toml"), description="the table of all jobs", examples=["jobs.toml"])
    browser_path: str = Field(default="", description="browser to use", examples=["/usr/bin/chromium"])
    metrics_file: Path | None = Field(
        default=None,
        description="file of figures for Prometheus, in the folder that node_exporter reads",
        examples=["/var/lib/node_exporter/textfile/automation_suite.prom"],
    )
    keep_good_days: int = Field(default=60, ge=1, description="days that folders of good runs are kept", examples=["60"])
    keep_failed_days: int = Field(default=365, ge=1, description="days that all others are kept", examples=["365"])
    keep_megabytes: int = Field(default=5000, ge=0, description="room for all of them; 0 is no limit", examples=["5000"])
    clean_by_itself: bool = Field(
        default=False, description="1 lets each run delete the folders of old runs", examples=["1"]
    )
    practice: bool = Field(default=False, description="set by --practice, never by hand", examples=["0"])

    @property
    def history_url(self) -> str:
        """The database of the history as a URL."""
        return self.database_url or f"sqlite:///{self.state_path / 'history.sqlite3'}"

    @property
    def results_path(self) -> Path:
        """Absolute folder of the runs."""
        return PROJECT / self.results_dir

    @property
    def state_path(self) -> Path:
        """Absolute folder of history, profiles and locks."""
        return PROJECT / self.state_dir

    @property
    def profile_path(self) -> Path:
        """Absolute folder of the browser profiles, one for each account."""
        return PROJECT / (self.profile_dir or self.state_dir / "profiles")

    @property
    def jobs_path(self) -> Path:
        """The table of all jobs."""
        return PROJECT / self.jobs_file

    @property
    def token_key_path(self) -> Path:
        """The key that encrypts the stored tokens: outside of the project, so that a copy of its folder opens nothing."""
        if self.token_key_file is not None:
            return PROJECT / self.token_key_file.expanduser()
        # A rehearsal touches nothing outside of its own folders.
        own = self.state_path if self.practice else Path.home() / ".config" / "automation-suite"
        return own / "token.key"

    @property
    def log_path(self) -> Path:
        """The file of the log, when there is one."""
        return PROJECT / self.log_file

    @property
    def mail_login(self) -> tuple[str, SecretStr]:
        """User name and password for sending mail."""
        return self.smtp_user or self.notification_email, self.email_app_password

    @property
    def imap_login(self) -> tuple[str, SecretStr]:
        """User name and password for reading mail."""
        own = self.imap_password.get_secret_value()
        return self.imap_user or self.notification_email, self.imap_password if own else self.email_app_password

    def command(self, words: str) -> str:
        """Return what a person types, such as ``python run.py transfers``; with ``--practice`` while rehearsing."""
        return f"python run.py {words}{' --practice' if self.practice else ''}"

    def secrets(self) -> list[str]:
        """Every secret value, for the redactor alone."""
        people = (*self.notify_good, *self.notify_attention, *self.notify_bad, *self.notify_escalation)
        # A mail address is no secret; an Apprise address holds a password or a token.
        urls = [*self.notify_urls, *(address for address in people if "://" in address.get_secret_value())]
        foreign = [self.ebay_client_secret, self.etsy_shared_secret, self.aws_secret_access_key, self.aws_session_token]
        values = [self.posh_pass, self.email_app_password, self.imap_password, self.watch_url, *foreign, *urls]
        plain = [value.get_secret_value() for value in values]
        if "@" in self.database_url:
            plain.append(self.database_url.split("//", 1)[-1].rsplit("@", 1)[0].partition(":")[2])
        return [value for value in plain if value]


def load_settings(
    environment: Mapping[str, str] | None = None, env_file: Path | None = PROJECT / ".env", prefix: str = ""
) -> Settings:
    """Build the settings from the environment and ``.env``; the environment wins.

    Args:
        environment: Variables to read; the process's own when not given.
        env_file: The settings file; it may be absent.
        prefix: Of a further account, such as ``boutique_``: ``BOUTIQUE_POSH_PASS`` then counts as ``POSH_PASS``. What
            the account has no value of its own for is shared, but for login, password and bank account.

    Raises:
        SettingsError: A value is malformed, the file can be read by others than its owner, or a file that is named
            instead of a value cannot be read.
    """
    process = os.environ if environment is None else environment
    from_file = _read_env_file(env_file) if env_file and process.get("PRACTICE") != "1" else {}
    merged = {name.lower(): value for name, value in {**from_file, **process}.items() if value != ""}
    found = {name: _value(merged, name, prefix) for name in Settings.model_fields}
    try:
        return Settings(**{name: value for name, value in found.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        reasons = " ".join(_explain(problem, merged, prefix) for problem in error.errors())
        raise SettingsError(reasons, "Nothing was started.") from None


@functools.cache
def process_settings(prefix: str = "") -> Settings:
    """Return the settings of this process for an account, built at the first call.

    Args:
        prefix: See ``load_settings``.
    """
    return load_settings(first_environment(), prefix=prefix)


def variables(settings: Settings, prefix: str = "") -> dict[str, str]:
    """Return the settings as environment variables, from which ``load_settings`` builds the same ones."""
    texts = {name: _as_text(getattr(settings, name)) for name in type(settings).model_fields}
    return {f"{prefix}{name}".upper(): text for name, text in texts.items() if text}


@functools.cache
def first_environment() -> Mapping[str, str]:
    """Return the environment that the process was started with; the secrets leave it at the first call.

    Node and Chromium inherit the environment of the process that starts them, and need none of it. Only another
    ``run.py`` is started with all of it.
    """
    whole = dict(os.environ)
    for name in whole:
        # There are more ways into AWS than keys, and nobody but the sender of the log needs one.
        if name.upper().endswith(_secret_names()) or name.upper().startswith(AWS):
            os.environ.pop(name)
    return whole


def _secret_names() -> tuple[str, ...]:
    secret = [name for name, field in Settings.model_fields.items() if "SecretStr" in str(field.annotation)]
    return tuple(f"{name}{of_file}".upper() for name in (*secret, "database_url") for of_file in ("", "_file"))


def _value(merged: Mapping[str, str], name: str, prefix: str) -> str | None:
    own = _given(merged, f"{prefix}{name}")
    # The practice shops of all accounts have the same seller.
    shared = name not in _PERSONAL or merged.get("practice") == "1"
    return _given(merged, name) if own is None and shared else own


def _given(merged: Mapping[str, str], name: str) -> str | None:
    """Return a value, or what stands in the file that is named instead, without the end of its last line."""
    value, file = merged.get(name), merged.get(f"{name}_file")
    if value is not None or file is None:
        return value
    try:
        return (PROJECT / file).read_text(encoding="utf-8").rstrip("\r\n") or None
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise SettingsError(
            f"{name.upper()}_FILE names {file}, which cannot be read ({reason}). Nothing was started.",
            "It has to be a file that holds nothing but the value, and the suite's user has to be allowed to read it.",
        ) from None


def _as_text(value: object) -> str:
    if hasattr(value, "get_secret_value"):
        return str(value.get_secret_value())
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, tuple):
        separator = "-" if all(isinstance(item, float) for item in value) and value else " "
        return separator.join(_as_text(item) for item in value)
    return "" if value is None else str(value)


# What no job of a platform can do without, beside the owner's mail.
_NEEDED = {
    "poshmark": ("posh_email", "posh_pass"),
    "ebay": ("ebay_client_id", "ebay_client_secret", "ebay_ru_name"),
    "etsy": ("etsy_keystring", "etsy_shared_secret"),
}
_NEEDED_BY_ALL = ("notification_email", "email_app_password")


def missing_for(platform: str, settings: Settings, prefix: str = "") -> list[str]:
    """Return a sentence for each setting without which no job of a platform can run for an account.

    Args:
        platform: Such as ``poshmark``.
        settings: Of the account.
        prefix: See ``load_settings``.
    """
    return [
        f"{_describe(name, prefix if name in _PERSONAL else '')} is missing."
        for name in (*_NEEDED.get(platform, ()), *_NEEDED_BY_ALL)
        if not _is_set(getattr(settings, name))
    ]


def _is_set(value: str | SecretStr) -> bool:
    return bool(value.get_secret_value() if isinstance(value, SecretStr) else value)


def _describe(name: str, prefix: str) -> str:
    field = Settings.model_fields[name]
    example, variable = (field.examples or [""])[0], f"{prefix}{name}".upper()
    return f"{variable} ({field.description}; for example {variable}={example})"


def _explain(problem: Mapping[str, Any], merged: Mapping[str, str], prefix: str) -> str:
    name = str(problem["loc"][0])
    reason = str(problem["msg"]).removeprefix("Value error, ")
    return f"{_describe(name, prefix if f'{prefix}{name}' in merged else '')} cannot be used: {reason}."


def _read_env_file(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    mode = path.stat().st_mode
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise SettingsError(
            f"{path.name} holds passwords and can be read by other users of this machine. Nothing was started.",
            f"Type: chmod 600 {path}",
        )
    return {name: value for name, value in dotenv_values(path, interpolate=False).items() if value is not None}
