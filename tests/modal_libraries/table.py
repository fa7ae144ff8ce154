"""The table of what was measured, for the terminal and for `docs/modals.md`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.modal_libraries.measure import Row
from tests.modal_libraries.page_list import Sort
from tests.modal_libraries.visit import Seen

BEGIN = "<!-- measured: begin -->"
END = "<!-- measured: end -->"
_HEAD = ("page", "made of", "what", "language", "difficulty", "`Dismiss Modals`", "by", "usual selectors", "and Escape")


def is_harmless(row: Row) -> bool:
    """Tell whether the page was there at all, and nothing was done on it that must not happen."""
    if row.page.sort is Sort.NOTHING and row.by:
        return False
    seen = row.keyword
    return seen.appeared and not (seen.dangerous or seen.decoys or seen.touched)


def counts(rows: Sequence[Row], seen: Sequence[Seen]) -> str:
    """Return a plain line of counts.

    Args:
        rows: What was measured.
        seen: For each of them what one of the ways made of it.
    """
    pairs = list(zip(rows, seen, strict=True))
    in_the_way = [each for row, each in pairs if row.page.marks]
    needed = [each for row, each in pairs if row.page.needed]
    return (
        f"closed {sum(each.closed for each in in_the_way)} of {len(in_the_way)}, "
        f"dangerous presses {sum(each.dangerous for each in seen)}, "
        f"presses on the page below {sum(each.decoys for each in seen)}, "
        f"needed dialogs left alone {sum(not each.touched for each in needed)} of {len(needed)}"
    )


def all_counts(rows: Sequence[Row]) -> list[str]:
    """Return the lines of counts of all ways that were measured, that of the keyword last."""
    lines = []
    usual = [row.usual for row in rows if row.usual]
    usual_escape = [row.usual_escape for row in rows if row.usual_escape]
    if len(usual) == len(usual_escape) == len(rows):
        lines += [
            f"usual selectors: {counts(rows, usual)}",
            f"usual selectors and Escape: {counts(rows, usual_escape)}",
        ]
    return [*lines, f"Dismiss Modals: {counts(rows, [row.keyword for row in rows])}, pages {len(rows)}"]


def verdict(row: Row, seen: Seen | None) -> str:
    """Return in a few words what one of the ways made of a page."""
    if seen is None:
        return ""
    if not seen.appeared:
        return "NOT SHOWN"
    wrong = [
        f"{seen.dangerous} dangerous" if seen.dangerous else "",
        f"{seen.decoys} below" if seen.decoys else "",
        "TOUCHED" if seen.touched else "",
    ]
    told = [each for each in (_success(row, seen), *wrong) if each]
    return ", ".join(told)


def _success(row: Row, seen: Seen) -> str:
    if row.page.marks:
        return "closed" if seen.closed else "open"
    if row.page.needed:
        return "" if seen.touched else "left alone"
    return "" if seen.decoys else "nothing pressed"


def line(row: Row) -> str:
    """Return one line for the terminal."""
    parts = (row.page.name, verdict(row, row.keyword), f"{row.seconds:.1f} s", "; ".join(row.by))
    return "  ".join((parts[0].ljust(46), parts[1].ljust(12), *parts[2:])).rstrip()


def markdown(rows: Sequence[Row]) -> str:
    """Return the table and the counts for the documentation."""
    body = [_cells(_made_of(row)) for row in rows]
    sums = [f"- {each}" for each in all_counts(rows)]
    return "\n".join([*sums, "", _cells(_HEAD), _cells(["---"] * len(_HEAD)), *body])


def _made_of(row: Row) -> list[str]:
    page = row.page
    ways = (verdict(row, row.keyword), "; ".join(row.by), verdict(row, row.usual), verdict(row, row.usual_escape))
    return [page.name, ", ".join(page.packages), page.sort.value, page.language, page.traits, *ways]


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def write_between_markers(document: Path, content: str) -> None:
    """Put the table into the documentation, between its two markers."""
    before, _, rest = document.read_text().partition(BEGIN)
    _, _, after = rest.partition(END)
    document.write_text(f"{before}{BEGIN}\n\n{content}\n\n{END}{after}")
