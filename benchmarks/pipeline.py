"""A build's way from page files to a shard's Parquet, stage by stage, against jieba on the same text.

    python -m benchmarks.pipeline [RAW] [--pages N] [--rounds N] [--workers]

One process; without RAW, generated pages. jieba.lcut, jieba.posseg and the stages take turns; a figure is the median,
over the rounds, of processor time as a share of jieba.lcut in the same round. `whole` is one shard, from the bytes of
its pages to its files; `rows` is what of it is no reading, extraction or keywords. Peak memory is of a process that
only builds. `--workers` says how much sooner two processes are done, by the clock: it needs two idle cores.
"""

import argparse
import logging
import multiprocessing
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from benchmarks.generated import write_pages
from benchmarks.timing import Step, peak_megabytes, seconds_by_turns, shares, spread
from flows.runs.steps import shards_at_a_time
from jiceng.dataset.shards import ShardSource, list_shards, write_shard
from jiceng.extraction import extract
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.keywords import keywords
from jiceng.page import InputFault, RawFolder, find_pages, read_page
from jiceng.reading import read_articles
from schemas import Newspaper

UNIT, WHOLE, ROWS = "jieba.lcut", "whole", "rows"
_T = TypeVar("_T")
BUDGETS = {"reading": 0.3, "extraction": 0.7, "keywords": 0.15, ROWS: 0.2, WHOLE: 1.2}
"""Shares of jieba.lcut that stages may take."""
PAGES_PER_PART = 32
"""Pages of each shard where several processes read."""


@dataclass(frozen=True)
class Measured:
    """The pages that are measured: of one newspaper, in one shard."""

    newspaper: Newspaper
    shard: ShardSource
    texts: Sequence[str]


def measured_pages(raw: Path, most: int) -> Measured:
    """Return the first pages of a folder as one shard; exits with one line where it has none with text."""
    try:
        found = find_pages(raw)
        texts = [text for page in found.pages[:most] if (text := read_page(page).raw_text)]
    except InputFault as fault:
        sys.exit(str(fault))
    if not texts:
        sys.exit(f"{raw}: holds no page with text; give the folder that holds the newspapers' folders")
    first = found.pages[0]
    newspaper = next(each for each in found.newspapers if each.newspaper == first.newspaper)
    day = first.folder_date or date(2000, 1, 1)
    as_one = tuple(replace(page, newspaper=first.newspaper, folder_date=day) for page in found.pages[:most])
    (shard,) = list_shards(RawFolder((newspaper,), as_one, ()))
    return Measured(newspaper, shard, texts)


def build(shard: ShardSource, workers: int = 1) -> None:
    """Write a shard into a temporary folder."""
    pool = _processes(workers) if workers > 1 else nullcontext()
    with tempfile.TemporaryDirectory(prefix="jiceng-pipeline-") as folder, pool as processes:
        write_shard(Path(folder), shard, processes)


def _processes(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))


def _each(do: Callable[[_T], object], over: Iterable[_T]) -> None:
    """Do something with one after the other; nothing that is found is kept, as in a build."""
    for one in over:
        do(one)


def steps_of(pages: Measured) -> dict[str, Step]:
    """Return what is measured, by name."""
    import jieba.posseg  # here: a process that only builds does without

    jieba.setLogLevel(logging.WARNING)
    jieba.posseg.lcut(pages.texts[0])
    articles = [article for text in pages.texts for article in read_articles(text).articles]
    words = [ArticleText(article, pages.newspaper).words.texts for article in articles]
    return {
        UNIT: partial(_each, jieba.lcut, pages.texts),
        "reading": partial(_each, read_articles, pages.texts),
        "extraction": partial(_each, lambda article: extract(ArticleText(article, pages.newspaper)), articles),
        "keywords": partial(_each, keywords, words),
        WHOLE: partial(build, pages.shard),
        "jieba.posseg": partial(_each, jieba.posseg.lcut, pages.texts),
    }


def measured_shares(pages: Measured, rounds: int) -> tuple[dict[str, list[float]], list[float]]:
    """Return each step's shares of jieba.lcut, and the seconds of the whole, each by rounds."""
    steps = steps_of(pages)
    build(pages.shard)  # what is loaded once, and what is cached
    seconds = seconds_by_turns(steps, rounds)
    stages = ("reading", "extraction", "keywords")
    whole = zip(seconds[WHOLE], *(seconds[stage] for stage in stages), strict=True)
    seconds[ROWS] = [all_of - sum(parts) for all_of, *parts in whole]
    order = (*stages, ROWS, WHOLE, "jieba.posseg")
    return {name: shares(seconds[name], seconds[UNIT]) for name in order}, seconds[WHOLE]


def peak_of_build(shard: ShardSource) -> float:
    """Return the most memory of a process that only writes a shard, in MB."""
    with _processes(1) as process:
        return process.submit(_build_and_measure, shard).result()


def _build_and_measure(shard: ShardSource) -> float:
    build(shard)
    return peak_megabytes()


def speed_up(shard: ShardSource, workers: int) -> float:
    """Return how much sooner some processes have read shards than one, all started for it, by the clock.

    The shards are parts of one, read as a build reads those of a task.
    """
    parts = [
        replace(shard, name=f"{shard.name}-{start}", pages=shard.pages[start : start + PAGES_PER_PART])
        for start in range(0, len(shard.pages), PAGES_PER_PART)
    ]
    seconds = []
    for number in (1, workers):
        threads = ThreadPoolExecutor(shards_at_a_time(number))
        with threads, _processes(number) as pool, tempfile.TemporaryDirectory(prefix="jiceng-pipeline-") as folder:
            list(pool.map(_warmed, [shard] * number))
            began = perf_counter()
            list(threads.map(partial(write_shard, Path(folder), pool=pool), parts))
            seconds.append(perf_counter() - began)
    return seconds[0] / seconds[1]


def _warmed(shard: ShardSource) -> None:
    build(replace(shard, pages=shard.pages[:1]))


def report(raw: Path, most: int, rounds: int, workers: int = 1) -> list[str]:
    """Return the lines of the report, as Markdown."""
    pages = measured_pages(raw, most)
    found, seconds = measured_shares(pages, rounds)
    characters, count = sum(map(len, pages.texts)), len(pages.texts)
    median = statistics.median(seconds)
    lines = [f"{count} pages, {characters:,} characters, {rounds} rounds:", ""]
    lines += ["| stage | share of jieba.lcut | at most |", "|---|---|---|"]
    lines += [f"| {name} | {spread(values)} | {BUDGETS.get(name, '')} |" for name, values in found.items()]
    lines += ["", f"Whole: {characters / median:,.0f} characters/s, {count / median:.1f} pages/s of processor time."]
    lines.append(f"Peak memory of a process that only builds: {peak_of_build(pages.shard):.0f} MB.")
    if workers > 1:
        lines.append(f"{workers} processes against one: {speed_up(pages.shard, workers):.2f} times as fast.")
    return lines


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("raw", type=Path, nargs="?")
    options.add_argument("--pages", type=int, default=64)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--workers", type=int, default=1)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="jiceng-pages-") as folder:
        raw = chosen.raw or Path(folder)
        if chosen.raw is None:
            write_pages(raw, chosen.pages)
        print("\n".join(report(raw, chosen.pages, chosen.rounds, chosen.workers)))


if __name__ == "__main__":
    main()
