"""Reading what a person, Excel or another program has written into one cell. Pure; nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

Cell = str | int | float | bool | datetime | date | None

DAY_ORDERS = ("m/d/y", "d/m/y")
_CENTURY = 2000
# Text that Excel shows where a formula has failed.
_FAILED = re.compile(r"^#(REF!|N/A|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!)$", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_ROUNDED = re.compile(r"^\d[.,]\d+E\+\d+$", re.IGNORECASE)
_NUMBER = re.compile(r"^-?[\d.,]+$")
_GROUPS = re.compile(r"^\d{1,3}([.,]\d{3})+$")
_SLASHED = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})$")
_DOTTED = re.compile(r"^(\d{1,2})\.(\d{1,2})\.(\d{4})$")
_WRITTEN = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y")
# With which formulas begin, and the apostrophe itself.
_LIKE_FORMULAS = "'=+-@|%\t\r＝＋－＠"
_MOST = 10**9
_MOST_AMOUNT = Decimal(10) ** 10
_YES = {"yes", "y", "true", "x", "1"}
_NO = {"", "no", "n", "false", "0"}
_NEEDS_ESCAPE = "\\"


class CellError(ValueError):
    """What is wrong with a cell, for the person who wrote it."""


@dataclass(frozen=True)
class Way:
    """How a file writes things.

    Attributes:
        comma_ambiguous: Whether ``1,234`` may be a number with three decimals, as where semicolons part the columns.
        day_order: ``m/d/y`` or ``d/m/y``; empty when nobody knows, and then 3/4/2026 is refused.
    """

    comma_ambiguous: bool = False
    day_order: str = ""


def is_blank(cell: Cell) -> bool:
    """Tell whether a cell has nothing in it."""
    return cell is None or (isinstance(cell, str) and not _clean(cell))


def text(cell: Cell) -> str:
    """Return a text, without blanks around it and without letters that nobody can see.

    Raises:
        CellError: Excel has made something else of it.
    """
    if isinstance(cell, date):
        raise CellError("Excel has made a date of it. Format the column as text and write it anew.")
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return f"{cell:.15g}"
    found = _clean("" if cell is None else str(cell))
    if _FAILED.match(found):
        raise CellError(f"Its formula has failed ({found}).")
    return found


def unguarded(cell: Cell) -> Cell:
    """Return a cell without the apostrophe that keeps a text from being a formula; see ``exporting.guarded``."""
    if isinstance(cell, str) and len(cell) > 1 and cell.startswith("'") and cell[1:].lstrip()[:1] in _LIKE_FORMULAS:
        return cell[1:]
    return cell


def number_text(cell: Cell) -> str:
    """Return a text made of digits, such as a SKU or an EAN.

    Raises:
        CellError: Excel has made something else of it.
    """
    found = text(cell)
    if _ROUNDED.match(found) or (isinstance(cell, float) and "e" in found):
        raise CellError(f"Excel has rounded it to {found}. Format the column as text and write it anew.")
    return found


def amount(cell: Cell, way: Way) -> Decimal | None:
    """Return an amount; none when the cell is blank.

    Raises:
        CellError: It is none, negative, or not clear.
    """
    found = _decimal(cell, way, "Write it like 12.50; the currency stands in a column of its own.")
    if found is None:
        return None
    if found < 0:
        raise CellError(f"{found} is negative.")
    if found != found.quantize(Decimal("0.01")):
        raise CellError(f"{found} has more than two decimals.")
    if found >= _MOST_AMOUNT:
        raise CellError(f"{found} is too large.")
    return found.quantize(Decimal("0.01"))


def whole(cell: Cell, way: Way) -> int | None:
    """Return a whole number from 0 on; none when the cell is blank.

    Raises:
        CellError: It is none.
    """
    found = _decimal(cell, way, "Write it like 3.")
    if found is None:
        return None
    if found != found.to_integral_value() or not 0 <= found <= _MOST:
        raise CellError(f'"{text(cell)}" is no whole number from 0 on.')
    return int(found)


def day(cell: Cell, way: Way) -> date | None:
    """Return a day; none when the cell is blank.

    Raises:
        CellError: It is none, or it is not clear which number is the month.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    found = text(cell)
    if not found:
        return None
    for pattern, order in ((_SLASHED, way.day_order), (_DOTTED, "d/m/y")):
        if match := pattern.match(found):
            return _ordered(match, order, found)
    for form in _WRITTEN:
        try:
            return datetime.strptime(found, form).date()  # noqa: DTZ007 (a day has no time zone)
        except ValueError:
            continue
    raise CellError(f'"{found}" is no date. Write it like 2026-11-24.')


