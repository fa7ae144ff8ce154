"""A year that somebody could have lived.

Drawn from a seed: a daily transfer that mostly goes well, a few bad mornings, a week with the computer off, runs that take
longer as the year goes on, a second account, a page that has changed, and a captcha that waits for a person.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from automation_suite import incidents
from automation_suite.history.models import Run, Transfer, TransferEvent
from automation_suite.jobs import Job, jobs_of
from automation_suite.money import CENT
from automation_suite.settings import Settings
from automation_suite.starts import earlier_starts
from automation_suite.transfers.chain import FIRST, event_hash

_FAILED = (
    ("The page was not ready in 20 s. No money was moved.", "page not ready"),
    ("Poshmark answered with HTTP 503. No money was moved.", "the site has trouble"),
    ("The connection was lost before the payout page. No money was moved.", "offline"),
)
_CAPTCHA = "Poshmark asks for a captcha. No money was moved."


def live(settings: Settings, now: datetime, days: int = 340) -> None:
    """Fill an empty history with the days up to a moment."""
    rng = random.Random("a year")
    for job in (job for job in jobs_of(settings) if job.enabled):
        starts = earlier_starts(job, now - timedelta(days=days), now, 400)
        rows = [
            row for number, start in enumerate(starts) for row in _morning(job, start, number, len(starts), settings, rng)
        ]
        for row in rows:
            row.save()
            # What went well after something good changes no incident.
            if row.outcome not in ("done", "nothing to do") or incidents._hit(row.job):
                incidents.record(row, job, "No money was moved.")
        _journal(Transfer.objects.bulk_create(_transfer(row) for row in rows if row.amount is not None))


def _morning(job: Job, start: datetime, number: int, of: int, settings: Settings, rng: random.Random) -> Iterator[Run]:
    boutique = job.account == "boutique"
    if of // 2 < number < of // 2 + 6 or (boutique and number < of // 3):
        return
    if boutique and number == of - 1:
        row = _run(job, start, "needs a person", _CAPTCHA, 22, settings, trouble="captcha or code")
        row.next_step = "Type: python run.py login poshmark --account boutique"
        _leave_evidence(row)
        yield row
        return
    seconds = rng.lognormvariate(0, 0.09) * (33 + 24 * (number / of) ** 10)
    if number % 61 == 17 or rng.random() < 0.02:
        sentence, trouble = _FAILED[number % 3]
        yield _run(
            job,
            start,
            "failed",
            sentence,
            seconds / 2,
            settings,
            trouble=trouble,
            next_step="Nothing: the next run tries again.",
        )
        if number % 4 == 0:
            return
        start += timedelta(hours=2, minutes=30)
    if number % 113 == 80:
        yield _run(job, start, "needs a person", _CAPTCHA, 21, settings, trouble="captcha or code")
        start += timedelta(hours=9)
    amount = (Decimal(rng.randint(2500, 31000)) / 100).quantize(CENT) if rng.random() < 0.55 else None
    found = _found(number, of)
    if amount is None:
        yield _run(
            job, start, "nothing to do", "$3.20 is less than the minimum of $5.00.", seconds * 0.9, settings, found=found
        )
    else:
        sentence = f"${amount} is on its way to the bank account ••••1234."
        yield _run(job, start, "done", sentence, seconds, settings, found=found, amount=amount)


def _found(number: int, of: int) -> list[dict[str, Any]]:
    from automation_suite.monitoring.locator_lines import locators_in

    found = []
    for place, locator in enumerate(_locators(locators_in)):
        ways = [text for text, _ in locator.lines]
        changed = place in (2, 5) and len(ways) > 1 and number > of - 9 - place
        held = ways[1:] if changed else ways
        found.append(
            {
                "locator": locator.name,
                "found by": held[0],
                "first choice": ways[0],
                "ways": held,
                "lost": ways[:1] if changed else [],
            }
        )
    return found


_KNOWN: list[Any] = []


def _locators(read: Any) -> list[Any]:
    if not _KNOWN:
        _KNOWN.extend(list(read())[:12])
    return _KNOWN


def _run(job: Job, start: datetime, outcome: str, sentence: str, seconds: float, settings: Settings, **more: Any) -> Run:
    began = start + timedelta(seconds=3)
    folder = settings.results_path / job.platform / job.name.partition(".")[2] / f"{began:%Y%m%dT%H%M%SZ}"
    if datetime.now(UTC) - began < timedelta(days=60):
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("log.html", "report.html"):
            (folder / name).write_text("<!doctype html><title>A report</title>")
    return Run(
        job=job.name, account=job.account_name, started_at=began, ended_at=began + timedelta(seconds=seconds), host="shop",
        process_id=4000, folder=str(folder), outcome=outcome, sentence=sentence,
        fingerprint=more.get("trouble", "")[:40], **more,
    )  # fmt: skip


def _leave_evidence(row: Run) -> None:
    evidence = Path(row.folder) / "evidence"
    evidence.mkdir(parents=True, exist_ok=True)
    facts = {
        "failed at": ["Move The Balance", "Log In (resources/poshmark/login.resource:61)"],
        "address": "https://poshmark.com/login",
    }
    (evidence / "facts.json").write_text(json.dumps(facts))


def _journal(transfers: Sequence[Transfer]) -> None:
    events, previous = list[TransferEvent](), FIRST
    for transfer in transfers:
        for state in ("intended", "submitted", "confirmed"):
            at, sequence = transfer.changed_at, len(events) + 1
            facts = {"amount": str(transfer.amount), "bank": "1234"} if state == "intended" else {"proof": "balance"}
            digest = event_hash(previous, transfer.account, sequence, transfer.pk, at, state, facts)
            events.append(
                TransferEvent(
                    account=transfer.account, sequence=sequence, transfer=transfer, at=at, state=state, facts=facts,
                    previous_hash=previous, hash=digest,
                )
            )  # fmt: skip
            previous = digest
    TransferEvent.objects.bulk_create(events)


def _transfer(row: Run) -> Transfer:
    return Transfer(
        account=row.account, run=row, state="confirmed", amount=row.amount, balance_before=row.amount, method="ACH",
        bank_last4="1234", reference=f"r{row.pk}", site="https://poshmark.com", created_at=row.started_at,
        changed_at=row.ended_at, host="shop", process_id=4000,
    )  # fmt: skip
