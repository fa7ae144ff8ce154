*** Settings ***
Documentation       A job that fails at once, for tests of what is told about a run.


*** Tasks ***
Do Something
    Fail    It is broken.
