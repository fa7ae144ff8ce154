"""Reading ``output.xml``: what the task has stated, also when Robot Framework was killed while writing it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from robot.api import ExecutionResult
from robot.result import Keyword, Message, Result, ResultVisitor, TestCase

from automation_suite import statement
from automation_suite.redaction import Redactor
from automation_suite.shared.logging_config import RobotLine
from automation_suite.sightings import Sighting, added

_WITH_STATUS = frozenset(
    ("suite", "test", "kw", "if", "branch", "for", "iter", "while", "try", "group", "return", "var", "continue", "break")
)


@dataclass(frozen=True)
class Statement:
    """What the task of a run has stated about its own end.

    Attributes:
        passed: Robot Framework counts the task as passed.
        outcome: Such as ``done``; empty when the task stated none.
        sentence: What happened.
        next_step: What to do next.
        trouble: Class of the trouble.
        fingerprint: Of the failure.
        passing: The trouble usually passes by itself.
        figures: Named values such as ``amount``.
        found: How the things on the pages were found.
        failed_step: The step of the task that failed, in the owner's words.
    """

    passed: bool
    outcome: str = ""
    sentence: str = ""
    next_step: str = ""
    trouble: str = ""
    fingerprint: str = ""
    passing: bool = False
    figures: dict[str, str] = field(default_factory=dict)
    found: list[Sighting] = field(default_factory=list)
    failed_step: str = ""


def read(path: Path, keywords: bool = True) -> Result | None:
    """Return the result in an ``output.xml``; one that was cut off is read as far as it goes.

    Returns none when there is nothing to read.

    Args:
        path: The file.
        keywords: The steps are wanted too; without them it takes less than half of the time.
    """
    if not path.exists():
        return None
    content = path.read_bytes()
    whole = content if is_whole(content) else mended(content)
    return ExecutionResult(whole.decode(), include_keywords=keywords) if whole else None


def is_whole(content: bytes) -> bool:
    """Tell whether an ``output.xml`` was written to its end."""
    return content.rstrip().endswith(b"</robot>")


def redact(path: Path, redactor: Redactor) -> None:
    """Take secrets out of a file that Robot Framework has written."""
    if path.exists():
        before = path.read_text(errors="replace")
        after = redactor.clean(before)
        if after != before:
            path.write_text(after)


def mended(content: bytes) -> bytes:
    """Return an ``output.xml`` that was cut off, closed after its last complete element; empty when nothing is left."""
    parser, open_elements, good = expat.ParserCreate(), list[str](), (0, tuple[str, ...]())

    def end(_name: str) -> None:
        nonlocal good
        open_elements.pop()
        # For <a></a> expat names the start of the closing tag, for <a/> the place behind it.
        at = parser.CurrentByteIndex
        good = (content.index(b">", at) + 1 if content[at : at + 2] == b"</" else at, tuple(open_elements))

    parser.StartElementHandler = lambda name, _attributes: open_elements.append(name)
    parser.EndElementHandler = end
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        position, still_open = good
        closing = "".join(_closing(name) for name in reversed(still_open))
        return content[:position] + closing.encode() if still_open else b""
    return content


def statement_of(result: Result) -> Statement:
    """Return what the first task that did not pass has stated, or the last one when all passed."""
    tasks = list(_tasks(result))
    if not tasks:
        return Statement(passed=False, sentence="The suite has run no task.")
    task = next((task for task in tasks if not task.passed), tasks[-1])
    told = {**result.suite.metadata, **task.metadata}
    return Statement(
        passed=task.passed,
        outcome=told.get(statement.OUTCOME, ""),
        sentence=told.get(statement.SENTENCE, "") or _first_line(task.message or result.suite.message),
        next_step=told.get(statement.NEXT_STEP, ""),
        trouble="" if task.passed else told.get(statement.TROUBLE, ""),
        fingerprint="" if task.passed else told.get(statement.FINGERPRINT, ""),
        passing=told.get(statement.PASSING, "no") == "yes",
        figures=json.loads(told.get(statement.FIGURES, "") or "{}"),
        found=_found(tasks),
        failed_step=_failed_step(task),
    )


def messages(result: Result) -> Iterator[RobotLine]:
    """Give what was logged, in its order, without what is made for ``log.html`` alone or says nothing."""
    collected = _Messages()
    result.suite.visit(collected)
    yield from collected.found


class _Messages(ResultVisitor):
    def __init__(self) -> None:
        self.found: list[RobotLine] = []
        self._steps: list[str] = []

    def start_keyword(self, keyword: Keyword) -> None:
        self._steps.append(keyword.full_name or "")

    def end_keyword(self, keyword: Keyword) -> None:
        self._steps.pop()

    def visit_message(self, message: Message) -> None:
        # Browser says "ok" to nearly every call.
        if not message.html and message.message != "ok":
            step = self._steps[-1] if self._steps else ""
            self.found.append(RobotLine(message.level, message.message, step, message.timestamp))


def _tasks(result: Result) -> Iterator[TestCase]:
    yield from result.suite.all_tests


def _found(tasks: list[TestCase]) -> list[Sighting]:
    found: list[Sighting] = []
    for task in tasks:
        for line in task.metadata.get(statement.FOUND, "").splitlines():
            found = added(found, json.loads(line))
    return found


def _failed_step(task: TestCase) -> str:
    return next((step.name or "" for step in task.body if isinstance(step, Keyword) and step.failed), "")


def _first_line(message: str) -> str:
    # What failed in a suite set-up stands below a line of Robot Framework's own.
    lines = [line for line in message.splitlines() if line.strip() and not line.startswith("Parent suite setup failed")]
    return lines[0] if lines else ""


def _closing(name: str) -> str:
    status = '<status status="FAIL">The run was ended here.</status>' if name in _WITH_STATUS else ""
    return f"{status}</{name}>"
