"""``python -m tests.plans.on_a_database URL``: plan, approve, apply and take back there, and print where the rows stand."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from automation_suite.history.setup import migrate, setup


def main() -> None:
    """Go through the life of a plan with every kind of value."""
    setup(sys.argv[1])
    migrate()
    from tests.plans.corner_shop import Shop
    from tests.plans.desk import Desk, change, job, states

    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Shop(Path(folder) / "shop.json"), job())
        desk.shop.put("price", "1", "10.00")
        desk.shop.put("title", "1", {"en": "Shirt", "sizes": ["S", None]})
        title = change("1", {"en": "Shirt", "sizes": ["S", None]}, {"en": "Blouse", "sizes": []}, "title", label="L" * 400)
        plan = desk.planned(change("1", "10.00", "9.50"), title, change("ann", None, "Hello", "message"))
        desk.approve(plan)
        desk.shop.read_faults = ["", "half"]
        desk.apply()
        desk.apply()
        back = desk.undo(plan)
        desk.apply()
        assert back.plan
        print(states(plan), states(back.plan), len(back.not_undone), desk.shop.live)


if __name__ == "__main__":
    main()
