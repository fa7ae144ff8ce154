*** Settings ***
Documentation       Writes down the figures of the Etsy shop. It only reads.
Resource            resources/etsy/session.resource
Resource            resources/etsy/figures.resource
Resource            resources/figures.resource
Suite Teardown      Close Platform Sessions
Task Timeout        15 minutes


*** Tasks ***
Collect The Figures Of The Etsy Shop
    Open Etsy
    ${money}    Read The Figures Of Money
    ${orders}    Read The Figures Of Orders
    ${listings}    ${searches}    Read The Figures Of Listings
    Keep All Figures    ${money}    ${orders}    ${listings}    ${searches}
