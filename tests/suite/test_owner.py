"""What the owner decides, and what the owner sees."""

from __future__ import annotations

import base64
import contextlib
import os
import pty
import re
import subprocess
import zlib
from pathlib import Path

import pytest

from automation_suite.redaction import encodings
from practice.accounts import MAILBOX_PASSWORD, SELLER
from tests.suite.conftest import JOB, Owner

pytestmark = pytest.mark.browser


def test_first_transfer_waits_for_the_word_and_then_goes_to_the_same_bank_only(owner: Owner) -> None:
    asking = {"POSH_FIRST_TRANSFER": "ask", "POSH_BANK_LAST4": ""}
    ended = owner.types(JOB, **asking)
    assert (ended.status, owner.practice.payments) == (3, []), ended.text
    assert "$275.70 to the bank account ••••1234 by Bank Direct Deposit" in ended.text
    assert "transfers approve" in ended.text
    assert owner.types("transfers", "approve", "--yes").status == 0
    owner.practice.behave("instant+other-bank")
    refused = owner.types(JOB, **asking)
    assert (refused.status, owner.practice.payments) == (3, []), refused.text
    assert "••••9876 instead of ••••1234" in refused.text
    owner.practice.behave("instant")
    assert owner.types(JOB, **asking).status == 0
    assert owner.practice.payments == ["275.70"]


def test_dry_run_compares_everything_and_moves_nothing(owner: Owner) -> None:
    ended = owner.types(JOB, "--dry-run")
    assert (ended.status, owner.practice.payments, owner.transfers) == (0, [], []), ended.text
    assert "everything is ready to move $275.70 to the bank account ••••1234" in ended.text


def test_pause_stops_all_money_until_resume(owner: Owner) -> None:
    assert owner.types("pause", "--reason", "holiday").status == 0
    paused = owner.types(JOB)
    assert (paused.status, owner.practice.payments) == (0, []), paused.text
    assert "paused" in paused.text
    assert owner.types("resume").status == 0
    assert owner.types(JOB).status == 0
    assert owner.practice.payments == ["275.70"]


def test_unknown_transfer_is_resolved_by_a_person(owner: Owner) -> None:
    owner.practice.behave("instant+error-500-not-moved")
    assert owner.types(JOB).status == 3
    owner.practice.behave("instant")
    assert "unknown" in owner.types("transfers").text
    assert owner.types("transfers", "resolve", "1", "--not-moved", "--reason", "not at the bank", "--yes").status == 0
    assert owner.types("transfers", "verify").status == 0
    ended = owner.types(JOB)
    assert (ended.status, owner.practice.payments) == (0, ["275.70"]), ended.text
    assert [mail["Subject"] for mail in owner.practice.mails()][-1] == "Poshmark works again"


def test_unknown_transfer_is_proven_by_the_next_run(owner: Owner) -> None:
    owner.practice.behave("instant+error-500-not-moved")
    assert owner.types(JOB).status == 3
    owner.practice.behave("instant+balance-zero")
    ended = owner.types(JOB)
    assert (ended.status, owner.transfers) == (0, [("confirmed", 275.7)]), ended.text


def test_a_failure_shows_its_evidence_in_the_log_and_in_the_mail(owner: Owner) -> None:
    owner.practice.behave("instant+other-amount")
    owner.types(JOB)
    folder = owner.newest_folder
    facts = owner.evidence()
    assert facts["failed at"][0].startswith("Compare Both Witnesses (balance_transfer.robot:")
    assert facts["address"].endswith("/account/confirm_redeem")
    assert {"page.jpg", "page.html", "page.txt", "structure.txt", "facts.json"} <= {
        path.name for path in (folder / "evidence").iterdir()
    }
    mail = owner.practice.mails()[-1]
    assert mail["Subject"].startswith("Poshmark needs you")
    assert [part.get_content_type() for part in mail.walk()].count("image/jpeg") == 1
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Failed step: Compare Both Witnesses" in text
    assert "No money was moved." in text
    assert "Seen before: Never before." in text


def test_the_same_failure_is_told_once_and_its_recovery_once(owner: Owner) -> None:
    owner.practice.behave("instant+maintenance")
    owner.types(JOB)
    owner.types(JOB)
    owner.practice.behave("instant")
    owner.types(JOB)
    subjects = [mail["Subject"] for mail in owner.practice.mails()]
    assert subjects == [
        "Poshmark balance transfer failed: no money was moved",
        "Moved $275.70 to bank ••••1234",
        "Poshmark works again",
    ]


