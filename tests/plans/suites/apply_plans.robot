*** Settings ***
Documentation       The job that applies what was approved for the corner shop.
Resource            resources/plans.resource
Library             tests.plans.corner_keywords.CornerShop


*** Tasks ***
Apply What Was Approved For The Corner Shop
    ${targets}    Targets Of The Corner Shop
    Changes Go To    ${targets}
    Apply Approved Changes
