"""Drift: which strategy holds, since when, and the line to change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from automation_suite.history.models import Run
from automation_suite.monitoring.drift import LocatorState, locator_states, recent_runs
from automation_suite.monitoring.locator_lines import LocatorLines, locators_in
from automation_suite.project import PROJECT
from automation_suite.sightings import sighting

NEWEST = datetime(2026, 11, 20, 6, 5, tzinfo=UTC)
BUTTON = LocatorLines("the login button", "resources/login_page.resource", (("#old", 12), ("[name=new]", 13)))


def _runs(*held: str) -> list[Run]:
    """Runs of the last days, the newest first; in each the button was found by these, separated by blanks."""
    return [
        Run(
            started_at=NEWEST - timedelta(days=day),
            found=[{"locator": BUTTON.name, "found by": one, "first choice": "#old"} for one in strategies.split()],
        )
        for day, strategies in enumerate(held)
    ]


def _state(*held: str) -> LocatorState:
    return locator_states([BUTTON], _runs(*held))[0]


def test_every_locator_of_the_resources_is_listed_with_its_lines() -> None:
    locators = list(locators_in())
    assert len(locators) >= 15
    assert len({locator.name for locator in locators}) == len(locators)
    for locator in locators:
        text = (PROJECT / locator.file).read_text().splitlines()
        for strategy, line in locator.lines:
            assert text[line - 1].replace("\\\\", "\\").replace("\\#", "#").strip().endswith(strategy)


def test_the_first_choice_holds() -> None:
    state = _state("#old", "#old", "#old")
    assert (state.strategy, state.first_choice, state.since, state.proposal) == (
        "#old",
        True,
        NEWEST - timedelta(days=2),
        "",
    )


def test_drift_says_since_when_and_which_line_to_move() -> None:
    state = _state("[name=new]", "[name=new]", "#old", "#old")
    assert (state.first_choice, state.since, state.place) == (
        False, NEWEST - timedelta(days=1), "resources/login_page.resource:13"
    )  # fmt: skip
    assert state.shares == {"[name=new]": 2, "#old": 2}


def test_the_line_is_moved_when_the_old_way_never_holds_any_more() -> None:
    assert _state("[name=new]", "[name=new]").proposal == (
        "In resources/login_page.resource put line 13 before line 12: [name=new]"
    )


def test_a_page_that_has_just_changed_does_not_come_in_turn() -> None:
    assert "put line 13 before line 12" in _state("[name=new]", "#old", "#old").proposal


def test_two_layouts_in_turn_need_no_change() -> None:
    assert "come in turn" in _state("[name=new]", "#old", "[name=new]", "#old").proposal
    assert "come in turn" in _state("[name=new] #old", "#old", "[name=new]").proposal


def test_runs_that_did_not_use_it_say_nothing() -> None:
    assert _state("", "#old", "").since == NEWEST - timedelta(days=1)
    assert _state("", "").since is None


def test_a_way_that_was_deleted_from_the_file_is_named_without_a_line() -> None:
    state = _state("[name=gone]")
    assert (state.place, state.proposal) == ("resources/login_page.resource", "")


@pytest.mark.usefixtures("history")
def test_only_runs_that_found_something_are_read() -> None:
    common = {"host": "h", "process_id": 1, "folder": ""}
    for job, found in (("a.b", []), ("a.b", [{"locator": "x"}]), ("a.c", [{"locator": "x"}])):
        Run.objects.create(job=job, started_at=NEWEST, found=found, **common)
    assert (len(recent_runs("")), len(recent_runs("a.b"))) == (2, 1)


def _sightings(*ways: str) -> list[Run]:
    """Runs of the last days, the newest first; in each the button could be found by these, separated by blanks."""
    strategies = [strategy for strategy, _ in BUTTON.lines]
    found = [sighting(BUTTON.name, (each.split() or [""])[0], strategies, each.split(), []) for each in ways]
    return [Run(started_at=NEWEST - timedelta(days=day), found=[entry]) for day, entry in enumerate(found)]


def test_a_lost_way_is_told_although_the_first_choice_holds() -> None:
    state = locator_states([BUTTON], _sightings("#old", "#old", *["#old [name=new]"] * 3))[0]
    assert (state.first_choice, state.lost, state.ways_left) == (True, {"[name=new]": NEWEST - timedelta(days=1)}, 1)


def test_what_is_not_found_at_all_has_lost_every_way() -> None:
    state = locator_states([BUTTON], _sightings("", *["#old [name=new]"] * 3))[0]
    assert (state.first_choice, state.ways_left, set(state.lost)) == (False, 0, {"#old", "[name=new]"})


def test_ways_that_come_and_go_are_not_lost() -> None:
    assert locator_states([BUTTON], _sightings("#old", *["#old [name=new]", "#old"] * 9))[0].lost == {}
