"""The log of the engine and of Robot Framework in one stream, for machines that collect logs.

Off until ``LOG_FILE`` or ``CLOUDWATCH_LOG_GROUP`` is set. The line is made first and redacted as a whole then, so nothing
that was put into it can get around the redactor. A log that cannot be written is said once on the console and keeps nothing
from running.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple, TextIO

from automation_suite.outcomes import EXIT_FAILED
from automation_suite.redaction import Redactor
from automation_suite.settings import JSON_LINES, LOG_FIELDS, LOG_TO_STDOUT, Settings
from automation_suite.terminal import has_person

ROOT = "automation"
# What asks for a log.
_LOG_FILE, _CLOUDWATCH = "LOG_FILE", "CLOUDWATCH_LOG_GROUP"
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


class _Output:
    """Standard output or standard error while its lines go into the log too, or into nothing else.

    Args:
        stream: What it stands for.
        level: Of its lines.
        only_log: People see nothing of it, because the log itself stands there.
    """

    def __init__(self, stream: TextIO, level: int, only_log: bool) -> None:
        self.stream, self.only_log = stream, only_log
        self._level = level
        self._begun = ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def write(self, text: str) -> int:
        """Take what is printed; each line is logged when it is whole."""
        if not self.only_log:
            self.stream.write(text)
        *whole, self._begun = (self._begun + text).split("\n")
        for line in whole:
            if line.strip():
                _words_are_of.get().log(self._level, "%s", line.strip())
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Take several texts."""
        for line in lines:
            self.write(line)

    def show(self, line: str) -> None:
        """Show a line to people without logging it; where the log stands, nobody sees it."""
        if not self.only_log:
            self.stream.write(f"{line}\n")
            self.stream.flush()

    def pass_on(self, line: str) -> None:
        """Print a line as it is, and log nothing."""
        self.stream.write(f"{line}\n")
        self.stream.flush()

    def end(self) -> None:
        """Log what was printed without the end of its line."""
        if self._begun.strip():
            self.write("\n")


# Whose the words are that are printed now.
_CONSOLE = BusinessAutomationLogger("console")
_words_are_of = ContextVar("words_are_of", default=_CONSOLE)


@contextmanager
def logged(settings: Settings, *, words: bool, send: bool) -> Iterator[None]:
    """Write the log for as long as the block lasts.

    Args:
        settings: What ``LOG_FILE`` and ``CLOUDWATCH_LOG_GROUP`` say.
        words: What the command prints stands in the log too. With ``LOG_FILE=stdout`` nothing but the log is printed then,
            unless a person sits at the terminal. Without it what is printed is an answer that no log may get into.
        send: CloudWatch gets at the end what waits.
    """
    if not _is_wanted(settings):
        yield
        return
    only_log = words and settings.log_file == LOG_TO_STDOUT and not has_person()
    before = sys.stdout, sys.stderr
    outputs = _Output(before[0], logging.INFO, only_log), _Output(before[1], logging.WARNING, only_log)
    if words:
        # Whatever is printed goes through sys.
        sys.stdout, sys.stderr = outputs
    try:
        set_up(settings)
        yield
    except Exception:
        _words_are_of.get().exception("The command was ended by a fault of its own.")
        if not only_log:
            raise
        # Python would print it once more, between the lines of the log.
        raise SystemExit(EXIT_FAILED) from None
    finally:
        for output in outputs:
            output.end()
        if send:
            _send(settings)
        sys.stdout, sys.stderr = before
        _take_down()


def is_the_output() -> bool:
    """Tell whether the log is what this process prints, so that what others print must be log too."""
    return isinstance(sys.stdout, _Output) and sys.stdout.only_log


@contextmanager
def words_of(log: BusinessAutomationLogger) -> Iterator[None]:
    """Let the words that are printed in the block be of a run or a job."""
    before = _words_are_of.set(log)
    try:
        yield
    finally:
        _words_are_of.reset(before)


def show(line: str) -> None:
    """Print for people what has a line of its own in the log."""
    if isinstance(sys.stdout, _Output):
        sys.stdout.show(line)
    else:
        print(line, flush=True)


