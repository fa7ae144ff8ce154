*** Settings ***
Documentation       Writes down the figures of the account on eBay. It only reads.
Resource            resources/ebay/session.resource
Resource            resources/ebay/figures.resource
Resource            resources/figures.resource
Suite Teardown      Close Platform Sessions
Task Timeout        15 minutes


*** Tasks ***
Collect The Figures Of EBay
    Open EBay
    ${traffic}    Read The Figures Of Traffic
    ${money}    Read The Figures Of Money
    ${sold}    Read How Much Was Sold Of What Was On Offer    ${traffic}
    Keep All Figures    ${traffic}    ${money}    ${sold}
