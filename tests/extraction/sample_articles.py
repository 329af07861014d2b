"""Articles made of texts, for the tests of extraction."""

from jiceng.extraction.text.article_text import ArticleText
from jiceng.reading.article import PrintedTitle, ReadArticle, ReadParagraph
from jiceng.sourced import SourcedText
from schemas import Newspaper

LOCAL = Newspaper(newspaper="city-daily", title="市报", home="四川省/攀枝花市", scope="local")
NATIONAL = Newspaper(newspaper="national-daily", title="全国报", home="北京市", scope="national")


def article_of(
    text: str, newspaper: Newspaper = LOCAL, headline: str | None = None, year: int | None = None
) -> ArticleText:
    """Return an article of a year whose paragraphs are the lines of a text; empty lines are left out."""
    paragraphs = []
    start = 0
    for line in text.split("\n"):
        if line:
            paragraphs.append(ReadParagraph("body", SourcedText.of(text, start, start + len(line))))
        start += len(line) + 1
    titles = (PrintedTitle("headline", SourcedText.of(headline)),) if headline else ()
    return ArticleText(ReadArticle("report", titles, tuple(paragraphs)), newspaper, year)
