"""Keyword libraries: types, logging and one call each. The rules that they call live in ``automation_suite``.

Importing the package reads the settings and connects the history. The secrets leave the environment of the process
then, so one of these libraries must be imported before the Browser library: Node and Chromium inherit the
environment of the process that starts them.
"""

from automation_suite.history.setup import setup
from automation_suite.settings import process_settings

setup(process_settings().history_url)
