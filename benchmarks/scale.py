"""How a build grows with its pages: python -m benchmarks.scale [--pages 250 1000] [--workers 1]

Generated pages, in newspapers of 1,000 pages, are built without Prefect in a process of its own; then one page is
changed, and it is built again. Processor time is that of the build and all that it starts, memory that of its largest
process. The slope is processor time per page against that of the first size.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.generated import write_pages
from benchmarks.prefect_overhead import ROOT

PAGES_PER_NEWSPAPER = 1000


@dataclass(frozen=True)
class Built:
    """What one build took."""

    clock: float
    """Seconds."""
    processor: float
    """Seconds."""
    megabytes: float
    """Of its largest process."""


def build(folder: Path, workers: int) -> Built:
    """Build the raw/ of a folder; exits with what the build said if it fails."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "JICENG_"))}
    began = perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "flows", "build", "--direct"],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(ROOT), "JICENG_LOG_LEVEL": "error", "JICENG_WORKERS": str(workers)},
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"the build of {folder / 'raw'} failed with exit code {process.returncode}")
    largest = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    return Built(perf_counter() - began, used.ru_utime + used.ru_stime, largest)


def files_of(output: Path) -> tuple[int, int]:
    """Return the number and bytes of the files of the current build."""
    sizes = [path.stat().st_size for path in (output / "current").resolve().rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def report(sizes: Sequence[int], workers: int = 1) -> list[str]:
    """Return the lines of the report, as Markdown."""
    lines = [f"Processes that read: {workers}.", ""]
    lines += ["| pages | clock, s | processor, ms per page | slope | memory, MB | files | MB | one page changed, s |"]
    lines += ["|---|---|---|---|---|---|---|---|"]
    first = None
    for count in sizes:
        with tempfile.TemporaryDirectory(prefix="jiceng-scale-") as name:
            folder = Path(name)
            write_pages(folder / "raw", count, newspapers=-(-count // PAGES_PER_NEWSPAPER))
            built = build(folder, workers)
            files, size = files_of(folder / "output")
            page = min((folder / "raw").glob("*/*/*.txt"))
            page.write_text(page.read_text(encoding="utf-8") + "\n　　本报讯　一切照旧。\n", encoding="utf-8")
            again = build(folder, workers)
        per_page = built.processor / count
        first = first or per_page
        lines.append(
            f"| {count:,} | {built.clock:.1f} | {1000 * per_page:.1f} | {per_page / first:.2f} | {built.megabytes:.0f} "
            f"| {files} | {size / 1e6:.1f} | {again.clock:.1f} ({again.processor:.1f} of the processor) |"
        )
    return lines


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--pages", type=int, nargs="+", default=[250, 1000])
    options.add_argument("--workers", type=int, default=1)
    chosen = options.parse_args()
    print("\n".join(report(chosen.pages, chosen.workers)))


if __name__ == "__main__":
    main()
