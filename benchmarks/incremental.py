"""What a run reads when nothing, one page, or the rules changed: python -m benchmarks.incremental RAW [--pages N]

Builds a folder of N pages, made of the newspapers in RAW and copies of them under other names, without Prefect; then
builds it again, again after one page changed, and asks for the plan after a line was added to a lexicon of cue verbs.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from itertools import cycle
from pathlib import Path

from flows.runs.record import RunRecord, read_records

PROJECT = Path(__file__).parents[1]
LEXICON = "jiceng/extraction/lexicon/cues.csv"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("raw", type=Path)
    options.add_argument("--pages", type=int, default=300)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="jiceng-incremental-") as temporary:
        folder = Path(temporary)
        copy_pages(chosen.raw, folder / "raw", chosen.pages)
        code = folder / "code"
        for package in ("jiceng", "flows", "schemas"):
            shutil.copytree(PROJECT / package, code / package, ignore=shutil.ignore_patterns("__pycache__"))
        show("all new", build(folder))
        show("nothing changed", build(folder))
        page = sorted((folder / "raw").glob("*/*/*.txt"))[0]
        page.write_text(page.read_text(encoding="utf-8") + "\n　　本报讯 一切照旧。\n", encoding="utf-8")
        print(plan(folder).splitlines()[-1])
        show("one page changed", build(folder))
        with (code / LEXICON).open("a", encoding="utf-8") as lexicon:
            lexicon.write("# a line more\n")
        lines = plan(folder).splitlines()
        print(f"one line more in {LEXICON}: {lines[-1]}")
        print(f"  {next(line for line in lines if 'rule file' in line).strip('│ ')}")


def copy_pages(source: Path, target: Path, number: int) -> None:
    """Copy a folder of raw pages, repeatedly under new names of newspapers, until there are enough."""
    pages = sorted(path for path in source.glob("*/*/*.txt"))
    for count, page in zip(range(number), cycle(pages), strict=False):
        newspaper, issue = page.parent.parent, page.parent.name
        copied = target / f"{newspaper.name}{'' if count < len(pages) else f'-{count // len(pages) + 1}'}"
        (copied / issue).mkdir(parents=True, exist_ok=True)
        shutil.copy(newspaper / "newspaper.toml", copied)
        for each in (page, page.with_suffix(".toml")):
            if each.exists():
                shutil.copy(each, copied / issue / each.name)


def jiceng(folder: Path, *arguments: str) -> str:
    places = ["--raw", str(folder / "raw"), "--output", str(folder / "output")]
    run = subprocess.run(
        [sys.executable, "-m", "flows", *arguments, *places],
        env={**os.environ, "PYTHONPATH": str(folder / "code"), "JICENG_LOG_LEVEL": "error"},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode not in (0, 1):
        raise SystemExit(run.stderr)
    return run.stdout


def build(folder: Path) -> RunRecord:
    jiceng(folder, "build", "--direct")
    return read_records(folder / "output")[0]


def plan(folder: Path) -> str:
    return jiceng(folder, "plan")


def show(what: str, run: RunRecord) -> None:
    print(
        f"{what}: {len(run.shards_read)} of {run.shards} shards read, {run.pages_read} of {run.pages} pages, "
        f"{run.seconds:.1f} s after imports ({run.state.value})",
        flush=True,
    )


if __name__ == "__main__":
    main()
