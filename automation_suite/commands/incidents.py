"""``run.py incidents``: the open troubles, and a person's word about them."""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.db import transaction

from automation_suite import incidents
from automation_suite.errors import JournalError
from automation_suite.history.models import Incident
from automation_suite.history.setup import migrate
from automation_suite.monitoring.tables import show, when
from automation_suite.outcomes import EXIT_DONE
from automation_suite.practice_site import settings_for

_SHOWN = 50


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the sub-commands; without one the open incidents are listed."""
    parser.add_argument("--all", action="store_true", help="also those that are over")
    parser.add_argument("--practice", action="store_true", help="what was practised")
    parser.set_defaults(action=_list)
    commands = parser.add_subparsers(title="what to do", metavar="")
    _command(commands, "show", "one incident with its changes", _show)
    _command(commands, "ack", "you look after it: it is neither repeated nor escalated until it changes", _ack)
    snooze = _command(commands, "snooze", "keep quiet about it for some time, unless it changes", _snooze)
    length = snooze.add_mutually_exclusive_group(required=True)
    length.add_argument("--hours", type=_positive, default=0.0)
    length.add_argument("--days", type=_positive, default=0.0)
    _command(commands, "close", "it is over, or you do not want to hear of it", _close)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked."""
    migrate()
    with transaction.atomic():
        return int(arguments.action(arguments))


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    text: str,
    action: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text)
    parser.add_argument("number", type=int, help="of the incident")
    # Also behind the sub-command; the one before it has set the default.
    parser.add_argument("--practice", action="store_true", default=argparse.SUPPRESS, help="what was practised")
    parser.set_defaults(action=action)
    return parser


def _list(arguments: argparse.Namespace) -> int:
    rows = Incident.objects.order_by("-pk") if arguments.all else Incident.objects.filter(closed_at=None).order_by("-pk")
    cells = [_cells(row) for row in rows[:_SHOWN]]
    if cells:
        show(("number", "since", "state", "times", "jobs", "what happened"), cells)
    else:
        print("There was no incident yet." if arguments.all else "No incident is open.")
    return EXIT_DONE


def _cells(row: Incident) -> tuple[str, ...]:
    jobs = ", ".join(incidents.jobs_in(row))
    return str(row.pk), when(row.opened_at), _state(row), str(row.times), jobs, f"{row.outcome}: {row.sentence}"


def _state(row: Incident) -> str:
    if row.closed_at:
        return f"over since {when(row.closed_at)}"
    if row.snoozed_until and row.snoozed_until > datetime.now(UTC):
        return f"rests until {when(row.snoozed_until)}"
    if row.acknowledged_at:
        return "looked after"
    return "waits for the end of maintenance" if row.told_at is None else "open"


def _show(arguments: argparse.Namespace) -> int:
    row = Incident.objects.filter(pk=arguments.number).first()
    if row is None:
        raise JournalError(
            f"There is no incident {arguments.number}. Nothing was changed.",
            f"To see them, type: {settings_for(arguments.practice).command('incidents --all')}",
        )
    print(f"Incident {row.pk}, {_state(row)}: {', '.join(incidents.jobs_in(row))}\n  {row.sentence}")
    for words in filter(None, (row.money, f"Next: {row.next_step}" if row.next_step else "")):
        print(f"  {words}")
    for change in row.changes.order_by("at", "pk"):
        told = "" if not change.told else " (told)"
        print(f"  {when(change.at)}  {change.kind + told:20} {change.job or ''} {change.sentence}".rstrip())
    return EXIT_DONE


def _ack(arguments: argparse.Namespace) -> int:
    row = incidents.acknowledge(arguments.number, getpass.getuser(), datetime.now(UTC))
    print(f"Noted: you look after incident {row.pk}. You hear of it again when it changes or is over.")
    return EXIT_DONE


def _snooze(arguments: argparse.Namespace) -> int:
    now = datetime.now(UTC)
    until = now + timedelta(hours=arguments.hours, days=arguments.days)
    row = incidents.snooze(arguments.number, until, getpass.getuser(), now)
    print(f"Incident {row.pk} rests until {when(until)}. You hear of it before that only if it changes or is over.")
    return EXIT_DONE


def _close(arguments: argparse.Namespace) -> int:
    row = incidents.close(arguments.number, getpass.getuser(), datetime.now(UTC))
    print(f"Incident {row.pk} is closed. The next failure opens a new one. An open transfer stays open.")
    return EXIT_DONE


def _positive(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    # Also no endless rest: nobody would ever hear of it again.
    if not 0 < number <= 90:
        raise argparse.ArgumentTypeError(f'"{text}" is no number between 0 and 90')
    return number
