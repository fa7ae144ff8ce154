"""The account that a run works for: its name, its password as a Secret, and its settings."""

from __future__ import annotations

from robot.api.deco import library
from robot.api.types import Secret

from automation_suite.settings import process_settings
from automation_suite.statement import step


@library(scope="GLOBAL", doc_format="MARKDOWN")
class Account:
    """Hands the account's settings to a suite."""

    @step
    def poshmark_user_name(self) -> str:
        """Returns the user name or e-mail from `POSH_EMAIL`."""
        return process_settings().posh_email

    @step
    def poshmark_password(self) -> Secret:
        """Returns the password from `POSH_PASS` as a Secret, which no log can show."""
        return Secret(process_settings().posh_pass.get_secret_value())

    @step
    def poshmark_address(self) -> str:
        """Returns the address of Poshmark, or of the practice site while rehearsing."""
        return process_settings().posh_base_url
