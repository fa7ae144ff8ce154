"""Talking with a person at the terminal, when there is one."""

from __future__ import annotations

import sys


def has_person() -> bool:
    """Tell whether somebody sits at a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask_for(expected: str, question: str) -> bool:
    """Ask a person to type something that shows that he has read; without a person the answer is no."""
    return has_person() and input(f"{question}: ").strip().lstrip("$") == expected


def ask_yes(question: str) -> bool:
    """Ask for the word ``yes``, typed in full; without a person the answer is no."""
    return has_person() and input(f"{question} Type yes or no: ").strip().lower() == "yes"
