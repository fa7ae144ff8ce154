"""Many rows at once are the same rows that Django writes one by one."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from automation_suite.history.inserting import insert
from automation_suite.plans.models import Plan, Row
from tests.plans.desk import Desk

NOW = datetime(2026, 11, 5, 12, 30, 1, 250, tzinfo=UTC)
VALUES: list[Any] = ["12.50", None, {"value": "9.00", "sizes": ["S", None]}, [], 3, False, "“ü”\ud83d"]


def _plan(account: str) -> Plan:
    return Plan.objects.create(job="corner.prices", platform="corner", account=account, made_at=NOW, expires_at=NOW)


def _rows(plan: Plan) -> list[dict[str, Any]]:
    return [
        {
            "plan_id": plan.pk, "number": number, "platform": "corner", "account": plan.account, "kind": "offer",
            "object_id": str(number), "label": "Shirt", "field": "price", "old": VALUES[-number], "new": value, "reason": "",
            "rule": "r", "confidence": number / 7, "reduces_risk": number % 2 == 0, "costs": Decimal(number) / 4,
            "decided_at": NOW if number % 2 else None,
        }
        for number, value in enumerate(VALUES, 1)
    ]  # fmt: skip


def test_every_kind_of_value_is_kept_as_django_keeps_it(desk: Desk) -> None:
    one, other = _plan("one"), _plan("other")
    insert(Row, _rows(one))
    for row in _rows(other):
        Row.objects.create(**row)
    names = [field.attname for field in Row._meta.concrete_fields if field.attname not in ("id", "plan_id", "account")]
    assert list(one.rows.order_by("number").values_list(*names)) == list(other.rows.order_by("number").values_list(*names))
    assert one.rows.count() == len(VALUES)


def test_no_row_is_no_work(desk: Desk) -> None:
    insert(Row, [])
    assert not Row.objects.exists()


def test_of_rows_that_may_not_be_there_none_is_kept(desk: Desk) -> None:
    plan = _plan("one")
    rows = _rows(plan)
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Row, [*rows, {**rows[0], "number": 99}])
    assert not plan.rows.exists()
