*** Settings ***
Documentation       Moves the whole Poshmark balance to the bank, once, by the free direct deposit.
...
...                 Below your minimum it stops politely. Anything unexpected stops before the money moves.
Resource            resources/browser.resource
Resource            resources/poshmark/session.resource
Resource            resources/poshmark/payout_page.resource
Resource            resources/poshmark/confirm_page.resource
Resource            resources/poshmark/transfer_rules.resource

Suite Setup         Browser Is Open
Suite Teardown      Browser Is Closed
Task Teardown       Settle This Transfer    Read The Balance    Redemption Is In The History
Task Timeout        5 minutes


*** Tasks ***
Move The Poshmark Balance To The Bank
    Log In To Poshmark
    ${balance}    Read The Balance
    Stop Unless Money May Move    ${balance}
    Open Confirm Page
    Compare Both Witnesses    ${balance}
    Redeem Once
    Make Sure The Money Is On Its Way
