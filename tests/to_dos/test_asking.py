"""What a person has to do is asked for once, and is done once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from automation_suite.errors import PermanentError
from automation_suite.to_dos import asking
from automation_suite.to_dos.asked import Asked
from automation_suite.to_dos.models import ToDo

pytestmark = pytest.mark.usefixtures("history")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
JOB = "ebay.inventory_sync"


def asked(key: str, hours: float = 1) -> Asked:
    return Asked(key, "poshmark", "poshmark", "take down", f"Take down {key}", "It is sold.", NOW + timedelta(hours=hours))


def test_only_what_is_new_is_asked_for() -> None:
    assert len(asking.ask([asked("a:1"), asked("a:1"), asked("a:2")], JOB, None, NOW)) == 2
    assert [one.key for one in asking.ask([asked("a:2"), asked("a:3")], JOB, None, NOW)] == ["a:3"]
    asking.done(asking.open_ones()[0].pk, "owner", NOW)
    assert asking.ask([asked("a:1"), asked("a:2"), asked("a:3")], JOB, None, NOW) == []


def test_what_is_due_first_stands_first() -> None:
    asking.ask([asked("late", 5), asked("soon", 1)], JOB, None, NOW)
    assert [one.key for one in asking.open_ones()] == ["soon", "late"]


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        ({"quantity:etsy:1:"}, {"quantity:etsy:11:0:1", "quantity:etsy:1"}),
        ({"quantity:etsy:1:0:1"}, {"quantity:etsy:11:0:1", "quantity:etsy:1"}),
        ({"quantity:etsy:1"}, {"quantity:etsy:11:0:1", "quantity:etsy:1:0:1"}),
        (set(), {"quantity:etsy:11:0:1", "quantity:etsy:1", "quantity:etsy:1:0:1"}),
    ],
)
def test_a_key_settles_itself_and_a_beginning_what_begins_with_it(keys: set[str], left: set[str]) -> None:
    asking.ask([asked("quantity:etsy:1:0:1"), asked("quantity:etsy:11:0:1"), asked("quantity:etsy:1")], JOB, None, NOW)
    assert asking.settle(keys, JOB, NOW) == 3 - len(left)
    assert {one.key for one in asking.open_ones()} == left
    assert asking.settle(keys, JOB, NOW) == 0


def test_what_is_done_stays_as_it_was_done() -> None:
    number = asking.ask([asked("a")], JOB, None, NOW)[0].pk
    asking.done(number, "owner", NOW)
    again = asking.done(number, "somebody", NOW + timedelta(hours=1))
    assert (again.done_by, again.done_at) == ("owner", NOW)
    with pytest.raises(PermanentError, match="no to-do"):
        asking.done(number + 1, "owner", NOW)


def test_a_buyers_words_are_emptied_some_time_after_they_were_answered() -> None:
    words = replace(asked("q:1"), kind="answer", text="Jane wrote", prepared="Hello Jane")
    others = [replace(words, key="q:2"), replace(words, key="q:3"), replace(words, key="q:4", account="another")]
    asking.ask([words, *others, asked("a:1")], JOB, None, NOW)
    for one in list(asking.open_ones()):
        if one.key != "q:2":
            asking.done(one.pk, "owner", NOW - timedelta(days=1 if one.key == "q:3" else 31))
    assert asking.forget_words("answer", "poshmark", NOW - timedelta(days=30)) == 1
    assert asking.forget_words("answer", "poshmark", NOW - timedelta(days=30)) == 0
    kept = {one.key: (one.text, one.prepared) for one in ToDo.objects.all()}
    assert kept["q:1"] == (asking.FORGOTTEN, "")
    assert {kept[key] for key in ("q:2", "q:3", "q:4")} == {("Jane wrote", "Hello Jane")}
    assert kept["a:1"][0] == "It is sold."
    # It is not asked for again.
    assert asking.ask([words], JOB, None, NOW) == []
