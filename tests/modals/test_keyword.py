"""The keyword in a real run of Robot Framework."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from robot.api import ExecutionResult

from automation_suite.browsers import find_browser, launch_arguments

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.browser


def test_keyword_in_a_run(pages: str, tmp_path: Path) -> None:
    variables = tmp_path / "variables.py"
    arguments = launch_arguments(os.geteuid() == 0)
    variables.write_text(f"PAGES = {pages!r}\nBROWSER_PATH = {str(find_browser())!r}\nARGUMENTS = {arguments!r}\n")
    command = [sys.executable, "-m", "robot", "--pythonpath", str(ROOT), "--outputdir", str(tmp_path)]
    suite = str(Path(__file__).with_name("dismiss_modals.robot"))
    subprocess.run([*command, "--variablefile", str(variables), suite], cwd=ROOT, check=False, capture_output=True)
    result = ExecutionResult(str(tmp_path / "output.xml"))
    assert {task.name: task.message for task in result.suite.all_tests if not task.passed} == {}
    assert result.statistics.total.total == 4
