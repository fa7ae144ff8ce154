*** Settings ***
Documentation       The keyword as a suite uses it, on the pages of this folder. Started by test_keyword.py.
Resource            resources/browser.resource
Resource            resources/modals.resource
Suite Setup         Browser Is Ready
Suite Teardown      Browser Is Closed
Task Timeout        1 minute


*** Tasks ***
Close A Promotion
    Go To    ${PAGES}/promotion-cross.html
    ${closed}    Dismiss Modals
    Should Be Equal    ${closed[0].title}    20 % off your first order
    Should Be Equal    ${closed[0].by}    pressing “×”

Keep What The Task Needs
    Go To    ${PAGES}/kept.html
    ${closed}    Dismiss Modals    keep=Sizes of this shop
    Should Be Empty    ${closed}

Keep Several And Wait For Late Ones
    Go To    ${PAGES}/late.html
    VAR    @{keep}    Something    Else
    ${closed}    Dismiss Modals    keep=${keep}    wait=1s
    Should Be Equal    ${closed[0].title}    One more thing

Go On Where No Page Is Open
    Close Page
    ${closed}    Dismiss Modals
    Should Be Empty    ${closed}


*** Keywords ***
Browser Is Ready
    [Documentation]    Opens a browser without a profile.
    New Browser    executablePath=${BROWSER PATH}    args=${ARGUMENTS}
    New Page
