"""``run.py inventory``: the stock with which all platforms are compared. Without a word behind it: how it stands."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from automation_suite.errors import PermanentError
from automation_suite.history.setup import migrate
from automation_suite.inventory import entries, events, exporting, importing, items, mapping, photos, sales, sample
from automation_suite.inventory.cells import DAY_ORDERS
from automation_suite.inventory.columns import COLUMNS, Entry
from automation_suite.inventory.importing import Changes
from automation_suite.inventory.mapping import ColumnMapping
from automation_suite.inventory.models import Item
from automation_suite.inventory.sales import Sold
from automation_suite.inventory.tables import Line
from automation_suite.monitoring.tables import show, when
from automation_suite.outcomes import EXIT_DONE, EXIT_FAILED
from automation_suite.plans.wording import number
from automation_suite.practice_site import settings_for
from automation_suite.settings import Settings
from automation_suite.terminal import ask_yes

_SHOWN = 10
_SHOWN_EVENTS = 30
_UNTOUCHED = "Nothing was changed."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the sub-commands; without one a summary is shown."""
    parser.add_argument("--practice", action="store_true", help="the stock with which is practised")
    parser.set_defaults(action=_summary)
    commands = parser.add_subparsers(title="what to do", metavar="")
    _import_arguments(_command(commands, "import", "take in a table of items or a report of sales", _import))
    out = _command(commands, "export", "write everything into a table, to edit it", _export)
    out.add_argument("file", type=Path, metavar="FILE", help="it ends in .xlsx or .csv")
    out.add_argument("--replace", action="store_true", help="also when there is such a file")
    shown = _command(commands, "show", "all about one item, with what happened to its stock", _show)
    shown.add_argument("sku", metavar="SKU")
    count = _command(commands, "count", "say how many of an item there are", _count)
    count.add_argument("counts", nargs="+", metavar="SKU=N", help="such as A-17=3")
    pictures = _command(
        commands, "add-photos", "take in the pictures of a folder: A-17.jpg, A-17_2.jpg, A-17/any.jpg", _photos
    )
    pictures.add_argument("folder", type=Path, metavar="FOLDER")
    _command(commands, "mappings", "which files of other tools can be imported", _mappings)
    copy = _command(commands, "mapping", "copy such a mapping, to change it for your file", _mapping)
    copy.add_argument("name", choices=sorted(mapping.ready()))
    copy.add_argument("file", type=Path, metavar="FILE", help="it ends in .toml")
    _command(commands, "sample", f"{sample.NUMBER} made-up items with pictures, for practice", _sample)
    for command in (commands.choices["import"], pictures, commands.choices["sample"]):
        command.add_argument("--yes", action="store_true", help="do it without asking")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked."""
    migrate()
    return int(arguments.action(arguments))


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, text: str, action: object
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text)
    # Also behind the sub-command; the one before it has set the default.
    parser.add_argument("--practice", action="store_true", default=argparse.SUPPRESS, help="what is practised")
    parser.set_defaults(action=action)
    return parser


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a table: .xlsx or .csv")
    parser.add_argument("--mapping", metavar="NAME", help="of another tool's file: a name of `mappings`, or a TOML file")
    parser.add_argument(
        "--count", action="store_true", help="quantities are a count of today, also without `Quantity before`"
    )
    parser.add_argument(
        "--dates", choices=DAY_ORDERS, default="", help="what 3/4/2026 means, where the file does not show it"
    )


def _summary(arguments: argparse.Namespace) -> int:
    settings = settings_for(arguments.practice)
    rows = list(Item.objects.filter(archived_at__isnull=True))
    if not rows:
        print(f"The inventory is empty. To begin, type: {settings.command('inventory export items.xlsx')}")
        print(f"Fill it in, then type: {settings.command('inventory import items.xlsx')}")
        return EXIT_DONE
    stocks = items.stocks()
    known = [row for row in rows if row.sku in stocks]
    pieces = sum(stocks[row.sku].on_hand for row in known)
    cost = sum((row.cost * stocks[row.sku].on_hand for row in known if row.cost is not None), Decimal(0))
    gone = [row.sku for row in known if stocks[row.sku].on_hand == 0]
    short = [row.sku for row in known if stocks[row.sku].short]
    print(f"{number(len(rows), 'item')}, {number(pieces, 'piece')} bought for {cost:,.2f}.")
    facts = [
        ("sold out", gone), ("more sold than there were", short),
        ("nobody said how many there are", [row.sku for row in rows if row.sku not in stocks]),
        ("without a cost", [row.sku for row in rows if row.cost is None]),
        ("without a list price", [row.sku for row in rows if row.list_price is None]),
        ("without a picture", photos.without()),
        ("whose picture is lost", list(dict.fromkeys(sku for sku, _ in photos.missing(_folder(settings))))),
    ]  # fmt: skip
    for words, skus in facts:
        if skus:
            print(f"  {len(skus):>5,}  {words}: {_few(skus)}")
    return EXIT_DONE


def _import(arguments: argparse.Namespace) -> int:
    by = mapping.load(arguments.mapping) if arguments.mapping else mapping.OWN
    read = importing.read(arguments.file, by, arguments.dates)
    for note in read.notes:
        print(note)
    if by.kind == "sales":
        return _import_sales(read.lines, by, arguments)
    changes = importing.compare(read.lines, entries.kept(), count=arguments.count)
    _tell(changes, arguments)
    if changes.is_empty:
        print("There is nothing to change.")
        return EXIT_DONE
    if not _go_on(arguments):
        return EXIT_FAILED
    importing.apply(read.lines, datetime.now(UTC), count=arguments.count, note=_note(arguments))
    print("Done.")
    return EXIT_DONE


def _tell(changes: Changes, arguments: argparse.Namespace) -> None:
    if changes.new:
        print(f"{number(len(changes.new), 'new item')}: {_few([entry.sku for entry in changes.new])}")
    if changes.changed:
        print(f"{number(len(changes.changed), 'item')} with other values:")
        for entry, headings in changes.changed[:_SHOWN]:
            print(f"  {entry.sku}: {', '.join(headings)}")
        if len(changes.changed) > _SHOWN:
            print(f"  and {len(changes.changed) - _SHOWN:,} more")
    if changes.emptied:
        print(f"{number(changes.emptied, 'value')} of them would be blank afterwards.")
    counts = [f"{sku} {before} → {now}" for sku, (before, now) in changes.counted.items() if before is not None]
    if counts:
        print(f"New quantities of {number(len(counts), 'item')}: {_few(counts)}")
    if changes.not_counted:
        print(
            f"Of {number(len(changes.not_counted), 'item')} the file has another quantity, which is not taken, because the"
            f" file may be older than the last sales: {_few(changes.not_counted)}\n"
            "If they were counted today, import the file again with --count."
        )
    if changes.same:
        print(f"{number(changes.same, 'row')} say nothing new." if changes.same != 1 else "1 row says nothing new.")


def _import_sales(lines: Sequence[Line], by: ColumnMapping, arguments: argparse.Namespace) -> int:
    sold = sales.apply(lines, by, datetime.now(UTC), note=_note(arguments), keep=False)
    _tell_sales(sold)
    if not sold.new:
        print("There is nothing to change.")
        return EXIT_DONE
    if not _go_on(arguments):
        return EXIT_FAILED
    sales.apply(lines, by, datetime.now(UTC), note=_note(arguments), keep=True)
    print("Done.")
    return EXIT_DONE


def _tell_sales(sold: Sold) -> None:
    print(
        f"{number(len(sold.new), 'new sale')}: {_few([f'{-event.change} × {event.sku}' for event in sold.new])}".rstrip(": ")
    )
    left = [
        (sold.alike, "look like sales that were taken in from mails"),
        (sold.older, "are from before the inventory had the item"),
        (sold.unknown, "are of something that the inventory does not have"),
    ]
    if sold.known:
        print(f"Left out: {sold.known:,} that were taken in before.")
    for some, why in left:
        if some:
            named = [f"{sale.at:%d %b %Y} {sale.sku or sale.title} (order {sale.order_id})" for sale in some]
            print(f"Left out: {len(some):,} that {why}:")
            print("\n".join(f"  {words}" for words in [*named[:_SHOWN], *(["…"] if len(named) > _SHOWN else [])]))


def _go_on(arguments: argparse.Namespace) -> bool:
    """Ask a person for the yes; without one and without ``--yes`` it was only a look."""
    sys.stdout.flush()
    if arguments.yes or ask_yes("Do it?"):
        return True
    print(f"{_UNTOUCHED} To do it, add --yes.")
    return False


def _export(arguments: argparse.Namespace) -> int:
    if arguments.file.exists() and not arguments.replace:
        raise PermanentError(f"{arguments.file} is there already. {_UNTOUCHED}", "Take another name, or add --replace.")
    written = exporting.write(entries.kept().values(), arguments.file)
    print(f"{number(written, 'item')} written to {arguments.file}.")
    return EXIT_DONE


def _show(arguments: argparse.Namespace) -> int:
    entry = _entry(arguments)
    stock = items.stocks().get(entry.sku)
    for column in COLUMNS:
        value = column.write(getattr(entry, column.field))
        if column.field != "quantity_before" and value not in (None, ""):
            print(f"{column.heading + ':':21}{str(value).replace(chr(10), chr(10) + ' ' * 21)}")
    if stock is not None:
        short = f" {stock.short} more were sold than there were." if stock.short else ""
        print(f"{'May be offered:':21}{stock.available}{short}")
    item = Item.objects.get(sku=entry.sku)
    for listing in item.listings.order_by("platform", "pk"):
        state = f"ended {when(listing.ended_at)}" if listing.ended_at else f"{listing.quantity} offered"
        words = f"{listing.platform} {listing.listing_id}, {state}, seen {when(listing.seen_at)} {listing.address}"
        print(f"{'Listing:':21}{words}".rstrip())
    _show_events(item)
    return EXIT_DONE


def _show_events(item: Item) -> None:
    rows, total = list[tuple[str, ...]](), 0
    for event in item.events.order_by("recorded_at", "pk"):
        total += event.change
        where = " ".join(filter(None, (event.platform, event.reference, event.note)))
        rows.append((when(event.at), event.kind, f"{event.change:+}", str(total), where))
    if rows:
        print()
        show(("when", "what happened", "change", "then there were", "where"), rows[-_SHOWN_EVENTS:])


def _count(arguments: argparse.Namespace) -> int:
    counted: dict[str, int] = {}
    for text in arguments.counts:
        sku, equals, digits = text.rpartition("=")
        if not (sku and equals and digits.isascii() and digits.isdigit()):
            raise PermanentError(f'"{text}" is not like A-17=3. {_UNTOUCHED}')
        counted[sku] = int(digits[:9])
    before = items.stocks()
    changed = events.count(counted, datetime.now(UTC), "Counted by hand.")
    for sku, there in counted.items():
        old = before[sku].on_hand if sku in before else None
        print(f"{sku}: {there}" + ("" if old in (None, there) else f" (before: {old})"))
    print(f"That is news of {number(changed, 'item')}." if changed else "That was known.")
    return EXIT_DONE


def _photos(arguments: argparse.Namespace) -> int:
    settings = settings_for(arguments.practice)
    found = photos.look(arguments.folder, items.titles())
    pictures = sum(map(len, found.files.values()))
    print(f"{number(pictures, 'picture')} of {number(len(found.files), 'item')} found.")
    for path, why in found.broken:
        print(f"  left out, no whole picture: {path} ({why})")
    if found.strange:
        print(f"  left out, of no item: {_few([path.name for path in found.strange])}")
    if not pictures:
        return EXIT_DONE
    if not _go_on(arguments):
        return EXIT_FAILED
    print(f"{number(photos.add(found.files, _folder(settings)), 'new picture')} taken in.")
    return EXIT_DONE


def _mappings(arguments: argparse.Namespace) -> int:
    show(("name", "kind", "for"), [(name, (by := mapping.load(name)).kind, by.title) for name in mapping.ready()])
    words = settings_for(arguments.practice).command("inventory mapping NAME my.toml")
    print(f"To change one for your file, copy it: {words}")
    return EXIT_DONE


def _mapping(arguments: argparse.Namespace) -> int:
    if arguments.file.exists():
        raise PermanentError(f"{arguments.file} is there already. {_UNTOUCHED}", "Take another name.")
    shutil.copyfile(mapping.ready()[arguments.name], arguments.file)
    print(f"Copied. Change it, then type: python run.py inventory import FILE --mapping {arguments.file}")
    return EXIT_DONE


def _sample(arguments: argparse.Namespace) -> int:
    settings = settings_for(arguments.practice)
    if Item.objects.exists():
        raise PermanentError(f"The inventory is not empty. {_UNTOUCHED}", "Made-up items would stand among yours.")
    print(f"{sample.NUMBER} made-up items with pictures would be written into {_folder(settings).parent}.")
    if not settings.practice:
        print(f"This is your own inventory. For practice type: {settings.command('inventory sample --practice')}")
    if not _go_on(arguments):
        return EXIT_FAILED
    drawn = sample.make(_folder(settings), datetime.now(UTC))
    print(f"{sample.NUMBER} items and {number(drawn, 'picture')}. To see them: {settings.command('inventory')}")
    return EXIT_DONE


def _entry(arguments: argparse.Namespace) -> Entry:
    entry = entries.kept().get(arguments.sku)
    if entry is None:
        raise PermanentError(f"The inventory has no item {arguments.sku}.", "To see all, export them.")
    return entry


def _folder(settings: Settings) -> Path:
    return settings.state_path / photos.FOLDER


def _note(arguments: argparse.Namespace) -> str:
    return f"From {arguments.file.name}."


def _few(some: Iterable[str]) -> str:
    every = list(some)
    return ", ".join(every[:_SHOWN]) + (f" and {len(every) - _SHOWN:,} more" if len(every) > _SHOWN else "")
