"""Deploying over a real SSH server to this computer; a stand-in for Docker writes down what it is asked for."""

from __future__ import annotations

import getpass
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from automation_suite.project import PROJECT

SSHD = shutil.which("sshd") or "/usr/sbin/sshd"
STAND_IN = Path(__file__).parent / "docker"
OTHERS = ("db", "backend", "frontend")
pytestmark = pytest.mark.skipif(not Path(SSHD).exists(), reason="needs an SSH server: apt-get install openssh-server")


@dataclass
class Host:
    """A computer with an SSH server and a folder for the suite.

    Attributes:
        folder: The deployment's, on the host.
        checkout: A git repository with what is deployed.
        record: Where the stand-in for Docker writes and reads.
        environment: Of the deployment.
    """

    folder: Path
    checkout: Path
    record: Path
    environment: dict[str, str]

    def deploy(self, *failing: str, **settings: str) -> subprocess.CompletedProcess[str]:
        (self.record / "fail").write_text("".join(f"{words}\n" for words in failing))
        (self.record / "commands").write_text("")
        return subprocess.run(
            [str(self.checkout / "deploy" / "deploy.sh")], cwd=self.checkout, env=self.environment | settings,
            capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip

    def new_version(self) -> str:
        """Commit something and return the version that a deployment gives it."""
        (self.checkout / "change").write_text(str(time.monotonic_ns()))
        git(self.checkout, "add", "-A")
        git(self.checkout, "commit", "-qm", "Change")
        return git(self.checkout, "rev-parse", "--short=12", "HEAD").strip()

    def commands(self) -> list[str]:
        """What Docker was asked for: the version, and the words after the name of the compose project."""
        lines = (self.record / "commands").read_text().splitlines()
        return [line.replace("compose --project-name automation ", "") for line in lines]

    @property
    def current(self) -> str:
        return (self.folder / "current").resolve().name if (self.folder / "current").exists() else ""

    def setting(self, version: str) -> str:
        return (self.folder / "releases" / version / ".env").read_text()


def git(folder: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=T", "-c", "user.email=t@example.com", "-C", str(folder), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def key(path: Path) -> str:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)
    return path.with_suffix(".pub").read_text()


@pytest.fixture
def host(tmp_path: Path) -> Iterator[Host]:
    checkout, record, folder = tmp_path / "checkout", tmp_path / "record", tmp_path / "home"
    for path in (checkout, record, folder):
        path.mkdir()
    (record / "bin").mkdir()
    shutil.copy(STAND_IN, record / "bin" / "docker")
    shutil.copytree(PROJECT / "deploy", checkout / "deploy")
    shutil.copy(PROJECT / "docker-compose.yml", checkout)
    git(checkout, "init", "-q")
    server_key, own_key = key(tmp_path / "server"), key(tmp_path / "own")
    (tmp_path / "authorized").write_text(own_key)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path = f"{record / 'bin'}:{os.environ['PATH']}"
    (tmp_path / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {tmp_path / 'server'}\nPidFile none\nUsePAM no\nStrictModes no\n"
        f"AuthorizedKeysFile {tmp_path / 'authorized'}\nPermitRootLogin prohibit-password\n"
        f"SetEnv PATH={path} RECORD={record} READY_TRIES=2 READY_PAUSE=0 IDLE_TRIES=2 IDLE_PAUSE=0\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    server = subprocess.Popen([SSHD, "-D", "-e", "-f", str(tmp_path / "sshd_config")], stderr=subprocess.DEVNULL)
    wait_until(lambda: listens(port))
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "DEPLOY_HOST": "127.0.0.1", "DEPLOY_PORT": str(port),
        "DEPLOY_USER": getpass.getuser(), "DEPLOY_KEY": (tmp_path / "own").read_text(),
        "DEPLOY_KNOWN_HOSTS": f"[127.0.0.1]:{port} {server_key}", "DEPLOY_FOLDER": str(folder),
    }  # fmt: skip
    yield Host(folder, checkout, record, environment)
    server.terminate()
    server.wait()


def listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def wait_until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < until, "It took too long."
        time.sleep(0.05)


def test_a_deployment_goes_through_all_steps_in_order(host: Host) -> None:
    version = host.new_version()
    ended = host.deploy(POSH_PASS="s3cret $HOME #1", POSH_EMAIL="closet")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert ended.stdout.splitlines()[-1] == f"Deployed: {version} runs and is ready."
    steps = [
        "build automation-suite",
        "run --rm --no-deps -T automation-suite python run.py check",
        "run --rm --no-deps -T automation-suite python run.py poshmark --practice",
        "run --rm --no-deps -T automation-suite python -m automation_suite.history",
        "up --detach --no-deps --no-build automation-suite",
        "exec -T automation-suite python run.py health-check --ready",
        "exec -T automation-suite python run.py cron install",
        "exec -T automation-suite python -c import sys; from automation_suite.shared.notification_utils",
    ]
    done = [line for line in host.commands() if line.startswith(version)]
    assert [line.startswith(f"{version} {step}") for line, step in zip(done, steps, strict=True)] == [True] * len(steps)
    assert "tell('success')" in (host.record / "commands").read_text()
    assert host.current == version
    assert host.setting(version) == "POSH_EMAIL='closet'\nPOSH_PASS='s3cret $HOME #1'\n"
    assert (host.folder / "releases" / version / ".env").stat().st_mode & 0o777 == 0o600
    assert "s3cret" not in ended.stdout + ended.stderr + (host.record / "commands").read_text()


@pytest.mark.parametrize(
    ("failing", "step"),
    [
        ("build automation-suite", "build the image"),
        ("run.py check", "check settings and jobs"),
        ("poshmark --practice", "rehearse in the new container"),
        ("sh -c for lock", "wait for runs that go on"),
        ("automation_suite.history", "migrate the tables of the history"),
    ],
)
def test_what_fails_before_the_start_leaves_what_runs_untouched(host: Host, failing: str, step: str) -> None:
    before = host.new_version()
    assert host.deploy(POSH_PASS="old").returncode == 0
    version = host.new_version()
    ended = host.deploy(failing, POSH_PASS="new")
    assert ended.returncode == 1
    assert ended.stdout.splitlines()[-1] == f"NOT DEPLOYED: {version} failed at: {step}. {before} runs as before."
    assert not [line for line in host.commands() if " up " in line or " rm --stop" in line]
    assert (host.current, host.setting(before)) == (before, "POSH_PASS='old'\n")
    assert "tell('failure')" in (host.record / "commands").read_text()


@pytest.mark.parametrize(
    ("failing", "step"),
    [
        ("{} compose --project-name automation up", "start the new version"),
        ("{} compose --project-name automation exec -T automation-suite python run.py health", "ask whether it is ready"),
        ("run.py cron install", "install the schedule"),
    ],
)
def test_what_fails_after_the_start_is_rolled_back(host: Host, failing: str, step: str) -> None:
    before = host.new_version()
    assert host.deploy().returncode == 0
    version = host.new_version()
    ended = host.deploy(failing.format(version))
    assert ended.returncode == 1
    assert ended.stdout.splitlines()[-1] == f"NOT DEPLOYED: {version} failed at: {step}. {before} runs as before."
    ups = [line.split()[0] for line in host.commands() if " up " in line]
    assert ups == [version, before]
    assert host.commands()[-2].startswith(f"{before} exec -T automation-suite python run.py health-check --ready")
    assert "tell('failure')" in (host.record / "commands").read_text()
    assert host.current == before


def test_a_first_deployment_that_fails_is_taken_away(host: Host) -> None:
    version = host.new_version()
    ended = host.deploy("health-check --ready")
    assert ended.returncode == 1
    assert ended.stdout.splitlines()[-1].endswith("There was no version before, so none runs.")
    assert host.commands()[-1] == f"{version} rm --stop --force automation-suite"
    assert host.current == ""


def test_no_other_service_is_ever_named(host: Host) -> None:
    host.new_version()
    host.deploy()
    named = host.commands()
    host.new_version()
    host.deploy("run.py cron install")
    named += host.commands()
    orders = ("up", "build", "rm", "run", "exec", "down", "stop", "restart")
    for line in named:
        words = line.split()[1:]
        assert not set(words) & set(OTHERS), line
        assert "down" not in words
        assert words[0] not in orders or "automation-suite" in words, line
        assert words[0] not in ("up", "run") or "--no-deps" in words, line


def test_the_compose_project_can_be_the_web_applications(host: Host) -> None:
    host.new_version()
    assert host.deploy(DEPLOY_PROJECT="shop").returncode == 0
    assert all("compose --project-name shop " in line for line in host.commands())


def test_settings_that_are_not_given_are_taken_over(host: Host) -> None:
    first = host.new_version()
    host.deploy(POSH_EMAIL="closet", POSH_PASS="old")
    (host.folder / "current" / ".env").open("a").write("POSH_MIN_TRANSFER=7.50\n")
    second = host.new_version()
    host.deploy(POSH_PASS="new")
    assert (host.current, first != second) == (second, True)
    assert host.setting(second) == "POSH_EMAIL='closet'\nPOSH_MIN_TRANSFER=7.50\nPOSH_PASS='new'\n"


def test_a_deployment_goes_on_when_the_connection_breaks(host: Host) -> None:
    version = host.new_version()
    for name in ("fail", "slow", "commands"):
        (host.record / name).touch()
    here = subprocess.Popen(
        [str(host.checkout / "deploy" / "deploy.sh")], cwd=host.checkout, env=host.environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    wait_until(lambda: bool(host.commands()))
    os.killpg(here.pid, signal.SIGKILL)
    here.wait()
    (host.record / "slow").unlink()
    log = host.folder / "releases" / version / "deploy.log"
    wait_until(lambda: f"Deployed: {version}" in log.read_text())
    assert host.current == version


def test_another_host_key_is_refused(host: Host, tmp_path: Path) -> None:
    host.new_version()
    port = host.environment["DEPLOY_PORT"]
    ended = host.deploy(DEPLOY_KNOWN_HOSTS=f"[127.0.0.1]:{port} {key(tmp_path / 'other')}")
    assert (ended.returncode, host.commands(), list(host.folder.iterdir())) == (255, [], [])


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"DEPLOY_KEY": ""}, "DEPLOY_KEY is missing. Nothing was deployed."),
        ({"POSH_PASS": "it's"}, "POSH_PASS holds a single quote"),
        ({"DEPLOY_PROJECT": "a;b"}, "DEPLOY_PROJECT may have small letters"),
        ({"DEPLOY_FOLDER": "a b"}, "DEPLOY_FOLDER may have letters"),
    ],
)
def test_wrong_settings_are_named(host: Host, settings: dict[str, str], words: str) -> None:
    host.new_version()
    ended = host.deploy(**settings)
    assert ended.returncode == 2
    assert words in ended.stderr
    assert list(host.folder.iterdir()) == []
