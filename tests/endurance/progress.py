"""What an endurance command has done so far, so that it goes on where it was interrupted."""

from __future__ import annotations

import json
from typing import Any

from automation_suite.project import PROJECT

FOLDER = PROJECT / "state" / "endurance"


class Progress:
    """One line of JSON for each thing that is done; the first line says what was asked for.

    Args:
        name: Of the command; the file lies below ``state/endurance/``.
        asked: What was asked for. Progress of something else is put aside.
    """

    def __init__(self, name: str, asked: dict[str, Any]) -> None:
        self.folder = FOLDER / name
        self._file = self.folder / "progress.jsonl"
        self.done: list[dict[str, Any]] = []
        if self._belongs_to(asked):
            self.done = [json.loads(line) for line in self._file.read_text().splitlines()[1:]]
        else:
            self._put_aside()
            self.folder.mkdir(parents=True, mode=0o700)
            self._file.write_text(json.dumps(asked) + "\n")

    def add(self, item: dict[str, Any]) -> None:
        """Keep one more thing that is done."""
        self.done.append(item)
        with self._file.open("a") as file:
            file.write(json.dumps(item) + "\n")

    def _belongs_to(self, asked: dict[str, Any]) -> bool:
        if not self._file.exists():
            return False
        lines = self._file.read_text().splitlines()
        return bool(lines) and json.loads(lines[0]) == json.loads(json.dumps(asked))

    def _put_aside(self) -> None:
        if self.folder.exists():
            number = sum(1 for _ in FOLDER.glob(f"{self.folder.name}-*")) + 1
            self.folder.rename(self.folder.with_name(f"{self.folder.name}-{number}"))
