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
    ${texts}    Propose What Seasons Change    ${seasons}
    ${holidays}    Propose My Holidays
    ${changes}    Put Together    ${texts}    ${holidays}
    Plan Changes    ${changes}
