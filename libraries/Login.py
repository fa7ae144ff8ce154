"""What the answer to a login means: go on, or stop because a repetition would make it worse."""

from __future__ import annotations

from robot.api.deco import library

from automation_suite import login_answers, run_context
from automation_suite.errors import PassingError
from automation_suite.statement import step
from libraries.browser_library import call_page


@library(scope="GLOBAL", doc_format="MARKDOWN")
class Login:
    """Stops the task at everything that only a person can pass: a captcha, a wrong password, a restriction."""

    @step
    def stop_when_login_needs_a_person(self, seen: str) -> None:
        """Stops the task when what was seen means that no machine should go on.

        The argument is the name of the locator that was found, such as `a captcha`.
        """
        page = call_page("readPage")
        platform = run_context.current().platform
        problem = login_answers.problem(seen, page["text"], call_page("badAnswers"), platform)
        if problem:
            raise problem

    @step
    def stop_because_session_ended(self) -> None:
        """Stops the task because the platform ended the session half way; the next try logs in again."""
        raise PassingError("The platform ended the session half way. No money was moved.", "", "wall of login")
