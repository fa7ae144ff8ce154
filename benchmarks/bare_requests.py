"""``python -m benchmarks.bare_requests FILE ADDRESS``: makes the requests of a file one after the other, and nothing else.

It is what a person would write who knows already what to ask: one session for each platform, each answer read to its end.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import requests


def main(file: str, address: str) -> None:
    """Make the requests.

    Raises:
        SystemExit: One is not answered as it was when it was recorded.
    """
    sessions: dict[str, requests.Session] = {}
    for asked in json.loads(Path(file).read_text()):
        session = sessions.setdefault(asked["platform"], requests.Session())
        answer = session.request(
            asked["method"], f"{address}{asked['path']}", headers=asked["headers"], data=asked["body"].encode(), timeout=30
        )
        if answer.status_code != asked["status"]:
            raise SystemExit(f"{asked['method']} {asked['path']} was answered with {answer.status_code}.")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
