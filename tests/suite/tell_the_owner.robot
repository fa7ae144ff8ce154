*** Settings ***
Documentation       What resources/notifications.resource promises; run by test_notifications.py.
Resource            resources/notifications.resource


*** Tasks ***
A Message At Once
    Write To The Owner    Stock is low    Only three boxes are left.    Order some.
    Work Is Done    The owner was told.    boxes=3

Nothing To Do
    There Is Nothing To Do    Nobody asked.
    Fail    This is never reached.
