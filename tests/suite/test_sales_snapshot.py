"""The second job: it reads every page of the sales, or keeps nothing."""

from __future__ import annotations

import csv
import json

import pytest

from tests.suite.conftest import Owner

pytestmark = pytest.mark.browser

SNAPSHOT = "poshmark.sales_snapshot"


def test_keeps_all_sales_and_the_closet(owner: Owner) -> None:
    ended = owner.types(SNAPSHOT)
    assert (ended.status, owner.runs) == (0, [("done", "")]), ended.text
    folder = next((owner.folder / "results").glob("poshmark/sales_snapshot/*"))
    rows = list(csv.DictReader((folder / "sales.csv").open(newline="")))
    figures = json.loads(owner.rows("SELECT figures FROM automation_history_run")[0][0])
    assert (len(rows), len({row["id"] for row in rows})) == (57, 57)
    assert int(figures["sales"]) + int(figures["cancelled"]) == 57
    assert figures["Total Earned"] == f"${float(figures['earnings']):,.2f}"
    assert (owner.practice.payments, owner.practice.mails(), owner.drift()) == ([], [], [])


def test_a_list_that_grows_is_read_again(owner: Owner) -> None:
    owner.practice.behave("instant+sales-grow")
    ended = owner.types(SNAPSHOT)
    assert (ended.status, "has changed while it was read" in ended.text) == (0, True), ended.text


def test_an_empty_list_is_no_trouble(owner: Owner) -> None:
    owner.practice.behave("instant+sales-none")
    ended = owner.types(SNAPSHOT)
    assert (ended.status, "0 sales for $0.00" in ended.text) == (0, True), ended.text


def test_rows_that_are_missing_are_told_and_nothing_is_kept(owner: Owner) -> None:
    owner.practice.behave("instant+sales-miscounted")
    ended = owner.types(SNAPSHOT)
    assert (ended.status, "counts 58 rows but ends after 57" in ended.text) == (1, True), ended.text
    assert not list((owner.folder / "results").rglob("sales.csv"))
    assert [mail["Subject"] for mail in owner.practice.mails()] == ["Poshmark sales snapshot failed: no money was moved"]
