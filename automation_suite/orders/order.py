"""An order as the rules see it: without a name, an address or a message of anybody. Pure."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True)
class Line:
    """One line of an order."""

    line_id: str
    sku: str
    title: str
    quantity: int


@dataclass(frozen=True)
class Order:
    """What the rules need of an order.

    Attributes:
        platform: Where it was made.
        account: With which seller.
        order_id: The platform's number.
        buyer: Pseudonymous key; see ``buyer_key``.
        total: What the buyer pays.
        currency: Of the total.
        ordered_at: When it was made.
        paid_at: When it was paid; none as long as it is not.
        ship_by: Until when the platform wants it to leave; none when it does not say.
        lines: What was ordered; of an order that was sent in part what remains.
        same_country: Whether it goes to the country of the buyer's account; none when that is not known.
        same_postcode: The same for the postcode.
        cancelled: Whether it was cancelled, or the buyer asks for it.
        shipped: Whether the platform calls it shipped.
        partly_shipped: Whether a part of it was sent, and the rest was not.
        payment_held: Whether the platform holds its payment back.
        trackings: Tracking numbers that the platform has of it.
        is_gift: Whether the buyer wants it packed as a gift.
    """

    platform: str
    account: str
    order_id: str
    buyer: str
    total: Decimal
    currency: str
    ordered_at: datetime
    paid_at: datetime | None
    ship_by: datetime | None
    lines: tuple[Line, ...]
    same_country: bool | None = None
    same_postcode: bool | None = None
    cancelled: bool = False
    shipped: bool = False
    partly_shipped: bool = False
    payment_held: bool = False
    trackings: tuple[str, ...] = ()
    is_gift: bool = False

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return f"{self.platform}:{self.account}:{self.order_id}"


def buyer_key(platform: str, user_name: str, secret: bytes) -> str:
    """Return a key by which a buyer is known again on the same platform, and by nobody who has not the secret."""
    return hmac.new(secret, f"{platform}:{user_name.casefold()}".encode(), hashlib.sha256).hexdigest()[:20]


def same_place(one: str, other: str) -> bool | None:
    """Tell whether two countries or two postcodes are the same; none when one of them is not known.

    Of a postcode with an extension (ZIP+4) the first five digits count, as not everybody writes the rest.
    """
    first, second = (_place(each) for each in (one, other))
    return first == second if first and second else None


def _place(text: str) -> str:
    text = "".join(text.upper().split())
    zip_code, dash, rest = text.partition("-")
    return zip_code if dash and zip_code.isdigit() and rest.isdigit() else text
