"""``run.py transfers``: the money journal, and a person's word about it."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from automation_suite.errors import JournalError
from automation_suite.history.models import OPEN_STATES, Payee, Transfer
from automation_suite.history.setup import migrate
from automation_suite.jobs import jobs_of
from automation_suite.money import dollars
from automation_suite.monitoring.tables import show, when
from automation_suite.outcomes import EXIT_DONE, EXIT_FAILED
from automation_suite.practice_site import settings_for
from automation_suite.settings import Settings
from automation_suite.terminal import ask_for
from automation_suite.transfers import journal, payees

_SHOWN = 50
_UNCONFIRMED = "Not confirmed, so nothing was changed. Without a terminal add --yes."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the sub-commands; without one the transfers are listed."""
    parser.add_argument("--practice", action="store_true", help="what was practised")
    parser.set_defaults(action=_list)
    commands = parser.add_subparsers(title="what to do", metavar="")
    show = _command(commands, "show", "one transfer with its events", _show)
    show.add_argument("number", type=int)
    resolve = _command(commands, "resolve", "say whether the money of an open transfer moved", _resolve)
    resolve.add_argument("number", type=int)
    answer = resolve.add_mutually_exclusive_group(required=True)
    answer.add_argument("--moved", action="store_true", help="it is on its way or at the bank")
    answer.add_argument("--not-moved", action="store_true", help="it is still at the platform")
    resolve.add_argument("--reason", default="", help="where you have seen it")
    resolve.add_argument("--yes", action="store_true", help="do not ask again")
    _command(commands, "verify", "check that nobody has changed the journal", _verify)
    approve = _command(commands, "approve", "give your word for the first transfer", _approve)
    approve.add_argument("--yes", action="store_true", help="do not ask again")
    _command(commands, "revoke", "take your word back", _revoke)


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked."""
    migrate()
    return int(arguments.action(arguments))


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    text: str,
    action: Callable[[argparse.Namespace], int],
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text)
    # Also behind the sub-command; the one before it has set the default.
    parser.add_argument("--practice", action="store_true", default=argparse.SUPPRESS, help="what was practised")
    parser.set_defaults(action=action)
    return parser


def _list(_arguments: argparse.Namespace) -> int:
    rows = [_cells(row) for row in Transfer.objects.order_by("-pk")[:_SHOWN]]
    if rows:
        show(("number", "when", "account", "amount", "to", "state", "reference"), rows)
    else:
        print("No money was moved yet.")
    return EXIT_DONE


def _cells(row: Transfer) -> tuple[str, ...]:
    amount, bank = dollars(row.amount), f"••••{row.bank_last4}"
    return str(row.pk), when(row.created_at), row.account, amount, bank, row.state, row.reference


def _show(arguments: argparse.Namespace) -> int:
    row = _transfer(arguments)
    print(f"Transfer {row.pk}: {dollars(row.amount)} to ••••{row.bank_last4} by {row.method}, {row.state}")
    for event in row.events.order_by("sequence"):
        facts = ", ".join(f"{name}: {value}" for name, value in event.facts.items() if value)
        print(f"  {event.at.astimezone():%d %b %Y %H:%M:%S}  {event.state:10} {facts}".rstrip())
    return EXIT_DONE


def _resolve(arguments: argparse.Namespace) -> int:
    row, settings = _transfer(arguments), settings_for(arguments.practice)
    if row.state not in OPEN_STATES:
        raise JournalError(f"Transfer {row.pk} is not open; it is {row.state}. Nothing was changed.")
    word = "moved" if arguments.moved else "did not move"
    print(f"Transfer {row.pk} of {dollars(row.amount)} from {row.created_at.astimezone():%d %B %Y}: the money {word}.")
    typed = dollars(row.amount).lstrip("$")
    if not arguments.yes and not ask_for(typed, f"To confirm, type the amount ({typed})"):
        print(_UNCONFIRMED)
        return EXIT_FAILED
    journal.resolve(row.pk, moved=arguments.moved, reason=arguments.reason)
    print(f"Noted. Money may move again. Type: {settings.command(_job_of(row.account, settings))}")
    return EXIT_DONE


def _verify(_arguments: argparse.Namespace) -> int:
    reports = [journal.verify_chain(account) for account in journal.accounts()]
    for report in reports:
        print(f"{report.account}: {report.problem or f'{report.events} events fit together; the head is {report.head}'}")
    if not reports:
        print("No money was moved yet.")
    return EXIT_FAILED if any(report.problem for report in reports) else EXIT_DONE


def _approve(arguments: argparse.Namespace) -> int:
    waiting = payees.waiting()
    if not waiting:
        print("No first transfer waits for your word.")
        return EXIT_FAILED
    statuses = [_approve_one(payee, arguments) for payee in waiting]
    return max(statuses)


def _approve_one(payee: Payee, arguments: argparse.Namespace) -> int:
    print(
        f"{payee.account}: {dollars(payee.seen_amount)} were ready to go to the bank account"
        f" ••••{payee.bank_last4} by {payee.method}, seen {when(payee.seen_at)}."
    )
    if not arguments.yes and not ask_for(payee.bank_last4, "To let money go there from now on, type the four digits"):
        print(_UNCONFIRMED)
        return EXIT_FAILED
    payees.approve(payee.account)
    settings = settings_for(arguments.practice)
    print(f"Noted. To move the money now, type: {settings.command(_job_of(payee.account, settings))}")
    return EXIT_DONE


def _revoke(_arguments: argparse.Namespace) -> int:
    # Also accounts whose money never moved may have the owner's word.
    given = list(Payee.objects.filter(approved_at__isnull=False))
    for payee in given:
        payees.revoke(payee.account)
        print(f"{payee.account}: your word for ••••{payee.bank_last4} is taken back; the next transfer waits for it again.")
    if not given:
        print("There was no word to take back; the next transfer waits for it.")
    return EXIT_DONE


def _job_of(account: str, settings: Settings) -> str:
    """Return what a person types to run the job that moves an account's money."""
    own = (job for job in jobs_of(settings) if job.account_name == account and job.moves_money)
    return next((job.name for job in own), account)


def _transfer(arguments: argparse.Namespace) -> Transfer:
    row = Transfer.objects.filter(pk=arguments.number).first()
    if row is None:
        command = settings_for(arguments.practice).command("transfers")
        raise JournalError(f"There is no transfer {arguments.number}. Nothing was changed.", f"Type: {command}")
    return row
