"""The figures that a page names with words, such as *Total Earned: $1,234.00*. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from automation_suite.errors import PermanentError


def named_figures(text: str, names: Sequence[str]) -> dict[str, str]:
    """Return the figure that stands behind, or in the line below, each name.

    Args:
        text: The visible text of the page, line by line.
        names: As the page writes them, in any case.

    Raises:
        PermanentError: A name or its figure is not there.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = {name: _figure(lines, name) for name in names}
    missing = [name for name, figure in found.items() if not figure]
    if missing:
        raise PermanentError(
            f"The page does not name {', '.join(missing)}. Nothing was kept. No money was moved.",
            "Look at the page; its words are in resources/poshmark/closet_stats_page.resource.",
            "wrong content",
        )
    return found


def _figure(lines: Sequence[str], name: str) -> str:
    for place, line in enumerate(lines):
        label, _, rest = line.partition(":")
        if label.strip().lower() != name.lower():
            continue
        value = rest.strip() or "".join(lines[place + 1 : place + 2])
        return value if any(character.isdigit() for character in value) else ""
    return ""
