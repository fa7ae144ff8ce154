"""What the owner wants the texts of an Etsy shop to be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from automation_suite.errors import SettingsError
from automation_suite.job_rules import JobRules
from automation_suite.shop_texts import wanted


class ReturnTerms(BaseModel):
    """A policy for returns; the deadlines are the ones that Etsy has (updateShopReturnPolicy; read in November 2026).

    Attributes:
        accepts_returns: Whether buyers may send something back.
        accepts_exchanges: Whether they may exchange it.
        return_deadline: Within how many days; left out where nothing is accepted.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    accepts_returns: bool
    accepts_exchanges: bool
    return_deadline: Literal[7, 14, 21, 30, 45, 60, 90] | None = None

    @model_validator(mode="after")
    def _has_a_deadline_where_something_is_accepted(self) -> Self:
        if (self.accepts_returns or self.accepts_exchanges) is (self.return_deadline is None):
            raise ValueError(
                "a return_deadline (7, 14, 21, 30, 45, 60 or 90) is needed where something is accepted, else none"
            )
        return self


class ProfileWish(BaseModel):
    """What is wanted of a shipping profile.

    Attributes:
        title: For the seller.
        origin_postal_code: From where it is sent.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(default="", max_length=100)
    origin_postal_code: str = Field(default="", max_length=20)


class ShopTextRules(JobRules):
    """The texts that the job keeps as they are wanted.

    Attributes:
        texts: By name: ``title``, ``announcement``, ``sale_message``, ``digital_sale_message``, ``policy_additional``. One
            that is not named is left alone.
        sections: Titles, by the number of the section or the title that it has now.
        return_policies: By the number of the policy.
        shipping_profiles: By the number of the profile or the title that it has now.
    """

    suites: ClassVar[Sequence[str]] = ("suites/etsy/shop_management.robot",)

    texts: dict[str, str] = Field(default_factory=dict)
    sections: dict[str, str] = Field(default_factory=dict)
    return_policies: dict[str, ReturnTerms] = Field(default_factory=dict)
    shipping_profiles: dict[str, ProfileWish] = Field(default_factory=dict)

    @property
    def settings(self) -> list[wanted.Wanted]:
        """What is wanted beside the texts."""
        profiles = {name: wish.model_dump(exclude_defaults=True) for name, wish in self.shipping_profiles.items()}
        wishes: dict[str, dict[str, dict[str, Any]]] = {
            "section": {name: {"title": title} for name, title in self.sections.items()},
            "return policy": {name: {"terms": terms.model_dump()} for name, terms in self.return_policies.items()},
            "shipping profile": profiles,
        }
        return [wanted.Wanted(kind, name, fields) for kind, of in wishes.items() for name, fields in of.items()]

    @field_validator("sections")
    @classmethod
    def _check_titles(cls, sections: dict[str, str]) -> dict[str, str]:
        if not all(title.strip() for title in sections.values()):
            raise ValueError("a section needs a title")
        return sections

    @field_validator("texts")
    @classmethod
    def _check_texts(cls, texts: dict[str, str]) -> dict[str, str]:
        try:
            wanted.check(texts)
        except SettingsError as error:
            raise ValueError(str(error)) from None
        return texts
