"""A shop in euros: figures, orders, lists and stock work as in dollars, and nothing is called dollars."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from automation_suite.etsy.ledger_api import entry_in, one_currency
from automation_suite.platform_api.reading import AnswerIncompleteError, Body
from tests.platform_owner import PlatformOwner, owner_of
from tests.practice_server import practice_site


@pytest.fixture(scope="module")
def owner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlatformOwner]:
    """An owner whose shop sells in euros."""
    with practice_site(tmp_path_factory.mktemp("site"), "instant+etsy-eur") as server:
        yield owner_of("etsy", tmp_path_factory.mktemp("owner"), server)


def test_figures_of_money_are_in_euros(owner: PlatformOwner) -> None:
    said = owner.says("etsy.analytics_collector")
    assert "do not fit" not in said
    units = "SELECT DISTINCT unit FROM automation_shop_figures_dayfigure WHERE name IN ('sales', 'fees', 'payouts')"
    assert owner.rows(units) == [("EUR",)]


def test_orders_to_send_are_in_euros(owner: PlatformOwner) -> None:
    owner.says("etsy.order_processing")
    orders = (owner.newest("order_processing") / "orders.csv").read_text(encoding="utf-8-sig")
    assert ("EUR" in orders, "USD" in orders) == (True, False)


def test_stock_comes_down_and_the_price_stays(owner: PlatformOwner) -> None:
    (owner.folder / "items.csv").write_text(
        "SKU,Title,Condition,Quantity,List price,Currency\nGLUE-1,Pot of glue,new,3,5.10,EUR\n"
    )
    owner.says("inventory import items.csv --yes")
    number = owner.happens("list", sku="GLUE-1", title="Pot of glue", price="5.10", quantity=3)["listing_id"]
    owner.on("ebay").happens("list", goods=[{"sku": "GLUE-1", "title": "Pot of glue", "price": "5.00", "quantity": 3}])
    owner.says("etsy.inventory_sync")
    owner.on("ebay").happens("sale", sku="GLUE-1", quantity=2)
    owner.says("etsy.inventory_sync")
    offering = owner.state["changed"]["inventories"][str(number)]["products"][0]["offerings"][0]
    assert (offering["quantity"], offering["price"]["amount"]) == (1, 510)
    assert owner.state["refused"] == []


def test_money_of_two_currencies_is_not_summed() -> None:
    row = {"entry_id": 1, "created_timestamp": 1_790_000_000, "amount": 5, "balance": 5, "ledger_type": "transaction"}
    euros, pounds = (entry_in(Body({**row, "currency": name}, "a line")) for name in ("EUR", "GBP"))
    assert (one_currency([euros, euros]), one_currency([])) == ("EUR", "")
    with pytest.raises(AnswerIncompleteError, match="EUR and GBP"):
        one_currency([euros, pounds])
