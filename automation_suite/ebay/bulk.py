"""Answers of eBay's bulk calls: up to 25 rows, each with a status of its own, also when the whole is 207. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from automation_suite.plans.change import Answer, Ended
from automation_suite.platform_api.calls import ApiAnswer
from automation_suite.platform_api.reading import Body

MOST_ROWS = 25
_LONGEST_MESSAGE = 300
T = TypeVar("T")


@dataclass(frozen=True)
class RowAnswer:
    """What became of one row.

    Attributes:
        sku: Of the item; empty where the answer names an offer only.
        offer_id: Of the offer; empty where it names an item only.
        listing_id: Of what was published; empty otherwise.
        status: As HTTP has it.
        code: eBay's number of the first error; empty when there is none.
        message: eBay's words about all errors.
        body: The row as it was answered.
    """

    sku: str
    offer_id: str
    listing_id: str
    status: int
    code: str
    message: str
    body: Body

    @property
    def taken(self) -> bool:
        """Whether it was carried out."""
        return 200 <= self.status < 300


def rows_of(answer: ApiAnswer, what: str) -> list[RowAnswer]:
    """Return the rows of a bulk answer.

    Raises:
        AnswerIncompleteError: It has none, or one without a status.
    """
    return [_row(body) for body in Body(answer.body, what).listed("responses")]


def answer_of(rows: Iterable[RowAnswer]) -> Answer:
    """Return what became of a change from the rows that are about it: taken only when all are; not known without any."""
    found = list(rows)
    bad = next((row for row in found if not row.taken), None)
    if not found:
        return Answer(Ended.NOT_KNOWN, explanation="eBay's answer does not name it.")
    if bad is None:
        reference = next((row.listing_id or row.offer_id for row in found if row.listing_id or row.offer_id), "")
        return Answer(Ended.TAKEN, reference=reference, facts={"status": found[0].status})
    if bad.status >= 500:
        return Answer(Ended.NOT_KNOWN, explanation=f"eBay has a trouble of its own with it: {bad.message}")
    return Answer(
        Ended.NOT_TAKEN,
        explanation=f"eBay refuses it: {bad.message or 'it gives no reason.'}",
        next_step="Correct what it names; the next run plans it anew.",
        facts={"status": bad.status, "code": bad.code},
    )


def few(rows: Sequence[T]) -> Sequence[T]:
    """Return the rows of one call.

    Raises:
        ValueError: They are more than one call takes.
    """
    if len(rows) > MOST_ROWS:
        raise ValueError(f"One call takes {MOST_ROWS} rows, not {len(rows)}.")
    return rows


def in_batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """Give rows in pieces that one call takes."""
    for start in range(0, len(rows), MOST_ROWS):
        yield rows[start : start + MOST_ROWS]


def _row(body: Body) -> RowAnswer:
    errors = body.parts("errors")
    messages = [error.text_or("longMessage") or error.text_or("message") for error in errors]
    return RowAnswer(
        sku=body.text_or("sku"), offer_id=body.text_or("offerId"), listing_id=body.text_or("listingId"),
        status=body.whole("statusCode"), code=errors[0].text_or("errorId") if errors else "",
        message=" ".join(dict.fromkeys(filter(None, messages)))[:_LONGEST_MESSAGE], body=body,
    )  # fmt: skip
