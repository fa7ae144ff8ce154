*** Settings ***
Documentation       Sends to Etsy what you have approved, and reads each change back.
Resource            resources/etsy/changes.resource
Suite Teardown      Close Platform Sessions
Task Timeout        20 minutes


*** Tasks ***
Apply What Was Approved On Etsy
    Open Etsy
    Changes Go To Etsy
    Apply Approved Changes
