"""Steps timed by turns, each as a share of one of them, because machines are noisy; and what machine it was."""

import os
import platform
import re
import resource
import statistics
import sys
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from time import process_time

LIBRARIES = ("duckdb", "jieba", "pyarrow", "pydantic", "rjieba")

Step = Callable[[], object]


def seconds_by_turns(steps: Mapping[str, Step], rounds: int) -> dict[str, list[float]]:
    """Return the processor seconds of each step in each round; in a round all steps run, one after the other.

    Processor time depends less than the clock on what else the machine does, and turns share what is left of it.
    """
    seconds: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(rounds):
        for name, step in steps.items():
            began = process_time()
            step()
            seconds[name].append(process_time() - began)
    return seconds


def shares(seconds: Sequence[float], unit: Sequence[float]) -> list[float]:
    """Return the seconds of each round as a share of the unit's in the same round."""
    return [one / of for one, of in zip(seconds, unit, strict=True)]


def spread(values: Sequence[float], digits: int = 2) -> str:
    """Return the median of some values, with the least and the greatest."""
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def peak_megabytes() -> float:
    """Return the most memory that this process has had resident so far, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # what getrusage says may be of the process that started this one
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text(encoding="utf-8"))
        if found:
            return int(found[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def machine() -> str:
    """Return what the figures were measured on, in one line: processor, memory, Python and libraries; no names."""
    cpuinfo = Path("/proc/cpuinfo")
    named = re.search(r"model name\s*:\s*(.+)", cpuinfo.read_text(encoding="utf-8")) if cpuinfo.exists() else None
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return (
        f"{named[1] if named else platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, "
        f"Python {platform.python_version()}, {libraries}"
    )
