"""The page as a file: what it says of empty, bad and hostile histories, and what it never does."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import stat
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from automation_suite import incidents
from automation_suite.dashboard import charts, page
from automation_suite.errors import PermanentError
from automation_suite.history.models import Run, Transfer
from automation_suite.jobs import load_jobs
from automation_suite.project import PROJECT
from automation_suite.settings import Settings, load_settings
from tests.dashboard.lived_year import live

pytestmark = pytest.mark.usefixtures("history")
NAME = "poshmark.balance_transfer"
NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)
HOSTILE = """</title><script>alert(1)</script><img src=x onerror=alert(2)>"'><!-- {{ 7*7 }} & ümlaut"""
BOUTIQUE = f'\n[{NAME}_boutique]\nlike = "{NAME}"\naccount = "boutique"\n'


def settings_with(folder: Path, jobs: str = "", **more: str) -> Settings:
    table = folder / "jobs.toml"
    table.write_text(jobs or (PROJECT / "jobs.toml").read_text())
    return load_settings(
        {"STATE_DIR": str(folder / "state"), "RESULTS_DIR": str(folder), "JOBS_FILE": str(table), **more}, None
    )


def written(settings: Settings, now: datetime = NOW) -> str:
    return page.write(settings, now).read_text()


def shown(text: str) -> str:
    """Return what a person reads, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text.split("<body>")[1].split("<script>", 1)[0])).split())


def run(started: datetime = NOW - timedelta(hours=6, minutes=54), outcome: str = "done", **facts: Any) -> Run:
    row: Run = Run.objects.create(
        **{
            "job": NAME, "account": "poshmark", "started_at": started, "ended_at": started + timedelta(seconds=30),
            "host": "h", "process_id": 1, "folder": "/nowhere", "outcome": outcome, **facts,
        }
    )  # fmt: skip
    if row.ended_at:
        incidents.record(row)
    return row


def test_an_empty_history_is_not_healthy(tmp_path: Path) -> None:
    text = written(settings_with(tmp_path))
    assert "All is well" not in shown(text)
    assert "no data" in shown(text)
    assert 'class="pill good"' not in text
    assert re.findall(r'<i class="(?!no_data)\w+" title', text) == []


def test_without_a_job_that_is_on_nothing_is_known(tmp_path: Path) -> None:
    run()
    table = (PROJECT / "jobs.toml").read_text().replace("enabled = true", "enabled = false")
    text = shown(written(settings_with(tmp_path, table)))
    assert "No job is on, so nothing is known" in text
    assert "nothing will start by itself" in text
    assert "All is well" not in text


def test_a_job_that_is_off_says_so_beside_one_that_is_well(tmp_path: Path) -> None:
    run()
    text = written(settings_with(tmp_path))
    assert 'Move the Poshmark balance to the bank</h3><span class="pill good">well<' in text
    assert 'Take a snapshot of the Poshmark sales</h3><span class="pill none">off<' in text


def test_a_job_that_was_switched_off_has_missed_nothing(tmp_path: Path) -> None:
    run(NOW - timedelta(days=30))
    table = (PROJECT / "jobs.toml").read_text().replace("enabled = true", "enabled = false")
    text = written(settings_with(tmp_path, table))
    assert 'class="done"' in text
    assert 'class="missed" title' not in text
    assert text.count("NOT KEPT") == 0


def test_a_dry_run_alone_proves_nothing(tmp_path: Path) -> None:
    run(dry_run=True)
    text = written(settings_with(tmp_path))
    assert 'class="pill good">well' not in text
    assert "done (dry run)" in text


def test_two_accounts_each_have_their_own_money(tmp_path: Path) -> None:
    for account, job, amount in (("poshmark", NAME, "10.00"), ("boutique", f"{NAME}_boutique", "7.25")):
        row = run(job=job, account=account, amount=Decimal(amount))
        Transfer.objects.create(
            account=account, run=row, state="confirmed", amount=row.amount, balance_before=row.amount, method="ACH",
            bank_last4="1234", site="x", created_at=row.started_at, changed_at=row.started_at, host="h", process_id=1,
        )  # fmt: skip
    text = shown(written(settings_with(tmp_path, (PROJECT / "jobs.toml").read_text() + BOUTIQUE)))
    assert "Moved in 30 days $17.25" in text
    assert "Moved ever $10.00" in text
    assert "Moved ever $7.25" in text
    assert "November 2026 $10.00" in text
    assert "October 2026 no data" in text


def test_amounts_of_nothing_are_shown_as_nothing(tmp_path: Path) -> None:
    run(amount=Decimal("0.00"))
    run(NOW - timedelta(days=1), amount=None, outcome="nothing to do")
    text = shown(written(settings_with(tmp_path)))
    assert "$0.00 not kept" in text
    assert "Moved in 30 days $0.00" in text


def test_a_month_without_money_is_not_one_without_data(tmp_path: Path) -> None:
    run(NOW - timedelta(days=40))
    text = shown(written(settings_with(tmp_path)))
    assert "September 2026 no data October 2026 $0.00 November 2026 $0.00" in text


def test_the_time_limit_is_drawn_when_a_run_has_come_near_it(tmp_path: Path) -> None:
    began = NOW - timedelta(days=1)
    run(began, ended_at=began + timedelta(seconds=150))
    assert "After 420 s a run is ended." in shown(written(settings_with(tmp_path)))
    assert "ended after 420 s" not in shown(written(settings_with(tmp_path)))
    run(NOW - timedelta(hours=6, minutes=54), ended_at=NOW - timedelta(hours=6, minutes=49))
    text = written(settings_with(tmp_path))
    assert "promised: under 60 s ended after 420 s" in shown(text)
    assert text.count('class="series serie-3') == 2  # the lines and, for a week alone, the points


def test_a_week_alone_is_a_point_because_no_line_shows_it() -> None:
    weeks = [date(2026, 1, 5) + timedelta(weeks=number) for number in range(4)]
    assert charts.durations(weeks, [None, None, None, 14.0], [None, None, None, 20.0], [60.0]).count("<circle") == 2
    assert charts.durations(weeks, [None, None, 13.0, 14.0], [None, None, 20.0, 20.0], [60.0]).count("<circle") == 0


def test_the_command_writes_it_into_the_state_folder(tmp_path: Path) -> None:
    variables = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    ended = subprocess.run(
        [sys.executable, "-m", "automation_suite.cli", "dashboard"], cwd=PROJECT, capture_output=True, text=True,
        env={**variables, "STATE_DIR": str(tmp_path / "state"), "RESULTS_DIR": str(tmp_path)}, stdin=subprocess.DEVNULL,
        check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, f"{tmp_path / 'state' / page.NAME}\n", "")
    assert "nothing is known of it" in (tmp_path / "state" / page.NAME).read_text()


def test_nothing_in_a_message_is_markup(tmp_path: Path) -> None:
    run(NOW - timedelta(days=1), sentence=HOSTILE)
    evidence = tmp_path / "run <b>" / "evidence"
    evidence.mkdir(parents=True)
    (evidence.parent / "log.html").touch()
    (evidence / "facts.json").write_text('{"failed at": ["<script>alert(3)</script>"], "address": "javascript:alert(4)"}')
    run(outcome="needs a person", sentence=HOSTILE, next_step=HOSTILE, trouble=HOSTILE[:20], folder=str(evidence.parent))
    table = (PROJECT / "jobs.toml").read_text().replace("Move the Poshmark balance to the bank", HOSTILE.replace('"', ""))
    text = written(settings_with(tmp_path, table))
    assert text.count("<script>") == text.count("</script>") == 1
    assert "<img" not in text
    assert "<!--" not in text
    assert "49" not in re.findall(r"\{\{ (.*?) \}\}", text)
    assert HOSTILE in unescape(text)
    assert 'href="javascript' not in text
    assert 'href="../run%20%3Cb%3E/log.html"' in text


def test_a_half_written_evidence_does_not_matter(tmp_path: Path) -> None:
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    for facts in ('{"failed at": []', '{"failed at": []}', "[]", '{"failed at": null}'):
        (evidence / "facts.json").write_text(facts)
        run(outcome="needs a person", sentence="A captcha.", folder=str(tmp_path))
        assert "A captcha." in written(settings_with(tmp_path))


def test_evidence_is_in_the_page(tmp_path: Path) -> None:
    evidence = tmp_path / "evidence"
    evidence.mkdir()
    (evidence / "page.jpg").write_bytes(b"\xff\xd8 a picture")
    run(outcome="needs a person", sentence="A captcha.", folder=str(tmp_path))
    assert f"data:image/jpeg;base64,{base64.b64encode(bytes([255, 216]) + b' a picture').decode()}" in written(
        settings_with(tmp_path)
    )


def test_only_reports_that_are_still_there_are_linked(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "log.html").touch()
    run(folder=str(kept))
    run(NOW - timedelta(days=1), folder=str(tmp_path / "gone"))
    text = written(settings_with(tmp_path))
    assert re.findall(r'href="([^#][^"]*)"', text) == ["../kept/log.html"]
    assert "not kept" in shown(text)


def test_a_run_that_goes_on_is_no_good_one(tmp_path: Path) -> None:
    run(ended_at=None, outcome="")
    text = written(settings_with(tmp_path))
    assert "pill good" not in text
    assert "has never run to its end" in shown(text)


def test_very_long_names_and_a_year_of_two_accounts_stay_small(tmp_path: Path) -> None:
    jobs = (PROJECT / "jobs.toml").read_text() + BOUTIQUE.replace("_boutique]", "_" + "boutique" * 9 + "]")
    settings = settings_with(tmp_path, jobs)
    live(settings, NOW)
    assert len(written(settings)) < 400_000
    assert {job.name for job in load_jobs(settings.jobs_path)} == set(
        re.findall(r'<span class="soft">([a-z]+\.\w+)</span>', written(settings))
    )


def test_a_secret_does_not_get_into_it(tmp_path: Path) -> None:
    run(sentence="It said hunter2-hunter2.", outcome="failed")
    text = written(settings_with(tmp_path, POSH_PASS="hunter2-hunter2"))
    assert "hunter2" not in text
    assert "It said (secret)." in text


def test_it_needs_no_network_and_runs_one_script_only(tmp_path: Path) -> None:
    settings = settings_with(tmp_path)
    live(settings, NOW)
    text = written(settings)
    script = text.split("<script>")[1].split("</script>")[0]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-{digest}'" in text
    assert re.findall(r"""(?:src|href|xlink:href)=["']?(?:https?:)?//""", text) == []
    assert re.findall(r"url\(|@import| on\w+=", text) == []


