"""Which items become listings in this run. Pure.

A run creates nothing that is there already, nothing that looks like something that is there, and nothing at all when the
platform did not tell what is there. A row that cannot be listed leaves the others as they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from automation_suite.listing_rules.duplicates import Duplicate, same_sku, similar, twins
from automation_suite.listing_rules.item import Fault, Item, Prepared
from automation_suite.listing_rules.rules import ListingRules


@dataclass(frozen=True)
class NewListings:
    """What a run wants to list.

    Attributes:
        prepared: With a change each.
        faulty: With what is wrong with each.
        duplicates: That a person has to look at.
        listed: SKUs of items that are listed already.
        why_none: Why nothing was looked at; empty when everything was.
    """

    prepared: tuple[Prepared, ...] = ()
    faulty: tuple[Prepared, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    listed: tuple[str, ...] = ()
    why_none: str = ""


def new_listings(
    items: Iterable[Item],
    there: Mapping[str, str] | None,
    prepare: Callable[[Item], Prepared],
    not_duplicates: Iterable[str],
    rules: ListingRules,
) -> NewListings:
    """Return what is to be listed.

    Args:
        items: Of the inventory that may be offered.
        there: Titles by SKU of everything that the platform has of the seller, drafts too; none when it did not tell all.
        prepare: Makes the listing of an item, such as ``ebay.prepare`` with a category.
        not_duplicates: SKUs of which a person said that they are something of their own.
        rules: The numbers.
    """
    if there is None:
        return NewListings(why_none="The platform did not tell everything that is listed there.")
    every = list(items)
    known, several, own = {same_sku(sku) for sku in there}, twins(every), set(not_duplicates)
    titles = dict(there)
    prepared, faulty, duplicates, listed = [], [], [], []
    for item in every:
        if same_sku(item.sku) in known:
            listed.append(item.sku)
            continue
        if why := several.get(same_sku(item.sku)):
            faulty.append(Prepared(item, faults=(Fault(item.sku, "sku", why),)))
            continue
        if item.sku not in own and (found := similar(item, titles, rules.title_likeness)):
            duplicates.append(found)
            continue
        made = prepare(item)
        if made.change is None:
            faulty.append(made)
        else:
            prepared.append(made)
            titles[item.sku] = item.title
    return NewListings(tuple(prepared), tuple(faulty), tuple(duplicates), tuple(listed))
