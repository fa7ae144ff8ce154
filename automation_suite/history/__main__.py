"""``python -m automation_suite.history``: bring the history's tables up to date, and nothing else.

For a deployment, before the new version takes over. In a database that a web application shares only the tables of the
history and Django's list of migrations are touched.
"""

from __future__ import annotations

import sys

from automation_suite.errors import SuiteError
from automation_suite.history.setup import migrate, setup
from automation_suite.outcomes import EXIT_DONE, EXIT_FAILED
from automation_suite.settings import process_settings


def main() -> int:
    """Migrate; 0 when the tables are up to date."""
    try:
        setup(process_settings().history_url)
        migrate()
    except SuiteError as error:
        print(error, file=sys.stderr)
        return EXIT_FAILED
    print("The tables of the suite are up to date.")
    return EXIT_DONE


if __name__ == "__main__":
    sys.exit(main())
