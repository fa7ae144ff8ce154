"""The application and the seller of the practice eBay. They open nothing but the practice site on this machine."""

from __future__ import annotations

CLIENT_ID = "Practice-Suite-PRD-0a1b2c3d4-e5f60718"
CLIENT_SECRET = "PRD-0a1b2c3d4e5f-practice"  # noqa: S105 - it opens nothing
RU_NAME = "Practice_Seller-Practice-Suite-PRD"

SELLER = "practice_seller"
LOCATION = "home"
BANK_LAST4 = "1234"

BASE_SCOPE = "https://api.ebay.com/oauth/api_scope"
# By the names that the contract uses: what stands behind the last slash.
SELLER_SCOPES = (
    "api_scope", "sell.inventory", "sell.inventory.readonly", "sell.account", "sell.account.readonly", "sell.fulfillment",
    "sell.fulfillment.readonly", "sell.finances", "sell.analytics.readonly", "sell.marketing", "sell.marketing.readonly",
    "commerce.feedback", "commerce.feedback.readonly", "commerce.message",
)  # fmt: skip
# The three policies of the seller, by kind.
POLICIES = {"fulfillment": "6196932000", "payment": "6196933000", "return": "6196934000"}
