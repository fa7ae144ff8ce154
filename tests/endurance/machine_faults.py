"""Faults of the machine, each a real one: what is done to the machine, when, and how it is undone."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import socket
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import psutil

from automation_suite.project import PROJECT
from tests.endurance.machine_rules import CANNOT_KNOW, LATER, Expected
from tests.owner import Owner, wait_until

Run = subprocess.Popen[str]
Settings = dict[str, str]
_ADDRESS_SPACE = 2 * 2**30
_CGROUPS = Path("/sys/fs/cgroup")
_LITTLE_MEMORY = 250 * 2**20


@dataclass(frozen=True)
class Fault:
    """One fault of the machine.

    Attributes:
        name: In the table.
        expected: What is right.
        begin: Makes the trouble before the run starts and returns settings of the run; undone by the stack at the end.
        meanwhile: Makes the trouble while the run goes on.
        heal: Ends the trouble, before the run that follows.
        scenario: How the shop behaves.
        quick: Short enough for the tests of every day.
        skipped: Returns why this machine cannot have this fault; empty when it can.
    """

    name: str
    expected: Expected
    begin: Callable[[Owner, ExitStack], Settings] = lambda _owner, _stack: {}
    meanwhile: Callable[[Owner, Run], None] = lambda _owner, _run: None
    heal: Callable[[Owner], None] = lambda _owner: None
    scenario: str = "instant"
    quick: bool = False
    skipped: Callable[[], str] = lambda: ""


def _mounted(folder: Path, stack: ExitStack, size: str) -> Path:
    folder.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)
    stack.callback(subprocess.run, ["umount", "-l", str(folder)], check=True)
    return folder


def _remount(folder: Path, how: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{how}", str(folder)], check=True)


def _fill(folder: Path) -> None:
    with contextlib.suppress(OSError), (folder / "filler").open("ab", buffering=0) as file:
        while True:
            file.write(b"x" * 2**16)
    with contextlib.suppress(OSError), (folder / "filler").open("ab", buffering=0) as file:
        while True:
            file.write(b"x" * 512)


def _empty(owner: Owner) -> None:
    for name in ("state", "results"):
        (owner.folder / name / "filler").unlink(missing_ok=True)


def _small(name: str, size: str = "96m") -> Callable[[Owner, ExitStack], Settings]:
    def begin(owner: Owner, stack: ExitStack) -> Settings:
        _mounted(owner.folder / name, stack, size)
        return {}

    return begin


def _full(name: str) -> Callable[[Owner, ExitStack], Settings]:
    def begin(owner: Owner, stack: ExitStack) -> Settings:
        _fill(_mounted(owner.folder / name, stack, "96m"))
        return {}

    return begin


def _read_only(name: str) -> Callable[[Owner, ExitStack], Settings]:
    def begin(owner: Owner, stack: ExitStack) -> Settings:
        _remount(_mounted(owner.folder / name, stack, "96m"), "ro")
        return {}

    return begin


def _writable(name: str) -> Callable[[Owner], None]:
    return lambda owner: _remount(owner.folder / name, "rw")


def _may_mount() -> str:
    return "" if os.geteuid() == 0 and shutil.which("mount") else "only root may mount a small disk"


def _when_opened(do: Callable[[Owner, Run], None]) -> Callable[[Owner, Run], None]:
    """Do something as soon as the confirm page is asked for, before the press."""

    def meanwhile(owner: Owner, run: Run) -> None:
        wait_until(lambda: "POST /vm-rest/redemptions" in owner.practice.report["requests"] or run.poll() is not None)
        do(owner, run)

    return meanwhile


def _when_paid(do: Callable[[Owner, Run], None]) -> Callable[[Owner, Run], None]:
    """Do something as soon as the shop has paid, before the proof."""

    def meanwhile(owner: Owner, run: Run) -> None:
        wait_until(lambda: owner.practice.payments or run.poll() is not None)
        do(owner, run)

    return meanwhile


def _fill_state(owner: Owner, _run: Run) -> None:
    _fill(owner.folder / "state")


def _kill(chosen: Callable[[psutil.Process], bool]) -> Callable[[Owner, Run], None]:
    def kill(_owner: Owner, run: Run) -> None:
        killed = 0
        for process in psutil.Process(run.pid).children(recursive=True):
            with contextlib.suppress(psutil.Error):
                if chosen(process):
                    process.kill()
                    killed += 1
        assert killed, "there was nothing to kill"

    return kill


def _is_browser(process: psutil.Process) -> bool:
    return "chrom" in process.name()


def _is_renderer(process: psutil.Process) -> bool:
    return "--type=renderer" in process.cmdline()


def _is_node(process: psutil.Process) -> bool:
    return Path(process.exe()).name == "node"


def _without_node(owner: Owner, _stack: ExitStack) -> Settings:
    folder = owner.folder / "bin"
    folder.mkdir(parents=True)
    for place in reversed(os.environ["PATH"].split(os.pathsep)):
        for program in Path(place).glob("*"):
            if program.name not in ("node", "nodejs", "npm", "npx"):
                (folder / program.name).unlink(missing_ok=True)
                (folder / program.name).symlink_to(program)
    return {"PATH": str(folder)}


def _little_address_space(_owner: Owner, run: Run) -> None:
    resource.prlimit(run.pid, resource.RLIMIT_AS, (_ADDRESS_SPACE, _ADDRESS_SPACE))


def _cgroup(owner: Owner) -> Path:
    return _memory_groups() / f"endurance-{os.getpid()}-{owner.folder.name}"


def _memory_groups() -> Path:
    # The first version has a folder for each controller.
    return _CGROUPS / "memory" if (_CGROUPS / "memory").is_dir() else _CGROUPS


def _make_cgroup(owner: Owner, stack: ExitStack) -> Settings:
    group = _cgroup(owner)
    group.mkdir()
    stack.callback(group.rmdir)
    limit = next(path for path in (group / "memory.max", group / "memory.limit_in_bytes") if path.exists())
    limit.write_text(str(_LITTLE_MEMORY))
    return {}


def _into_cgroup(owner: Owner, run: Run) -> None:
    (_cgroup(owner) / "cgroup.procs").write_text(str(run.pid))


def _may_limit_memory() -> str:
    groups = _memory_groups()
    one, two = groups / "memory.limit_in_bytes", groups / "cgroup.subtree_control"
    able = one.exists() or (two.exists() and "memory" in two.read_text().split())
    return "" if able and os.access(groups, os.W_OK) else "this user may not limit memory by a control group"


def _faketime() -> Path | None:
    return next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)


def _may_fake_time() -> str:
    return "" if _faketime() else "libfaketime is not installed"


def _clock(words: str) -> Callable[[Owner, ExitStack], Settings]:
    """Return what starts a run under another clock; its words can be changed while it runs."""

    def begin(owner: Owner, _stack: ExitStack) -> Settings:
        owner.folder.mkdir(parents=True, exist_ok=True)
        (owner.folder / "clock").write_text(words + "\n")
        # libfaketime refuses the absolute sleep that Python asks for when the steady clock is left alone.
        (owner.folder / "sitecustomize.py").write_text(
            "import select, time\ntime.sleep = lambda seconds: select.select([], [], [], seconds) and None\n"
        )
        return {
            "PYTHONPATH": f"{owner.folder}{os.pathsep}{PROJECT}",
            "LD_PRELOAD": str(_faketime()),
            "FAKETIME_TIMESTAMP_FILE": str(owner.folder / "clock"),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        }

    return begin


def _jump(words: str) -> Callable[[Owner, Run], None]:
    def jump(owner: Owner, _run: Run) -> None:
        (owner.folder / "clock").write_text(words + "\n")

    return jump


def _no_names(_owner: Owner, _stack: ExitStack) -> Settings:
    return {"POSH_BASE_URL": "http://shop.invalid", "SMTP_HOST": "mail.invalid", "SMTP_SECURITY": "tls"}


def _silent_mail_server(_owner: Owner, stack: ExitStack) -> Settings:
    listener = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
    return {"SMTP_PORT": str(listener.getsockname()[1])}


# What is paid shows for three seconds as not paid, which leaves time between the press and the proof.
_SLOW_PROOF = "instant+balance-stays"
FAULTS = (
    Fault("disk of the state full at the start", Expected((1,)), _full("state"), heal=_empty, skipped=_may_mount),
    Fault("… before the press", Expected((1,)), _small("state"), _when_opened(_fill_state), _empty, "", skipped=_may_mount),
    Fault("… after the press", Expected((0, 1, 3)), _small("state"), _when_paid(_fill_state), _empty, _SLOW_PROOF, skipped=_may_mount),
    Fault("disk of the results full", Expected((1,)), _full("results"), heal=_empty, quick=True, skipped=_may_mount),
    Fault("state read-only", Expected((1,)), _read_only("state"), heal=_writable("state"), skipped=_may_mount),
    Fault("results read-only", Expected((1,)), _read_only("results"), heal=_writable("results"), skipped=_may_mount),
    Fault("clock a year ahead, mail down", Expected((0,), LATER), _clock("+370d"), scenario="instant+mail-down", quick=True, skipped=_may_fake_time),
    Fault("clock set back two days in a run", Expected((0,)), _clock("+0d"), _when_opened(_jump("-2d")), skipped=_may_fake_time),
    Fault("clock set ahead two days in a run", Expected((0,)), _clock("+0d"), _when_opened(_jump("+2d")), skipped=_may_fake_time),
    Fault("no name is found (DNS), mail too", Expected((1,), LATER), _no_names, quick=True),
    Fault("browser killed before the press", Expected((0, 1)), meanwhile=_when_opened(_kill(_is_browser)), scenario=""),
    Fault("browser killed after the press", Expected((3,)), meanwhile=_when_paid(_kill(_is_browser)), scenario=_SLOW_PROOF),
    Fault("renderer killed before the press", Expected((0, 1)), meanwhile=_when_opened(_kill(_is_renderer)), scenario=""),
    Fault("renderer killed after the press", Expected((0, 3)), meanwhile=_when_paid(_kill(_is_renderer)), scenario=_SLOW_PROOF),
    Fault("Node killed before the press", Expected((0, 1)), meanwhile=_when_opened(_kill(_is_node)), scenario=""),
    Fault("Node killed after the press", Expected((3,)), meanwhile=_when_paid(_kill(_is_node)), scenario=_SLOW_PROOF, quick=True),
    Fault("no Node in PATH", Expected((0,)), _without_node),
    Fault("2 GB of address space", Expected((1,)), meanwhile=_little_address_space),
    Fault("250 MB of memory, then the kernel kills", Expected((0, 1, 3)), _make_cgroup, _into_cgroup, skipped=_may_limit_memory),
    Fault("mail server takes a mail and drops", Expected((0,), LATER), scenario="instant+mail-drops"),
    Fault("mail server never greets", Expected((0,), LATER), _silent_mail_server),
    Fault("mail server accepts and loses", Expected((0,), CANNOT_KNOW), scenario="instant+mail-loses"),
)  # fmt: skip
