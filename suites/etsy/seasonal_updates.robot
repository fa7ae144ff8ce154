*** Settings ***
Documentation       Changes texts of the Etsy shop for a season in time, and back. Nothing changes before you say yes.
Resource            resources/etsy/changes.resource
Resource            resources/etsy/seasons.resource
Suite Teardown      Close Platform Sessions
Task Timeout        5 minutes


*** Tasks ***
Change What The Season Asks For
    Open Etsy
    ${seasons}    Read The Seasons
    ${changes}    Propose What Seasons Change    ${seasons}
    Plan Changes    ${changes}
