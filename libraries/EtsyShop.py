"""The shop on Etsy: its texts, and what can be changed on it at all."""

from __future__ import annotations

from collections.abc import Mapping

from robot.api.deco import library

from automation_suite import statement
from automation_suite.etsy import shop_api
from automation_suite.etsy.targets import targets
from automation_suite.plans.change import Change, Target
from automation_suite.shop_texts import wanted
from automation_suite.shop_texts.job_rules import ShopTextRules
from automation_suite.statement import step
from libraries.etsy_shop_id import shop_id
from libraries.platform_sessions import session_of
from libraries.this_job import these_rules


@library(scope="GLOBAL", doc_format="MARKDOWN")
class EtsyShop:
    """Reads the shop's texts and proposes those that its owner wants. It changes nothing."""

    @step
    def etsy_targets(self) -> Mapping[tuple[str, str], Target]:
        """Returns what plans can change on Etsy."""
        return targets(session_of("etsy"), shop_id())

    @step
    def differences_of_shop_texts(self) -> list[Change]:
        """Returns a change for each text of the shop that is not as `rules.texts` of the job wants it."""
        rules = these_rules(ShopTextRules)
        if not rules.texts:
            statement.note("Nobody has said yet how the texts of the shop should be: rules.texts in jobs.toml is empty.")
            return []
        shop = shop_api.shop(session_of("etsy"), shop_id())
        found = wanted.changes(shop.shop_id, shop.name, rules.texts, shop.texts)
        statement.note(f"{len(rules.texts) - len(found)} of {len(rules.texts)} texts of {shop.name} are as you want them.")
        return found
