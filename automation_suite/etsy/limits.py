"""Why Etsy would refuse a text of a listing, before it is sent. Pure; the numbers are those of the listing rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from automation_suite.listing_rules.rules import EtsyLimits
from automation_suite.plans.change import Value
from automation_suite.search_words.etsy_limits import tag_faults, title_faults


def text_faults(name: str, value: Value, limits: EtsyLimits) -> Sequence[str]:
    """Return why Etsy would refuse a field of a listing, each as a plain sentence; empty when it would not.

    Args:
        name: One of ``listings_api.FIELDS``.
        value: As plans hold it.
        limits: What fits.
    """
    check = _CHECKS.get(name)
    return check(value, limits) if check else ()


def _description(text: str, _: EtsyLimits) -> list[str]:
    return [] if text.strip() else ["The description is empty."]


def _materials(materials: Sequence[str], limits: EtsyLimits) -> list[str]:
    faults = [f"There are {len(materials)} materials; {limits.materials} are allowed."] * (len(materials) > limits.materials)
    long = [each for each in materials if not 1 <= len(each.strip()) <= limits.material_characters]
    return [*faults, *(f'The material "{each}" has no 1 to {limits.material_characters} characters.' for each in long)]


_CHECKS: Mapping[str, Callable[[Value, EtsyLimits], Sequence[str]]] = {
    "title": lambda title, limits: title_faults(title, limits.texts),
    "tags": lambda tags, limits: [
        *tag_faults(tags, limits.texts),
        # Tags are sent with commas between them.
        *(f'The tag "{tag}" has a comma in it.' for tag in tags if "," in tag),
    ],
    "description": _description,
    "materials": _materials,
}
