"""The quick ones of the faults of the machine; ``python -m tests.endurance machine`` plays all of them."""

from __future__ import annotations

import pytest

from tests.endurance.machine import play
from tests.endurance.machine_faults import FAULTS, Fault
from tests.endurance.machine_rules import judge
from tests.suite.conftest import Owner

pytestmark = pytest.mark.browser
QUICK = [fault for fault in FAULTS if fault.quick]


@pytest.mark.parametrize("fault", QUICK, ids=lambda fault: fault.name)
def test_a_fault_of_the_machine_is_told_and_put_right(owner: Owner, fault: Fault) -> None:
    if reason := fault.skipped():
        pytest.skip(reason)
    played = play(owner, fault)
    assert judge(fault.expected, played) == [], played.console
