"""``python -m benchmarks.planned_prices OFFERS``: find new prices for so many offers and keep them as a plan with its page.

The database is the one of the environment. Each offer is held against the asks of ten others; nearly all prices change.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from automation_suite.history.setup import migrate, setup
from automation_suite.jobs import Job
from automation_suite.plans.change import Change
from automation_suite.pricing.asks import Ask
from automation_suite.pricing.next_price import Offer, next_price
from automation_suite.pricing.rules import PriceRules
from automation_suite.settings import process_settings

_ASKS = 10
_STEP_PERCENT = 10


def main(number: int) -> None:
    """Plan the prices with this process's settings.

    Raises:
        SystemExit: Hardly any price changes, so nothing was measured.
    """
    settings, now = process_settings(), datetime.now(UTC)
    setup(settings.history_url)
    migrate()
    from automation_suite.plans import making, page

    job = Job(
        name="ebay.price_optimization", title="Prices", suite="suites/ebay/price_optimization.robot", schedule="0 7 * * *",
        most_rows=number, largest_step_percent=_STEP_PERCENT,
    )  # fmt: skip
    made = making.make(job, list(_changes(number, now)), None, now)
    if made.plan is None or len(made.found.rows) < number * 0.9:
        raise SystemExit(f"Only {len(made.found.rows)} of {number} prices change; that is no measure.")
    settings.results_path.mkdir(parents=True, exist_ok=True)
    page.write(made.plan, settings.results_path, settings, now)


def _changes(number: int, now: datetime) -> Iterator[Change]:
    chances, rules = random.Random(1), PriceRules()
    for place in range(number):
        price = Decimal(chances.randint(2_000, 20_000)) / 100
        offer = Offer(
            str(place), f"SKU{place}", f"Wool coat number {place}", "good", price, cost=price / 4, list_price=price * 2,
            listed_at=now - timedelta(days=40),
        )  # fmt: skip
        decision = next_price(offer, _asks(price, chances), ["the owner"], rules, Decimal(_STEP_PERCENT), now)
        if decision.change:
            yield decision.change


def _asks(price: Decimal, chances: random.Random) -> list[Ask]:
    around = [(price * chances.randint(75, 95) / 100).quantize(Decimal("0.01")) for _ in range(_ASKS)]
    return [Ask(str(place), f"seller {place}", "good", ask, Decimal(0)) for place, ask in enumerate(around)]


if __name__ == "__main__":
    main(int(sys.argv[1]))
