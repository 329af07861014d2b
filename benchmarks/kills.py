"""Kill builds at random moments and see what is left: python -m benchmarks.kills [--times N] [--seed N]

A dataset of some pages is published; pages are added, and one is changed. A build under Prefect is killed (SIGKILL)
at a random moment: the flow's process, a worker of its pool, or the whole process group. After each kill, the dataset
that readers see must be the old or the new one and keep its promises; the next build must finish and give the bytes of
an undisturbed one; and Prefect must record that the killed run crashed. Exit code 1 if any kill fails this.
"""

import argparse
import asyncio
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from flows.server import OwnServer, set_up_prefect
from jiceng.dataset.checks.builds import check_build

NEWSPAPER = Path(__file__).parents[1] / "raw" / "panzhihua-daily"
DAYS = [f"2020-{month:02}-{day:02}" for month in (1, 2, 3) for day in (5, 12, 19, 26)]
OLD_DAYS = 6
"""Issues in the dataset before pages are added."""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--times", type=int, default=30, help="kills of each kind")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="jiceng-kills-") as folder:
        return run(Path(folder), chosen.times, random.Random(chosen.seed))


def run(folder: Path, times: int, chance: random.Random) -> int:
    set_up_prefect(folder / "prefect")
    server = OwnServer(folder / "prefect")
    server.wait_until_ready(120)
    os.environ["PREFECT_API_URL"] = server.api_url
    try:
        raw = folder / "raw"
        write_issues(raw, DAYS[:OLD_DAYS])
        build(folder, "before")
        old = tables(folder / "before")
        write_issues(raw, DAYS[OLD_DAYS:])
        change_a_page(raw)
        began = time.monotonic()
        build(folder, "undisturbed")
        new, seconds = tables(folder / "undisturbed"), time.monotonic() - began
        print(f"undisturbed: {seconds:.1f} s", flush=True)
        failures = 0
        for kind, kill in KINDS.items():
            seen: Counter[str] = Counter()
            for _ in range(times):
                told, wrong = once(folder, kill, chance.uniform(0, seconds), old, new)
                seen[told] += 1
                for each in wrong:
                    failures += 1
                    print(f"{kind}: {each}", flush=True)
            print(f"{kind}: {times} kills; {', '.join(f'{n} {what}' for what, n in sorted(seen.items()))}", flush=True)
        print(f"{failures} failures", flush=True)
        return 1 if failures else 0
    finally:
        server.stop()


def write_issues(raw: Path, days: list[str]) -> None:
    """Copy the page of the project's newspaper under other days."""
    target = raw / NEWSPAPER.name
    target.mkdir(parents=True, exist_ok=True)
    shutil.copy(NEWSPAPER / "newspaper.toml", target)
    for page in sorted(NEWSPAPER.glob("*/*.txt")):
        for day in days:
            (target / day).mkdir(exist_ok=True)
            shutil.copy(page, target / day / page.name)


def change_a_page(raw: Path) -> None:
    page = sorted(raw.glob("*/*/*.txt"))[0]
    page.write_text(page.read_text(encoding="utf-8") + "\n　　本报讯 一切照旧。\n", encoding="utf-8")


def start(folder: Path, output: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "flows", "build", "--raw", str(folder / "raw"), "--output", str(folder / output)],
        env={
            **os.environ,
            "JICENG_WORKERS": "2",
            "JICENG_PAGES_FOR_POOL": "1",
            "JICENG_PAGES_PER_TASK": "4",
            "JICENG_RETRY_DELAY_SECONDS": "0.2",
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def build(folder: Path, output: str) -> None:
    code = start(folder, output).wait(timeout=600)
    if code != 0:
        raise SystemExit(f"a build that nobody disturbed ended with {code}")


def once(
    folder: Path,
    kill: Callable[["subprocess.Popen[bytes]"], bool],
    seconds: float,
    old: dict[str, bytes],
    new: dict[str, bytes],
) -> tuple[str, list[str]]:
    """Kill one build after some seconds; return how it ended, and what is wrong afterwards."""
    output = folder / "output"
    shutil.rmtree(output, ignore_errors=True)
    shutil.copytree(folder / "before", output, symlinks=True)
    process = start(folder, "output")
    try:
        process.wait(timeout=seconds)
        killed = False
    except subprocess.TimeoutExpired:
        killed = kill(process)
    code = process.wait(timeout=600)
    told = "went on to the end" if killed and code == 0 else "were killed" if killed else "ended before"
    wrong = [f"killed after {seconds:.2f} s: {broken}" for broken in check_build(output)]
    if tables(output) not in (old, new):
        wrong.append(f"killed after {seconds:.2f} s: readers see neither the old dataset nor the new")
    again = start(folder, "output").wait(timeout=600)
    if again != 0:
        wrong.append(f"killed after {seconds:.2f} s: the next build ended with {again}")
    elif tables(output) != new:
        wrong.append(f"killed after {seconds:.2f} s: the next build is not that of an undisturbed one")
    if left := sorted(path.name for path in output.rglob(".tmp-*")):
        wrong.append(f"killed after {seconds:.2f} s: the next build left {left[0]}")
    if running := asyncio.run(open_runs()):
        wrong.append(f"killed after {seconds:.2f} s: Prefect takes {running} for running")
    return told, wrong


async def open_runs() -> list[str]:
    """Return the names of flow runs that Prefect believes to be running."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import FlowRunFilter

    chosen = FlowRunFilter.model_validate({"state": {"type": {"any_": ["RUNNING", "PENDING"]}}})
    async with get_client() as client:
        return [run.name for run in await client.read_flow_runs(flow_run_filter=chosen)]


def tables(output: Path) -> dict[str, bytes]:
    build = (output / "current").resolve()
    return {path.relative_to(build).as_posix(): path.read_bytes() for path in sorted(build.rglob("*.parquet"))}


def kill_flow(process: "subprocess.Popen[bytes]") -> bool:
    process.kill()
    return True


def kill_group(process: "subprocess.Popen[bytes]") -> bool:
    os.killpg(process.pid, signal.SIGKILL)
    return True


def kill_worker(process: "subprocess.Popen[bytes]") -> bool:
    """Kill one process of the pool, as soon as there is one; return whether there was."""
    while process.poll() is None:
        workers = [pid for pid in children(process.pid) if "multiprocessing.spawn" in command(pid)]
        if workers:
            try:
                os.kill(workers[-1], signal.SIGKILL)
            except ProcessLookupError:
                continue
            return True
        time.sleep(0.01)
    return False


def children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()] + [
            int(child)
            for task in Path(f"/proc/{pid}/task").iterdir()
            if task.name != str(pid)
            for child in (task / "children").read_text().split()
        ]
    except OSError:
        return []


def command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


KINDS: dict[str, Callable[["subprocess.Popen[bytes]"], bool]] = {
    "the flow": kill_flow,
    "a worker of its pool": kill_worker,
    "the process group": kill_group,
}


if __name__ == "__main__":
    sys.exit(main())
