"""``python -m automation_suite.cloudwatch.send FOLDER GROUP STREAM``: sends the lines that wait.

The only process that has the keys to AWS in its environment and the only one that imports AWS's package. What has arrived is
deleted batch by batch; when it ends in between, the next one goes on there. A call whose answer was lost is made again, so
that a line may arrive twice but is not lost. Why not all was sent is printed in a sentence, and the exit status is 1 then.
"""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import botocore.session
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

from automation_suite.cloudwatch import waiting
from automation_suite.cloudwatch.batches import Event, batches, events
from automation_suite.running.lock import AlreadyRunningError, locked

# Whoever waits for this process wants to go home; the next one sends what is left.
_SECONDS = 4.0
_CONFIG = Config(connect_timeout=2, read_timeout=4, retries={"total_max_attempts": 1})
_GO_ON = AlreadyRunningError("Another process sends the log to CloudWatch.")

Put = Callable[[Sequence[Event]], None]


def main(folder: Path, group: str, stream: str) -> int:
    """Send what waits and return the exit status."""
    try:
        with locked(folder / "sender.lock", _GO_ON):
            send(folder, _put(group, stream))
    except AlreadyRunningError:
        # That one sends these lines, or the next one does.
        return 0
    except (BotoCoreError, ClientError, OSError) as error:
        print(_words(error, group))
        return 1
    return 0


def send(folder: Path, put: Put) -> None:
    """Send all that waits for as long as there is time.

    Args:
        folder: Where it waits.
        put: Sends a batch.
    """
    until = time.monotonic() + _SECONDS
    for path in waiting.take(folder):
        left = events(path.read_bytes().splitlines(), datetime.now(UTC))
        for batch in batches(left):
            put(batch)
            left = left[len(batch) :]
            _keep(path, left)
            if time.monotonic() > until:
                return
        # Nothing in it could be read.
        path.unlink(missing_ok=True)


def _keep(path: Path, left: Sequence[Event]) -> None:
    """Keep of a file what was not sent yet, whole or not at all."""
    if not left:
        path.unlink()
        return
    new = path.with_suffix(".new")
    new.write_text("".join(f"{event.at} {event.message}\n" for event in left))
    new.chmod(0o600)
    new.replace(path)


def _put(group: str, stream: str) -> Put:
    client = botocore.session.get_session().create_client("logs", config=_CONFIG)

    def put(batch: Sequence[Event]) -> None:
        wanted: dict[str, Any] = {
            "logGroupName": group,
            "logStreamName": stream,
            "logEvents": [{"timestamp": event.at, "message": event.message} for event in batch],
        }
        try:
            client.put_log_events(**wanted)
        except client.exceptions.ResourceNotFoundException:
            with contextlib.suppress(client.exceptions.ResourceAlreadyExistsException):
                client.create_log_stream(logGroupName=group, logStreamName=stream)
            client.put_log_events(**wanted)

    return put


def _words(error: Exception, group: str) -> str:
    if isinstance(error, ClientError) and error.response.get("Error", {}).get("Code") == "ResourceNotFoundException":
        return f"the log group {group} does not exist there"
    return " ".join(str(error).split()).removesuffix(".")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2], sys.argv[3]))
