"""What a seller has to have before anything can be listed: policies, programs, a limit."""

from __future__ import annotations

from practice.ebay.accounts import POLICIES
from practice.ebay.asked import Answered, Asked, Handler
from practice.ebay.errors import EbayError
from practice.ebay.shapes import Row, money

_DOMAIN = "API_ACCOUNT"
_NAMES = {"fulfillment": "Ground, two days", "payment": "Paid at once", "return": "30 days"}
_FIRST_PROGRAM = "SELLING_POLICY_MANAGEMENT"
_KNOWN_PROGRAMS = (_FIRST_PROGRAM, "OUT_OF_STOCK_CONTROL", "PARTNER_MOTORS_DEALER")
_MONTHLY_QUANTITY, _MONTHLY_AMOUNT = 1000, "25000.00"


def _policies(kind: str) -> Handler:
    def answer(asked: Asked) -> Row:
        policy = {
            f"{kind}PolicyId": POLICIES[kind], "name": _NAMES[kind], "marketplaceId": asked.memory.site.marketplace,
            "categoryTypes": [{"name": "ALL_EXCLUDING_MOTORS_VEHICLES", "default": True}],
        }  # fmt: skip
        found = [policy] if asked.query["marketplace_id"] == asked.memory.site.marketplace else []
        return {f"{kind}Policies": found, "total": len(found), "limit": 20, "offset": 0}

    return answer


def _programs(asked: Asked) -> Row:
    further = [{"programType": name} for name in asked.memory.table("programs")]
    return {"programs": [{"programType": _FIRST_PROGRAM}, *further]}


def _opt_in(asked: Asked) -> Answered:
    wanted = asked.body["programType"]
    if wanted not in _KNOWN_PROGRAMS:
        raise EbayError(400, 25802, "Invalid program type.", _DOMAIN)
    if wanted == _FIRST_PROGRAM or wanted in asked.memory.table("programs"):
        raise EbayError(409, 25803, "The seller has opted in to this program already.", _DOMAIN)
    asked.memory.keep("programs", wanted, {"programType": wanted})
    return Answered(200, {})


def _privilege(asked: Asked) -> Row:
    limit = {"quantity": _MONTHLY_QUANTITY, "amount": money(_MONTHLY_AMOUNT, asked.memory.site)}
    return {"sellerRegistrationCompleted": True, "sellingLimit": limit}


HANDLERS: dict[str, Handler] = {
    "getFulfillmentPolicies": _policies("fulfillment"),
    "getPaymentPolicies": _policies("payment"),
    "getReturnPolicies": _policies("return"),
    "getOptedInPrograms": _programs,
    "optInToProgram": _opt_in,
    "getPrivileges": _privilege,
}
