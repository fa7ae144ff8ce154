"""Having sent what waits, at the end of a command, when jobs, money and mails are done with."""

from __future__ import annotations

import socket
from pathlib import Path

from automation_suite import processes
from automation_suite.redaction import Redactor
from automation_suite.settings import AWS, Settings, first_environment, variables

# The sender itself ends sooner; this is for a name server that does not answer.
_SECONDS = 8.0


def folder_of(settings: Settings) -> Path:
    """Return where the lines wait."""
    return settings.state_path / "cloudwatch"


def deliver(settings: Settings) -> str:
    """Send what waits.

    Args:
        settings: With the log group, and the keys to AWS if the host has none of its own.

    Returns:
        Why not all of it was sent, in words that follow a colon; empty when it was. What was not sent goes on waiting.
    """
    command = processes.python_module(
        "automation_suite.cloudwatch.send", str(folder_of(settings)), settings.cloudwatch_log_group, socket.gethostname()
    )
    try:
        ended = processes.run_with_input(command, b"", _SECONDS, processes.child_environment(_ways_into_aws(settings)))
    except OSError as error:
        return str(error)
    if not ended.status:
        return ""
    words = ended.output.decode(errors="replace").strip() or f"the sender ended with {ended.status}"
    return Redactor(settings.secrets()).clean(words)


def _ways_into_aws(settings: Settings) -> dict[str, str]:
    """Return everything by which AWS's package finds its keys and its address."""
    named = {**first_environment(), **variables(settings)}
    return {name: value for name, value in named.items() if name.startswith(AWS)}
