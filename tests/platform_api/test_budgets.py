"""Budgets of calls: what processes share, what the platform says, and clocks that are wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from automation_suite.calls.models import CallBudget
from automation_suite.platform_api.budgets import Budgets, Rule, all_rules
from automation_suite.platform_api.calls import BudgetSpentError
from automation_suite.platform_api.platforms import Access, access_of
from automation_suite.settings import load_settings
from tests.platform_api.conftest import Clock

pytestmark = pytest.mark.usefixtures("tables")

# The processes are forked, so that twenty of them need not import Django twenty times.
SEVERAL = """
import os, sys
from automation_suite.history.setup import setup
setup(sys.argv[1])
from automation_suite.platform_api.budgets import shared_now
from automation_suite.platform_api.calls import BudgetSpentError
from tests.platform_api.test_budgets import budgets
processes, calls, seconds, times = map(int, sys.argv[2:])
for _ in range(processes):
    if os.fork() == 0:
        own = budgets(calls, seconds)
        looked = []
        own._clock = lambda: looked.append(shared_now()) or looked[-1]
        for _ in range(times):
            try:
                wait = own.take(own.rules_for("", "/")).total_seconds()
            except BudgetSpentError:
                continue
            # How soon a busy machine goes on after that is not what is tested.
            os.write(1, f"{looked[-1].timestamp() + wait}\\n".encode())
        os._exit(0)
for _ in range(processes):
    assert os.wait()[1] == 0
