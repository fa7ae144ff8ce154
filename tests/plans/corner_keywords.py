"""Keywords of the corner shop, whose memory lies in the state folder of the run."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from robot.api.deco import keyword, library

from automation_suite.plans.change import Change, Target
from automation_suite.settings import process_settings
from tests.plans.corner_shop import Shop


@library
class CornerShop:
    """What suites need of the corner shop."""

    @keyword
    def prices_that_should_change(self) -> list[Change]:
        """Each price becomes $9.50; each buyer is thanked, once."""
        live = self._shop.live
        prices = [
            Change(
                "listing",
                place.partition("/")[2],
                "Denim jacket, size M",
                "price",
                value,
                "9.50",
                "It sells slowly.",
                "slow",
            )
            for place, value in live.items()
            if place.startswith("price/") and Decimal(value) != Decimal("9.50")
        ]
        thanks = [Change("buyer", "ann", "Ann", "message", live.get("message/ann"), "Thank you!", "She has paid.", "thanks")]
        return prices + thanks

    @keyword
    def targets_of_the_corner_shop(self) -> Mapping[tuple[str, str], Target]:
        """What can be changed there."""
        return self._shop.targets()

    @property
    def _shop(self) -> Shop:
        shop = Shop(process_settings().state_path / "shop.json")
        faults = process_settings().state_path / "faults.txt"
        shop.write_faults = faults.read_text().split(",") if faults.exists() else []
        return shop
