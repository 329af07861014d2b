"""Reading against jieba.lcut of the same text (budget 0.3): python -m benchmarks.reading [RAW]."""

import sys
from pathlib import Path

from benchmarks.timing import raw_texts, report_ratios
from jiceng.reading import read_articles


def read(texts: list[str]) -> None:
    """Read every text; as with `jieba_cut`, nothing found is kept."""
    for text in texts:
        read_articles(text)


def main(raw: Path) -> None:
    texts = raw_texts(raw)
    report_ratios(texts, {"reading": lambda: read(texts)})


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "raw"))
