*** Settings ***
Documentation       A person who logs in through the remote-debugging address that run.py login prints.
Library             Browser    run_on_failure=${NONE}


*** Tasks ***
Log In By Hand
    Connect To Browser    ${ADDRESS}    chromium    use_cdp=True
    Fill Text    [name="login_form[username_email]"]    ${NAME}
    Fill Text    [name="login_form[password]"]    ${WORD}
    Click    text="Login"
    Wait For Elements State    text="Just in"    visible
