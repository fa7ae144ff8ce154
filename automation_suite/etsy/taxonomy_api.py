"""Etsy's categories, and what a listing in one of them can say. The application asks, not the seller."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from automation_suite.etsy.answers import GROUP, ROOT, page_in
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.reading import Body


@dataclass(frozen=True)
class Node:
    """One category.

    Attributes:
        taxonomy_id: By which listings name it.
        name: For people.
        path: Names of it and of the categories above it, the widest first.
        is_leaf: Whether there is none below it.
    """

    taxonomy_id: str
    name: str
    path: tuple[str, ...]
    is_leaf: bool


@dataclass(frozen=True)
class Property:
    """Something that a listing in a category can say.

    Attributes:
        property_id: By which Etsy knows it.
        name: For people.
        is_required: Whether it has to be said.
        values: That can be chosen; empty when it is free.
    """

    property_id: str
    name: str
    is_required: bool
    values: tuple[str, ...]


def nodes(calls: Calls) -> tuple[Node, ...]:
    """Return every category, those within others too."""
    answer = calls.call("GET", f"{ROOT}/seller-taxonomy/nodes", group=GROUP, application=True)
    return tuple(_flat(page_in(answer.body, "Etsy's list of categories").rows, ()))


def properties(calls: Calls, taxonomy_id: str) -> tuple[Property, ...]:
    """Return what a listing in a category can say."""
    path = f"{ROOT}/seller-taxonomy/nodes/{taxonomy_id}/properties"
    rows = page_in(calls.call("GET", path, group=GROUP, application=True).body, "Etsy's list of properties").rows
    return tuple(
        Property(body.text("property_id"), body.text_or("display_name"), body.flag("is_required"),
                 tuple(value.text_or("name") for value in body.parts("possible_values")))
        for body in rows
    )  # fmt: skip


def _flat(rows: Iterable[Body], above: tuple[str, ...]) -> Iterator[Node]:
    for body in rows:
        path = (*above, body.text("name"))
        below = body.parts("children")
        yield Node(body.text("id"), path[-1], path, not below)
        yield from _flat(below, path)
