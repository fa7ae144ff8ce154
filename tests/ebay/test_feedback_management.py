"""Feedback: positive once for each line, replies to neutral ones on approval, negative ones never by the suite."""

from __future__ import annotations

from tests.platform_owner import PlatformOwner


def test_feedback_is_left_once_and_negative_is_for_a_person(owner: PlatformOwner) -> None:
    said = owner.says("ebay.feedback_management")
    assert "negative comments for you to look at" in said
    rows = owner.rows("SELECT kind, object_id, field, new FROM automation_plans_row")
    assert {(kind, field) for kind, _, field, _ in rows} <= {("order line", "feedback"), ("feedback", "reply")}
    assert rows
    asked = owner.rows("SELECT kind, title, prepared FROM automation_to_dos_todo")
    assert asked
    assert all(kind == "answer" and title.startswith("Negative feedback") for kind, title, _ in asked)
    assert f"Of {len(rows)} approved change" in owner.says("approve 1")
    again = owner.says("ebay.feedback_management")
    assert "There is nothing to change." in again
    assert "negative comment" not in again
    assert owner.state["refused"] == []
