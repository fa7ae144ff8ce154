"""How long a failing run looks at the page before it goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from benchmarks.figure import Compared, Figure
from benchmarks.stage import NO_DELAY, MeasuringError, Stage, before_a_transfer, environment, in_turn
from tests.owner import JOB, Owner

# A run whose confirm page names another amount asks for a person.
_FAULT, _EXIT_STATUS = f"{NO_DELAY}+other-amount", 3
_TOOK = re.compile(r"The evidence took (\d+\.\d+) s\.")


def capture(stage: Stage) -> Iterator[Figure]:
    """Give the time of a capture, as the run itself writes it into its log."""
    owner = stage.owner("evidence")
    took = in_turn(stage.rounds, ours=lambda: _seconds(owner))
    yield Figure("evidence after a failure", "s", took["ours"], 0.3, compared=Compared.ALONE)


def _seconds(owner: Owner) -> float:
    before_a_transfer(owner.practice, _FAULT)
    ended = owner.types(JOB, **environment(owner, LOG_LEVEL="DEBUG"))
    found = [float(each) for each in _TOOK.findall((owner.newest_folder / "output.xml").read_text())]
    if ended.status != _EXIT_STATUS or not found:
        raise MeasuringError(f"the run was to fail with evidence, and ended with {ended.status}: {ended.text[-2000:]}")
    return max(found)
