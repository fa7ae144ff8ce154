"""What a run amounts to: from what the task stated, how the process ended, and what the money journal says. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from automation_suite.evidence import troubles
from automation_suite.outcomes import Outcome
from automation_suite.running.output import Statement
from automation_suite.sightings import Sighting

_EARLIER = "This run moved no money. What became of the earlier transfer is not known."


@dataclass(frozen=True)
class MoneyMove:
    """A transfer of this run, or one that this run has settled, as the journal has it."""

    state: str
    sentence: str
    amount: Decimal


@dataclass(frozen=True)
class Conclusion:
    """What a run amounts to.

    Attributes:
        outcome: How it ended.
        sentence: What happened, in one plain sentence.
        money: What happened to the money, in one plain sentence.
        next_step: What a person does now; empty when nothing.
        trouble: Class of the trouble.
        fingerprint: Of the failure.
        failed_step: The step that failed.
        may_retry: The trouble passes by itself and no money was touched.
        figures: Named values.
        found: How the things on the pages were found.
    """

    outcome: Outcome
    sentence: str
    money: str
    next_step: str = ""
    trouble: str = ""
    fingerprint: str = ""
    failed_step: str = ""
    may_retry: bool = False
    figures: dict[str, str] = field(default_factory=dict)
    found: list[Sighting] = field(default_factory=list)

    @property
    def money_left_to_say(self) -> str:
        """What happened to the money; empty when the sentence says it already."""
        return "" if self.money.rstrip(".").lower() in self.sentence.lower() else self.money


def conclude(told: Statement | None, moves: Sequence[MoneyMove], platform: str, ended: str = "") -> Conclusion:
    """Return what a run amounts to.

    Args:
        told: What the task stated; none when Robot Framework left nothing to read.
        moves: The transfers of this run in the journal.
        platform: For the command that a person types.
        ended: Why the process was ended from outside; empty when it ended by itself.
    """
    money = money_sentence(moves)
    if told is None:
        sentence = ended or "Robot Framework ended before it had written anything."
        return _with_journal(
            Conclusion(Outcome.FAILED, sentence, money, "Look at the console output.", troubles.OWN_FAULT), moves
        )
    outcome = _outcome(told, bool(ended))
    next_step = told.next_step
    if told.trouble == troubles.CAPTCHA and outcome is not Outcome.UNKNOWN:
        outcome = Outcome.NEEDS_A_PERSON
        next_step = next_step or f"Type: python run.py login {platform}"
    return _with_journal(
        Conclusion(
            outcome=outcome,
            sentence=ended or told.sentence,
            money=_EARLIER if outcome is Outcome.UNKNOWN and not moves else money,
            next_step=next_step or _usual_next_step(outcome, told),
            trouble=told.trouble or ("" if outcome.is_good else troubles.OWN_FAULT),
            fingerprint=told.fingerprint,
            failed_step=told.failed_step,
            may_retry=outcome is Outcome.FAILED and not moves and _passes(told),
            figures=told.figures,
            found=_sightings(told, outcome),
        ),
        moves,
    )


def money_sentence(moves: Sequence[MoneyMove]) -> str:
    """Return what happened to the money in one plain sentence."""
    return " ".join(move.sentence for move in moves if move.state != "failed") or "No money was moved."


def _outcome(told: Statement, ended: bool) -> Outcome:
    if told.outcome and not (told.passed and ended):
        stated = Outcome(told.outcome)
        # A task that failed after it had stated success has not succeeded.
        return Outcome.FAILED if stated.is_good and not told.passed else stated
    return Outcome.DONE if told.passed and not ended else Outcome.FAILED


def _usual_next_step(outcome: Outcome, told: Statement) -> str:
    if outcome.is_good:
        return ""
    if _passes(told):
        return "Nothing today: the next run tries again. If it fails again, open the log."
    return "Open the log; the evidence stands at the failed step."


def _sightings(told: Statement, outcome: Outcome) -> list[Sighting]:
    """Leave out what was looked for in vain, unless all went well: a trouble has reasons of its own."""
    return [entry for entry in told.found if entry["found by"] or outcome.is_good]


def _passes(told: Statement) -> bool:
    return told.passing or told.trouble in (troubles.OFFLINE, troubles.NOT_READY)


def _with_journal(conclusion: Conclusion, moves: Sequence[MoneyMove]) -> Conclusion:
    """Let the journal have the last word: the money counts, not how the task felt about it."""
    states = {move.state for move in moves}
    if states & {"unknown", "submitted", "intended"} and conclusion.outcome is not Outcome.UNKNOWN:
        return replace(conclusion, outcome=Outcome.UNKNOWN, next_step="Type: python run.py transfers", may_retry=False)
    if states == {"confirmed"} and conclusion.outcome is Outcome.FAILED:
        sentence = f"{conclusion.money} After that the run did not end well: {conclusion.sentence}"
        return replace(conclusion, outcome=Outcome.DONE, sentence=sentence, next_step="")
    return conclusion
