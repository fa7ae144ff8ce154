"""What the owner wants the texts of an Etsy shop to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from pydantic import Field, field_validator

from automation_suite.errors import SettingsError
from automation_suite.job_rules import JobRules
from automation_suite.shop_texts import wanted


class ShopTextRules(JobRules):
    """The texts that the job keeps as they are wanted.

    Attributes:
        texts: By name: ``title``, ``announcement``, ``sale_message``, ``digital_sale_message``, ``policy_additional``. One
            that is not named is left alone.
    """

    suites: ClassVar[Sequence[str]] = ("suites/etsy/shop_management.robot",)

    texts: dict[str, str] = Field(default_factory=dict)

    @field_validator("texts")
    @classmethod
    def _check_texts(cls, texts: dict[str, str]) -> dict[str, str]:
        try:
            wanted.check(texts)
        except SettingsError as error:
            raise ValueError(str(error)) from None
        return texts
