"""Text files that an owner has written by hand or saved from a spreadsheet, in whatever encoding that program chose."""

from __future__ import annotations

from pathlib import Path

from automation_suite.errors import SettingsError

# Excel on Windows saves "CSV" in the encoding of the system, and "Unicode text" in UTF-16 with a mark in front.
_SIXTEEN = (b"\xff\xfe", b"\xfe\xff")


def text_of_owner(path: Path, what: str, rule: str, nothing: str) -> str:
    """Return the text of a file.

    Args:
        path: Of the file.
        what: It is, for the message: ``table of phrases``.
        rule: By which ``jobs.toml`` names it.
        nothing: What did not happen, as a sentence.

    Raises:
        SettingsError: It is not there, or is no text.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SettingsError(
            f"The {what} {path} cannot be read ({error.strerror}). {nothing}",
            f"Correct rules.{rule} in jobs.toml, or leave it empty.",
        ) from None
    for encoding in ("utf-16",) if content.startswith(_SIXTEEN) else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise SettingsError(f"The {what} {path} is no text. {nothing}", "Save it as CSV UTF-8, or as plain text.")
