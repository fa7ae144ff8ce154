"""The notification keywords, as a suite uses them."""

from __future__ import annotations

import subprocess
import sys

from robot.api import ExecutionResult

from automation_suite.project import PROJECT
from tests.suite.conftest import Owner


def test_keywords(owner: Owner) -> None:
    suite = str(PROJECT / "tests" / "suite" / "tell_the_owner.robot")
    ended = subprocess.run(
        [sys.executable, "-m", "robot", "--pythonpath", str(PROJECT), "--outputdir", str(owner.folder), suite],
        env=owner.environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout
    told, nothing = ExecutionResult(owner.folder / "output.xml").suite.tests
    assert (told.metadata["Outcome"], told.metadata["Figures"]) == ("done", '{"boxes": "3"}')
    assert (nothing.metadata["Outcome"], nothing.metadata["What happened"]) == ("nothing to do", "Nobody asked.")
    [mail] = owner.practice.mails()
    assert mail["Subject"] == "Stock is low"
    assert "Only three boxes are left." in mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
