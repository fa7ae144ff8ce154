*** Settings ***
Documentation       Proposes better titles and tags for the listings on Etsy. Nothing changes before you say yes.
Resource            resources/etsy/changes.resource
Resource            resources/etsy/listings.resource
Suite Teardown      Close Platform Sessions
Task Timeout        10 minutes


*** Tasks ***
Propose Better Titles And Tags
    Open Etsy
    ${listings}    Read Live Listings
    ${phrases}    Read What Buyers Came With
    ${changes}    Propose Titles And Tags    ${listings}    ${phrases}
    Plan Changes    ${changes}
