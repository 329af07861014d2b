"""Extraction (budget 0.7) and keywords (0.15) against jieba.lcut of the same text; takes the raw folder, if not raw.

Cutting the text into words, which both need and a build does once, is counted with extraction.
"""

import sys
from pathlib import Path

from benchmarks.timing import raw_texts, report_ratios
from jiceng.extraction import extract
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.keywords import keywords
from jiceng.page import find_pages
from jiceng.reading import read_articles


def main(raw: Path) -> None:
    articles = [article for text in raw_texts(raw) for article in read_articles(text).articles]
    newspaper = find_pages(raw).newspapers[0]
    texts = [article.text.text for article in articles]

    segmented = [ArticleText(article, newspaper).words.texts for article in articles]

    def extract_all() -> None:
        for article in articles:  # as a build does: nobody keeps the findings of an article
            extract(ArticleText(article, newspaper))

    def rank_words() -> None:
        for words in segmented:
            keywords(words)

    report_ratios(texts, {"extraction": extract_all, "keywords": rank_words})


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "raw"))
