"""Figures and their bars: judging them and showing them as a table. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Compared(Enum):
    """How a figure is held against its bar."""

    RATIO = "ratio"
    DIFFERENCE = "difference"
    ALONE = "alone"


@dataclass(frozen=True)
class Figure:
    """One measured figure.

    Attributes:
        name: What was measured.
        unit: Of ``ours``, ``other`` and of a bar that is no ratio, such as ``s`` or ``MB``.
        ours: Median of the suite.
        bar: The most that is allowed; none for a figure that only says what there is.
        other: Median of what a user would otherwise run; none when the figure stands alone.
        compared: How it is held against its bar.
    """

    name: str
    unit: str
    ours: float
    bar: float | None = None
    other: float | None = None
    compared: Compared = Compared.RATIO

    @property
    def value(self) -> float:
        """What the bar limits: the ratio, the difference or the figure itself."""
        if self.other is None or self.compared is Compared.ALONE:
            return self.ours
        return self.ours - self.other if self.compared is Compared.DIFFERENCE else self.ours / self.other

    @property
    def is_met(self) -> bool:
        """The bar is met; a figure right on it is, and one without any."""
        return self.bar is None or self.value <= self.bar


_HEADINGS = ("figure", "ours", "the other", "compared", "bar", "")
# A tenth of a second or megabyte more says nothing; a hundredth of a ratio does.
_DIGITS_BELOW = ((1.0, 3), (10.0, 2), (float("inf"), 1))


def cells(figure: Figure) -> tuple[str, ...]:
    """Return a figure as a row of the table."""
    other = "" if figure.other is None else f"{_number(figure.other)} {figure.unit}"
    compared = "" if figure.other is None or figure.compared is Compared.ALONE else _compared(figure, figure.value)
    return (figure.name, f"{_number(figure.ours)} {figure.unit}", other, compared, *_judged(figure))


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a table that reads well as text and as Markdown."""
    rows = [_HEADINGS, *(cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def _judged(figure: Figure) -> tuple[str, str]:
    if figure.bar is None:
        return "", ""
    missed_by = _compared(figure, figure.value - figure.bar)
    return f"at most {_compared(figure, figure.bar)}", "met" if figure.is_met else f"MISSED by {missed_by}"


def _compared(figure: Figure, value: float) -> str:
    if figure.other is not None and figure.compared is Compared.RATIO:
        return f"{value:.2f} times"
    return f"{_number(value)} {figure.unit}"


def _number(value: float) -> str:
    digits = next(digits for limit, digits in _DIGITS_BELOW if abs(value) < limit)
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") if value else "0"
