"""The numbers of the order jobs. Pure."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, field_validator

from automation_suite.days_off import check_day, check_holidays


class OrderRules(BaseModel):
    """When an order has to leave, and which ones wait for a person.

    The numbers are the suite's own choices of November 2026; the handling time has to be the one of the owner's listings.

    Attributes:
        handling_days: Working days after the payment within which an order leaves, where the platform names no day.
        closes_at: Hour from which a payment counts as one of the next day, 1 to 24.
        time_zone: In which days are counted.
        days_off: On which nothing is shipped, as in the rest of ``jobs.toml``.
        holidays: A country whose holidays are days off too; empty for none.
        high_value: From which total on an order waits for a person; its currency is the order's.
        duplicate_hours: In which a second order of the same buyer for the same thing counts as a mistake.
        address: What of the address has to be that of the buyer's account: ``country``, ``postcode`` or ``nothing``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    handling_days: int = Field(default=1, ge=0, le=30)
    closes_at: int = Field(default=14, ge=1, le=24)
    time_zone: str = "America/New_York"
    days_off: tuple[str, ...] = ("saturday", "sunday")
    holidays: str = "US"
    high_value: Decimal = Field(default=Decimal(250), gt=0)
    duplicate_hours: float = Field(default=24, ge=0)
    address: Literal["country", "postcode", "nothing"] = "postcode"

    @field_validator("time_zone")
    @classmethod
    def _check_time_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f'"{name}" is no time zone; write "America/New_York" or the like') from None
        return name

    @field_validator("days_off")
    @classmethod
    def _check_days_off(cls, days: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(check_day(day) for day in days)

    @field_validator("holidays")
    @classmethod
    def _check_holidays(cls, place: str) -> str:
        return check_holidays(place) if place else ""
