"""What an owner types and sees, with real processes, a real database and real mail."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest

from tests.owner import Owner
from tests.practice_server import PracticeServer

TABLE = """
[corner.prices]
title = "Set the prices of the corner shop"
suite = "tests/plans/suites/set_prices.robot"
schedule = "5 6 * * *"
"""
APPLYING = """
[corner.apply_plans]
title = "Apply what was approved for the corner shop"
suite = "tests/plans/suites/apply_plans.robot"
schedule = "*/30 * * * *"
"""


@pytest.fixture
def owner(practice: PracticeServer, tmp_path: Path) -> Owner:
    (tmp_path / "state").mkdir()
    (tmp_path / "jobs.toml").write_text(TABLE + APPLYING)
    one = Owner(tmp_path, practice)
    has(one, {"price/1": "10.00", "price/2": "10.00", "price/3": "10.20"})
    return one


def has(owner: Owner, live: dict[str, str]) -> None:
    (owner.folder / "state" / "shop.json").write_text(json.dumps({"live": live, "writes": [], "arriving": {}}))


def shop(owner: Owner) -> dict[str, str]:
    live: dict[str, str] = json.loads((owner.folder / "state" / "shop.json").read_text())["live"]
    return live


def types(owner: Owner, words: str, status: int = 0) -> str:
    ended = owner.types(*words.split(), JOBS_FILE=str(owner.folder / "jobs.toml"), PRACTICE="0", POSH_MAX_TRANSFER="500")
    assert ended.status == status, ended.text
    return ended.text


def test_from_a_plan_to_taking_it_back(owner: Owner) -> None:
    planned = types(owner, "corner.prices")
    assert "DONE: 4 changes are waiting for your yes: python run.py plans 1." in planned
    folder = next((owner.folder / "results" / "corner" / "prices").iterdir())
    assert "10.00" in (folder / "plan-1.html").read_text()
    with (folder / "plan-1.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["after"] for row in csv.DictReader(file)] == ["9.50", "9.50", "9.50", "Thank you!"]
    mail = owner.practice.mails()[-1]
    assert mail["Subject"] == "Corner: 4 changes wait for your yes"
    body = mail.get_body(("plain",))
    assert body
    assert "python run.py approve 1" in body.get_content()

    assert "NOTHING TO DO: There is nothing to change." in types(owner, "corner.prices")
    assert len(owner.practice.mails()) == 1
    assert "4 wait for your yes" in types(owner, "plans")
    assert re.search(r"10\.20 +9\.50 -6\.9 %", types(owner, "plans 1"))

    applied = types(owner, "approve 1 --rows 1,3-4")
    assert "3 changes of plan 1 approved." in applied
    assert "DONE: Of 3 approved changes: 3 applied." in applied
    assert shop(owner) == {"price/1": "9.50", "price/2": "10.00", "price/3": "9.50", "message/ann": "Thank you!"}
    assert "1 change of plan 1 rejected" in types(owner, "reject 1 --rows 2")

    undone = types(owner, "undo 1")
    assert "Row 4 (Ann) stays as it is: A message that was sent cannot be taken back." in undone
    assert "Plan 2 takes back 2 changes of plan 1." in undone
    assert shop(owner) == {"price/1": "10.00", "price/2": "10.00", "price/3": "10.20", "message/ann": "Thank you!"}
    assert "stays as it is: plan 2 takes it back already (applied)" in types(owner, "undo 1.1", status=1)


def test_what_is_not_known_needs_a_person(owner: Owner) -> None:
    has(owner, {})
    (owner.folder / "state" / "faults.txt").write_text("lost before")
    types(owner, "corner.prices")
    assert "NEEDS A PERSON: Of 1 approved change: 1 not known." in types(owner, "approve 1", status=3)
    assert "Look on Corner whether it is there, then type: python run.py resolve 1 1 --applied" in types(owner, "plans 1")
    assert "noted as not applied" in types(owner, "resolve 1 1 --not-applied")
    assert "NOTHING TO DO: No approved change waits" in types(owner, "corner.apply_plans")
    assert [str(mail["Subject"]) for mail in owner.practice.mails()] == [
        "Corner: 1 change waits for your yes",
        "Corner needs you: please look",
        "Corner works again",
    ]


def test_a_dry_run_keeps_and_sends_nothing(owner: Owner) -> None:
    assert "Dry run: 4 changes would be planned" in types(owner, "corner.prices --dry-run")
    assert "There is no plan yet." in types(owner, "plans --all")
    types(owner, "corner.prices")
    (owner.folder / "jobs.toml").write_text(TABLE)
    assert 'jobs.toml has no job "corner.apply_plans" for corner' in types(owner, "approve 1", status=2)
    (owner.folder / "jobs.toml").write_text(TABLE + APPLYING)
    assert "Dry run: 4 approved changes would be sent; nothing was." in types(owner, "corner.apply_plans --dry-run")
    assert shop(owner)["price/1"] == "10.00"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("approve 9", "There is no plan 9. Nothing was changed."),
        ("approve 1 --rows 7", "Rows of plan 1 are not in it: 7. Nothing was changed."),
        ("approve 1 --rows x", '"x" is no list of rows. Nothing was changed.'),
        ("undo seven", '"seven" is neither a plan nor a receipt. Nothing was changed.'),
        ("undo 1", "Nothing of 1 can be taken back, so nothing was changed. Nothing of it was applied: 2 wait"),
        ("resolve 1 1 --applied", 'Rows of plan 1 cannot be decided, because they stand at "waits for your yes": 1.'),
    ],
)
def test_a_mistyped_command_changes_nothing(planned_once: Owner, words: str, said: str) -> None:
    assert said in types(planned_once, words, status=1)


@pytest.fixture(scope="module")
def planned_once(practice_process: PracticeServer, tmp_path_factory: pytest.TempPathFactory) -> Owner:
    folder = tmp_path_factory.mktemp("owner")
    (folder / "state").mkdir()
    (folder / "jobs.toml").write_text(TABLE + APPLYING)
    one = Owner(folder, practice_process)
    has(one, {"price/1": "10.00"})
    types(one, "corner.prices")
    return one
