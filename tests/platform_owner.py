"""An owner whose shops are the practice platforms with an API, as the end-to-end tests of their jobs play one.

``python -m tests.platform_owner ADDRESSES`` keeps the consent of the practice sellers in the environment's database.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import requests

from automation_suite.history.setup import migrate, setup
from automation_suite.platform_api.platforms import PLATFORMS
from automation_suite.project import PROJECT
from automation_suite.settings import process_settings
from practice.ebay.accounts import CLIENT_ID, CLIENT_SECRET, RU_NAME
from practice.etsy.accounts import KEYSTRING, SHARED_SECRET
from tests.owner import Ended, Owner

# With the lines behind the first one, which are indented or close a bracket.
_RULES_IN_PRACTICE = re.compile(r"^rules_in_practice\..*\n(?:[ \]].*\n)*", re.MULTILINE)


@dataclass(frozen=True)
class PlatformOwner(Owner):
    """An owner of shops on the practice platforms."""

    platform: str
    further: dict[str, str] = field(default_factory=dict)

    @property
    def base(self) -> str:
        """Address of the platform."""
        return str(self.practice.addresses[self.platform])

    @property
    def environment(self) -> dict[str, str]:
        keys = {
            "ETSY_KEYSTRING": KEYSTRING, "ETSY_SHARED_SECRET": SHARED_SECRET, "EBAY_CLIENT_ID": CLIENT_ID,
            "EBAY_CLIENT_SECRET": CLIENT_SECRET, "EBAY_RU_NAME": RU_NAME, "JOBS_FILE": str(self.folder / "jobs.toml"),
        }  # fmt: skip
        for name in PLATFORMS:
            keys |= {f"{name.upper()}_{kind}_URL": str(self.practice.addresses[name]) for kind in ("API", "AUTH")}
        return {**super().environment, **keys, **self.further}

    def on(self, platform: str) -> PlatformOwner:
        """Return the same owner with the eyes on another platform."""
        return replace(self, platform=platform)

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
        """Edit the jobs of this platform in jobs.toml."""
        path = self.folder / "jobs.toml"
        before, header, jobs = path.read_text().partition(f"\n[{self.platform}.")
        assert old in jobs
        path.write_text(before + header + jobs.replace(old, new, 1))

    def happens(self, what: str, **more: Any) -> dict[str, Any]:
        """Let something happen on the platform."""
        answer = requests.post(f"{self.base}/practice/happen", json={"what": what, **more}, timeout=10)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def behaves(self, scenarios: str) -> None:
        """Let the platform behave as scenarios say: names combined with ``+``."""
        answer = requests.post(f"{self.base}/practice/scenario", json={"scenario": scenarios}, timeout=30)
        assert answer.status_code == 200, answer.text

    @property
    def state(self) -> dict[str, Any]:
        """What the platform remembers."""
        return dict(requests.get(f"{self.base}/practice/state", timeout=10).json())

    def newest(self, job: str) -> Path:
        """Return the folder of the newest run of a job."""
        return max((self.folder / "results" / self.platform / job).glob("2*"))


def owner_of(platform: str, folder: Path, practice: Any, **settings: str) -> PlatformOwner:
    """Return an owner who has just given consent, with further settings; jobs have the owner's own rules only."""
    table = (PROJECT / "jobs.toml").read_text()
    (folder / "jobs.toml").write_text(_RULES_IN_PRACTICE.sub("", table))
    owner = PlatformOwner(folder, practice, platform, settings)
    owner.log_in()
    return owner


def _keep(addresses: dict[str, Any]) -> None:
    settings = process_settings()
    setup(settings.history_url)
    migrate()
    # Its tables are only there now.
    from automation_suite.platform_api import practice_consent

    practice_consent.keep(practice_consent.ask(addresses), settings, "")


if __name__ == "__main__":
    _keep(json.loads(sys.argv[1]))
