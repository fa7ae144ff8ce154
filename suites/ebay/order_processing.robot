*** Settings ***
Documentation       Tells what has to be shipped from eBay today, and proposes the tracking numbers of what was sent.
Resource            resources/ebay/changes.resource
Resource            resources/ebay/orders.resource
Suite Teardown      Close Platform Sessions
Task Timeout        10 minutes


*** Tasks ***
Process The Orders Of EBay
    Open EBay
    ${orders}    Read EBay Orders
    ${day}    Sort The Orders    ${orders}
    Write What To Pick And Ship    ${day}
    ${changes}    Propose Tracking Numbers    ${orders}    ${day}
    Plan Changes    ${changes}
