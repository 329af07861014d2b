"""Times a step of jiceng against jieba.lcut of the same text, alternately in one run, because machines are noisy."""

import logging
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import jieba

from jiceng.page import InputFault, find_pages, read_page

RUNS = 5


def raw_texts(folder: Path, least_characters: int = 200_000) -> list[str]:
    """Return the raw texts of a folder's pages, repeated until they are long enough to time.

    Exits with one line if the folder has no page that can be read.
    """
    try:
        texts = [text for page in find_pages(folder).pages if (text := read_page(page).raw_text)]
    except InputFault as fault:
        sys.exit(str(fault))
    if not texts:
        sys.exit(f"{folder}: holds no page with text; give the folder that holds the newspapers' folders")
    times = 1 + least_characters // sum(map(len, texts))
    return texts * times


def jieba_cut(texts: list[str]) -> None:
    """Cut every text with jieba, the unit of time."""
    for text in texts:
        jieba.lcut(text)


def report_ratios(texts: list[str], steps: dict[str, Callable[[], object]]) -> None:
    """Print each step's time as a share of jieba's for the same text: the median of RUNS runs, with the range."""
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    jieba_cut(texts[:1])
    for step in steps.values():
        step()
    ratios: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(RUNS):
        unit = _seconds(lambda: jieba_cut(texts))
        for name, step in steps.items():
            ratios[name].append(_seconds(step) / unit)
    characters = sum(map(len, texts))
    for name, values in ratios.items():
        spread = f"{min(values):.3f}–{max(values):.3f}"
        print(
            f"{name:12s} {statistics.median(values):.3f} of jieba.lcut ({spread}, {RUNS} runs, {characters} characters)"
        )


def _seconds(step: Callable[[], object]) -> float:
    """Return the processor time of a step, which does not depend on what else the machine does."""
    start = time.process_time()
    step()
    return time.process_time() - start
