"""Rules of a job in jobs.toml: typed, and an error names its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import Field

from automation_suite import job_rules
from automation_suite.errors import SettingsError
from automation_suite.job_rules import JobRules
from automation_suite.jobs import jobs_of, load_jobs
from automation_suite.settings import Settings, load_settings

SUITE = "tests/plans/suites/set_prices.robot"
HEAD = f"""[corner.prices]
title = "Set the prices"
suite = "{SUITE}"
schedule = "5 6 * * *"
"""


class CornerRules(JobRules):
    """What the corner shop's prices go by."""

    suites = (SUITE,)

    floor: float = Field(default=4, gt=0)


def settings_with(folder: Path, table: str) -> Settings:
    (folder / "jobs.toml").write_text(table)
    return load_settings({"JOBS_FILE": str(folder / "jobs.toml")}, None)


def test_a_table_that_somebody_changes_counts_at_once(tmp_path: Path) -> None:
    settings = settings_with(tmp_path, HEAD)
    before = load_jobs(settings.jobs_path)
    before.clear()
    assert [one.title for one in load_jobs(settings.jobs_path)] == ["Set the prices"]
    settings_with(tmp_path, HEAD.replace("Set the prices", "Lower the prices"))
    assert [one.title for one in load_jobs(settings.jobs_path)] == ["Lower the prices"]


@pytest.mark.parametrize("rules", ["rules.floor = 5\n", "rules = { floor = 5 }\n", "[corner.prices.rules]\nfloor = 5\n", ""])
def test_rules_are_read_however_they_are_written(tmp_path: Path, rules: str) -> None:
    settings = settings_with(tmp_path, HEAD + rules)
    job = load_jobs(settings.jobs_path)[0]
    assert job_rules.rules_of(job, CornerRules, settings).floor == (5 if rules else 4)
    assert job_rules.problems([job], settings) == []


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ("rules.floor = 0\n", "jobs.toml, line 5: rule floor of corner.prices: Input should be greater than 0."),
        ("rules = { flor = 5 }\n", "jobs.toml, line 5: rule flor of corner.prices: there is no such rule."),
        (
            "\n[corner.prices.rules]\nfloor = []\n",
            "jobs.toml, line 7: rule floor of corner.prices: Input should be a valid number.",
        ),
    ],
)
def test_a_wrong_rule_is_named_with_its_line(tmp_path: Path, rules: str, said: str) -> None:
    settings = settings_with(tmp_path, HEAD + rules)
    jobs = load_jobs(settings.jobs_path)
    assert job_rules.problems(jobs, settings) == [said]
    with pytest.raises(SettingsError, match=r"line \d"):
        job_rules.rules_of(jobs[0], CornerRules, settings)


def test_rules_that_nobody_reads_are_told(tmp_path: Path) -> None:
    table = HEAD.replace(SUITE, "suites/poshmark/sales_snapshot.robot") + "rules.floor = 5\n"
    settings = settings_with(tmp_path, table)
    assert job_rules.problems(load_jobs(settings.jobs_path), settings) == [
        "jobs.toml, line 5: rule floor of corner.prices: this job has no rules"
    ]


def test_a_job_like_another_has_its_rules(tmp_path: Path) -> None:
    like = '\n[corner.prices_boutique]\nlike = "corner.prices"\naccount = "boutique"\n'
    settings = settings_with(tmp_path, f"{HEAD}rules.floor = 0\n{like}")
    assert [problem.split(":")[0] for problem in job_rules.problems(load_jobs(settings.jobs_path), settings)] == [
        "jobs.toml, line 5",
        "jobs.toml, line 8",
    ]


def test_a_rehearsal_has_its_own_rules_beside_the_owners(tmp_path: Path) -> None:
    settings = settings_with(tmp_path, f"{HEAD}rules.floor = 5\nrules_in_practice.floor = 7\n")
    practising = load_settings({"JOBS_FILE": str(tmp_path / "jobs.toml"), "PRACTICE": "1"}, None)
    floors = [job_rules.rules_of(jobs_of(each)[0], CornerRules, each).floor for each in (settings, practising)]
    assert floors == [5, 7]
    assert job_rules.problems(load_jobs(settings.jobs_path), settings) == []


def test_a_wrong_rule_of_rehearsals_is_named_with_its_line(tmp_path: Path) -> None:
    settings = settings_with(tmp_path, f"{HEAD}rules.floor = 5\nrules_in_practice.floor = 0\n")
    assert job_rules.problems(load_jobs(settings.jobs_path), settings) == [
        "jobs.toml, line 6: rule floor of corner.prices: Input should be greater than 0."
    ]
