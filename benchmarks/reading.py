"""Reading against jieba.lcut of the same text (budget 0.3): python -m benchmarks.reading [RAW]."""

import sys
from pathlib import Path

from benchmarks.timing import raw_texts, report_ratios
from jiceng.reading import read_articles


def main(raw: Path) -> None:
    texts = raw_texts(raw)
    report_ratios(texts, {"reading": lambda: [read_articles(text) for text in texts]})


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "raw"))
