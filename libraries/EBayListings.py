"""Listing items of the inventory on eBay."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from dataclasses import replace

from robot.api.deco import library

from automation_suite import run_context, statement
from automation_suite.ebay import account_api, inventory_api, media_api, metadata_api, taxonomy_api
from automation_suite.ebay.account_api import PolicyKind
from automation_suite.ebay.categories import as_category, as_suggestions
from automation_suite.ebay.sites import Site, site_of
from automation_suite.errors import SettingsError
from automation_suite.history.setup import migrate
from automation_suite.inventory import items
from automation_suite.inventory.photos import FOLDER
from automation_suite.listing_rules import ebay, keeping
from automation_suite.listing_rules.categories import Suggestion, confirmed_category, questions
from automation_suite.listing_rules.ebay import Policies
from automation_suite.listing_rules.item import Category, Item
from automation_suite.listing_rules.job_rules import ListingJobRules
from automation_suite.listing_rules.planning import NewListings, new_listings
from automation_suite.plans.change import Change
from automation_suite.plans.wording import number
from automation_suite.settings import process_settings
from automation_suite.statement import step
from libraries.platform_sessions import session_of
from libraries.run_folder import keep_table
from libraries.this_job import these_rules, this_job

_NO_SUGGESTION = ((Suggestion("", ("eBay suggests none; look it up there.",)), 0.0),)


@library(scope="GLOBAL", doc_format="MARKDOWN")
class EBayListings:
    """Makes listings of items, unpublished: a person publishes them on eBay. Nothing is listed twice."""

    def __init__(self) -> None:
        migrate()

    @step
    def titles_on_ebay(self) -> dict[str, str]:
        """Returns the title of everything that eBay has of the seller, drafts too, by SKU."""
        return {item.sku: item.title for item in inventory_api.read_items(session_of("ebay"))}

    @step
    def items_not_listed(self, titles: Mapping[str, str]) -> list[Item]:
        """Returns the items of the inventory that can be offered, are not on eBay, and for which no plan waits."""
        account = this_job().account_name
        waiting = keeping.planned("ebay", account)
        found = [item for item in items.offerable("ebay", account) if item.quantity]
        return [item for item in found if item.sku not in titles and item.sku not in waiting]

    @step
    def categories_of(self, wanted: Sequence[Item]) -> Mapping[str, Category]:
        """Returns the confirmed categories by the owner's words; suggestions for other words go into categories.csv."""
        rules = these_rules(ListingJobRules)
        tree = taxonomy_api.category_tree(session_of("ebay"), self._site)
        self._ask_for_categories(wanted, tree, rules)
        words = {item.category: confirmed_category(item.category, rules.categories) for item in wanted}
        numbers = sorted({category for category in words.values() if category})
        allowed = metadata_api.conditions(session_of("ebay"), self._site, numbers) if numbers else {}
        known = {
            category: as_category(
                category, taxonomy_api.aspects(session_of("ebay"), tree, category), allowed.get(category, ())
            )
            for category in numbers
        }
        return {each: known[category] for each, category in words.items() if category}

    @step
    def listings_to_make(
        self, wanted: Sequence[Item], titles: Mapping[str, str], categories: Mapping[str, Category]
    ) -> list[Change]:
        """Returns the listing of each item that has everything; what others lack stands in not-listed.csv."""
        rules, policies = these_rules(ListingJobRules), self._policies()
        most = this_job().most_rows
        ready = [self._with_pictures(item) if item.category in categories else item for item in wanted[:most]]
        made = new_listings(
            ready, titles, lambda item: ebay.prepare(item, categories.get(item.category), policies, rules),
            rules.not_duplicates, rules,
        )  # fmt: skip
        self._tell(made)
        return [one.change for one in made.prepared if one.change]

    def _ask_for_categories(self, wanted: Sequence[Item], tree: str, rules: ListingJobRules) -> None:
        words = {item.category for item in wanted if not confirmed_category(item.category, rules.categories)} - {""}
        suggested = {
            each: as_suggestions(taxonomy_api.suggestions(session_of("ebay"), tree, each)) for each in sorted(words)
        }
        asked = questions(wanted, rules.categories, suggested, rules.category_likeness)
        keep_table("categories", ("your words", "items", "number", "category on eBay", "alike"), [
            (one.words, str(one.items), suggestion.category_id, " > ".join(suggestion.path), f"{alike:g}")
            for one in asked
            for suggestion, alike in one.suggestions or _NO_SUGGESTION
        ])  # fmt: skip
        if asked:
            statement.note(
                f"For {number(len(asked), 'word')} of yours the category on eBay waits to be confirmed: write the numbers"
                " from categories.csv into rules.categories."
            )

    def _with_pictures(self, item: Item) -> Item:
        """Return an item with addresses of its pictures; files of the inventory are sent to eBay for that."""
        places = () if item.pictures else items.photo_files().get(item.sku, ())
        if not places or run_context.current().dry_run:
            return item
        folder = process_settings().state_path / FOLDER
        sent = []
        for place in places:
            kind = mimetypes.guess_type(place)[0] or "image/jpeg"
            content = (folder / place).read_bytes()
            sent.append(media_api.image_from_file(session_of("ebay"), place, content, kind).address)
        return replace(item, pictures=tuple(sent))

    def _policies(self) -> Policies:
        location = these_rules(ListingJobRules).location
        if not location:
            raise SettingsError(
                "Nobody has said yet from where is sent: rules.location of the job is empty. Nothing was planned.",
                "Write eBay's key of the place into jobs.toml; docs/ebay-listing-automation.md tells where it stands.",
            )
        chosen = {kind: self._policy(kind) for kind in PolicyKind}
        return Policies(
            self._site.marketplace, location, chosen[PolicyKind.FULFILLMENT], chosen[PolicyKind.PAYMENT],
            chosen[PolicyKind.RETURN], self._site.currency,
        )  # fmt: skip

    def _policy(self, kind: PolicyKind) -> str:
        """Return the default policy of a kind, or the only one; empty when nobody can tell."""
        found = account_api.policies(session_of("ebay"), kind, self._site)
        usual = [one.policy_id for one in found if one.is_default] or [one.policy_id for one in found]
        return usual[0] if len(usual) == 1 else ""

    @staticmethod
    def _tell(made: NewListings) -> None:
        keep_table("not-listed", ("SKU", "title", "field", "what is missing"), [
            *((one.item.sku, one.item.title, fault.field, fault.what) for one in made.faulty for fault in one.faults),
            *((one.sku, "", "duplicate", one.why) for one in made.duplicates),
        ])  # fmt: skip
        statement.note(
            f"{number(len(made.prepared), 'item')} can be listed, {len(made.faulty)} lack something,"
            f" {len(made.duplicates)} look like something that is listed: not-listed.csv.",
            {"can be listed": str(len(made.prepared)), "lack something": str(len(made.faulty))},
        )

    @property
    def _site(self) -> Site:
        return site_of(process_settings().ebay_marketplace)
