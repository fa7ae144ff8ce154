*** Settings ***
Documentation       Tells how your prices on eBay stand among those of others. It only reads.
Resource            resources/ebay/session.resource
Resource            resources/ebay/prices.resource
Suite Teardown      Close Platform Sessions
Task Timeout        30 minutes


*** Tasks ***
Tell How My Prices Stand
    Open EBay
    ${offers}    Read Open Offers
    ${asks}    Read What Others Ask    ${offers}
    Tell How The Prices Stand    ${offers}    ${asks}