def test_every_element_is_closed_and_no_id_comes_twice(tmp_path: Path) -> None:
    settings = settings_with(tmp_path, (PROJECT / "jobs.toml").read_text() + BOUTIQUE)
    live(settings, NOW)
    reader = Reader()
    reader.feed(written(settings))
    assert reader.open == []
    assert len(reader.ids) == len(set(reader.ids))
    assert {target for target in reader.targets if target not in reader.ids} == set()


def test_only_the_owner_can_read_it_and_an_older_one_is_replaced(tmp_path: Path) -> None:
    settings = settings_with(tmp_path)
    path = page.write(settings, NOW)
    path.with_suffix(".new").write_text("left behind")
    assert stat.S_IMODE(page.write(settings, NOW + timedelta(days=1)).stat().st_mode) == 0o600
    assert "24 November 2026" in path.read_text()
    assert [each.name for each in path.parent.iterdir()] == [page.NAME]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "state").touch()
    with pytest.raises(PermanentError, match=r"dashboard\.html could not be written"):
        page.write(settings_with(tmp_path), NOW)


class Reader(HTMLParser):
    """Tells which elements are never closed, and which ids and inner links there are."""

    _EMPTY = ("meta", "br", "img", "path", "rect", "!doctype")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        self.ids += [facts["id"]] if facts.get("id") else []
        self.targets += [str(facts["href"])[1:]] if str(facts.get("href", "")).startswith("#") else []
        if tag not in self._EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._EMPTY:
            assert self.open.pop() == tag
