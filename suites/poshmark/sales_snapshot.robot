*** Settings ***
Documentation       Writes down everything that the closet has sold, and the platform's own figures. It only reads.
Resource            resources/browser.resource
Resource            resources/poshmark/session.resource
Resource            resources/poshmark/sales_page.resource
Resource            resources/poshmark/closet_stats_page.resource

Suite Setup         Browser Is Open
Suite Teardown      Browser Is Closed
Task Timeout        8 minutes


*** Tasks ***
Take A Snapshot Of The Sales
    Log In To Poshmark
    ${sales}    Read All Sales
    ${closet}    Read Closet Statistics
    Keep Sales Snapshot    ${sales}    ${closet}
