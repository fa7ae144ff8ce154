"""Which texts of an Etsy shop differ from what its owner wants. Pure.

Etsy lets a program set exactly five texts of a shop (updateShop; read in November 2026). Policies on returns, sections and
shipping profiles are objects of their own, each with its number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from automation_suite.errors import SettingsError
from automation_suite.plans.change import Change, Value

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


@dataclass(frozen=True)
class Setting:
    """One thing of the shop beside its texts.

    Attributes:
        kind: ``section``, ``return policy`` or ``shipping profile``.
        object_id: By which the platform knows it.
        name: For people; a section is known by it too.
        fields: What can be changed of it, as it is live.
    """

    kind: str
    object_id: str
    name: str
    fields: Mapping[str, Value]


@dataclass(frozen=True)
class Wanted:
    """What the owner wants of one of them.

    Attributes:
        kind: As in ``Setting``.
        named: Its number, or the title that it has now.
        fields: What it shall be.
    """

    kind: str
    named: str
    fields: Mapping[str, Value]


def setting_changes(wanted: Sequence[Wanted], live: Sequence[Setting]) -> tuple[list[Change], list[Wanted]]:
    """Return a change for each field that is not as it is wanted, and what is wanted of something that is not there.

    Args:
        wanted: By the owner.
        live: All that the platform has of these kinds.
    """
    planned, missing = [], []
    for one in wanted:
        # Renamed already, it is known by the new title.
        names = (one.named, str(one.fields.get("title", one.named)))
        found = [each for each in live if each.kind == one.kind and (each.object_id == one.named or each.name in names)]
        if len(found) != 1:
            missing.append(one)
            continue
        planned += [
            Change(
                one.kind, found[0].object_id, f"{one.kind} {found[0].name}", field, found[0].fields[field], value,
                f"The {field.replace('_', ' ')} of the {one.kind} is not the one that you want.", "wanted setting",
            )
            for field, value in one.fields.items()
            if _differs(value, found[0].fields[field])
        ]  # fmt: skip
    return planned, missing


def _differs(wanted: Value, live: Value) -> bool:
    return same(wanted) != same(live) if isinstance(wanted, str) else bool(wanted != live)


def same(text: str | None) -> str:
    """Return a text as it is compared: how its lines end and blanks behind the last one do not count."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").rstrip()
