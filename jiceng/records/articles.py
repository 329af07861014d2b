"""One article → validated rows: the article's own, and those of what was found in it."""

from hashlib import sha256
from typing import Any

from jiceng.extraction import extract
from jiceng.extraction.findings import Findings
from jiceng.extraction.own_words import own_words
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.keywords import keywords
from jiceng.page import RawPage
from jiceng.reading.article import ReadArticle
from jiceng.reading.lines.plain import plain
from jiceng.reading.traditional import simplified
from jiceng.records.as_printed import AsPrinted
from jiceng.records.findings import FindingRecords
from jiceng.records.ocr_scores import worst_score
from jiceng.records.validation import PageRecords
from schemas import Newspaper, count_printed


def first_raw_offset(article: ReadArticle) -> int:
    """Return the smallest raw offset of an article's characters, titles among them."""
    texts = [title.text for title in article.titles] + [paragraph.text for paragraph in article.paragraphs]
    return min(text.first_raw_offset() for text in texts)


def article_records(
    page: RawPage, newspaper: Newspaper, article: ReadArticle, position: int, certainty: float = 1.0
) -> PageRecords:
    """Return the rows of one article of a page; `position` is its place on the page, from 1.

    Confidences of quotes are multiplied by `certainty`; at 0, nothing of what the article says is among the rows.
    """
    records = PageRecords()
    article_id = f"{page.file.page_id}/a{first_raw_offset(article)}"
    text = ArticleText(article, newspaper, page.issue_date.year if page.issue_date else None)
    found = extract(text) if certainty else Findings(text)
    words = keywords(own_words(found))
    if "traditional" in article.issues:
        shown = plain(page.raw_text or "")
        printed = AsPrinted(article, simplified(shown), shown)
        article, found, words = printed.article(), printed.findings(found), tuple(map(printed.name, words))
    candidate = _article_candidate(page, article, words, article_id, position)
    accepted = records.accept("articles", candidate, page.file.page_id, candidate["raw_spans"])
    if accepted is not None:
        FindingRecords(records, page, article, article_id, certainty).accept_all(found)
    return records


def _article_candidate(
    page: RawPage, article: ReadArticle, words: tuple[str, ...], article_id: str, position: int
) -> dict[str, Any]:
    text, spans = article.text.text, article.text.spans()
    return {
        "article_id": article_id,
        "page_id": page.file.page_id,
        "newspaper": page.file.newspaper,
        "issue_date": page.issue_date,
        "page_number": page.page_number,
        "position": position,
        "kind": article.kind,
        "kicker": article.title("kicker"),
        "headline": article.title("headline"),
        "subheadline": article.title("subheadline"),
        "titles": tuple(
            {"role": title.role, "text": title.text.text, "spans": title.text.spans()} for title in article.titles
        ),
        "byline": article.byline,
        "credits": article.credits,
        "dateline": article.dateline,
        "text": text,
        "paragraphs": tuple(
            {"role": paragraph.role, "text_start": start, "text_end": end}
            for paragraph, (start, end) in zip(article.paragraphs, article.paragraph_ranges, strict=True)
        ),
        "raw_spans": spans,
        "text_sha256": sha256(text.encode()).hexdigest(),
        "keywords": words,
        "continues": article.continues,
        "continued_from": article.continued_from,
        "character_count": count_printed(text),
        "ocr_score": worst_score(page.scores, spans),
        "issues": article.issues,
    }
