*** Settings ***
Documentation       Proposes prices for the offers on eBay. Nothing changes before you say yes.
Resource            resources/ebay/changes.resource
Resource            resources/ebay/prices.resource
Suite Teardown      Close Platform Sessions
Task Timeout        30 minutes


*** Tasks ***
Propose Better Prices
    Open EBay
    ${offers}    Read Open Offers
    ${asks}    Read What Others Ask    ${offers}
    ${changes}    Propose Prices    ${offers}    ${asks}
    Plan Changes    ${changes}
