"""Who makes a plan of an account makes it alone: what is open is looked at and added to without anybody between."""

from __future__ import annotations

from django.db import connection

# The first number of every lock of this kind; the second one is of the account.
_KIND = 0x706C616E


def wait_for_turn(platform: str, account: str) -> None:
    """Keep others from making a plan of an account until the transaction ends, in which this has to be called.

    A job plans while a person takes something back; two rows of one field would be a fault of the database otherwise. SQLite
    lets only one process write anyhow, and from the beginning of its transaction on.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_KIND, f"{platform} {account}"])
