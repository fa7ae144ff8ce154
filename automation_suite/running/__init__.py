"""Running a job: one at a time for each account, with a row in the history before it starts and a word after it."""
