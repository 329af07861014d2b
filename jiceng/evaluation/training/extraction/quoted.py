"""Where the quotes that the gold has of an article are in its text."""

from jiceng.evaluation.gold import GoldArticle
from jiceng.extraction.text.article_text import ArticleText
from schemas.quote import QuoteKind


def quoted_in(gold: GoldArticle, article: ArticleText, kind: QuoteKind) -> list[tuple[int, int]]:
    """Return the half-open ranges of an annotated article's quotes of a kind, in the order of its text."""
    if gold.records is None:
        return []
    place = {raw: offset for offset, raw in enumerate(gold.article.text.raw_offsets()) if article.text[offset] != "\n"}
    found = []
    for quote in gold.records.quotes:
        if quote.kind == kind:
            offsets = [place[raw] for raw in gold.printed_quote(quote) if raw in place]
            if offsets:
                found.append((min(offsets), max(offsets) + 1))
    return sorted(found)
