"""The short live account of a run on the console: one line for each step of the task."""

from __future__ import annotations

import sys

from robot import result, running

_WIDTH = 72


class Progress:
    """Listener that prints the steps of a task; on a terminal the running step is shown too."""

    ROBOT_LISTENER_API_VERSION = 3

    def __init__(self) -> None:
        self._out = sys.__stdout__ or sys.stdout
        self._live = self._out.isatty()
        self._depth = 0
        self._in_task = False

    def start_test(self, _data: running.TestCase, _result: result.TestCase) -> None:
        """Begin counting steps."""
        self._in_task, self._depth = True, 0

    def end_test(self, _data: running.TestCase, _result: result.TestCase) -> None:
        """End counting steps."""
        self._in_task = False

    def start_keyword(self, _data: running.Keyword, step: result.Keyword) -> None:
        """Show a step that begins."""
        self._depth += 1
        if self._is_step(step) and self._live:
            self._write(f"\r  … {step.kwname}", end="")

    def end_keyword(self, _data: running.Keyword, step: result.Keyword) -> None:
        """Print a step that has ended."""
        if self._is_step(step) and step.status in ("PASS", "FAIL"):
            mark = "✓" if step.passed else "✗"
            line = f"  {mark} {step.kwname}".ljust(_WIDTH)
            self._write(f"{chr(13) if self._live else ''}{line}{step.elapsed_time.total_seconds():5.1f} s")
        self._depth -= 1

    def _is_step(self, step: result.Keyword) -> bool:
        return self._in_task and self._depth == 1 and step.type == "KEYWORD"

    def _write(self, text: str, end: str = "\n") -> None:
        print(text, end=end, file=self._out, flush=True)
