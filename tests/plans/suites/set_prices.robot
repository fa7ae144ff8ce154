*** Settings ***
Documentation       A job that plans: each price of the corner shop that is not $9.50 shall be.
Resource            resources/plans.resource
Library             tests.plans.corner_keywords.CornerShop


*** Tasks ***
Set The Prices
    ${changes}    Prices That Should Change
    Plan Changes    ${changes}
    Log    This is all.
