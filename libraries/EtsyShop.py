"""The shop on Etsy: its texts, and what can be changed on it at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from robot.api.deco import library

from automation_suite import statement
from automation_suite.errors import SettingsError
from automation_suite.etsy import policies_api, sections_api, shipping_api, shop_api
from automation_suite.etsy.targets import targets
from automation_suite.plans.change import Change, Target
from automation_suite.plans.wording import value_text
from automation_suite.shop_texts import wanted
from automation_suite.shop_texts.job_rules import ShopTextRules
from automation_suite.shop_texts.wanted import Setting
from automation_suite.statement import step
from libraries.etsy_shop_id import shop_id
from libraries.platform_sessions import session_of
from libraries.run_folder import keep_table
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
        if not rules.texts and not rules.settings:
            statement.note("Nobody has said yet how the texts of the shop should be: rules.texts in jobs.toml is empty.")
        if not rules.texts:
            return []
        shop = shop_api.shop(session_of("etsy"), shop_id())
        found = wanted.changes(shop.shop_id, shop.name, rules.texts, shop.texts)
        statement.note(f"{len(rules.texts) - len(found)} of {len(rules.texts)} texts of {shop.name} are as you want them.")
        return found

    @step
    def settings_of_the_shop(self) -> list[Setting]:
        """Returns the sections, return policies and shipping profiles, and writes them into shop-settings.csv."""
        calls, shop = session_of("etsy"), shop_id()
        sections = sections_api.sections(calls, shop)
        policies, profiles = policies_api.return_policies(calls, shop), shipping_api.shipping_profiles(calls, shop)
        found = [
            *(Setting("section", one.section_id, one.title, {"title": one.title}) for one in sections),
            *(Setting("return policy", one.policy_id, one.policy_id, {"terms": one.terms}) for one in policies),
            *(
                Setting("shipping profile", one.profile_id, one.title, {
                    "title": one.title, "origin_postal_code": one.origin_postal_code,
                })
                for one in profiles
            ),
        ]  # fmt: skip
        rows = [(one.kind, one.object_id, name, value_text(value)) for one in found for name, value in one.fields.items()]
        keep_table("shop-settings", ("what", "number", "field", "now"), rows)
        return found

    @step
    def differences_of_settings(self, live: Sequence[Setting]) -> list[Change]:
        """Returns a change for each section, return policy and shipping profile that is not as the job's rules want it."""
        wishes = these_rules(ShopTextRules).settings
        found, missing = wanted.setting_changes(wishes, live)
        if missing:
            raise SettingsError(
                f'The shop has no {missing[0].kind} "{missing[0].named}", or several. Nothing was planned.',
                "shop-settings.csv in the folder of this run has what there is, with its numbers; correct jobs.toml.",
            )
        if wishes:
            other = len({(change.kind, change.object_id) for change in found})
            statement.note(
                f"Of {len(wishes)} sections, policies and profiles in jobs.toml"
                f" {other} {'is' if other == 1 else 'are'} not as you want."
            )
        return found
