"""``python -m tests.plans.together URL ROLE SECONDS FOLDER``: one process of several that decide or apply at once."""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from automation_suite.history.setup import setup

ROWS = 12


def main() -> None:
    """Decide at random, or apply, until the time is over; what is refused in plain words is no fault."""
    url, role, seconds, folder = sys.argv[1:]
    setup(url)
    from automation_suite.errors import PermanentError
    from automation_suite.plans import approval
    from automation_suite.plans.models import Plan, Row, RowState
    from tests.plans.corner_shop import Shop
    from tests.plans.desk import Desk, change, job

    desk, chance = Desk(Shop(Path(folder) / "shop.json"), job()), random.Random(role)
    if role == "look":
        sent = Row.objects.filter(submitted_at__isnull=False)
        found = {
            "sent": sent.count() - len(desk.shop.writes),
            "rejected and sent": sent.filter(state=RowState.REJECTED).count(),
            "without a receipt": Row.objects.filter(state=RowState.APPLIED, receipt__isnull=True).count(),
            "never ended": Row.objects.filter(state=RowState.SUBMITTED).count(),
        }
        print(sent.count() > 0, [words for words, count in found.items() if count])
        return
    end = time.monotonic() + float(seconds)
    while time.monotonic() < end:
        if role == "apply":
            desk.apply()
            prices = {str(number): desk.shop.live[f"price/{number}"] for number in range(ROWS)}
            desk.plan(*(change(one, old, "9.50" if old == "10.00" else "10.00") for one, old in prices.items()))
            continue
        plan = Plan.objects.order_by("?").first()
        if plan is None:
            continue
        some = chance.sample(range(1, ROWS + 1), 4)
        try:
            if role.startswith("undo"):
                desk.undo(plan)
            elif chance.random() < 0.3:
                approval.reject(plan, some, role, desk.now)
            else:
                approval.approve(plan, None, role, desk.now)
        except PermanentError as error:
            assert "Nothing was changed" in str(error)


if __name__ == "__main__":
    main()
