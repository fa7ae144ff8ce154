"""Every job of eBay and Etsy twice, one run right after the other: the second one plans nothing."""

from __future__ import annotations

from collections.abc import Iterator

from automation_suite.jobs import load_jobs
from automation_suite.platform_api.platforms import PLATFORMS
from automation_suite.project import PROJECT
from benchmarks.figure import Compared, Figure
from benchmarks.stage import MeasuringError, Stage, run_py, say, seconds_of
from tests.platform_owner import PlatformOwner, owner_of

_PLANNED = """
    SELECT count(*) FROM automation_plans_row JOIN automation_plans_plan ON automation_plans_plan.id = plan_id
    WHERE automation_plans_plan.job = '{job}'
"""


def plans_nothing(stage: Stage) -> Iterator[Figure]:
    """Give how many rows all second runs have planned together, and how many the first ones had.

    The jobs are those of jobs.toml, with its rules for rehearsals; the inventory is the one with which is practised.

    Raises:
        MeasuringError: A job failed. That it planned nothing says nothing then.
    """
    site = stage.practice("second run")
    folder = stage.folder / "second run" / "owner"
    folder.mkdir()
    owner = owner_of("ebay", folder, site)
    # The site's labels lie in its own folder; a rehearsal by hand has them below state/practice.
    table = (PROJECT / "jobs.toml").read_text().replace("state/practice/site", str(folder.parent / "site"))
    (folder / "jobs.toml").write_text(table)
    say("  making up an inventory …")
    _types(owner, "inventory", "sample", "--yes")
    jobs = [job.name for job in load_jobs() if job.platform in PLATFORMS and (job.enabled or job.enabled_in_practice)]
    planned: dict[str, list[int]] = {}
    failed: dict[str, MeasuringError] = {}
    for job in jobs:
        try:
            planned[job] = [_planned_by(owner, job) for _ in range(2)]
            say(f"  {job}: {planned[job][0]} rows, then {planned[job][1]}")
        except MeasuringError as error:
            failed[job] = error
            say(f"  {job} failed")
    first, second = (sum(rows[place] for rows in planned.values()) for place in range(2))
    yield Figure(f"rows planned by the first run of {len(planned)} jobs of eBay and Etsy", "rows", first)
    yield Figure("rows planned by their second run, right after it", "rows", second, 0, compared=Compared.ALONE)
    if failed:
        raise MeasuringError("\n".join(str(error) for error in failed.values()))


def _planned_by(owner: PlatformOwner, job: str) -> int:
    """Run a job, and return how many rows that has added to its plans."""
    before = _rows(owner, job)
    _types(owner, job)
    return _rows(owner, job) - before


def _rows(owner: PlatformOwner, job: str) -> int:
    return int(owner.rows(_PLANNED.format(job=job))[0][0])


def _types(owner: PlatformOwner, *words: str) -> None:
    seconds_of(run_py(*words), owner.environment, owner.folder)
