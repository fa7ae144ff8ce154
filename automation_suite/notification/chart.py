"""The chart of the digest: good and other runs of each day, as a PNG, because mail programs refuse SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_GOOD, _OTHER = "#1f6b45", "#a3272f"
_WIDTH, _HEIGHT = 552, 240


@dataclass(frozen=True)
class DayOfRuns:
    """How many runs of a day were good, and how many were not."""

    day: date
    good: int
    other: int


def png(days: Sequence[DayOfRuns]) -> bytes:
    """Draw the runs of each day, one bar a day, twice as fine as it is shown."""
    # They take a third of a second, which only the digest pays.
    import resvg_py
    from pygal import Config, StackedBar
    from pygal.style import Style

    style = Style(
        background="#ffffff", plot_background="#ffffff", foreground="#262222", foreground_strong="#262222",
        foreground_subtle="#e4dcd8", colors=(_GOOD, _OTHER), opacity="1", guide_stroke_color="#e4dcd8",
        major_guide_stroke_color="#e4dcd8", guide_stroke_dasharray="1,0", major_guide_stroke_dasharray="1,0",
        font_family="Helvetica, Arial, Liberation Sans, sans-serif", label_font_size=12, major_label_font_size=12,
        legend_font_size=13,
    )  # fmt: skip
    most = max((day.good + day.other for day in days), default=0)
    config = Config(
        style=style, width=_WIDTH, height=_HEIGHT, legend_at_bottom=True, legend_box_size=11, js=(), margin=8, spacing=14,
        truncate_label=-1, range=(0, max(1, most)), y_labels=_whole_numbers(most),
    )  # fmt: skip
    chart = StackedBar(config)
    each = max(1, len(days) // 8)
    chart.x_labels = [f"{entry.day:%d %b}" if place % each == 0 else "" for place, entry in enumerate(days)]
    chart.add("good", [entry.good for entry in days])
    chart.add("failed, or needed you", [entry.other for entry in days])
    return bytes(resvg_py.svg_to_bytes(svg_string=chart.render(is_unicode=True), zoom=2))


def _whole_numbers(most: int) -> list[int]:
    step = max(1, -(-most // 4))
    return list(range(0, max(1, most) + step, step))
