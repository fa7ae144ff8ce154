*** Settings ***
Documentation       Lists items of the inventory on eBay, unpublished. Nothing is listed before you say yes.
Resource            resources/ebay/changes.resource
Resource            resources/ebay/listings.resource
Suite Teardown      Close Platform Sessions
Task Timeout        25 minutes


*** Tasks ***
List What Is Not Listed Yet
    Open EBay
    ${titles}    Read What Is Listed
    ${items}    ${categories}    Find What Is Not Listed    ${titles}
    ${changes}    Propose Listings    ${items}    ${titles}    ${categories}
    Plan Changes    ${changes}
