"""``run.py clean``: what old runs have left in the results. Shows it only; ``--delete`` deletes it."""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from automation_suite.history.setup import migrate
from automation_suite.monitoring.tables import show
from automation_suite.outcomes import EXIT_DONE, EXIT_FAILED
from automation_suite.practice_site import settings_for
from automation_suite.retention.folders import all_folders, delete, limits_of
from automation_suite.retention.rules import Folder, Going, going
from automation_suite.settings import Settings

_MEGABYTE = 1_000_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("--delete", action="store_true", help="delete what is shown without it")
    parser.add_argument("--each", action="store_true", help="show each folder, not only how many")
    parser.add_argument("--practice", action="store_true", help="what was practised")


def run(arguments: argparse.Namespace) -> int:
    """Show what would go, or delete it. The history, the money journal and the profiles are not touched."""
    settings = settings_for(arguments.practice)
    migrate()
    folders = all_folders(settings)
    found = going(folders, limits_of(settings), datetime.now(UTC))
    _show(found, arguments.each)
    _show_kept(folders, found)
    if not found:
        return EXIT_DONE
    if arguments.delete:
        return _delete(found, settings)
    print(f"Nothing was deleted. To delete them, type: {settings.command('clean --delete')}")
    return EXIT_DONE


def _show(found: Sequence[Going], each: bool) -> None:
    if not found:
        print("Nothing is old enough to go.")
        return
    if each:
        rows = [(str(one.folder.path), _megabytes([one.folder]), one.why) for one in found]
        show(("folder", "MB", "why it goes"), rows)
        return
    groups = defaultdict[tuple[str, str], list[Folder]](list)
    for one in found:
        groups[one.folder.job, one.why].append(one.folder)
    rows_of_groups = [
        (job, str(len(its)), f"{min(one.started_at for one in its):%d %b %Y}", _megabytes(its), why)
        for (job, why), its in sorted(groups.items())
    ]
    show(("job", "runs", "the oldest", "MB", "why they go"), rows_of_groups)


def _show_kept(folders: Sequence[Folder], found: Sequence[Going]) -> None:
    gone = {one.folder.path for one in found}
    kept = [folder for folder in folders if folder.path not in gone]
    print(f"\nTo go: {_number(len(gone))}, {_megabytes(one.folder for one in found)} MB.", end=" ")
    print(f"To stay: {_number(len(kept))}, {_megabytes(kept)} MB.")


def _delete(found: Sequence[Going], settings: Settings) -> int:
    cleaned = delete([one.folder for one in found], settings)
    for problem in cleaned.problems:
        print(problem)
    print(
        f"Deleted: {_number(len(cleaned.deleted))}, {_megabytes(cleaned.deleted)} MB. The history still has their figures;"
        " the money journal was not touched."
    )
    return EXIT_FAILED if cleaned.problems else EXIT_DONE


def _megabytes(folders: Iterable[Folder]) -> str:
    return f"{sum(folder.size for folder in folders) / _MEGABYTE:.1f}"


def _number(count: int) -> str:
    return "1 run" if count == 1 else f"{count} runs"
