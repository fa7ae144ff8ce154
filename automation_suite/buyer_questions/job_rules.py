"""The owner's own words for the usual questions of buyers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from pydantic import Field, field_validator

from automation_suite.buyer_questions.rules import check_templates
from automation_suite.errors import SettingsError
from automation_suite.job_rules import JobRules

_TEMPLATES = {
    "where is it": "Hello {name}, your order {order} was sent with {carrier}; its number is {tracking}. Thank you!",
    "when will it ship": "Hello {name}, your order {order} leaves us by {ships_by}. You will get its number then.",
    "thanks": "Hello {name}, thank you for your kind words!",
}


class QuestionRules(JobRules):
    """What is drafted.

    Attributes:
        templates: By question (``where is it``, ``when will it ship``, ``return``, ``cancel`` … see
            docs/etsy-customer-communication.md). What is in braces is filled in: ``name``, ``order``, ``item``,
            ``ships_by``, ``carrier``, ``tracking``.
        questions_file: A text file with questions that you have copied from Etsy, with a line of dashes between two; empty
            when there is none.
        answer_within_hours: By when an answer should be sent.
        keep_words_days: For how long the words of a buyer and the draft are kept after the to-do was done.
    """

    suites: ClassVar[Sequence[str]] = ("suites/etsy/customer_communication.robot",)

    templates: Mapping[str, str] = Field(default_factory=lambda: dict(_TEMPLATES))
    questions_file: str = ""
    answer_within_hours: float = Field(default=24, gt=0)
    keep_words_days: int = Field(default=30, ge=0)

    @field_validator("templates")
    @classmethod
    def _check_templates(cls, templates: Mapping[str, str]) -> Mapping[str, str]:
        try:
            check_templates(templates)
        except SettingsError as error:
            raise ValueError(str(error)) from None
        return {**_TEMPLATES, **templates}
