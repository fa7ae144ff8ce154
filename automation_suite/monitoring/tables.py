"""Tables: folded to the width of a terminal, plain aligned lines everywhere else."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime


def show(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under their heads.

    Args:
        heads: One for each column.
        rows: Cells as text; nothing in them is taken for markup.
    """
    if not sys.stdout.isatty():
        print("\n".join(aligned([heads, *rows])))
        return
    # Imported for a person alone: what cron and programs call every hour stays quick.
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False)
    for place, head in enumerate(heads):
        # The last column has the sentences; the others stay whole as long as there is room.
        table.add_column(head, overflow="fold", ratio=1 if place == len(heads) - 1 else None)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console().print(table)


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines whose columns stand under each other; a cell with several lines becomes one."""
    flat = [[" ".join(cell.split()) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*flat, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in flat]


def when(moment: datetime) -> str:
    """Return a moment for people, in the time zone of this computer."""
    return f"{moment.astimezone():%d %b %Y %H:%M}"
