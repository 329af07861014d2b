"""The annotated articles of gold pages, prepared for extraction."""

from collections.abc import Iterable, Iterator

from jiceng.evaluation.gold import GoldArticle, GoldPage, RecordsTruth
from jiceng.extraction.text.article_text import ArticleText


def annotated_articles(pages: Iterable[GoldPage]) -> Iterator[tuple[GoldArticle, RecordsTruth, ArticleText]]:
    """Yield each article of pages that has records and a text: as the gold has it, its records, and its text."""
    for page in pages:
        for gold in page.articles:
            if gold.records is not None and gold.article.paragraphs:
                yield gold, gold.records, ArticleText(gold.article, page.newspaper)
