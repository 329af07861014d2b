"""Trains how likely a line goes on in another, from pages whose lines are printed column by column."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from jiceng.evaluation.gold import GoldPage
from jiceng.evaluation.log_linear import Case, Weights, fit
from jiceng.evaluation.training.files import write_features
from jiceng.reading import read_lines
from jiceng.reading.interleaving.links import FILE, Links
from jiceng.reading.lines.split import Line

_L2, _LEAST, _MOST_STEPS = 1.0, 0.03, 100
"""Penalty on squared weights, the smallest weight that is kept, and steps after which nothing changes any more."""
_APART = (3, 5, 7, 11)
"""How many lines further on the lines are in which a line does not go on."""

_SIZES = (25, 100, 10_000)
"""Lines of the pieces into which a page is cut, to learn from as small pages."""


def train_links(pages: Sequence[GoldPage]) -> Weights:
    """Return weights learned from the lines of pages: each goes on in the next one, and in none further on."""
    seen: Counter[tuple[tuple[str, ...], int]] = Counter()
    for page in pages:
        lines = [line for line in read_lines(page.raw.raw_text or "") if line.kind == "text"]
        for size in _SIZES:
            for start in range(0, len(lines), size):
                _look_at(lines[start : start + size], seen)
    # As many cases speak for as against: the weights are those of the evidence alone.
    cases = [
        Case([{}, dict.fromkeys(features, 1.0)], right, count / len(_APART))
        for (features, right), count in seen.items()
    ]
    return fit(cases, l2=_L2, least=_LEAST, most_steps=_MOST_STEPS)


def _look_at(lines: Sequence[Line], seen: Counter[tuple[tuple[str, ...], int]]) -> None:
    """Count what is seen of lines that go on in each other, and of lines that do not."""
    links = Links(lines)
    for index in range(len(lines) - 1):
        if not lines[index + 1].gap:
            seen[tuple(links.features(index, index + 1)), 1] += len(_APART)
            for apart in _APART:
                if index + apart < len(lines):
                    seen[tuple(links.features(index, index + apart)), 0] += 1


def write_links(weights: Weights, source: str, file: Path = FILE) -> None:
    """Write the weights, sorted by name; `source` says from what they were learned."""
    comment = ["How much what is seen of two lines speaks for the one going on in the other.", source]
    write_features(weights, comment, file)
