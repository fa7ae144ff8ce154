"""Every secret that an output may hold: those of the settings, and the tokens that no setting knows."""

from __future__ import annotations

from django.db import DatabaseError

from automation_suite.calls.models import Consent
from automation_suite.redaction import Redactor
from automation_suite.settings import Settings


def redactor_of(settings: Settings) -> Redactor:
    """Return the redactor that knows the secrets of the settings and every token that a run can have used."""
    return Redactor([*settings.secrets(), *_tokens(settings)])


def _tokens(settings: Settings) -> list[str]:
    try:
        if not Consent.objects.exists():
            return []
        # It imports cryptography, which a shop without an API need not pay for.
        from automation_suite.platform_api.token_store import known_tokens

        return known_tokens(settings)
    except DatabaseError:
        # Without the database no token was had either, and there may be something to tell the owner.
        return []
