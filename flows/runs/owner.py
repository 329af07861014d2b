"""Which process runs something, and whether it still does."""

import getpass
import os
import platform
import subprocess
from contextlib import suppress
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict


class Owner(BaseModel):
    """A process, told apart from earlier and later ones with the same number."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    user: str
    host: str
    machine: str
    """The start of the machine and the process numbers' namespace: two containers may both have a process 1."""
    pid: int
    started: str
    """When the process began, in the kernel's words."""

    def __str__(self) -> str:
        return f"{self.user}@{self.host}, process {self.pid}"

    def lives(self) -> bool | None:
        """Return whether the process still runs; None if that cannot be seen from here."""
        here = this_process()
        if (self.host, self.machine) != (here.host, here.machine):
            return None
        return _start_of(self.pid) == self.started


@cache
def _this_process(pid: int) -> Owner:
    return Owner(user=_user(), host=platform.node(), machine=_machine(), pid=pid, started=_start_of(pid) or "")


def this_process() -> Owner:
    """Return this process as an owner."""
    return _this_process(os.getpid())


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container's user without a name
        return str(os.getuid())


def _machine() -> str:
    """Return what must be equal for process numbers to be comparable; empty if the system does not tell."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""


def _start_of(pid: int) -> str | None:
    """Return when a process began; None if it does not exist, or is a zombie."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None if Path("/proc/self/stat").exists() else _start_by_ps(pid)
    state, *fields = stat.rpartition(")")[2].split()
    return None if state in "ZX" else fields[18]


def children_of(pid: int) -> list[int]:
    """Return the processes that a process started and that still run."""
    if Path("/proc/self/stat").exists():
        parents = {}
        for path in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                fields = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
                parents[int(path.parent.name)] = 0 if fields[0] in "ZX" else int(fields[1])
    else:
        listed = subprocess.run(["ps", "-axo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
        parents = dict(map(int, line.split()) for line in listed.splitlines())  # type: ignore[misc]
    return [child for child, parent in parents.items() if parent == pid]


def _start_by_ps(pid: int) -> str | None:
    printed = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, text=True, check=False, env={"LC_ALL": "C"}
    ).stdout.strip()
    return printed or None
