"""``python -m tests.inventory.on_a_database URL``: import, sell, look, count and remind there; print what came of it."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from automation_suite.history.setup import migrate, setup


def main() -> None:
    """Go through the life of an inventory, and of a to-do."""
    setup(sys.argv[1])
    migrate()
    from automation_suite.inventory import entries, events, exporting, importing, items, listings, mapping, sample
    from automation_suite.settings import load_settings
    from automation_suite.stock_sync.ledger import Event
    from automation_suite.stock_sync.listings import Listing, sync
    from automation_suite.stock_sync.rules import SyncRules
    from automation_suite.to_dos import asking, reminding
    from tests.inventory.stock import NOW

    rows = [replace(entry, on_poshmark="yes") for entry, _, _ in sample.goods(NOW)[:40]]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        exporting.write(rows, path)
        for _ in range(2):
            changes = importing.apply(importing.read(path, mapping.OWN).lines, NOW, count=False, note="")
            print(len(changes.new), changes.is_empty)
        exporting.write([replace(entry, notes="Seen.") for entry in entries.kept().values()], path)
        print(len(importing.apply(importing.read(path, mapping.OWN).lines, NOW, count=False, note="").changed))
    sku, later = rows[0].sku, NOW + timedelta(hours=1)
    number = rows[0].quantity or 0
    for _ in range(2):
        print(events.append([Event("k", sku, "sold", -number, later, "ebay", "ebay", "o")], None, later))
        print(listings.saw([Listing("ebay", "ebay", "offer", "1", sku, "x", 1)], later))
    found = sync(items.stocks(), [], listings.known(), SyncRules(), later)
    asking.ask(found.asked, "ebay.inventory_sync", None, later)
    settings = load_settings({"NOTIFICATION_EMAIL": "owner@example.com", "EMAIL_APP_PASSWORD": "x"}, None)
    reminding.remind(settings, later)
    print(asking.open_ones().filter(reminded_at=later).count(), asking.settle({"quantity:poshmark:"}, "owner", later))
    print(events.count({sku: 3}, later), items.stocks()[sku].on_hand)


if __name__ == "__main__":
    main()
