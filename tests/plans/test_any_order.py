"""Whatever happens in whatever order, to the process too: no message twice, no limit exceeded, every row explained."""

from __future__ import annotations

import contextlib
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from automation_suite.errors import PermanentError
from automation_suite.history.setup import migrate
from automation_suite.plans import limits
from automation_suite.plans.change import Change
from automation_suite.plans.models import WAITING_STATES, Plan, Row, RowState
from tests.plans.corner_shop import READ_FAULTS, WRITE_FAULTS, Shop
from tests.plans.desk import Desk, change, forget, job

OBJECTS = ("1", "2", "3", "4")
objects = st.sets(st.sampled_from(OBJECTS), min_size=1)
steps = st.integers(-12, 12).filter(bool)


class Died(BaseException):
    """The process ends at this point."""


class Business(RuleBasedStateMachine):
    """A shop, a job, a person, faults, and a process that may end at any point."""

    plans: Bundle[int] = Bundle("plans")

    def __init__(self) -> None:
        super().__init__()
        migrate()
        forget()
        with connection.cursor() as cursor:
            # What survives a power cut is not tried here, and hundreds of commits would take minutes.
            cursor.execute("PRAGMA synchronous = OFF")
        self._folder = tempfile.TemporaryDirectory()
        self.desk = Desk(Shop(Path(self._folder.name) / "shop.json"), job(most_money_a_day="3.00", most_rows=6))
        self.desk.shop.slow = True
        self.desk.shop.look = self._look
        self._wrong: list[str] = []
        for one in OBJECTS:
            self.desk.shop.put("price", one, "10.00")
            self.desk.shop.put("title", one, "Shirt")
        self._messages = 0
        self._spent: dict[str, Decimal] = {}

    @rule(target=plans, names=objects, step=steps)
    def plan_prices(self, names: set[str], step: int) -> int:
        live = self.desk.shop.live
        olds = {one: Decimal(live[f"price/{one}"]) for one in names}
        news = {one: str((old * (100 + step) / 100).quantize(Decimal("0.01"))) for one, old in olds.items()}
        return self._plan(*(change(one, live[f"price/{one}"], news[one]) for one in sorted(names)))

    @rule(target=plans, names=objects, word=st.sampled_from(["Blouse", "Skirt"]))
    def plan_titles(self, names: set[str], word: str) -> int:
        live = self.desk.shop.live
        return self._plan(*(change(one, live[f"title/{one}"], word, "title") for one in sorted(names)))

    @rule(target=plans, names=objects, costs=st.sampled_from([None, Decimal("1.00"), Decimal("2.50")]))
    def plan_messages(self, names: set[str], costs: Decimal | None) -> int:
        live, wanted = self.desk.shop.live, []
        for one in sorted(names):
            self._messages += 1
            old = live.get(f"message/{one}")
            wanted.append(change(one, old, f"message {self._messages}", "message", costs=costs))
        return self._plan(*wanted)

    @rule(plan=plans)
    def approve(self, plan: int) -> None:
        self._say(lambda: self.desk.approve(Plan.objects.get(pk=plan)))

    @rule(plan=plans, number=st.integers(1, 3))
    def approve_a_row(self, plan: int, number: int) -> None:
        self._say(lambda: self.desk.approve(Plan.objects.get(pk=plan), [number]))

    @rule(target=plans, plan=plans)
    def take_back(self, plan: int) -> int:
        back = self.desk.undo(Plan.objects.get(pk=plan), None).plan if plan else None
        return back.pk if back else 0

    @rule(name=st.sampled_from(OBJECTS), price=st.sampled_from(["10.00", "11.00"]))
    def somebody_changes_a_price(self, name: str, price: str) -> None:
        self.desk.shop.put("price", name, price)

    @rule(hours=st.sampled_from([1, 13, 25]))
    def time_passes(self, hours: int) -> None:
        self.desk.waits(hours)

    @rule(step=st.sampled_from([5.0, 10.0, 30.0]), money=st.sampled_from(["0", "3.00"]), rows=st.sampled_from([1, 6]))
    def somebody_changes_the_limits(self, step: float, money: str, rows: int) -> None:
        changed = {"largest_step_percent": step, "most_money_a_day": Decimal(money), "most_rows": rows}
        self.desk.job = self.desk.job.model_copy(update=changed)

    @rule(
        writes=st.lists(st.sampled_from(WRITE_FAULTS), max_size=4),
        reads=st.lists(st.sampled_from(READ_FAULTS), max_size=4),
        dies_at=st.none() | st.integers(1, 60),
    )
    def apply(self, writes: list[str], reads: list[str], dies_at: int | None) -> None:
        shop = self.desk.shop
        shop.write_faults, shop.read_faults = list(writes), list(reads)
        if self._lives(dies_at):
            assert not Row.objects.filter(state=RowState.SUBMITTED).exists()
            silent = Row.objects.exclude(state=RowState.PROPOSED).filter(receipt=None, explanation="")
            late = silent.filter(state=RowState.APPROVED, plan__expires_at__lte=self.desk.now)
            assert not silent.exclude(pk__in=late).exists()

    @rule()
    def apply_in_peace(self) -> None:
        shop = self.desk.shop
        shop.write_faults, shop.read_faults = [], []
        shop.at = lambda _: None
        before = {row.pk: row for row in Row.objects.filter(plan__undoes__isnull=False, state=RowState.APPROVED)}
        self.desk.apply()
        for row in Row.objects.filter(pk__in=before, state=RowState.APPLIED, plan__expires_at__gt=self.desk.now):
            assert shop.live[f"{row.field}/{row.object_id}"] == row.new
        sent = len(shop.writes)
        self.desk.apply()
        assert len(shop.writes) == sent

    @invariant()
    def no_message_is_sent_twice(self) -> None:
        sent = [value for place, value in self.desk.shop.writes if place.startswith("message/")]
        assert len(sent) == len(set(sent))

    @invariant()
    def nothing_was_sent_that_must_not_be(self) -> None:
        assert self._wrong == []

    def teardown(self) -> None:
        self._folder.cleanup()

    def _plan(self, *wanted: Change) -> int:
        plan = self.desk.plan(*wanted).plan
        assert self.desk.plan(*wanted).plan is None
        waiting = Row.objects.filter(plan__undoes=None, state__in=WAITING_STATES).count()
        assert plan is None or waiting <= self.desk.job.most_rows
        return plan.pk if plan else 0

    def _say(self, word: Any) -> None:
        with contextlib.suppress(PermanentError, Plan.DoesNotExist):
            word()

    def _look(self, wanted: Change) -> None:
        """What the shop sees of each write: it is on the disk as submitted, by an approval, and within the limits."""
        row = Row.objects.get(
            kind=wanted.kind, object_id=wanted.object_id, field=wanted.field, state=RowState.SUBMITTED
        )  # fmt: skip
        day = f"{self.desk.now:%j}"
        self._spent[day] = self._spent.get(day, Decimal(0)) + (wanted.costs or Decimal(0))
        step = limits.step_percent(wanted.field, wanted.old, wanted.new)
        largest = min(self.desk.job.largest_step_percent, row.plan.limits["largest_step_percent"])
        # Raised here it would be one more fault of a call, so it is kept for the invariant.
        self._wrong += ["not approved"] if row.decided_by != "owner" else []
        self._wrong += ["expired"] if row.plan.expires_at <= self.desk.now else []
        self._wrong += [f"step of {step} %"] if step > largest and row.plan.undoes is None else []
        self._wrong += ["money"] if wanted.costs and self._spent[day] > self.desk.job.most_money_a_day else []

    def _lives(self, dies_at: int | None) -> bool:
        """Apply, and tell whether the process has come to its end."""
        points = 0

        def at_a_point(_: str) -> None:
            nonlocal points
            points += 1
            if points == dies_at:
                raise Died

        def before_a_statement(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            at_a_point(sql)
            return execute(sql, params, many, context)

        self.desk.shop.at = at_a_point
        try:
            with connection.execute_wrapper(before_a_statement):
                self.desk.apply()
        except Died:
            return False
        finally:
            self.desk.shop.at = lambda _: None
        return True


TestBusiness = Business.TestCase
TestBusiness.settings = settings(max_examples=30, stateful_step_count=20, suppress_health_check=list(HealthCheck))