def pass_on(line: str) -> None:
    """Print a line of a process that logs by itself."""
    if isinstance(sys.stdout, _Output):
        sys.stdout.pass_on(line)
    else:
        print(line, flush=True)


def set_up(settings: Settings) -> None:
    """Send the lines of all ``automation`` loggers where the settings say, and nowhere when they say nothing.

    Args:
        settings: Of the account that runs; its secrets are what is taken out.
    """
    _take_down()
    root = logging.getLogger(ROOT)
    root.propagate = not _is_wanted(settings)
    if not _is_wanted(settings):
        return
    logging.addLevelName(_LEVELS["TRACE"], "TRACE")
    root.setLevel(_LEVELS[settings.log_level])
    redactor = Redactor(settings.secrets())
    for name, made in _handlers(settings):
        try:
            handler = made()
        except OSError as error:
            _say_it_is_lost(name, error)
            continue
        handler.setFormatter(_RedactedFormatter(_formatter(settings, name), redactor))
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

    setting = _LOG_FILE
    _told = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        if not self._told:
            self._told = True
            _say_it_is_lost(self.setting, sys.exc_info()[1])


class _Stdout(_TellsOnce, logging.StreamHandler):  # type: ignore[type-arg]
    pass


def _is_wanted(settings: Settings) -> bool:
    return bool(settings.log_file or settings.cloudwatch_log_group)


def _handlers(settings: Settings) -> Iterator[tuple[str, Callable[[], logging.Handler]]]:
    """Give the setting that asks for a handler, and what makes it."""
    if settings.log_file == LOG_TO_STDOUT:
        if isinstance(sys.stdout, _Output) and sys.stdout.only_log:
            yield _LOG_FILE, partial(_Stdout, sys.stdout.stream)
    elif settings.log_file:
        yield _LOG_FILE, partial(_file, settings)
    if settings.cloudwatch_log_group:
        yield _CLOUDWATCH, partial(_waiting, settings)


def _file(settings: Settings) -> logging.Handler:
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


def _waiting(settings: Settings) -> logging.Handler:
    from automation_suite.cloudwatch.delivery import folder_of
    from automation_suite.cloudwatch.waiting import WaitingHandler

    class _Waiting(_TellsOnce, WaitingHandler):
        setting = _CLOUDWATCH

    return _Waiting(folder_of(settings))


def _formatter(settings: Settings, name: str) -> logging.Formatter:
    if name == _LOG_FILE and settings.log_format != JSON_LINES:
        return logging.Formatter(settings.log_format, style="{", defaults=LOG_FIELDS)
    from pythonjsonlogger.json import JsonFormatter

    class _WithFigures(JsonFormatter):
        def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
            from automation_suite.cloudwatch.figures import embedded

            super().add_fields(log_data, record, message_dict)
            log_data.update(embedded(log_data, record.created))

    return (_WithFigures if name == _CLOUDWATCH else JsonFormatter)(
        "{levelname}{name}{message}", style="{", defaults=dict(LOG_FIELDS), timestamp="time", json_ensure_ascii=False,
        rename_fields={"levelname": "level", "name": "logger"},
    )  # fmt: skip


def _send(settings: Settings) -> None:
    """Send what waits for CloudWatch, and say why when it could not be sent."""
    if not settings.cloudwatch_log_group:
        return
    from automation_suite.cloudwatch import delivery, waiting

    folder = delivery.folder_of(settings)
    if waiting.oldest(folder) and (problem := delivery.deliver(settings)):
        kept = f"It is kept in {folder}, and the next command that runs jobs sends it."
        print(f"The log could not be sent to CloudWatch: {problem}. {kept}", file=sys.stderr, flush=True)


def _take_down() -> None:
    root = logging.getLogger(ROOT)
    for handler in [handler for handler in root.handlers if isinstance(handler.formatter, _RedactedFormatter)]:
        root.removeHandler(handler)
        handler.close()
    root.propagate = True


def _say_it_is_lost(setting: str, error: BaseException | None) -> None:
    words = f"The log that {setting} asks for could not be written, and the work goes on without it: {error}"
    print(words, file=sys.stderr, flush=True)
