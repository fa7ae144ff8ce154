"""The application, the seller and the shop of the practice Etsy. They open nothing but the practice site on this machine."""

from __future__ import annotations

KEYSTRING = "practicekeystring0000000"
SHARED_SECRET = "practicesec"
REDIRECT_URL = "http://localhost:3003/etsy"

USER_ID = 825_001_001
SHOP_ID = 51_001_001
SHOP_NAME = "HearthAndHollow"
LOGIN_NAME = "practice_seller"
SELLER_EMAIL = "seller@practice.example"

ALL_SCOPES = (
    "listings_r", "listings_w", "listings_d", "shops_r", "shops_w",
    "transactions_r", "transactions_w", "email_r", "address_r",
)  # fmt: skip
