"""An owner whose shops are the practice platforms with an API, as the end-to-end tests of their jobs play one.

``python -m tests.platform_owner ADDRESSES`` keeps the consent of the practice sellers in the environment's database.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import requests

from automation_suite.history.setup import migrate, setup
from automation_suite.project import PROJECT
from automation_suite.settings import process_settings
from tests.owner import Ended, Owner


@dataclass(frozen=True)
class PlatformOwner(Owner):
    """An owner of shops on the practice platforms."""

    platform: str

    @property
    def base(self) -> str:
        """Address of the platform."""
        return str(self.practice.addresses[self.platform])

    @cached_property
    def keys(self) -> dict[str, str]:
        """What the practice application is known by."""
        answer = requests.get(f"{self.base}/practice/consent", timeout=10).json()
        names = {"ETSY_KEYSTRING": "keystring", "ETSY_SHARED_SECRET": "shared_secret", "EBAY_CLIENT_ID": "client_id",
                 "EBAY_CLIENT_SECRET": "client_secret"}  # fmt: skip
        return {name: answer[key] for name, key in names.items() if key in answer}

    @property
    def environment(self) -> dict[str, str]:
        prefix = self.platform.upper()
        addresses = {f"{prefix}_API_URL": self.base, f"{prefix}_AUTH_URL": self.base}
        return {**super().environment, **addresses, **self.keys, "JOBS_FILE": str(self.folder / "jobs.toml")}

    def log_in(self) -> None:
        """Keep the practice seller's consent."""
        subprocess.run(
            [sys.executable, "-m", "tests.platform_owner", json.dumps(self.practice.addresses)],
            cwd=PROJECT, env=self.environment, check=True, timeout=60,
        )  # fmt: skip

    def says(self, words: str, status: int = 0) -> str:
        """Type a command, and return what it printed."""
        ended: Ended = self.types(*words.split())
        assert ended.status == status, ended.text
        return ended.text

    def change_job(self, old: str, new: str) -> None:
        """Edit jobs.toml."""
        path = self.folder / "jobs.toml"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))

    def happens(self, what: str, **more: Any) -> dict[str, Any]:
        """Let something happen on the platform."""
        answer = requests.post(f"{self.base}/practice/happen", json={"what": what, **more}, timeout=10)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    @property
    def state(self) -> dict[str, Any]:
        """What the platform remembers."""
        return dict(requests.get(f"{self.base}/practice/state", timeout=10).json())

    def newest(self, job: str) -> Path:
        """Return the folder of the newest run of a job."""
        return max((self.folder / "results" / self.platform / job).glob("2*"))


def owner_of(platform: str, folder: Path, practice: Any) -> PlatformOwner:
    """Return an owner who has just given consent."""
    (folder / "jobs.toml").write_text((PROJECT / "jobs.toml").read_text())
    owner = PlatformOwner(folder, practice, platform)
    owner.log_in()
    return owner


def _keep(addresses: dict[str, Any]) -> None:
    settings = process_settings()
    setup(settings.history_url)
    migrate()
    from automation_suite.platform_api import practice_consent

    practice_consent.keep(practice_consent.ask(addresses), settings, "")


if __name__ == "__main__":
    _keep(json.loads(sys.argv[1]))