@pytest.mark.parametrize("layout", ["layout-2022", "layout-2020"])
def test_an_older_layout_passes_and_is_told_as_drift(owner: Owner, layout: str) -> None:
    owner.practice.behave(f"instant+{layout}")
    assert owner.types(JOB).status == 0
    assert (owner.practice.payments, owner.practice.dangers) == (["275.70"], [])
    assert "the login button" in owner.drift()
    told = owner.types("drift").text
    assert "the login button: In resources/poshmark/login_page.resource put line" in told
    assert "the redeem button" in told


def test_the_usual_layout_is_no_drift(owner: Owner) -> None:
    assert owner.types(JOB).status == 0
    assert (owner.practice.payments, owner.practice.dangers) == (["275.70"], [])
    assert owner.drift() == []


@pytest.mark.parametrize("scenario", ["wrong-password", "one-time-code", "other-amount", "hang-moved"])
def test_no_secret_is_left_anywhere(owner: Owner, scenario: str) -> None:
    owner.practice.behave(f"instant+{scenario}")
    owner.types(JOB, LOG_LEVEL="TRACE")
    found = [(path.name, secret) for path, text in _every_text(owner.folder) for secret in _forms() if secret in text]
    assert found == []
    assert all(secret not in mail.as_string() for mail in owner.practice.mails() for secret in _forms())


def test_node_and_browser_do_not_inherit_secrets(owner: Owner) -> None:
    import psutil

    from tests.suite.conftest import wait_until

    owner.practice.behave("slow")
    process = owner.starts(JOB)

    environments: dict[str, dict[str, str]] = {}

    def both_seen() -> bool:
        for member in psutil.Process(process.pid).children(recursive=True):
            # A helper of the browser may end at any moment.
            with contextlib.suppress(psutil.Error):
                program = Path(member.exe()).name
                kind = next((name for name in ("node", "chrom") if name in program), "")
                if kind:
                    environments[kind] = member.environ()
        return len(environments) == 2

    wait_until(both_seen)
    process.terminate()
    process.communicate(timeout=60)
    values = {value for environment in environments.values() for value in environment.values()}
    assert not {SELLER.password, MAILBOX_PASSWORD} & values


def _forms() -> set[str]:
    return encodings(SELLER.password) | encodings(MAILBOX_PASSWORD)


def _every_text(folder: Path) -> list[tuple[Path, str]]:
    """Everything that a run has written, also what log.html holds compressed."""
    texts = []
    for path in folder.rglob("*"):
        # Chromium's own profile holds the session, which is its purpose.
        if path.is_file() and "profiles" not in path.parts:
            text = path.read_bytes().decode("utf-8", errors="replace")
            texts.append((path, text))
            packed = (
                re.findall(r'window\.output\["strings"\]\.concat\(\[(.*?)\]\)', text, re.S)
                if path.name == "log.html"
                else []
            )
            texts += [(path, _unpacked(part)) for part in packed]
    return texts


def _unpacked(part: str) -> str:
    pieces = re.findall(r'"((?:[^"\\]|\\.)*)"', part)
    return "\n".join(_inflate(piece) if not piece.startswith("*") else piece for piece in pieces)


def _inflate(piece: str) -> str:
    try:
        return zlib.decompress(base64.b64decode(piece)).decode()
    except (ValueError, zlib.error):
        return piece


def test_at_a_terminal_the_word_for_the_first_transfer_is_asked_for_at_once(owner: Owner) -> None:
    ours, theirs = pty.openpty()
    asking = {**owner.environment, "POSH_FIRST_TRANSFER": "ask", "POSH_BANK_LAST4": "", "TERM": "xterm"}
    process = subprocess.Popen(owner.command(JOB), cwd=owner.folder, env=asking, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = ""
    while "Type yes or no:" not in shown:
        try:
            shown += os.read(ours, 4096).decode(errors="replace")
        except OSError:
            pytest.fail(f"It ended without asking:\n{shown}")
    os.write(ours, b"yes\n")
    with contextlib.suppress(OSError):
        while part := os.read(ours, 4096):
            shown += part.decode(errors="replace")
    assert process.wait(timeout=60) == 0, shown
    assert "… Log In To Poshmark" in shown
    assert owner.practice.payments == ["275.70"]
