*** Settings ***
Documentation       Tells what rises and falls in the Etsy shop, from the figures that were collected. It only reads.
Resource            resources/etsy/session.resource
Resource            resources/etsy/trends.resource
Suite Teardown      Close Platform Sessions
Task Timeout        10 minutes


*** Tasks ***
Tell What Rises And Falls
    Open Etsy
    ${weeks}    Read The Weeks
    ${trends}    Look For Trends    ${weeks}
    Tell The Trends    ${trends}
