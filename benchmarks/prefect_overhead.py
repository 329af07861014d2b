"""What Prefect costs: seconds for one page with and without it, tiny tasks per second, growth of its database per run.

    python -m benchmarks.prefect_overhead [--rounds 5] [--tasks 300]

Works in a temporary folder on the page in raw/; each round changes the page, so that each build reads it. Gives wall
time and processor time, which needs a less quiet machine, both including Prefect's server.
"""

import argparse
import os
import resource
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

Seconds = tuple[float, float]
"""Wall time and processor time."""

ROOT = Path(__file__).parents[1]

TASKS = """
import sys
from pathlib import Path
from time import perf_counter
from flows.server import find_or_start_api
find_or_start_api(Path(".prefect").absolute(), 120)()
from prefect import flow, task
from prefect.task_runners import ThreadPoolTaskRunner

@task
def tiny(number):
    return number

@flow(task_runner=ThreadPoolTaskRunner(max_workers=4))
def many(count):
    began = perf_counter()
    tiny.map(range(count)).result()
    print(perf_counter() - began)

many(int(sys.argv[1]))
"""


def run(folder: Path, *arguments: str, also: Path | None = None) -> Seconds:
    """Run Python in a folder and return its seconds; `also` is a folder with modules that come first."""
    without = ("PREFECT_", "JICENG_", "PYTHONDONTWRITEBYTECODE")  # an installed program is compiled
    kept = {name: value for name, value in os.environ.items() if not name.startswith(without)}
    began, used = perf_counter(), processor_seconds()
    subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**kept, "PYTHONPATH": os.pathsep.join(map(str, filter(None, (also, ROOT)))), "JICENG_LOG_LEVEL": "error"},
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return perf_counter() - began, processor_seconds() - used


def processor_seconds() -> float:
    """Return the processor time of all ended child processes, in seconds."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def change(page: Path, number: int) -> None:
    page.write_text(f"{page.read_text(encoding='utf-8')}\n第{number}次。\n", encoding="utf-8")


def median_of(rounds: int, measured: Callable[[int], Seconds]) -> str:
    clock, processor = zip(*(measured(number) for number in range(rounds)), strict=True)
    return f"{_median(clock)}, of the processor {_median(processor)}"


def _median(seconds: Sequence[float]) -> str:
    return f"{statistics.median(seconds):.1f} s ({min(seconds):.1f} to {max(seconds):.1f})"


def size(database: Path) -> int:
    """Return the size of a database in bytes, after its log is written into its file."""
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return database.stat().st_size


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tasks", type=int, default=300)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(ROOT / "raw", folder / "raw")
        page = next((folder / "raw").glob("*/*/*.txt"))
        database = folder / ".prefect" / "prefect.db"

        def build(*more: str) -> Callable[[int], Seconds]:
            def once(number: int) -> Seconds:
                change(page, number)
                return run(folder, "-m", "flows", "build", *more)

            return once

        print(f"one page, without Prefect:     {median_of(wanted.rounds, build('--direct'))}")
        print(f"one page, on an empty home:    {median_of(1, build())}")
        before = size(database)
        print(f"one page, with Prefect:        {median_of(wanted.rounds, build())}")
        print(
            f"nothing new, with Prefect:     {median_of(wanted.rounds, lambda _: run(folder, '-m', 'flows', 'build'))}"
        )
        growth = (size(database) - before) / (2 * wanted.rounds)
        print(f"database: {before / 1e6:.1f} MB empty, {growth / 1e3:.0f} kB more a run")
        before = size(database)
        said = subprocess.run(
            [sys.executable, "-c", TASKS, str(wanted.tasks)],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        growth = (size(database) - before) / wanted.tasks
        print(f"tiny tasks: {wanted.tasks / float(said):.0f} a second, {growth / 1e3:.0f} kB of database each")


if __name__ == "__main__":
    main()
