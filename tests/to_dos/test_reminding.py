"""The owner is told of a to-do when it is asked for, when it is due, and each day from then until it is done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from automation_suite import cli
from automation_suite.inventory import listings
from automation_suite.notification import outbox, rounds
from automation_suite.settings import Settings, load_settings
from automation_suite.stock_sync.ledger import Stock
from automation_suite.stock_sync.listings import sync
from automation_suite.stock_sync.rules import SyncRules
from automation_suite.to_dos import asking
from automation_suite.to_dos.asked import Asked
from automation_suite.to_dos.models import ToDo
from tests.inventory.stock import item
from tests.practice_server import PracticeServer

pytestmark = pytest.mark.usefixtures("history")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def settings(practice: PracticeServer, tmp_path: Path) -> Settings:
    table = tmp_path / "jobs.toml"
    table.write_text("")
    return load_settings({**practice.environment(), "JOBS_FILE": str(table), "STATE_DIR": str(tmp_path)}, None)


def ask(number: int, hours: float, prepared: str = "") -> ToDo:
    one = Asked(
        f"quantity:poshmark::{number}:", "poshmark", "poshmark", "take down", f"Take down jacket {number} on Poshmark",
        "Nothing is left to offer.", NOW + timedelta(hours=hours), prepared, f"https://poshmark.com/listing/{number}",
    )  # fmt: skip
    return asking.ask([one], "ebay.inventory_sync", None, NOW)[0]


def subjects_at(settings: Settings, practice: PracticeServer, hours: float) -> list[str]:
    """The mails of a look, so many hours after noon."""
    before = len(practice.mails())
    rounds.look(settings, NOW + timedelta(hours=hours))
    outbox.deliver(settings)
    return [str(mail["Subject"]) for mail in practice.mails()[before:]]


def test_when_a_to_do_is_told(settings: Settings, practice: PracticeServer) -> None:
    row = ask(1, hours=5)
    title = "Take down jacket 1 on Poshmark"
    told = [(hours, subjects_at(settings, practice, hours)) for hours in (0, 1, 4.9, 5, 6, 28, 29, 30, 53)]
    assert [(hours, *subjects) for hours, subjects in told if subjects] == [
        (0, title),
        (5, f"Overdue: {title}"),
        (29, f"Overdue: {title}"),
        (53, f"Overdue: {title}"),
    ]
    asking.done(row.pk, "owner", NOW)
    assert subjects_at(settings, practice, 80) == []


def test_several_are_one_mail_and_a_new_one_does_not_repeat_the_others(settings: Settings, practice: PracticeServer) -> None:
    for number in range(12):
        ask(number, hours=number - 1)
    assert subjects_at(settings, practice, 0) == ["12 things for you to do (2 overdue)"]
    text = practice.mails()[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Take down jacket 9" in text
    assert "jacket 10" not in text
    assert "And: 2 more" in text
    ask(99, hours=100, prepared="What to write.")
    assert subjects_at(settings, practice, 0.1) == ["Take down jacket 99 on Poshmark"]
    text = practice.mails()[-1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "https://poshmark.com/listing/99" in text
    assert "What to write." in text
    assert "Also still open: 12, told before: python run.py todo" in text


def test_a_clock_that_was_ahead_keeps_no_reminder_back(settings: Settings, practice: PracticeServer) -> None:
    ask(1, hours=-1)
    ToDo.objects.update(reminded_at=NOW + timedelta(days=365))
    assert len(subjects_at(settings, practice, 0)) == 1


@pytest.mark.parametrize(("gone", "left"), [("A", "A:1"), ("A:1", "A")])
def test_what_the_owner_has_taken_down_is_no_open_listing_any_more(gone: str, left: str) -> None:
    for sku in ("A", "A:1"):
        item(sku)
    listings.keep_by_hand("poshmark", "poshmark", {"A": "", "A:1": ""}, NOW)
    known = listings.known()
    wanted = sync({gone: Stock(0), left: Stock(1)}, [], known, SyncRules(), NOW)
    [row] = asking.ask(wanted.asked, "ebay.inventory_sync", None, NOW)
    assert cli.main(["todo", "done", str(row.pk)]) == 0
    assert [listing.sku for listing in listings.known()] == [left]


def test_the_owner_sees_the_list_and_says_what_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    first, second = ask(1, hours=-1000, prepared="Dear buyer"), ask(2, hours=10_000_000)
    assert cli.main(["todo"]) == 0
    seen = capsys.readouterr().out
    assert "OVERDUE" in seen
    assert seen.index("jacket 1") < seen.index("jacket 2")
    assert cli.main(["todo", "show", str(first.pk)]) == 0
    assert "Dear buyer" in capsys.readouterr().out
    assert cli.main(["todo", "done", str(first.pk), str(second.pk)]) == 0
    assert "Nothing is left." in capsys.readouterr().out
    assert cli.main(["todo"]) == 0
    assert capsys.readouterr().out == "There is nothing for you to do.\n"
    assert cli.main(["todo", "--all"]) == 0
    assert "done" in capsys.readouterr().out
    assert cli.main(["todo", "done", str(second.pk + 1)]) == 1
    assert "no to-do" in capsys.readouterr().err
