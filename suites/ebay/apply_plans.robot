*** Settings ***
Documentation       Sends to eBay what you have approved, and reads each change back.
Resource            resources/ebay/changes.resource
Suite Teardown      Close Platform Sessions
Task Timeout        20 minutes


*** Tasks ***
Apply What Was Approved On EBay
    Open EBay
    Changes Go To EBay
    Apply Approved Changes
