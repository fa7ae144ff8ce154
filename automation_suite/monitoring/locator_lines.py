"""Where each locator stands in the resources, so that a person can be shown the line to change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from robot.api import get_resource_model
from robot.api.parsing import ModelVisitor, Token, Variable

from automation_suite.locators import parse
from automation_suite.project import PROJECT

RESOURCES = PROJECT / "resources"
# What tells a locator from other lists: its first line names one thing of the page in plain words.
_IS_NAME = re.compile(r"(the|an?|another) ")


@dataclass(frozen=True)
class LocatorLines:
    """A locator as it stands in its file.

    Attributes:
        name: What the owner calls it.
        file: The resource, relative to the project.
        lines: Each strategy with its line number, in the order of the file.
    """

    name: str
    file: str
    lines: tuple[tuple[str, int], ...]

    def line_of(self, strategy: str) -> int | None:
        """Return the line of a strategy; none when it no longer stands there."""
        return next((line for text, line in self.lines if text == strategy), None)


class _Variables(ModelVisitor):  # type: ignore[misc]
    def __init__(self) -> None:
        self.lists: list[list[Token]] = []

    def visit_Variable(self, node: Variable) -> None:  # noqa: N802
        if node.name.startswith("@"):
            self.lists.append(list(node.get_tokens(Token.ARGUMENT)))


def locators_in(folder: Path = RESOURCES) -> Iterator[LocatorLines]:
    """Give every locator of the resources; a list that is none is passed over."""
    for path in sorted(folder.rglob("*.resource")):
        found = _Variables()
        found.visit(get_resource_model(path))
        for tokens in found.lists:
            yield from _locator(tokens, str(path.relative_to(folder.parent)))


def _locator(tokens: list[Token], file: str) -> Iterator[LocatorLines]:
    texts = [_unescaped(token.value) for token in tokens]
    if len(texts) > 1 and _IS_NAME.match(texts[0]):
        locator = parse(texts)
        lines = [token.lineno for token in tokens[1:]]
        yield LocatorLines(locator.name, file, tuple(zip(locator.strategies, lines, strict=True)))


def _unescaped(text: str) -> str:
    """Return a cell as keywords get it: in a resource a backslash stands before a backslash and before a ``#``."""
    return re.sub(r"\\([\\#])", r"\1", text)
