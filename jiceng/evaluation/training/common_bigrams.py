"""Counts the bigrams that so many articles have that they tell nothing about what an article is about."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from jiceng.evaluation.gold import PageTruth
from jiceng.reading.layout.bigrams import COMMON
from jiceng.storage import replace_file

_SHARE = 0.05
"""Share of the articles from which on a bigram is common."""
_LEAST_CHARACTERS = 150
"""Characters of the shortest article that is counted."""
_PER_LINE = 30


def common_bigrams(pages: Iterable[PageTruth]) -> list[str]:
    """Return the common bigrams of the articles of some pages, sorted."""
    counts: Counter[str] = Counter()
    articles = 0
    for page in pages:
        for article in page.articles:
            texts = ["".join(filter(_is_ideograph, unit.text)) for unit in article.units]
            if sum(map(len, texts)) >= _LEAST_CHARACTERS:
                articles += 1
                counts.update({text[at : at + 2] for text in texts for at in range(len(text) - 1)})
    return sorted(bigram for bigram, count in counts.items() if count >= _SHARE * articles)


def _is_ideograph(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def write_common_bigrams(bigrams: Iterable[str], source: str, file: Path = COMMON) -> None:
    """Write common bigrams to their file, with a comment on where they are from."""
    found = list(bigrams)
    lines = [" ".join(found[at : at + _PER_LINE]) for at in range(0, len(found), _PER_LINE)]
    head = [
        "# Bigrams of ideographs that one article in twenty or more has: they say little about what a text is about."
    ]
    replace_file(file, "\n".join([*head, f"# {source}", *lines, ""]).encode())
