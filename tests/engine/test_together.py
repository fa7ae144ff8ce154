"""Several jobs and accounts: whose settings, which order, how many at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from robot.api import ExecutionResult

from automation_suite.errors import SettingsError
from automation_suite.jobs import Job, load_jobs
from automation_suite.run_context import RunContext
from automation_suite.running import pabot_child, pabot_command, robot_command, together
from automation_suite.settings import Settings, load_settings, missing_for, variables

FIRST = {"POSH_EMAIL": "first", "POSH_PASS": "first-secret", "POSH_BANK_LAST4": "1111", "POSH_MIN_TRANSFER": "7.00"}
SECOND = {"BOUTIQUE_POSH_EMAIL": "second", "BOUTIQUE_POSH_PASS": "second-secret", "BOUTIQUE_POSH_MAX_TRANSFER": "90"}
TABLE = """
[poshmark.balance_transfer]
title = "Move the balance"
suite = "suites/poshmark/balance_transfer.robot"
schedule = "5 6 * * *"
moves_money = true

[poshmark.sales_snapshot]
title = "Snapshot"
suite = "suites/poshmark/sales_snapshot.robot"
schedule = "35 6 * * *"

[poshmark.balance_transfer_boutique]
like = "poshmark.balance_transfer"
account = "boutique"
"""


@pytest.fixture
def jobs(tmp_path: Path) -> list[Job]:
    file = tmp_path / "jobs.toml"
    file.write_text(TABLE)
    return load_jobs(file)


def test_a_second_account_is_one_entry(jobs: list[Job]) -> None:
    boutique = jobs[2]
    assert (boutique.title, boutique.suite, boutique.moves_money) == ("Move the balance (boutique)", jobs[0].suite, True)
    assert (boutique.account_name, boutique.settings_prefix) == ("boutique", "boutique_")
    assert (jobs[0].account_name, jobs[0].settings_prefix) == ("poshmark", "")


@pytest.mark.parametrize("like", ["poshmark.nothing", "poshmark.balance_transfer_boutique"])
def test_a_wrong_model_is_named_with_its_line(tmp_path: Path, like: str) -> None:
    file = tmp_path / "jobs.toml"
    file.write_text(f'{TABLE}\n[poshmark.third]\nlike = "{like}"\naccount = "third"\n')
    with pytest.raises(SettingsError, match=rf'line 18: like of poshmark.third: there is no job "{like}"'):
        load_jobs(file)


def test_an_account_must_make_a_name_of_settings(tmp_path: Path) -> None:
    file = tmp_path / "jobs.toml"
    file.write_text(TABLE.replace('"boutique"', '"my shop"'))
    with pytest.raises(SettingsError, match=r"line 15: account of poshmark\.balance_transfer_boutique"):
        load_jobs(file)


def test_a_second_account_shares_everything_but_login_and_bank() -> None:
    second = load_settings({**FIRST, **SECOND}, None, "boutique_")
    assert (second.posh_email, second.posh_pass.get_secret_value(), second.posh_bank_last4) == (
        "second",
        "second-secret",
        "",
    )
    assert (str(second.posh_min_transfer), str(second.posh_max_transfer)) == ("7.00", "90.00")


def test_a_second_account_never_logs_in_as_the_first() -> None:
    second = load_settings(FIRST, None, "boutique_")
    told = "\n".join(missing_for("poshmark", second, "boutique_"))
    assert (second.posh_email, second.posh_pass.get_secret_value()) == ("", "")
    assert "BOUTIQUE_POSH_EMAIL (" in told
    assert "BOUTIQUE_POSH_PASS (" in told
    assert "\nNOTIFICATION_EMAIL (" in told


def _settings_of() -> dict[str, Settings]:
    return {prefix: load_settings({**FIRST, **SECOND}, None, prefix) for prefix in ("", "boutique_")}


def test_children_get_the_settings_of_their_account_back() -> None:
    handed_on = pabot_command.environment(_settings_of(), dry_run=True, trace=False)
    assert handed_on["SUITE_DRY_RUN"] == "1"
    for prefix, settings in _settings_of().items():
        assert variables(load_settings(handed_on, None, prefix)) == variables(settings)


def test_robot_gets_nothing_of_another_account(jobs: list[Job]) -> None:
    context = RunContext(1, jobs[2].name, jobs[2].account_name, dry_run=False)
    own = robot_command.environment(jobs[2], _settings_of()["boutique_"], context)
    assert own["POSH_PASS"] == "second-secret"
    assert not any("first" in value or name.startswith("BOUTIQUE") for name, value in own.items())


def test_jobs_of_an_account_wait_for_each_other(jobs: list[Job]) -> None:
    assert pabot_command.ordering(jobs).splitlines() == [
        "--suite Poshmark.Balance Transfer",
        "--suite Poshmark.Sales Snapshot #DEPENDS Poshmark.Balance Transfer",
        "--suite Poshmark.Balance Transfer Boutique",
    ]


@pytest.mark.parametrize(
    ("accounts", "free_bytes", "cores", "at_once"),
    [(1, 64e9, 2, 1), (3, 64e9, 2, 3), (20, 64e9, 2, 4), (20, 64e9, 1, 2), (3, 2e9, 2, 2), (3, 100e6, 2, 1), (3, 0, 2, 1)],
)
def test_memory_and_processor_limit_the_browsers(accounts: int, free_bytes: float, cores: int, at_once: int) -> None:
    assert pabot_command.browsers_at_once(accounts, int(free_bytes), cores) == at_once


def test_reads_what_pabot_asks_for() -> None:
    lines = ["--log NONE", "--suite Poshmark.Balance Transfer", "--outputdir /a folder/0", "--rpa", "/a folder/poshmark"]
    assert pabot_child.read_arguments(lines) == ("Poshmark.Balance Transfer", Path("/a folder/0"))


def test_results_stand_below_a_shared_suite(tmp_path: Path) -> None:
    alone = ExecutionResult(
        '<robot generator="x" generated="2026-11-23T06:05:00" rpa="true" schemaversion="5"><suite name="Move the balance">'
        '<test name="Move"><status status="PASS" start="2026-11-23T06:05:00" elapsed="1"/></test>'
        '<status status="PASS" start="2026-11-23T06:05:00" elapsed="2"/></suite></robot>'
    )
    pabot_child.nested(alone, "Poshmark", "| *DONE* | $5.00 |").save(tmp_path / "output.xml")  # type: ignore[no-untyped-call]
    shared = ExecutionResult(tmp_path / "output.xml").suite
    assert (shared.name, [suite.name for suite in shared.suites]) == ("Poshmark", ["Move the balance"])
    assert shared.suites[0].doc.startswith("| *DONE* | $5.00 |")
    assert shared.end_time is not None


def test_lines_have_the_name_of_the_job_when_nobody_watches_and_of_the_account_when_somebody_does(jobs: list[Job]) -> None:
    names = together._line_names(jobs, by_job=True)
    assert list(names.values()) == [job.name for job in jobs]
    assert list(together._line_names(jobs, by_job=False).values()) == ["poshmark", "poshmark", "boutique"]
    assert set(together._line_names(jobs[:2], by_job=False).values()) == {""}
