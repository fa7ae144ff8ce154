"""``run.py todo``: what no program can do for you, and your word that it is done."""

from __future__ import annotations

import argparse
import getpass
from datetime import UTC, datetime

from automation_suite.errors import PermanentError
from automation_suite.history.setup import migrate
from automation_suite.inventory import listings
from automation_suite.monitoring.tables import show, when
from automation_suite.outcomes import EXIT_DONE
from automation_suite.practice_site import settings_for
from automation_suite.stock_sync.listings import TAKE_DOWN
from automation_suite.to_dos import asking
from automation_suite.to_dos.models import ToDo

_SHOWN = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the sub-commands; without one the list is shown."""
    parser.add_argument("--all", action="store_true", help="also what is done")
    parser.add_argument("--practice", action="store_true", help="what was practised")
    parser.set_defaults(action=_list)
    commands = parser.add_subparsers(title="what to do", metavar="")
    shown = commands.add_parser("show", help="all about one", description="all about one")
    shown.add_argument("number", type=int, help="of the to-do")
    shown.set_defaults(action=_show)
    done = commands.add_parser("done", help="you have done it", description="you have done it")
    done.add_argument("numbers", type=int, nargs="+", metavar="number", help="of the to-dos")
    done.set_defaults(action=_done)
    for command in (shown, done):
        command.add_argument("--practice", action="store_true", default=argparse.SUPPRESS, help="what was practised")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked."""
    migrate()
    return int(arguments.action(arguments))


def _list(arguments: argparse.Namespace) -> int:
    now, command = datetime.now(UTC), settings_for(arguments.practice).command
    rows = ToDo.objects.order_by("-pk") if arguments.all else asking.open_ones()
    cells = [(str(row.pk), _due(row, now), row.platform, row.title, row.address) for row in rows[:_SHOWN]]
    if not cells:
        print("Nothing was ever asked of you." if arguments.all else "There is nothing for you to do.")
        return EXIT_DONE
    show(("number", "due", "where", "what to do", "page"), cells)
    if (number := rows.count()) > _SHOWN:
        print(f"And {number - _SHOWN:,} more.")
    print(f"All about one: {command('todo show N')}\nWhen it is done: {command('todo done N')}")
    return EXIT_DONE


def _due(row: ToDo, now: datetime) -> str:
    if row.done_at:
        return f"done {when(row.done_at)}"
    return f"{'OVERDUE ' if row.due_at <= now else ''}{when(row.due_at)}"


def _show(arguments: argparse.Namespace) -> int:
    row = ToDo.objects.filter(pk=arguments.number).first()
    if row is None:
        words = settings_for(arguments.practice).command("todo --all")
        raise PermanentError(f"There is no to-do {arguments.number}.", f"To see them, type: {words}")
    said = f"Done {when(row.done_at)} by {row.done_by}." if row.done_at else f"Due {when(row.due_at)}."
    print(f"{row.pk}. {row.title}\n{row.text}\n{said} Asked by {row.job}, {when(row.asked_at)}.")
    for words in filter(None, (row.address, row.prepared)):
        print(f"\n{words}")
    return EXIT_DONE


def _done(arguments: argparse.Namespace) -> int:
    now, by = datetime.now(UTC), getpass.getuser()
    for number in arguments.numbers:
        row = asking.done(number, by, now)
        if row.kind == TAKE_DOWN:
            listings.taken_down(row.key, now)
        print(f"Noted: {row.title}.")
    left = asking.open_ones().count()
    print(f"{left} left." if left else "Nothing is left.")
    return EXIT_DONE
