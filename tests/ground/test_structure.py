"""What CONTRIBUTING.md promises about the code itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from robot.api.parsing import File, Keyword, KeywordCall, ModelVisitor, Tags, TestCase, get_model

from automation_suite.commands import check
from automation_suite.jobs import Job
from automation_suite.project import PROJECT

ROBOT_FILES = sorted([*PROJECT.glob("suites/**/*.robot"), *PROJECT.glob("resources/**/*.resource")])
RETRYING = (
    "wait until keyword succeeds", "repeat keyword", "run keyword and ignore error", "run keyword and return status",
    "press until it leads to",
)  # fmt: skip
MAY_IMPORT = {
    "automation_suite": {"automation_suite"},
    "libraries": {"libraries", "automation_suite"},
    "practice": {"practice"},
}
OWN = {"automation_suite", "libraries", "practice", "suites", "resources", "tests", "benchmarks", "webapp"}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)


@pytest.mark.parametrize("folder", MAY_IMPORT)
def test_imports_run_one_way(folder: str) -> None:
    wrong = {
        f"{path.relative_to(PROJECT)} imports {name}"
        for path in (PROJECT / folder).rglob("*.py")
        for name in imports(path)
        if name in OWN - MAY_IMPORT[folder]
    }
    assert wrong == set()


def test_one_module_starts_processes() -> None:
    starting = {
        str(path.relative_to(PROJECT))
        for path in (PROJECT / "automation_suite").rglob("*.py")
        if "subprocess" in imports(path)
    }
    assert starting == {"automation_suite/processes.py"}


class Reader(ModelVisitor):
    """Collects the calls of each task and keyword, with its tags."""

    def __init__(self) -> None:
        self.calls: dict[str, list[str]] = {}
        self.tags: dict[str, set[str]] = {}
        self.tasks: set[str] = set()
        self._name = ""

    def visit_TestCase(self, node: TestCase) -> None:
        self.tasks.add(node.name)
        self._enter(node)

    def visit_Keyword(self, node: Keyword) -> None:
        self._enter(node)

    def visit_KeywordCall(self, node: KeywordCall) -> None:
        self.calls[self._name].append(str(node.keyword).lower())

    def visit_Tags(self, node: Tags) -> None:
        self.tags[self._name] = set(node.values)

    def _enter(self, node: TestCase | Keyword) -> None:
        self._name = node.name
        self.calls[node.name], self.tags[node.name] = [], set()
        self.generic_visit(node)


def read(path: Path) -> Reader:
    reader = Reader()
    model: File = get_model(path)
    reader.visit(model)
    return reader


@pytest.mark.parametrize("path", ROBOT_FILES, ids=lambda path: path.name)
def test_tasks_are_short_and_nothing_sleeps(path: Path) -> None:
    reader = read(path)
    assert all(3 <= len(reader.calls[task]) <= 7 for task in reader.tasks)
    assert all("sleep" not in calls for calls in reader.calls.values())
    assert all(len(calls) <= 10 for calls in reader.calls.values())


def test_nothing_is_retried_on_a_step_that_moves_money() -> None:
    readers = [read(path) for path in ROBOT_FILES]
    pressing = {name for reader in readers for name, calls in reader.calls.items() if "press money button once" in calls}
    money = {name for reader in readers for name, tags in reader.tags.items() if "money" in tags}
    assert pressing
    assert pressing <= money
    for reader in readers:
        for name in money & reader.calls.keys():
            assert not set(reader.calls[name]) & set(RETRYING), name


def test_one_line_imports_the_browser() -> None:
    lines = [
        line for path in ROBOT_FILES for line in path.read_text().splitlines() if line.split()[:2] == ["Library", "Browser"]
    ]
    assert len(lines) == 1


def _job(suite: str) -> Job:
    return Job(name=f"ours.{Path(suite).stem}", title=suite, suite=suite, schedule="0 7 * * *")


def test_robot_framework_reads_every_suite(tmp_path: Path) -> None:
    jobs = [_job(str(path.relative_to(PROJECT))) for path in PROJECT.glob("suites/**/*.robot")]
    assert jobs
    assert check.unreadable(jobs) == []
    wrong = tmp_path / "wrong.robot"
    wrong.write_text("*** Tasks ***\nTake The Money\n    Move The Money To The Moon\n")
    refused = _job(str(wrong))
    ((job, why),) = check.unreadable([jobs[0], refused])
    assert job == refused
    assert why == "wrong.robot, line 2, Take The Money: No keyword with name 'Move The Money To The Moon' found."
