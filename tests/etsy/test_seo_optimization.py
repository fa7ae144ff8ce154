"""Titles and tags: long titles become shorter, tags cover the phrases, and a second look proposes nothing."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.platform_owner import PlatformOwner


def _plan(folder: Path) -> list[dict[str, str]]:
    with (folder / "plan-1.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_from_phrases_to_a_better_listing(owner: PlatformOwner) -> None:
    owner.change_job("[etsy.seo_optimization]\n", "[etsy.seo_optimization]\nmost_rows = 300\n")
    number = owner.happens("list", sku="NEW-1", title="Wool Hat", price="30.00", quantity=2, tags=["wool hat"])["listing_id"]
    phrases = owner.folder / "phrases.csv"
    phrases.write_text(f"listing,phrase,visits\n{number},chunky beanie,40\n{number},wool hat,5\n")
    owner.change_job('rules.phrases_file = ""', f'rules.phrases_file = "{phrases}"')
    said = owner.says("etsy.seo_optimization")
    assert "114 live listings were looked at; of 1 it is known what buyers came with." in said
    rows = _plan(owner.newest("seo_optimization"))
    mine = next(row for row in rows if row["number there"] == str(number))
    assert (mine["field"], mine["after"]) == ("tags", "wool hat, chunky beanie")
    owner.says(f"approve 1 --rows {mine['row']}")
    assert owner.state["changed"]["listings"][str(number)]["tags"] == ["wool hat", "chunky beanie"]
    again = owner.says("etsy.seo_optimization")
    assert "There is nothing to change." in again
    assert owner.state["refused"] == []


def test_a_faulty_table_of_phrases_is_named_and_nothing_is_planned(owner: PlatformOwner) -> None:
    phrases = owner.folder / "phrases.csv"
    phrases.write_text("listing;phrase;visits\n1;hat;4\n2;cap;many\n")
    owner.change_job('rules.phrases_file = ""', f'rules.phrases_file = "{phrases}"')
    assert "phrases.csv, line 3: a number of a listing, a phrase and its visits" in owner.says("etsy.seo_optimization", 1)
    assert "There is no plan yet." in owner.says("plans --all")
