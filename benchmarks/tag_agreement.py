"""How far rjieba, which extraction tags with, agrees with jieba.posseg; takes the gold folder's pages, if not raw."""

import logging
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import jieba
import jieba.posseg
import rjieba

from jiceng.page import find_pages, read_page
from jiceng.reading import read_articles

NAMES = ("nr", "ns", "nt")
"""Parts of speech of names: people, places, organizations."""


def placed(tagged: Iterable[tuple[str, str]]) -> set[tuple[int, int, str]]:
    """Return the words of a text as start, end and part of speech."""
    words = set()
    start = 0
    for word, tag in tagged:
        words.add((start, start + len(word), tag))
        start += len(word)
    return words


def main(raw: Path) -> None:
    jieba.setLogLevel(logging.WARNING)
    alike: Counter[str] = Counter()
    words: Counter[str] = Counter()
    for page in find_pages(raw).pages:
        raw_text = read_page(page).raw_text
        for article in read_articles(raw_text).articles if raw_text else ():
            for start, end in article.paragraph_ranges:
                text = article.text.text[start:end]
                ours = placed(rjieba.tag(text))
                cuts = {(left, right) for left, right, _ in ours}
                for left, right, tag in placed((pair.word, pair.flag) for pair in jieba.posseg.cut(text)):
                    names = [tag] if tag in NAMES else []
                    words.update(["cut", "cut and tag", *names])
                    alike["cut"] += (left, right) in cuts
                    alike.update(["cut and tag", *names] if (left, right, tag) in ours else [])
    for what, count in words.items():
        print(f"{what:12s} {alike[what] / count:.3f} of jieba's {count} words alike")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "raw"))
