"""The live listings on Etsy: reading them, and proposing better titles and tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from robot.api.deco import library

from automation_suite import statement
from automation_suite.etsy import listings_api
from automation_suite.etsy.listings_api import Listing
from automation_suite.plans.change import Change
from automation_suite.plans.wording import number
from automation_suite.project import PROJECT
from automation_suite.search_words.job_rules import SearchWordJobRules
from automation_suite.search_words.phrase_file import phrases_in
from automation_suite.search_words.proposals import Texts, propose
from automation_suite.search_words.words import Phrase
from automation_suite.statement import step
from libraries.etsy_shop_id import shop_id
from libraries.platform_sessions import session_of
from libraries.this_job import these_rules


@library(scope="GLOBAL", doc_format="MARKDOWN")
class EtsyListings:
    """Reads the live listings of the shop, and proposes titles and tags. It changes nothing."""

    @step
    def live_listings(self) -> Sequence[Listing]:
        """Returns every listing that buyers can find, with its texts and figures."""
        return listings_api.shop_listings(session_of("etsy"), shop_id())

    @step
    def phrases_of_buyers(self) -> Mapping[str, Sequence[Phrase]]:
        """Returns with which words buyers came to each listing, from the table that `rules.phrases_file` names."""
        name = these_rules(SearchWordJobRules).phrases_file
        return phrases_in(PROJECT / name) if name else {}

    @step
    def better_titles_and_tags(self, listings: Sequence[Listing], phrases: Mapping[str, Sequence[Phrase]]) -> list[Change]:
        """Returns the changes by which titles and tags keep to Etsy's rules and cover more of the buyers' phrases."""
        rules = these_rules(SearchWordJobRules)
        known = sum(listing.listing_id in phrases for listing in listings)
        statement.note(
            f"{len(listings)} live listings were looked at; of {known} it is known what buyers came with.",
            {"listings": str(len(listings)), "with phrases": str(known)},
        )
        if strange := sorted(set(phrases) - {listing.listing_id for listing in listings}):
            are = "is" if len(strange) == 1 else "are"
            statement.note(
                f"{number(len(strange), 'number')} in the table of phrases {are} of no live listing: {strange[0]}."
            )
        return [
            change
            for listing in listings
            for change in propose(
                Texts(listing.listing_id, listing.title, listing.tags), phrases.get(listing.listing_id, ()), rules
            )
        ]
