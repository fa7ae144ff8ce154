"""Questions become to-dos with drafts, once; nothing is sent to anybody."""

from __future__ import annotations

from tests.platform_owner import PlatformOwner


def test_questions_with_orders_and_copied_ones(owner: PlatformOwner) -> None:
    questions = owner.folder / "questions.txt"
    questions.write_text("Hi, where is my order?\n---\nCan you make it in blue and also ship to France by Friday?\n")
    owner.change_job('rules.questions_file = ""', f'rules.questions_file = "{questions}"')
    said = owner.says("etsy.customer_communication")
    assert "4 questions of buyers, 4 of them new; drafts are ready for" in said
    assert "Nothing was sent" in said
    rows = dict(owner.rows("SELECT text, prepared FROM automation_to_dos_todo"))
    assert len(rows) == 4
    draft = next(prepared for text, prepared in rows.items() if "where is my order" in text)
    assert "your order [order] was sent with [carrier]" in draft
    assert next(prepared for text, prepared in rows.items() if "France" in text) == ""
    assert "4 questions of buyers, 0 of them new." in owner.says("etsy.customer_communication")
    assert {name for name in owner.state["calls"] if name.startswith(("update", "create"))} == set()


def test_a_missing_file_of_questions_is_named(owner: PlatformOwner) -> None:
    owner.change_job('rules.questions_file = ""', 'rules.questions_file = "gone.txt"')
    assert "The file of questions" in owner.says("etsy.customer_communication", status=1)
