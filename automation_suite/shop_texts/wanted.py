"""Which texts of an Etsy shop differ from what its owner wants. Pure.

Etsy lets a program set exactly five texts of a shop (updateShop; read in November 2026). Policies on returns, sections and
shipping profiles are objects of their own.
"""

from __future__ import annotations

from collections.abc import Mapping

from automation_suite.errors import SettingsError
from automation_suite.plans.change import Change

FIELDS = {
    "title": "title",
    "announcement": "announcement",
    "sale_message": "message to buyers",
    "digital_sale_message": "message to buyers of digital goods",
    "policy_additional": "further policies",
}


def check(wanted: Mapping[str, str]) -> None:
    """Look whether there are such texts.

    Raises:
        SettingsError: A name is none of the five.
    """
    strange = sorted(set(wanted) - set(FIELDS))
    if strange:
        raise SettingsError(
            f"{', '.join(strange)}: Etsy lets no program set such a text of a shop. Nothing was planned.",
            f"These can be set: {', '.join(FIELDS)}.",
        )


def changes(shop: str, name: str, wanted: Mapping[str, str], live: Mapping[str, str | None]) -> list[Change]:
    """Return a change for each text that is not as it is wanted. A text that nobody wants anything of stays.

    Args:
        shop: By which the platform knows it.
        name: For people.
        wanted: Texts by their names.
        live: The same as the platform shows them; none for one that was never set. One that is missing was not answered
            about and is left alone.

    Raises:
        SettingsError: See ``check``.
    """
    check(wanted)
    return [
        Change(
            kind="shop",
            object_id=shop,
            label=name,
            field=field,
            old=live[field],
            new=text,
            reason=f"The {FIELDS[field]} is not the one that you want.",
            rule="wanted text",
        )
        for field, text in wanted.items()
        if field in live and same(text) != same(live[field])
    ]


def same(text: str | None) -> str:
    """Return a text as it is compared: how its lines end and blanks behind the last one do not count."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").rstrip()
