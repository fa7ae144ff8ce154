"""What plans can change on Etsy: how it is read, written, compared, and whether it can be taken back.

| kind, field | object | value |
|---|---|---|
| shop, *one of its five texts* | number of the shop | text |
| listing, title, description | number of the listing | text |
| listing, tags, materials | the same | list of texts |
| listing, section | the same | number of a section; none for none |
| listing, price | the same | text with two decimals |
| listing, quantity | the same | whole number; 0 takes it off sale |
| listing, state | the same | ``active`` or ``inactive`` |
| listing, listing | SKU | a draft: ``listing`` by Etsy's names, and ``pictures``; see ``draft_target`` |
| order, tracking | number of the order | ``carrier``, ``number``, ``shipped_at``, ``note_to_buyer``; live is a list |
| section, title | number of the section | text |
| holiday, is_working | number of the holiday | whether the seller works |
| return policy, terms | number of the policy | as in ``policies_api.ReturnPolicy.terms`` |
| shipping profile, title, origin_postal_code | number of the profile | text |
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from automation_suite.etsy import (
    holidays_api,
    listings_api,
    policies_api,
    receipts_api,
    sections_api,
    shipping_api,
    shop_api,
)
from automation_suite.etsy.answers import MOST_IDS
from automation_suite.etsy.draft_target import DraftListing
from automation_suite.etsy.limits import text_faults
from automation_suite.etsy.listings_api import Listing
from automation_suite.etsy.stock_targets import ListingPrice, ListingQuantity
from automation_suite.listing_rules.rules import EtsyLimits
from automation_suite.plans.change import Answer, Change, Ended, Target, Value
from automation_suite.platform_api import pictures
from automation_suite.platform_api.calls import Calls
from automation_suite.platform_api.object_target import MISSING, ObjectTarget, each, has_parcel, is_same, is_same_text
from automation_suite.platform_api.pictures import PictureAt

_TAKEN = Answer(Ended.TAKEN)


def targets(
    calls: Calls, shop_id: str, picture_at: PictureAt = pictures.fetch, limits: EtsyLimits | None = None
) -> Mapping[tuple[str, str], Target]:
    """Return what can be changed. Nothing is called yet.

    Args:
        calls: The account.
        shop_id: Of its shop; ``shop_api.me`` tells it.
        picture_at: Returns the picture at an address.
        limits: What fits into a listing; what is known of Etsy when none.
    """
    most = limits or EtsyLimits()
    return {
        **{("shop", name): _shop_text(calls, name) for name in shop_api.TEXTS},
        **{("listing", name): _listing_field(calls, shop_id, name, most) for name in listings_api.FIELDS},
        ("listing", "price"): ListingPrice(calls, most),
        ("listing", "quantity"): ListingQuantity(calls, shop_id, most),
        ("listing", "listing"): DraftListing(calls, shop_id, picture_at, most),
        ("listing", "state"): ObjectTarget(
            _of_listings(calls, lambda listing: listing.state), lambda change: _set_state(calls, shop_id, change),
            most_read=MOST_IDS,
        ),
        ("order", "tracking"): ObjectTarget(
            each(lambda receipt_id: _parcels(calls, shop_id, receipt_id)), lambda change: _ship(calls, shop_id, change),
            _parcel_faults, repeatable=False, same=has_parcel, undo="Etsy has sent the buyer an e-mail.",
        ),
        ("section", "title"): ObjectTarget(
            lambda _: {one.section_id: one.title for one in sections_api.sections(calls, shop_id)},
            lambda change: _rename(calls, shop_id, change), _name_faults, same=is_same_text, most_read=MOST_IDS,
        ),
        ("holiday", "is_working"): ObjectTarget(
            lambda _: {one.holiday_id: one.is_working for one in holidays_api.holidays(calls, shop_id)},
            lambda change: _set_working(calls, shop_id, change), most_read=MOST_IDS,
        ),
        **{("shipping profile", name): _profile_field(calls, shop_id, name) for name in shipping_api.FIELDS},
        ("return policy", "terms"): ObjectTarget(
            lambda _: {one.policy_id: one.terms for one in policies_api.return_policies(calls, shop_id)},
            lambda change: _set_terms(calls, shop_id, change), most_read=MOST_IDS,
        ),
    }  # fmt: skip


def _shop_text(calls: Calls, name: str) -> Target:
    def write(change: Change) -> Answer:
        shop_api.update_texts(calls, change.object_id, {name: change.new or ""})
        return _TAKEN

    return ObjectTarget(
        each(lambda shop_id: shop_api.shop(calls, shop_id).texts.get(name, MISSING)), write, same=is_same_text
    )


def _profile_field(calls: Calls, shop_id: str, name: str) -> Target:
    def read(_: Sequence[str]) -> Mapping[str, Value]:
        return {one.profile_id: getattr(one, name) for one in shipping_api.shipping_profiles(calls, shop_id)}

    def write(change: Change) -> Answer:
        shipping_api.update_profile(calls, shop_id, change.object_id, {name: change.new})
        return _TAKEN

    return ObjectTarget(read, write, _profile_faults, same=is_same_text, most_read=MOST_IDS)


def _listing_field(calls: Calls, shop_id: str, name: str, limits: EtsyLimits) -> Target:
    def write(change: Change) -> Answer:
        listings_api.update(calls, shop_id, change.object_id, {name: change.new})
        return _TAKEN

    same = is_same_text if name in ("title", "description") else is_same
    read = _of_listings(calls, lambda listing: listings_api.field_of(listing, name))
    return ObjectTarget(read, write, lambda value: text_faults(name, value, limits), same=same, most_read=MOST_IDS)


def _of_listings(calls: Calls, value_of: Callable[[Listing], Any]) -> Callable[[Sequence[str]], Mapping[str, Value]]:
    """Return what reads one thing of listings, 100 at a time. Etsy leaves out those that it does not find."""

    def read(objects: Sequence[str]) -> Mapping[str, Value]:
        found: dict[str, Value] = {}
        for start in range(0, len(objects), MOST_IDS):
            some = listings_api.listings_by_ids(calls, objects[start : start + MOST_IDS])
            found |= {listing_id: value_of(listing) for listing_id, listing in some.items()}
        return found

    return read


def _set_state(calls: Calls, shop_id: str, change: Change) -> Answer:
    if change.new not in (listings_api.ACTIVE, listings_api.INACTIVE):
        return Answer(
            Ended.NOT_TAKEN, explanation=f"Etsy lets no program set a listing to {change.new}.",
            next_step="Do it on Etsy.",
        )  # fmt: skip
    listings_api.set_state(calls, shop_id, change.object_id, change.new)
    return _TAKEN


def _parcels(calls: Calls, shop_id: str, receipt_id: str) -> Value:
    found = receipts_api.receipt(calls, shop_id, receipt_id)
    # Of an order that Etsy does not know nothing is known; that it has no parcel would be a guess.
    return receipts_api.tracking_of(found) if found else MISSING


def _ship(calls: Calls, shop_id: str, change: Change) -> Answer:
    parcel = change.new
    shipped_at = datetime.fromisoformat(parcel["shipped_at"]) if parcel.get("shipped_at") else None
    carrier, note = receipts_api.carrier_name(parcel["carrier"]), parcel.get("note_to_buyer") or ""
    receipts_api.add_tracking(calls, shop_id, change.object_id, carrier, parcel["number"], note, shipped_at)
    return _TAKEN


def _parcel_faults(parcel: Value) -> list[str]:
    return [] if parcel.get("carrier") and parcel.get("number") else ["A carrier and a tracking number need each other."]


def _name_faults(title: Value) -> list[str]:
    return [] if title and title.strip() else ["A section needs a title."]


def _profile_faults(text: Value) -> list[str]:
    return [] if text and text.strip() else ["A shipping profile needs a title and a postal code."]


def _rename(calls: Calls, shop_id: str, change: Change) -> Answer:
    sections_api.rename(calls, shop_id, change.object_id, change.new)
    return _TAKEN


def _set_working(calls: Calls, shop_id: str, change: Change) -> Answer:
    holidays_api.set_working(calls, shop_id, change.object_id, bool(change.new))
    return _TAKEN


def _set_terms(calls: Calls, shop_id: str, change: Change) -> Answer:
    policies_api.update_return_policy(calls, shop_id, change.object_id, change.new)
    return _TAKEN
