*** Settings ***
Documentation       Keeps texts, sections and policies of the Etsy shop as you want them. Nothing changes before you say yes.
Resource            resources/etsy/changes.resource
Resource            resources/etsy/shop.resource
Suite Teardown      Close Platform Sessions
Task Timeout        5 minutes


*** Tasks ***
Keep The Texts Of The Shop As I Want Them
    Open Etsy
    ${texts}    Propose Shop Texts
    ${settings}    Propose Shop Settings
    ${changes}    Put Together    ${texts}    ${settings}
    Plan Changes    ${changes}