def day_order(cells: Iterable[Cell]) -> str:
    """Return the order of day and month that a column shows by numbers above 12; empty when none or both do."""
    matches = [match for cell in cells if isinstance(cell, str) and (match := _SLASHED.match(_clean(cell)))]
    firsts, seconds = (any(int(match[place]) > 12 for match in matches) for place in (1, 2))
    return "" if firsts == seconds else ("d/m/y" if firsts else "m/d/y")


def yes(cell: Cell) -> bool:
    """Return whether a cell says yes.

    Raises:
        CellError: It says neither yes nor no.
    """
    found = text(cell).lower()
    if found in _YES | _NO:
        return found in _YES
    raise CellError(f'"{found}" is neither yes nor no.')


def parts(whole_text: str, separator: str) -> tuple[str, ...]:
    """Return the parts of a text between separators; a backslash before one makes it a letter like others."""
    found, part, escaped = list[str](), "", False
    for letter in whole_text:
        if escaped:
            part += letter if letter in (separator, _NEEDS_ESCAPE) else _NEEDS_ESCAPE + letter
            escaped = False
        elif letter == _NEEDS_ESCAPE:
            escaped = True
        elif letter == separator:
            found, part = [*found, part], ""
        else:
            part += letter
    found.append(part + _NEEDS_ESCAPE * escaped)
    return tuple(stripped for each in found if (stripped := each.strip()))


def joined(some: Sequence[str], separator: str) -> str:
    """Return parts as one text, from which ``parts`` makes them again."""
    escaped = (part.replace(_NEEDS_ESCAPE, _NEEDS_ESCAPE * 2).replace(separator, _NEEDS_ESCAPE + separator) for part in some)
    return f"{separator} ".join(escaped)


def _decimal(cell: Cell, way: Way, like: str) -> Decimal | None:
    if isinstance(cell, bool | date):
        raise CellError(f"{text(cell)} is no number.")
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, float):
        # What Excel computes is exact to 15 digits; 12.299999999999999 is 12.3.
        return Decimal(f"{cell:.15g}")
    found = re.sub(r"[\s\u00a0\u202f']", "", text(cell)).replace("\u2212", "-")
    found = re.sub(r"^(-?)(?:US)?\$", r"\1", found)
    if not found:
        return None
    if not _NUMBER.match(found):
        raise CellError(f'"{text(cell)}" is no number. {like}')
    return Decimal(_plain(found, way))


def _plain(found: str, way: Way) -> str:
    """Return a number as Python writes it: no thousands, a point before the decimals."""
    marks = {mark for mark in found if mark in ".,"}
    last = max(found.rfind("."), found.rfind(","))
    whole_part, decimals = (found[:last], found[last + 1 :]) if last >= 0 else (found, "")
    unclear = CellError(f'"{found}" is not clear: thousands or decimals? Write it like 1234.50.')
    if len(marks) == 2 or (len(marks) == 1 and found.count(found[last]) == 1 and len(decimals) != 3):
        thousands = whole_part.lstrip("-")
        if not thousands.isdigit() and not (_GROUPS.match(thousands) and found[last] not in thousands):
            raise unclear
        return f"{re.sub('[.,]', '', whole_part)}.{decimals or '0'}"
    if marks:
        if not _GROUPS.match(found.lstrip("-")) or (
            found.count(found[last]) == 1 and (marks == {"."} or way.comma_ambiguous)
        ):
            raise unclear
        return re.sub("[.,]", "", found)
    return found


def _ordered(match: re.Match[str], order: str, found: str) -> date:
    first, second, year = (int(group) for group in match.groups())
    if first > 12 or second > 12 or first == second:
        order = "d/m/y" if first > 12 else order if order and second <= 12 else "m/d/y"
    if not order:
        raise CellError(f'"{found}" may be two days. Write it like 2026-11-24, or say which with --dates m/d/y or d/m/y.')
    month, day_ = (first, second) if order == "m/d/y" else (second, first)
    try:
        return date(year + _CENTURY if year < 100 else year, month, day_)
    except ValueError:
        raise CellError(f'"{found}" is no date. Write it like 2026-11-24.') from None


def _clean(found: str) -> str:
    lines = found.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", lines).strip()