"""


def rule(calls: int, seconds: int) -> Rule:
    return Rule(
        platform="etsy", group="api", paths=("/",), of="application", window_seconds=seconds, calls=calls, source="test",
        read_on=date(2026, 11, 24),
    )  # fmt: skip


def access(environment: dict[str, str] | None = None, platform: str = "etsy") -> Access:
    return access_of(platform, load_settings(environment or {}, None))


def budgets(calls: int, seconds: int, clock: Clock | None = None, patience: float = 60) -> Budgets:
    return Budgets(access(), patience, clock or Clock(), [rule(calls, seconds)])


def turns(processes: int, calls: int, seconds: int, times: int, url: str = "") -> list[float]:
    """Return the moments at which calls of several processes may be made, in their order."""
    words = [url or f"sqlite:///{connection.settings_dict['NAME']}", processes, calls, seconds, times]
    printed = subprocess.run(
        [sys.executable, "-c", SEVERAL, *map(str, words)], stdout=subprocess.PIPE, text=True, check=True
    )
    return sorted(map(float, printed.stdout.split()))


def most_in(moments: Sequence[float], seconds: float) -> int:
    return max(sum(start <= moment < start + seconds for moment in moments) for start in moments)


def test_twenty_processes_share_one_number_of_calls() -> None:
    assert len(turns(20, 50, 86_400, 4)) == 50


def test_processes_never_make_more_calls_in_any_window() -> None:
    moments = turns(6, 40, 1, 12)
    assert len(moments) == 72
    assert most_in(moments, 1) <= 40


def test_calls_of_one_process_take_their_turns_without_losing_time() -> None:
    own = budgets(10, 1)
    waits = [own.take(own.rules_for("", "/")).total_seconds() for _ in range(19)]
    assert waits[0] == 0
    assert all(0.05 < later - earlier < 0.12 for earlier, later in pairwise(waits))


@hypothesis_settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    calls=st.integers(2, 12),
    pauses=st.lists(st.floats(0, 3), min_size=5, max_size=40),
)
def test_no_window_ever_sees_more_calls_than_are_allowed(calls: int, pauses: list[float]) -> None:
    CallBudget.objects.all().delete()
    at, moments = [datetime(2026, 11, 24, tzinfo=UTC)], []
    own = Budgets(access(), 60, lambda: at[0], [rule(calls, 1)])
    for pause in pauses:
        at[0] += timedelta(seconds=pause)
        moments.append((at[0] + own.take(own.rules_for("", "/"))).timestamp())
    assert most_in(moments, 1) <= calls


def test_a_spent_number_says_when_it_is_filled_again(clock: Clock) -> None:
    own = budgets(2, 86_400, clock)
    rules = own.rules_for("", "/")
    own.take(rules)
    own.take(rules)
    with pytest.raises(BudgetSpentError, match=r"no further call of api before .* \(2 in 24 h\)"):
        own.take(rules)
    clock.ahead = timedelta(hours=24, minutes=1)
    assert own.take(rules) == timedelta()


def test_what_is_refused_takes_nothing_from_the_other_budgets(clock: Clock) -> None:
    own = Budgets(access(), 60, clock, [rule(1, 86_400), rule(5, 3600)])
    rules = own.rules_for("", "/")
    own.take(rules)
    for _ in range(3):
        with pytest.raises(BudgetSpentError):
            own.take(rules)
    assert CallBudget.objects.get(window_seconds=3600).left == 4


def test_a_clock_that_is_set_back_by_a_year_stops_nothing(clock: Clock) -> None:
    for seconds in (1, 86_400):
        own = budgets(5, seconds, clock)
        clock.ahead = timedelta(days=365)
        own.take(own.rules_for("", "/"))
        clock.ahead = timedelta()
        assert own.take(own.rules_for("", "/")) < timedelta(seconds=1)
        left = [own.take(own.rules_for("", "/")) for _ in range(2)]
        assert max(left) < timedelta(seconds=2)


def test_what_etsy_says_counts_and_others_with_the_same_keys_show() -> None:
    own = budgets(100, 86_400)
    rules = own.rules_for("", "/")
    own.take(rules)
    own.follow_headers(rules, {"x-limit-per-day": "10000", "x-remaining-today": "9999"})
    row = CallBudget.objects.get()
    assert (row.capacity, row.left, row.told_by) == (10_000, 9_999, "headers")
    own.follow_headers(rules, {"x-limit-per-day": "10000", "x-remaining-today": "40"})
    assert CallBudget.objects.get().left == 40
    # An older answer that comes late gives nothing back.
    own.follow_headers(rules, {"x-limit-per-day": "10000", "x-remaining-today": "9000"})
    assert CallBudget.objects.get().left == 40


def test_what_another_process_has_taken_meanwhile_is_not_given_back_by_an_answer() -> None:
    own, other = budgets(100, 86_400), budgets(100, 86_400)
    rules = own.rules_for("", "/")
    own.take(rules)
    for _ in range(5):
        other.take(rules)
    own.follow_headers(rules, {"x-limit-per-day": "100", "x-remaining-today": "99"})
    assert CallBudget.objects.get().left == 94
    own.follow_headers(rules, {"x-limit-per-day": "100", "x-remaining-today": "97"})
    assert CallBudget.objects.get().left == 94
    own.follow_headers(rules, {"x-limit-per-day": "50", "x-remaining-today": "49"})
    row = CallBudget.objects.get()
    assert (row.capacity, row.left) == (50, 44)


def test_an_answer_that_says_nothing_new_costs_no_look_into_the_database() -> None:
    own = Budgets(access(), 60, Clock(), [rule(10, 1), rule(100, 86_400)])
    rules = own.rules_for("", "/")
    own.take(rules)
    with CaptureQueriesContext(connection) as asked:
        own.take(rules)
        own.follow_headers(rules, {"x-limit-per-day": "100", "x-remaining-today": "98"})
    words = [query["sql"].split()[0] for query in asked.captured_queries]
    assert words == ["BEGIN", "SELECT", "UPDATE", "UPDATE", "COMMIT"]


def test_what_ebay_says_counts_until_it_is_filled_again(clock: Clock) -> None:
    own = Budgets(access(platform="ebay"), clock=clock)
    rules = own.rules_for("sell.inventory", "")
    own.take(rules)
    reset = clock() + timedelta(hours=5)
    rate = {"limit": 1000, "remaining": 1, "reset": reset.isoformat().replace("+00:00", "Z"), "timeWindow": 86_400}
    answer = {"rateLimits": [{"apiContext": "sell", "resources": [{"name": "sell.inventory", "rates": [rate]}]}]}
    own.follow_rate_limits("seller", answer)
    own.take(rules)
    with pytest.raises(BudgetSpentError, match=r"1,000 in 24 h"):
        own.take(rules)
    clock.ahead = timedelta(hours=5, minutes=1)
    own.take(rules)
    assert CallBudget.objects.get(group="sell.inventory").left == 999


def test_ebay_is_asked_once_an_hour_whoever_asks(clock: Clock) -> None:
    first, second = (Budgets(access(platform="ebay"), clock=clock) for _ in range(2))
    assert [first.should_ask("seller"), second.should_ask("seller"), second.should_ask("application")] == [True, False, True]
    clock.ahead = timedelta(minutes=61)
    assert second.should_ask("seller")
    assert not Budgets(access(), clock=clock).should_ask("seller")


def test_within_the_hour_a_process_looks_up_once_whether_ebay_has_to_be_asked(clock: Clock) -> None:
    first, second = (Budgets(access(platform="ebay"), clock=clock) for _ in range(2))
    assert first.should_ask("seller")
    clock.ahead = timedelta(minutes=40)
    assert not second.should_ask("seller")
    with CaptureQueriesContext(connection) as asked:
        assert not second.should_ask("seller")
    assert not asked.captured_queries
    # The hour is counted from when eBay was asked, not from when that was looked up.
    clock.ahead = timedelta(minutes=61)
    assert [second.should_ask("seller"), first.should_ask("seller")] == [True, False]


def test_a_pause_that_the_platform_asks_for_holds_for_everybody() -> None:
    now = datetime.now(UTC)
    own, other = (Budgets(access(), 60, lambda: now, [rule(100, 1)]) for _ in range(2))
    own.block(own.rules_for("", "/"), 5)
    waits = [other.take(other.rules_for("", "/")).total_seconds() for _ in range(3)]
    # And afterwards not all come at once.
    assert 4.9 < waits[0] < waits[1] < waits[2] < 5.1
    own.block(own.rules_for("", "/"), 3600)
    with pytest.raises(BudgetSpentError):
        other.take(other.rules_for("", "/"))


def test_a_sandbox_and_another_account_have_budgets_of_their_own() -> None:
    sandbox = access_of("ebay", load_settings({"EBAY_ENVIRONMENT": "sandbox"}, None))
    for own in (access(platform="ebay"), sandbox, access_of("ebay", load_settings({}, None), "boutique")):
        made = Budgets(own)
        made.take(made.rules_for("sell.inventory", ""))
    assert CallBudget.objects.count() == 3


@pytest.mark.parametrize(
    ("group", "path", "found"),
    [
        ("sell.inventory", "", "sell.inventory"),
        ("", "/sell/inventory/v1/offer", "sell.inventory"),
        ("", "/commerce/taxonomy/v1/category_tree/0", "other"),
        ("not known", "/buy/browse/v1/item/1", "buy.browse"),
    ],
)
def test_a_call_finds_its_group(group: str, path: str, found: str) -> None:
    assert [one.group for one in Budgets(access(platform="ebay")).rules_for(group, path)] == [found]


def test_every_number_has_a_source_and_a_day() -> None:
    assert {one.platform for one in all_rules()} == {"ebay", "etsy"}
    assert all(one.source and one.read_on >= date(2026, 1, 1) for one in all_rules())
