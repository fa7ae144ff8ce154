*** Settings ***
Documentation       Drafts answers to what buyers ask on Etsy. Nothing is sent: you send what you find right.
Resource            resources/etsy/session.resource
Resource            resources/etsy/questions.resource
Suite Teardown      Close Platform Sessions
Task Timeout        5 minutes


*** Tasks ***
Draft Answers To Buyers
    Open Etsy
    ${questions}    Read What Buyers Ask
    ${drafts}    Draft Answers    ${questions}
    Leave The Answers To The Owner    ${drafts}
