*** Settings ***
Documentation       Proposes feedback for buyers on eBay, and replies. Nothing is written before you say yes.
Resource            resources/ebay/changes.resource
Resource            resources/ebay/feedback.resource
Suite Teardown      Close Platform Sessions
Task Timeout        10 minutes


*** Tasks ***
Propose Feedback For Buyers
    Open EBay
    ${waiting}    ${received}    Read What Waits For Feedback
    Leave Negative Feedback To The Owner    ${received}
    ${changes}    Propose Feedback    ${waiting}    ${received}
    Plan Changes    ${changes}
