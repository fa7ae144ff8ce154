"""What a trouble is called in a subject, and which colour and severity it has. Pure."""

from __future__ import annotations

from automation_suite.evidence import troubles

# What the classes of trouble are called in a subject.
_PLAIN = {
    troubles.CAPTCHA: "a captcha or a code",
    troubles.LOGIN: "the login was refused",
    troubles.CONTENT: "the page is not as expected",
    troubles.LOCATOR: "the page has changed",
    "above your limit": "the balance is above your limit",
    "first transfer": "the first transfer waits for your word",
}
# Of platforms that write their names in a way of their own.
_NAMES = {"ebay": "eBay"}
_MOODS = {
    "money moved": "good", "recovered": "good", "failed": "bad", "did not end": "bad", "missed run": "bad",
    "comes and goes": "bad",
}  # fmt: skip


def mood(kind: str) -> str:
    """Return the mood of a kind of message: ``good``, ``bad`` or ``attention``."""
    return _MOODS.get(kind, "attention")


def trouble(kind: str, job: str, of_class: str) -> str:
    """Return a trouble in the words of a subject.

    Args:
        kind: Of the message, such as ``failed``.
        job: Such as ``poshmark.balance_transfer``.
        of_class: Class of the trouble.
    """
    name = platform(job)
    words = {
        "failed": f"{work(job)} failed",
        "needs a person": f"{name} needs you: {_PLAIN.get(of_class, 'please look')}",
        "unknown": f"{name}: not known whether the money moved",
        "did not end": f"A {name} run was cut off",
        "missed run": f"{work(job)} did not start",
        "comes and goes": f"{work(job)} keeps failing and working again",
    }
    return words.get(kind, f"{name}: {kind}")


def work(job: str) -> str:
    """Return the name of a job for people: ``Poshmark balance transfer``."""
    return f"{platform(job)} {job.partition('.')[2].replace('_', ' ')}"


def platform(job: str) -> str:
    """Return the platform of a job for people."""
    name = job.partition(".")[0]
    return _NAMES.get(name, name.capitalize())
