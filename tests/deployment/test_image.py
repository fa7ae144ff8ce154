"""What can be checked of the image without building it: the health check, the packages, what goes in."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
import tomllib
from pathlib import Path

import pytest
import yaml

from automation_suite.project import PROJECT
from automation_suite.scheduler import presence
from automation_suite.settings import load_settings

DOCKERFILE = (PROJECT / "Dockerfile").read_text()


def health_check(folder: Path) -> int:
    [command] = re.findall(r"^HEALTHCHECK .*\\\n +CMD (\[.*\])$", DOCKERFILE, re.M)
    return subprocess.run(json.loads(command), cwd=folder, stderr=subprocess.DEVNULL, check=False).returncode


def test_the_health_check_knows_a_scheduler_that_looks_from_one_that_does_not(tmp_path: Path) -> None:
    settings = load_settings({"STATE_DIR": str(tmp_path / "state")}, None)
    assert health_check(tmp_path) != 0
    with presence.present(settings):
        presence.show_life(settings)
        assert health_check(tmp_path) == 0
        long_ago = time.time() - 300
        os.utime(tmp_path / "state" / "scheduler" / "lock", (long_ago, long_ago))
        assert health_check(tmp_path) != 0
        presence.show_life(settings)
        assert health_check(tmp_path) == 0


def test_the_lock_has_an_exact_version_of_everything_in_the_image() -> None:
    wanted = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]["dependencies"]
    locked = re.findall(r"^([\w-]+)==", (PROJECT / "requirements.txt").read_text(), re.M)
    assert {re.match(r"[\w-]+", line).group(0).lower() for line in wanted} <= set(locked)  # type: ignore[union-attr]


@pytest.mark.parametrize("secret", [".env", "state", "results", ".git", "tests"])
def test_nothing_goes_in_but_what_runs(secret: str) -> None:
    lines = (PROJECT / ".dockerignore").read_text().splitlines()
    assert "*" in lines
    assert f"!{secret}" not in lines


def test_the_service_is_what_others_rely_on() -> None:
    service = yaml.safe_load((PROJECT / "docker-compose.yml").read_text())["services"]["automation-suite"]
    assert (service["container_name"], service["restart"], service["mem_limit"]) == (
        "automation-suite",
        "unless-stopped",
        "2g",
    )
    assert (service["read_only"], service["cap_drop"], service["stop_grace_period"]) == (True, ["ALL"], "30s")
    kept = {volume.partition(":")[2].removeprefix("/app/") for volume in service["volumes"]}
    assert kept == {"results", "state", "profiles"}
    assert "USER suite" in DOCKERFILE


def test_deployments_get_no_secret_that_is_no_setting() -> None:
    steps = yaml.safe_load((PROJECT / ".github" / "workflows" / "deploy.yml").read_text())["jobs"]["deploy"]["steps"]
    given = {name for name in steps[-1]["env"] if not name.startswith("DEPLOY_")}
    [taken] = re.findall(r"^SETTINGS=\((.*)\)$", (PROJECT / "deploy" / "deploy.sh").read_text(), re.M)
    assert given == set(taken.split())
    assert given <= {name.upper() for name in load_settings({}, None).model_dump()}
