"""Runs the benchmarks that tell how fast jiceng is, and writes benchmarks/RESULTS.md: python -m benchmarks [RAW]

RAW is a folder of pages for the pipeline, if not generated ones. Takes ten minutes on two idle cores.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import pipeline, query, scale, startup
from benchmarks.generated import write_pages
from benchmarks.timing import machine

RESULTS = Path(__file__).with_name("RESULTS.md")
PAGES, ROUNDS = 64, 3
HEAD = """# How fast jiceng is

Written by `make bench`. Figures of the processor are less noisy than those of the clock; shares are of the same run.
What is not here was not measured.
"""


def generated_pipeline() -> list[str]:
    """Measure the pipeline on generated pages."""
    with tempfile.TemporaryDirectory(prefix="jiceng-pages-") as folder:
        write_pages(Path(folder), PAGES)
        return ["Generated pages. " + (lines := pipeline.report(Path(folder), PAGES, ROUNDS, workers=2))[0], *lines[1:]]


def sections(raw: Path | None) -> dict[str, Callable[[], list[str]]]:
    """Return the benchmarks by their headings."""
    found = {"From page files to Parquet": generated_pipeline}
    if raw is not None:
        found["From page files to Parquet, on pages given"] = lambda: pipeline.report(raw, PAGES, ROUNDS)
    return {
        **found,
        "Before anything is done": lambda: startup.report(ROUNDS, flow=True),
        "More pages": lambda: scale.report((120, 480)),
        "Questions": lambda: query.report(1_000_000),
    }


def main(raw: Path | None) -> None:
    load = f"Processes that ran or waited before it began: {os.getloadavg()[0]:.1f}."
    text = [HEAD, f"Measured on {datetime.now(UTC):%Y-%m-%d} on {machine()}. {load}", ""]
    for heading, measure in sections(raw).items():
        print(heading, file=sys.stderr, flush=True)
        text += [f"## {heading}", "", *measure(), ""]
    RESULTS.write_text("\n".join(text).rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
