"""The one shape of everything that is not well."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal


@dataclass(frozen=True)
class Finding:
    """One thing that is not well.

    Attributes:
        job: Which job, or which account when it concerns its money; ``suite`` when it concerns all.
        severity: ``critical`` when work or money is at stake now; else ``warning``.
        sentence: What is not well.
        remedy: What to do, with the very command to type where there is one.
    """

    job: str
    severity: Literal["critical", "warning"]
    sentence: str
    remedy: str

    def as_dict(self) -> dict[str, str]:
        """Return it for programs."""
        return asdict(self)

    def as_text(self) -> str:
        """Return it for people, in two lines."""
        return f"{self.severity.upper()}  {self.job}: {self.sentence}\n  {self.remedy}"
