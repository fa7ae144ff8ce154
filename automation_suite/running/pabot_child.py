"""One job of several: what pabot starts in place of ``robot``. It runs the job as ``run.py`` would run it alone."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from robot.result import Result, TestSuite

from automation_suite import run_context
from automation_suite.history.setup import setup
from automation_suite.jobs import Job, jobs_of
from automation_suite.running import log_page, pabot_command
from automation_suite.settings import load_settings
from automation_suite.shared.logging_config import logged

if TYPE_CHECKING:
    from automation_suite.history.models import Run


class Asked(NamedTuple):
    """What pabot asks for: a suite, and the folder where it looks for ``output.xml``."""

    suite: str
    folder: Path


def read_arguments(lines: Sequence[str]) -> Asked:
    """Read pabot's argument file, which has an option and its value on each line. Pure."""
    options = dict(line.split(" ", 1) for line in lines if line.startswith("--") and " " in line)
    return Asked(options["--suite"], Path(options["--outputdir"]))


def main(arguments: Sequence[str]) -> int:
    """Run the job and leave its result where pabot looks for it.

    Args:
        arguments: ``-A`` and the argument file.
    """
    asked = read_arguments(Path(arguments[-1]).read_text().splitlines())
    everything = load_settings(os.environ, None)
    job = next(job for job in jobs_of(everything) if pabot_command.suite_name(job) == asked.suite)
    settings = load_settings(os.environ, None, job.settings_prefix)
    setup(settings.history_url)

    from automation_suite.running.job_run import run_job

    asked_for = run_context.current()
    # Whoever has started all of them sends what they have logged.
    with logged(settings, words=True, send=False):
        status = run_job(job, settings, asked_for.dry_run, asked_for.trace)
        _hand_over(job, asked)
    (asked.folder / pabot_command.ENDED).write_text(json.dumps({"job": job.name, "status": status}))
    return status


def _hand_over(job: Job, asked: Asked) -> None:
    from automation_suite.history.models import Run
    from automation_suite.running import output

    row = Run.objects.filter(job=job.name, process_id=os.getpid()).order_by("-pk").first()
    result = output.read(Path(row.folder) / "output.xml") if row else None
    if row and result:
        nested(result, asked.suite.partition(".")[0], _box(row)).save(asked.folder / "output.xml")  # type: ignore[no-untyped-call]


def nested(result: Result, root: str, box: str) -> Result:
    """Return a result below a suite that all jobs share, so that pabot can put them together.

    Args:
        result: Of one job alone.
        root: Name of the shared suite.
        box: What stands above the documentation, in Robot Framework's markup.
    """
    suite = result.suite
    suite.doc = f"{box}\n\n{suite.doc}"
    shared = TestSuite(name=root, rpa=True, start_time=suite.start_time, end_time=suite.end_time)
    shared.suites.append(suite)
    result.suite = shared
    return result


def _box(row: Run) -> str:
    log = f"[file://{row.folder}/log.html|the log of this run]"
    return log_page.table([(f"*{row.outcome.upper()}*", f"*{log_page.cell(row.sentence)}*"), ("Alone", log)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
