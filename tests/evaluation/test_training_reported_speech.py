"""What opens reported speech and where it ends is learned from the indirect quotes of annotated articles."""

from dataclasses import replace

from jiceng.evaluation.gold import Gold
from jiceng.evaluation.training.extraction.reported_speech import ENDS, OPENINGS, reported_in
from jiceng.extraction.text.article_text import ArticleText


def test_indirect_quotes_are_found_in_the_text(gold: Gold) -> None:
    checked = 0
    for page in gold.pages:
        for article in page.articles:
            if article.records is None:
                continue
            text = ArticleText(article.article, page.newspaper)
            quotes = [quote.text for quote in article.records.quotes if quote.kind == "indirect"]
            found = [text.text[one.start : one.end] for one in reported_in(article, text)]
            assert sorted(found) == sorted(quotes)
            checked += len(found)
    assert checked


def test_the_same_pages_teach_the_same(gold: Gold) -> None:
    openings = replace(OPENINGS, fewest=1)
    weights = openings.learn(gold.pages)
    assert weights == openings.learn(gold.pages)
    assert weights["cue opens: indirect"] > 0
    assert ENDS.learn(gold.pages) == ENDS.learn(gold.pages)


def test_parts_have_files_of_their_own() -> None:
    assert OPENINGS.file != ENDS.file
    assert OPENINGS.in_use() is OPENINGS.in_use()
