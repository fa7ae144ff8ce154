"""The judges of the endurance commands: what they must call wrong, and that what is well passes."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from practice.markup_changes import DOUBTFUL, MARKUP_CHANGES
from practice.scenarios import SCENARIOS
from tests.endurance import drift_rules, fault_mix, kill_rules, machine_rules, oversell_rules
from tests.endurance.drift_rules import ASKED, GUESSED, NOTHING_LOST, TOLD, UNTOLD, RunSeen
from tests.endurance.fault_mix import MIX, NONE
from tests.endurance.kill_rules import AFTER, ANYWHERE, BEFORE, DOUBLE, LOST, UNEXPLAINED, UNPAID, Seen, Spans
from tests.endurance.machine_rules import LATER, Expected, Played
from tests.endurance.oversell_rules import Window

ROUND = Seen(["a"], ["a"], Decimal("0.00"), Decimal("5.00"), 0, [], told=1)
MORNING = Played(0, 6.0, "$275.70 was moved.", "done", ["275.70"], ["Moved"], 0, 0, ["275.70"], ["Moved"], 0, 0, [], 0)


def test_a_round_in_order_misses_no_bar() -> None:
    assert kill_rules.judge(ROUND) == []
    assert kill_rules.judge(replace(ROUND, stayed_open=[3], explained=[3])) == []


@pytest.mark.parametrize(
    ("change", "bar"),
    [
        ({"paid": ["a", "a"]}, DOUBLE),
        ({"balance": Decimal("-1.00")}, DOUBLE),
        ({"paid": ["a", "b"]}, LOST),
        ({"paid": [], "confirmed": ["a"]}, LOST),
        ({"runs_without_end": 1}, LOST),
        ({"folders_without_row": ["x"]}, LOST),
        ({"killed_run_told": False}, LOST),
        ({"balance": Decimal("5.00"), "told": 0}, UNPAID),
        ({"stayed_open": [3]}, UNEXPLAINED),
    ],
)
def test_each_bar_of_a_kill_can_be_missed(change: dict[str, Any], bar: str) -> None:
    assert [missed for missed, _ in kill_rules.judge(replace(ROUND, **change))] == [bar]


def test_half_of_the_kills_are_aimed_at_the_money() -> None:
    aims = Counter(kill_rules.plan(1, number).aim for number in range(1000))
    assert aims == {ANYWHERE: 500, BEFORE: 250, AFTER: 250}
    assert kill_rules.plan(1, 7) == kill_rules.plan(1, 7) != kill_rules.plan(2, 7)


def test_a_kill_waits_within_its_span() -> None:
    spans = Spans(run=6.0, before=1.5, after=2.0)
    for number in range(40):
        plan = kill_rules.plan(1, number)
        assert 0 <= kill_rules.wait_seconds(plan, spans) <= {ANYWHERE: 6.0, BEFORE: 1.5, AFTER: 2.0}[plan.aim]


@pytest.mark.parametrize(
    ("state", "paid", "has_row", "ended", "words"),
    [
        ("", False, False, False, "before its row"),
        ("", False, True, False, "before the journal"),
        ("submitted", False, True, False, "submitted, not paid"),
        ("submitted", True, True, False, "submitted, paid"),
        ("confirmed", True, True, True, "its end was written"),
    ],
)
def test_how_far_a_killed_run_had_come(state: str, paid: bool, has_row: bool, ended: bool, words: str) -> None:
    assert kill_rules.place(state, paid, has_row, ended) == words


def test_a_morning_in_order_has_no_problem() -> None:
    assert machine_rules.judge(Expected((0,)), MORNING) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"status": None}, "hung"),
        ({"status": 3}, "exit status 3 instead of 0"),
        ({"console": 'moved File "automation_suite/cli.py"'}, "traceback"),
        ({"mails": []}, "was not told while it lasted"),
        ({"moved_in_all": ["275.70", "275.70"]}, "moved 2 times"),
        ({"moved_in_all": []}, "moved 0 times"),
        ({"console": "done"}, "did not say so"),
        ({"runs_without_end": 1}, "1 rows without end"),
        ({"folders_without_row": ["x"]}, "folders without row"),
        ({"runs_ended_before_start": 1}, "before it began"),
        ({"undelivered": 1}, "never sent"),
    ],
)
def test_each_fault_of_the_machine_can_be_found_wrong(change: dict[str, Any], words: str) -> None:
    problems = machine_rules.judge(Expected((0,)), replace(MORNING, **change))
    assert len(problems) == 1
    assert words in problems[0]


def test_what_could_not_be_mailed_at_once_must_be_said_and_sent_later() -> None:
    console = "It was moved. A message to you could not be sent and is kept"
    assert machine_rules.judge(Expected((0,), LATER), replace(MORNING, mails=[], console=console)) == []
    assert machine_rules.judge(Expected((0,), LATER), replace(MORNING, mails=[])) != []


def test_the_mix_draws_what_it_states() -> None:
    days = [fault_mix.day_of(1, number) for number in range(3650)]
    drawn = Counter(day.fault.name for day in days)
    for fault in MIX:
        expected = 10 * fault.per_year
        assert abs(drawn[fault.name] - expected) <= 4 * expected**0.5 + 1, fault.name
    assert all(day.fault.kind == NONE or day.minutes > 0 for day in days)
    assert fault_mix.day_of(1, 5) == fault_mix.day_of(1, 5)


def test_the_stated_rates_are_those_that_are_drawn() -> None:
    stated = {
        cells[1].strip(): float(cells[2])
        for line in (fault_mix.__doc__ or "").splitlines()
        if len(cells := line.split("|")) == 5 and cells[2].strip(" -").replace(".", "").isdigit()
    }
    assert stated == {fault.name: fault.per_year for fault in MIX}


def test_rows_of_changes_hold_every_clear_change_of_their_part() -> None:
    rows = drift_rules.in_a_row(seed=1, orders=3)
    assert rows == drift_rules.in_a_row(seed=1, orders=3)
    assert len(drift_rules.alone()) == len(MARKUP_CHANGES)
    assert not {name for row in rows for name in row} & DOUBTFUL
    assert {"markup-login-ids", "markup-redeem-link"} <= {name for row in rows for name in row}


@pytest.mark.parametrize(
    ("change", "seen", "told_before", "counts_as"),
    [
        ("markup-login-ids", RunSeen(0, ["the field"], ["275.70"], []), False, TOLD),
        ("markup-login-ids", RunSeen(0, [], ["275.70"], []), False, NOTHING_LOST),
        ("markup-login-ids", RunSeen(1, [], [], []), False, UNTOLD),
        ("markup-login-ids", RunSeen(1, [], [], []), True, TOLD),
        ("markup-redeem-twice", RunSeen(3, [], [], []), False, ASKED),
        ("markup-redeem-twice", RunSeen(1, [], [], []), False, UNTOLD),
        ("markup-redeem-twice", RunSeen(3, [], ["275.70"], []), False, GUESSED),
        ("markup-login-ids", RunSeen(0, [], ["18.00"], []), False, GUESSED),
        ("markup-login-ids", RunSeen(0, [], ["275.70"], ["Delete"]), False, GUESSED),
    ],
)
def test_what_a_run_on_changed_pages_counts_as(change: str, seen: RunSeen, told_before: bool, counts_as: str) -> None:
    assert drift_rules.judge([change], seen, told_before, "275.70") == counts_as


def test_the_same_seed_brings_the_same_buyers_and_the_same_weather() -> None:
    steps = [oversell_rules.step(1, number) for number in range(200)]
    assert steps == [oversell_rules.step(1, number) for number in range(200)]
    assert steps != [oversell_rules.step(2, number) for number in range(200)]
    assert not steps[0].is_faulty
    assert 0 < sum(step.is_faulty for step in steps) < 200
    assert any(step.down for step in steps)
    assert {step.killed for step in steps} == {None, 0, 1}
    named = {name for step in steps for text in step.scenarios.values() for name in text.split("+") if name}
    assert named <= set(SCENARIOS)
    assert len(named) >= 15


def test_goods_have_titles_and_numbers_of_their_own() -> None:
    every = [good for batch in range(4) for good in oversell_rules.goods(1, batch)]
    assert len({good.sku for good in every}) == len({good.title for good in every}) == len(every)
    assert {good.pieces for good in every} == {1, 2, 3, 4}


@pytest.mark.parametrize(
    ("before", "after", "left", "in_ledger", "bars"),
    [
        (1, 0, 0, 1, []),
        (3, 2, 2, 2, []),
        (2, 3, 3, 3, []),
        (0, 1, 1, 1, []),
        (1, 0, 1, 0, [oversell_rules.LOWERED]),
        (2, 3, 2, 2, [oversell_rules.RAISED]),
        (0, 0, 4, 4, []),
    ],
)
def test_what_a_run_changes_is_judged(before: int, after: int, left: int, in_ledger: int, bars: list[str]) -> None:
    place = ("etsy", "A")
    missed = oversell_rules.judge_listings({place: before}, {place: after}, {"A": left}, {"A": in_ledger})
    assert [bar for bar, _ in missed] == bars


def test_a_sale_that_the_ledger_has_twice_is_told() -> None:
    judged = partial(oversell_rules.judge_ledger, bought={"A": 3}, sold={"A": 1})
    assert judged({"A": 3}, {"A": 3}) == judged({"A": 2}, {"A": 2}) == []
    assert [bar for bar, _ in judged({"A": 1}, {"A": 1})] == [oversell_rules.TWICE]
    assert [bar for bar, _ in judged({"A": 2}, {"A": -1})] == [oversell_rules.NEGATIVE]


def test_in_the_end_nothing_is_lost_and_what_is_sold_out_is_down_or_asked_for() -> None:
    ebay, posh = ("ebay", "A"), ("poshmark", "A")
    judged = partial(oversell_rules.judge_end, bought={"A": 1}, sold={"A": 1})
    assert judged({"A": 0}, offered={ebay: 0, posh: 1}, asked={posh}) == []
    assert [bar for bar, _ in judged({"A": 0}, offered={ebay: 1, posh: 1}, asked={posh})] == [oversell_rules.STILL_UP]
    assert [bar for bar, _ in judged({"A": 1}, offered={ebay: 0, posh: 0}, asked=())] == [oversell_rules.LOST]


def test_windows_are_told_by_who_takes_down_and_by_the_weather() -> None:
    some = [Window("ebay", "A", float(seconds), 1 + seconds // 10, False) for seconds in range(1, 21)]
    rows = oversell_rules.rows_of([*some, Window("poshmark", "B", 4.0, 1, True)])
    assert [row[1] for row in rows] == ["20", "0", "0", "1"]
    assert rows[0][2:] == ("10.5", "19.0", "20.0", "2", "2", "3")
    assert rows[1][2:] == ("-",) * 6
