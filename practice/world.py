"""What the practice shop remembers: balance, redemptions, sessions, codes, and a ledger that is only added to."""

from __future__ import annotations

import json
import random
import secrets
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from practice.accounts import SELLER, START_BALANCE
from practice.scenarios import SCENARIOS, parse

OPEN, CONFIRMED = "open", "confirmed"


@dataclass
class Redemption:
    """One request to be paid out. Each payment really moves money, so a second one shows."""

    id: str
    amount: str
    method: str
    status: str
    created: str
    confirm_requests: int = 0
    payments: int = 0


@dataclass
class Memory:
    """Everything that survives a restart."""

    balance: str = "0.00"
    redemptions: list[Redemption] = field(default_factory=list)
    ledger: list[dict[str, str]] = field(default_factory=list)
    sessions: list[str] = field(default_factory=list)
    pending_logins: dict[str, str] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    stale_until: str = ""
    stale_balance: str = ""


class World:
    """The state of the practice shop and everything that changes it.

    Args:
        folder: Where it is kept between starts.
        scenario: Names combined with ``+``.
    """

    def __init__(self, folder: Path, scenario: str = "") -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._file = folder / "world.json"
        self.memory = self._read()
        self.scenarios: frozenset[str] = frozenset()
        self.switch(scenario)

    def switch(self, scenario: str) -> None:
        """Behave as the scenarios say from now on, with the balance that they ask for."""
        self.scenarios = parse(scenario)
        wanted = [SCENARIOS[name].balance for name in sorted(self.scenarios)]
        balance = next((amount for amount in wanted if amount is not None), START_BALANCE)
        if balance != self.balance:
            self.set_balance(balance)
        if "open-redemption" in self.scenarios and not any(r.status == OPEN for r in self.memory.redemptions):
            self.create_redemption("ach", datetime.now(UTC) - timedelta(days=1))
        self.first_time: set[str] = set()
        self._write()

    def has(self, *names: str) -> bool:
        """Tell whether one of these scenarios is on."""
        return bool(self.scenarios.intersection(names))

    def once(self, name: str) -> bool:
        """Tell whether a scenario is on and happens for the first time."""
        if not self.has(name) or name in self.first_time:
            return False
        self.first_time.add(name)
        return True

    @property
    def balance(self) -> Decimal:
        """Redeemable dollars."""
        return Decimal(self.memory.balance)

    @property
    def shown_balance(self) -> Decimal:
        """What the payout page shows; for a moment it may be an old figure."""
        if self.memory.stale_until and datetime.now(UTC) < datetime.fromisoformat(self.memory.stale_until):
            return Decimal(self.memory.stale_balance)
        return self.balance

    def set_balance(self, amount: Decimal) -> None:
        """Bring the balance to an amount, as sales or adjustments would."""
        difference = amount - self.balance
        self.memory.balance = str(amount)
        self.record("sale" if difference > 0 else "adjustment", amount=str(difference))

    def create_redemption(self, method: str, when: datetime | None = None) -> Redemption:
        """Open a redemption of the whole balance, not confirmed yet."""
        when = when or datetime.now(UTC)
        row = Redemption(secrets.token_hex(12), str(self.balance), method, OPEN, when.isoformat())
        self.memory.redemptions.append(row)
        self.record("redemption opened", amount=row.amount, id=row.id)
        return row

    def redemption(self, identifier: str) -> Redemption | None:
        """Return the redemption with this identifier."""
        return next((row for row in self.memory.redemptions if row.id == identifier), None)

    def pay(self, row: Redemption) -> None:
        """Move the money. Called twice it pays twice, as a shop with a fault would."""
        if self.has("balance-stays"):
            self.memory.stale_balance = self.memory.balance
            self.memory.stale_until = (datetime.now(UTC) + timedelta(seconds=3)).isoformat()
        row.payments += 1
        row.status = CONFIRMED
        self.memory.balance = str(self.balance - Decimal(row.amount))
        self.record("payment", amount=row.amount, id=row.id, bank=SELLER.bank_last4)

    def start_session(self) -> str:
        """Log the seller in and return the session's key."""
        key = secrets.token_urlsafe(16)
        self.memory.sessions.append(key)
        self.record("login")
        return key

    def end_sessions(self) -> None:
        """Log everybody out."""
        self.memory.sessions.clear()
        self._write()

    def ask_for_code(self) -> tuple[str, str]:
        """Return the key of a login that waits for a code, and the code."""
        key, code = secrets.token_urlsafe(16), f"{random.SystemRandom().randrange(1_000_000):06d}"
        self.memory.pending_logins[key] = code
        self.record("code sent")
        return key, code

    def record(self, kind: str, **details: str) -> None:
        """Add a line to the ledger and keep everything."""
        self.memory.ledger.append({"at": datetime.now(UTC).isoformat(), "kind": kind, **details})
        self._write()

    def note_request(self, method: str, path: str) -> None:
        """Remember a request that is more than a look."""
        self.memory.requests.append(f"{method} {path}")
        self._write()

    def reset(self) -> None:
        """Forget everything and start anew with the scenarios that are on."""
        self.memory = Memory()
        self.switch("+".join(self.scenarios))

    def report(self) -> dict[str, Any]:
        """Return everything that tests and curious people may see."""
        payments = [line for line in self.memory.ledger if line["kind"] == "payment"]
        return {
            "scenarios": sorted(self.scenarios),
            "balance": self.memory.balance,
            "redemptions": [asdict(row) for row in self.memory.redemptions],
            "payments": payments,
            "ledger": self.memory.ledger,
            "requests": self.memory.requests,
        }

    def _read(self) -> Memory:
        if not self._file.exists():
            return Memory()
        stored = json.loads(self._file.read_text())
        stored["redemptions"] = [Redemption(**row) for row in stored["redemptions"]]
        return Memory(**stored)

    def _write(self) -> None:
        draft = self._file.with_suffix(".new")
        draft.write_text(json.dumps(asdict(self.memory)))
        draft.replace(self._file)
