"""The suite's own lines in the user's crontab."""
