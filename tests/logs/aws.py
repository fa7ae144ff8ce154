"""CloudWatch Logs as tests have it: moto's server, which speaks AWS's own protocol over HTTP."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import botocore.session
from moto.server import ThreadedMotoServer

GROUP = "/automation-suite"
SECRET = "planted/aws+secret-7"


@dataclass(frozen=True)
class Aws:
    """A server with one log group."""

    url: str

    @property
    def environment(self) -> dict[str, str]:
        """What a program needs to write there, by AWS's own names."""
        return {
            "CLOUDWATCH_LOG_GROUP": GROUP, "AWS_ENDPOINT_URL": self.url, "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "AKIAPLANTED", "AWS_SECRET_ACCESS_KEY": SECRET,
        }  # fmt: skip

    def texts(self) -> list[str]:
        """Return every line that has arrived, in the order of the times."""
        client = self._client()
        found: list[str] = []
        for stream in client.describe_log_streams(logGroupName=GROUP)["logStreams"]:
            wanted = {"logGroupName": GROUP, "logStreamName": stream["logStreamName"], "startFromHead": True}
            answer = client.get_log_events(**wanted)
            while answer["events"]:
                found += [event["message"] for event in answer["events"]]
                answer = client.get_log_events(**wanted, nextToken=answer["nextForwardToken"])
        return found

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(text) for text in self.texts()]

    def _client(self) -> Any:
        return botocore.session.get_session().create_client(
            "logs", endpoint_url=self.url, region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b"
        )

    def begin(self) -> None:
        self._client().create_log_group(logGroupName=GROUP)

    def forget(self) -> None:
        self._client().delete_log_group(logGroupName=GROUP)


@contextmanager
def moto(port: int = 0) -> Iterator[Aws]:
    """Run a server for as long as the block lasts."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer("127.0.0.1", port, verbose=False)
    server.start()
    try:
        host, its_port = server.get_host_and_port()
        yield Aws(f"http://{host}:{its_port}")
    finally:
        server.stop()
