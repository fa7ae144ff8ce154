"""The command and the environment of Robot Framework for one job. Pure."""

from __future__ import annotations

from pathlib import Path

from automation_suite.jobs import Job
from automation_suite.processes import python_module
from automation_suite.project import PROJECT
from automation_suite.run_context import RunContext
from automation_suite.settings import AWS, Settings, variables

# What the folder of a run says of it beside what its task states.
ACCOUNT, DRY_RUN = "Account", "Dry run"


def command(job: Job, settings: Settings, folder: Path, context: RunContext, steps: bool = True) -> list[str]:
    """Return the command that runs a job's suite.

    Log and report are made afterwards from the redacted output, because they compress texts where no search sees
    them.

    Args:
        job: Which one.
        settings: Of its account.
        folder: Of the run.
        context: The run.
        steps: Print each step as it ends, for people.
    """
    shown = ("--listener", "automation_suite.running.progress.Progress") if steps else ()
    # The other platforms are reached through their APIs, without a browser.
    robot = ("automation_suite.running.robot_start", str(folder)) if job.platform == "poshmark" else ("robot",)
    return python_module(
        *robot, "--pythonpath", str(PROJECT), "--name", job.title, "--outputdir", str(folder),
        "--metadata", f"{ACCOUNT}:{context.account}", "--metadata", f"{DRY_RUN}:{'yes' if context.dry_run else 'no'}",
        "--output", "output.xml", "--log", "NONE", "--report", "NONE", "--loglevel", settings.log_level,
        "--console", "none", *shown, str(PROJECT / job.suite),
    )  # fmt: skip


def environment(job: Job, settings: Settings, context: RunContext) -> dict[str, str]:
    """Return the variables that a job's suite needs: the settings of its platform, mail, browser and database."""
    own = {name: value for name, value in variables(settings).items() if _belongs(name, job)}
    return own | context.variables()


def _belongs(name: str, job: Job) -> bool:
    # Whom the engine tells is none of the suite's business; nor are the keys of platforms that it does not call. Stock is
    # kept the same on eBay and Etsy, so their jobs have the keys of both.
    foreign = ("EBAY_", "ETSY_", "TOKEN_KEY_FILE") if job.platform == "poshmark" else ("POSH_",)
    return name != "WATCH_URL" and not name.startswith((AWS, "CLOUDWATCH_", *foreign))
