"""How things were found on the pages of a run, and what of it is drift."""

from __future__ import annotations

from automation_suite.sightings import Sighting, added, drift_in, drift_words, known_ways, sighting

STRATEGIES = ("[test-id]", "role=button", "text=Log in")


def _seen(*ways: str, found_by: str | None = None, known: tuple[str, ...] = STRATEGIES) -> Sighting:
    return sighting("the button", found_by if found_by is not None else ways[0], STRATEGIES, ways, known)


def test_all_ways_hold() -> None:
    found = [_seen(*STRATEGIES)]
    assert (drift_in(found), drift_words(found)) == ([], "")


def test_another_way_than_the_first_is_drift() -> None:
    assert drift_words([_seen("role=button", "text=Log in")]) == "the button (found by another way, 2 left)"


def test_a_lost_fall_back_is_drift() -> None:
    found = [_seen("[test-id]", "text=Log in")]
    assert found[0]["lost"] == ["role=button"]
    assert drift_words(found) == "the button (1 of 3 ways to find it lost)"


def test_a_way_that_never_held_is_not_lost() -> None:
    assert drift_in([_seen("[test-id]", known=("[test-id]",))]) == []


def test_what_is_not_there_any_more_is_drift_only_when_it_used_to_be() -> None:
    assert drift_words([_seen(found_by="")]) == "the button (not found any more)"
    assert drift_in([sighting("the box", "", STRATEGIES, [], [])]) == []


def test_a_way_that_another_page_of_the_run_has_is_not_lost() -> None:
    found = added([_seen("[test-id]")], _seen("[test-id]", "role=button", "text=Log in"))
    assert (len(found), drift_in(found)) == (1, [])
    assert drift_in(added([_seen("[test-id]", "role=button")], _seen("[test-id]", "text=Log in"))) == []


def test_two_ways_that_were_used_stand_beside_each_other() -> None:
    found = added([_seen(*STRATEGIES)], _seen("role=button", "text=Log in"))
    assert [entry["found by"] for entry in found] == ["[test-id]", "role=button"]
    assert [entry["found by"] for entry in drift_in(found)] == ["role=button"]


def test_a_way_is_known_after_three_runs_in_a_row() -> None:
    old = {"locator": "the button", "found by": "[test-id]", "first choice": "[test-id]"}
    runs = [[_seen(*STRATEGIES)], [_seen("[test-id]", "role=button")], [_seen(*STRATEGIES)], [old]]
    assert known_ways(runs) == {"the button": ["[test-id]", "role=button"]}
    assert known_ways([[], *runs[:2]]) == {"the button": []}
