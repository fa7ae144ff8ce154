*** Settings ***
Documentation       Tells what has to be shipped from Etsy today, and proposes the tracking numbers of what was sent.
Resource            resources/etsy/changes.resource
Resource            resources/etsy/orders.resource
Suite Teardown      Close Platform Sessions
Task Timeout        10 minutes


*** Tasks ***
Process The Orders Of Etsy
    Open Etsy
    ${orders}    Read Etsy Orders
    ${day}    Sort The Orders    ${orders}
    Write What To Pick And Ship    ${day}
    ${changes}    Propose Tracking Numbers    ${orders}    ${day}
    ${changes}    Add My Note To The Buyer    ${changes}
    Plan Changes    ${changes}
