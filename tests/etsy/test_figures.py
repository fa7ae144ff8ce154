"""Figures are collected once, agree with the ledger, and tell the trends that were planted in them."""

from __future__ import annotations

import contextlib
import csv
import sqlite3
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import requests

from automation_suite.platform_api import practice_past
from practice.etsy.accounts import KEYSTRING, SHARED_SECRET
from practice.etsy.goods import goods
from tests.platform_owner import PlatformOwner
from tests.practice_etsy.conftest import SHOP, Caller

ZONE = ZoneInfo("America/New_York")


def _ledger_sums(owner: PlatformOwner) -> dict[tuple[str, str], int]:
    """Return cents by day and name of the ledger, as the platform itself gives them."""
    caller = Caller(owner.base, {"x-api-key": f"{KEYSTRING}:{SHARED_SECRET}"})
    caller.log_in()
    today = datetime.now(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    window = {"min_created": int((today - timedelta(days=14)).timestamp()), "max_created": int(today.timestamp()) - 1}
    sums: defaultdict[tuple[str, str], int] = defaultdict(int)
    for start in range(0, 1000, 100):
        for row in caller.get(f"{SHOP}/payment-account/ledger-entries", **window, limit=100, offset=start)["results"]:
            day = datetime.fromtimestamp(row["created_timestamp"], ZONE).date().isoformat()
            sums[day, row["ledger_type"]] += row["amount"]
    return sums


def test_collected_again_nothing_is_new_and_the_sums_are_the_ledgers(owner: PlatformOwner) -> None:
    owner.change_job("rules.keywords = []", 'rules.keywords = ["linen apron"]')
    said = owner.says("etsy.analytics_collector")
    # Fourteen days of six kinds, two figures of each of 113 live listings, one search, and two of each day of the past.
    rest = 14 * 6 + 2 * 113 + 1
    days = owner.rows("SELECT count(DISTINCT day) FROM automation_shop_figures_dayfigure WHERE name = 'orders'")[0][0]
    assert days > 700
    assert f"{rest + 2 * days:,} figures read: {rest + 2 * days:,} new, 0 corrected by the platform." in said
    assert "0 new, 0 corrected by the platform." in owner.says("etsy.analytics_collector")
    rows = owner.rows("SELECT day, name, value FROM automation_shop_figures_dayfigure WHERE subject = '' AND unit = 'USD'")
    stored = {(day, name): round(value * 100) for day, name, value in rows}
    ledger = _ledger_sums(owner)
    assert len({day for day, _ in stored}) == 14
    for day in {day for day, _ in stored}:
        assert stored[day, "sales"] == ledger[day, "PAYMENT_GROSS"]
        assert stored[day, "payouts"] == ledger[day, "DISBURSE2"]
        assert sum(cents for (each, _), cents in stored.items() if each == day) == sum(
            cents for (each, _), cents in ledger.items() if each == day
        )
    owner.happens("views")
    assert "corrected by the platform." in owner.says("etsy.analytics_collector")


def _keep_history(owner: PlatformOwner) -> None:
    """Write down how often each listing was looked at, as the collector would have kept it in two years."""
    weeks = requests.get(f"{owner.base}/practice/history", timeout=30).json()["weeks"]
    now = datetime.now(UTC).isoformat()
    rows = [
        ("etsy", "etsy", each.day.isoformat(), each.subject, each.name, str(each.value), each.unit, now)
        for each in practice_past.so_far(weeks)
        if each.name == "views so far"
    ]
    with contextlib.closing(sqlite3.connect(owner.folder / "state" / "history.sqlite3")) as connection, connection:
        connection.executemany(
            "INSERT INTO automation_shop_figures_dayfigure (platform, account, day, subject, name, value, unit, read_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )


def test_planted_trends_are_found_and_little_else(owner: PlatformOwner) -> None:
    _keep_history(owner)
    assert "rise or fall" in owner.says("etsy.trend_analysis")
    with (owner.newest("trend_analysis") / "trends.csv").open(encoding="utf-8-sig", newline="") as file:
        answers = {row["number"]: row["answer"] for row in csv.DictReader(file) if row["figure"] == "views"}
    courses = {str(good.number): good.course for good in goods() if good.state == "active"}
    planted = {number for number, course in courses.items() if course != "steady"}
    right = {"rising": "rises", "falling": "falls"}
    assert {number: answers[number] for number in planted} == {number: right[courses[number]] for number in planted}
    wrong = [number for number, answer in answers.items() if answer in right.values() and number not in planted]
    assert len(wrong) <= 0.05 * len(answers)


@pytest.mark.parametrize(
    ("job", "words"),
    [("analytics_collector", "0 corrected by the platform."), ("trend_analysis", "There are no figures yet")],
)
def test_a_dry_run_keeps_nothing_and_without_data_nothing_is_claimed(owner: PlatformOwner, job: str, words: str) -> None:
    assert words in owner.says(f"etsy.{job} --dry-run")
    assert owner.rows("SELECT count(*) FROM automation_shop_figures_dayfigure") == [(0,)]
