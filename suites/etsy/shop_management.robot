*** Settings ***
Documentation       Keeps the texts of the Etsy shop as you want them. Nothing changes before you say yes.
Resource            resources/etsy/changes.resource
Resource            resources/etsy/shop.resource
Suite Teardown      Close Platform Sessions
Task Timeout        5 minutes


*** Tasks ***
Keep The Texts Of The Shop As I Want Them
    Open Etsy
    ${changes}    Propose Shop Texts
    Plan Changes    ${changes}
