"""The log of the engine and of Robot Framework in one stream, for machines that collect logs.

Off until ``LOG_FILE`` is set. The line is made first and redacted as a whole then, so nothing that was put into it can
get around the redactor. A log that cannot be written is said once on the console and keeps nothing from running.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, MutableMapping
from datetime import datetime
from typing import Any, NamedTuple

from automation_suite.redaction import Redactor
from automation_suite.settings import JSON_LINES, LOG_FIELDS, LOG_TO_STDOUT, Settings

ROOT = "automation"
_MEGABYTE = 2**20
# Levels of Robot Framework; TRACE stands below what Python has a name for.
_LEVELS = {"TRACE": 5, "DEBUG": 10, "INFO": 20, "WARN": 30, "ERROR": 40, "FAIL": 40}

# Without a handler Python would print warnings on the console, where the same words stand already.
logging.getLogger(ROOT).addHandler(logging.NullHandler())


class RobotLine(NamedTuple):
    """A message of Robot Framework.

    Attributes:
        level: Such as ``WARN``.
        text: The message.
        step: Name of the innermost keyword that it belongs to.
        at: When it was logged.
    """

    level: str
    text: str
    step: str
    at: datetime | None


class BusinessAutomationLogger(logging.LoggerAdapter[logging.Logger]):
    """The logger ``automation.<service>``, with the run and its job on every line.

    It sets nothing up: in the web application its lines go where ``LOGGING`` sends those of ``automation``, and only
    the suite's own stream is redacted.

    Args:
        service_name: Such as ``poshmark``.
        run_id: Row in the history; 0 when there is no run.
        job: Such as ``poshmark.balance_transfer``.
    """

    def __init__(self, service_name: str, run_id: int = 0, job: str = "") -> None:
        super().__init__(logging.getLogger(f"{ROOT}.{service_name}"), {**LOG_FIELDS, "run": run_id, "job": job})

    def process(self, msg: Any, kwargs: MutableMapping[str, Any]) -> tuple[Any, MutableMapping[str, Any]]:
        """Add run and job to a line; what the caller gives as ``extra`` stays."""
        kwargs["extra"] = {**(self.extra or {}), **(kwargs.get("extra") or {})}
        return msg, kwargs

    def robot(self, lines: Iterable[RobotLine]) -> None:
        """Log what Robot Framework has logged, with its own times.

        Args:
            lines: Of a run; they are not asked for when the log goes nowhere.
        """
        for line in lines if has_stream() else ():
            level = _LEVELS.get(line.level, logging.INFO)
            if self.isEnabledFor(level):
                self.logger.handle(self._record(line, level))

    def _record(self, line: RobotLine, level: int) -> logging.LogRecord:
        extra = {**(self.extra or {}), "step": line.step}
        record = self.logger.makeRecord(self.logger.name, level, "", 0, line.text, (), None, None, extra)
        if line.at:
            record.created, record.msecs = line.at.timestamp(), line.at.microsecond // 1000
        return record


def set_up(settings: Settings) -> None:
    """Send the lines of all ``automation`` loggers where ``LOG_FILE`` says, and nowhere when it is empty.

    Args:
        settings: Of the account that runs; its secrets are what is taken out.
    """
    root = logging.getLogger(ROOT)
    for handler in [handler for handler in root.handlers if isinstance(handler.formatter, _RedactedFormatter)]:
        root.removeHandler(handler)
        handler.close()
    root.propagate = not settings.log_file
    if not settings.log_file:
        return
    logging.addLevelName(_LEVELS["TRACE"], "TRACE")
    root.setLevel(_LEVELS[settings.log_level])
    try:
        handler = _handler(settings)
    except OSError as error:
        _say_it_is_lost(error)
        return
    handler.setFormatter(_RedactedFormatter(_formatter(settings.log_format), Redactor(settings.secrets())))
    root.addHandler(handler)


def has_stream() -> bool:
    """Tell whether lines go anywhere, so that nobody collects them in vain."""
    return any(isinstance(handler.formatter, _RedactedFormatter) for handler in logging.getLogger(ROOT).handlers)


class _RedactedFormatter(logging.Formatter):
    def __init__(self, inner: logging.Formatter, redactor: Redactor) -> None:
        super().__init__()
        self._inner, self._redactor = inner, redactor

    def format(self, record: logging.LogRecord) -> str:
        return self._redactor.clean(self._inner.format(record))


class _TellsOnce(logging.Handler):
    """A handler that says once that its lines are lost, in a sentence."""

    _told = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        if not self._told:
            self._told = True
            _say_it_is_lost(sys.exc_info()[1])


class _Stdout(_TellsOnce, logging.StreamHandler):  # type: ignore[type-arg]
    pass


def _handler(settings: Settings) -> logging.Handler:
    if settings.log_file == LOG_TO_STDOUT:
        return _Stdout(sys.stdout)
    # Runs of several accounts are processes of their own, and Python's own handler loses lines when two rotate.
    from concurrent_log_handler import ConcurrentRotatingFileHandler

    class _File(_TellsOnce, ConcurrentRotatingFileHandler):
        pass

    path = settings.log_path
    path.parent.mkdir(parents=True, exist_ok=True)
    # Opened once here: the handler itself opens late, and what is wrong should be said at the start.
    path.touch(mode=0o600)
    handler: logging.Handler = _File(
        str(path), maxBytes=settings.log_file_megabytes * _MEGABYTE, backupCount=settings.log_file_keep,
        encoding="utf-8", chmod=0o600,
    )  # fmt: skip
    return handler


def _formatter(wanted: str) -> logging.Formatter:
    if wanted != JSON_LINES:
        return logging.Formatter(wanted, style="{", defaults=LOG_FIELDS)
    from pythonjsonlogger.json import JsonFormatter

    return JsonFormatter(
        "{levelname}{name}{message}", style="{", defaults=dict(LOG_FIELDS), timestamp="time", json_ensure_ascii=False,
        rename_fields={"levelname": "level", "name": "logger"},
    )  # fmt: skip


def _say_it_is_lost(error: BaseException | None) -> None:
    words = f"The log that LOG_FILE asks for could not be written, and the work goes on without it: {error}"
    print(words, file=sys.stderr, flush=True)
