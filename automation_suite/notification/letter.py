"""What a message says: one shape for all kinds, as HTML, as text, and as the one line for a telephone. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment

_COLOURS = {"good": "#1f6b45", "bad": "#a3272f", "attention": "#9a5b00"}
PICTURE_NAME = "page"


@dataclass(frozen=True)
class Letter:
    """One message to the owner.

    Attributes:
        kind: Such as ``money moved`` or ``failed``.
        mood: ``good``, ``bad`` or ``attention``; decides the colour.
        subject: Says the essential by itself.
        happened: What happened.
        money: What happened to the money.
        next_step: What to do now; empty when nothing.
        rows: Further facts, label and value.
        picture_first: Whether its picture stands above the facts.
        shown: What its picture shows, for those who do not see it.
    """

    kind: str
    mood: str
    subject: str
    happened: str
    money: str
    next_step: str = ""
    rows: Sequence[tuple[str, str]] = field(default=())
    picture_first: bool = False
    shown: str = "The page at that moment"

    @property
    def colour(self) -> str:
        """Colour of the headline."""
        return _COLOURS[self.mood]

    @property
    def command(self) -> str:
        """The command that the next step asks to type; empty when it asks for none."""
        found = re.search(r"python run\.py [\w.-]+(?: (?:--)?[\w-]+)*", self.next_step)
        return found.group(0) if found else ""


def as_html(letter: Letter, picture: bool) -> str:
    """Return the message as HTML; a picture is shown where the mail carries one."""
    return _templates().get_template("letter.html").render(letter=letter, picture=PICTURE_NAME if picture else "")


def as_text(letter: Letter) -> str:
    """Return the message as plain text."""
    return _templates().get_template("letter.txt").render(letter=letter)


def as_mail(sender: str, recipient: str, subject: str, text: str, html: str, picture: Path | None) -> EmailMessage:
    """Return the mail: text, HTML, and the picture inside it.

    Args:
        sender: Address that sends.
        recipient: Address that receives.
        subject: One line.
        text: For programs that show no HTML.
        html: May show the picture.
        picture: A JPEG or PNG file.
    """
    mail = EmailMessage()
    mail["From"], mail["To"] = f"Automation Suite <{sender}>", recipient
    mail["Subject"] = " ".join(subject.split())
    mail["Date"], mail["Message-ID"] = formatdate(localtime=True), make_msgid("automation-suite", "automation-suite.local")
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
        if picture and picture.exists():
            _, html_part = mail.iter_parts()
            kind = "png" if picture.suffix == ".png" else "jpeg"
            html_part.add_related(picture.read_bytes(), "image", kind, cid=f"<{PICTURE_NAME}>", filename=picture.name)
    return mail


@cache
def _templates() -> Environment:
    # Imported when something is written: most commands, such as the hourly health check, write nothing.
    from jinja2 import Environment, FileSystemLoader, select_autoescape

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
    )
