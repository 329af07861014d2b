"""What a command costs before it does anything: python -m benchmarks.startup [--rounds 5] [--flow]

Seconds by the clock and of the processor, of `--help`, a plan where nothing is new, a build where nothing is new, and a
build of one page, all in processes of their own; `--flow` adds a build of one page under Prefect. pandas, which only
tests need and Arrow imports where it is found, is hidden.
"""

import argparse
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.prefect_overhead import ROOT, Seconds, change, run
from benchmarks.timing import spread

NO_PANDAS = 'raise ImportError("hidden")\n'


def report(rounds: int, flow: bool = False) -> list[str]:
    """Return the lines of the report, as Markdown."""
    lines = ["| command | processor, s | clock, s |", "|---|---|---|"]
    with tempfile.TemporaryDirectory(prefix="jiceng-startup-") as name:
        folder = Path(name)
        (folder / "hidden").mkdir()
        (folder / "hidden" / "pandas.py").write_text(NO_PANDAS, encoding="utf-8")
        shutil.copytree(ROOT / "raw", folder / "raw")
        page = next((folder / "raw").glob("*/*/*.txt"))

        def command(*arguments: str, changed: bool = False) -> Callable[[int], Seconds]:
            def once(number: int) -> Seconds:
                if changed:
                    change(page, number)
                return run(folder, "-m", "flows", *arguments, also=folder / "hidden")

            return once

        commands = {
            "`jiceng --help`": command("--help"),
            "one page, direct": command("build", "--direct", changed=True),
            "nothing new, direct": command("build", "--direct"),
            "`jiceng plan`, nothing new": command("plan"),
        }
        if flow:
            commands["one page, under Prefect"] = command("build", changed=True)
        for what, once in commands.items():
            once(-1)  # caches of Python, and Prefect's database
            clock, processor = zip(*(once(number) for number in range(rounds)), strict=True)
            lines.append(f"| {what} | {spread(processor)} | {spread(clock)} |")
    return lines


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--flow", action="store_true")
    chosen = options.parse_args()
    print("\n".join(report(chosen.rounds, chosen.flow)))


if __name__ == "__main__":
    main()
