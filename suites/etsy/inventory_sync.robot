*** Settings ***
Documentation       Takes down on Etsy what was sold elsewhere, and keeps quantities right.
...
...                 With changes = "auto" in jobs.toml taking down needs no yes; to offer more always does.
Resource            resources/etsy/changes.resource
Resource            resources/stock.resource
Suite Teardown      Close Platform Sessions
Task Teardown       Tell How Long Sold Items Stayed Up
Task Timeout        10 minutes


*** Tasks ***
Keep Stock And Listings On Etsy Together
    Open Etsy
    ${sales}    Read What Was Sold
    Take Sales Into The Inventory    ${sales}
    ${changes}    Compare Stock With Live Listings    ${sales}
    Plan Changes    ${changes}
    Changes Go To Etsy
    Apply Approved Changes
