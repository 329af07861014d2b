"""What an article is, by its words and its form: a report, a commentary, an interview, a caption."""

import re
from collections.abc import Sequence
from functools import cache

from jiceng.reading.article import ReadParagraph
from jiceng.reading.lexicon import any_of, words
from jiceng.reading.lines.credits import parse_credits
from schemas.article import ArticleKind, TitleRole

_BRIEF = 250
"""Characters below which an article is a brief, and a paragraph short enough to be a caption or a credit."""
_SERIES = re.compile("(?:^|——|—)(?:[一二三四五六七八九十再]{1,2}论|论)(?![坛文述证道点])")
"""How titles in a series of commentaries begin (——三论…)."""
_CAPTION = re.compile(f"{any_of('caption_starts')}|[（）()。]*{any_of('caption_sources')}[（）()。]*$")
"""How a caption begins, or a picture's source that is all of it."""
_PHOTO_ENDS = ("摄", "摄影报道", "供图", "图片")
_BRACKET_AT_END = re.compile("[（(][^（）()]{1,12}[）)]$")
_QUESTIONS = 2
"""Paragraphs with a question that make an article an interview."""


def is_caption(text: str) -> bool:
    """Return whether a paragraph describes a picture or credits it (图为…, 某某摄)."""
    if len(text) >= _BRIEF:
        return False
    if _CAPTION.match(text):
        return True
    ending = _BRACKET_AT_END.sub("", text) if text[-1] in "）)" else text
    ending = ending or text.strip("（）()")
    if not ending.removesuffix("。").endswith(_PHOTO_ENDS):
        return False
    return any(credit.role == "photographer" for credit in parse_credits(text))


@cache
def _commentary() -> re.Pattern[str]:
    labels = any_of("commentary_labels")
    return re.compile(
        f"[（(][^）)]*{any_of('commentary_columns')}[^）)]*[）)]?$|^{labels}(?:[：:丨|｜]|$)|^(?:本报|新华社)(?:特约)?评论员"
    )


@cache
def _interview() -> re.Pattern[str]:
    columns = any_of("interview_columns")
    return re.compile(
        f"{any_of('interview_words')}|—访(?!问)|^{columns}(?:[：:丨|｜ ]|(?=[\u4e00-\u9fff]{{2,3}}[：:]))"
        f"|[（(][^）)]*{columns}[^）)]*[）)]?$"
    )


@cache
def _question() -> re.Pattern[str]:
    return re.compile(f"{any_of('questions')}[：:]")


def kind_of(titles: Sequence[tuple[TitleRole, str]], paragraphs: Sequence[ReadParagraph]) -> ArticleKind:
    """Return the kind of an article, from the words of its titles and the length and form of its paragraphs."""
    headline = " ".join(text for role, text in titles if role == "headline")
    if any(_commentary().search(text) or _SERIES.search(text) for role, text in titles if role != "byline"):
        return "commentary"
    if any(role == "byline" and "评论员" in text for role, text in titles):
        return "commentary"
    question = _question()
    asked = sum([question.match(p.text.text) is not None for p in paragraphs])
    if asked >= _QUESTIONS or any(_interview().search(text) for role, text in titles if role != "byline"):
        return "interview"
    printed_in_full = _kind_printed_in_full(headline.rstrip("（）()"))
    if printed_in_full is not None:
        return printed_in_full
    if headline in words("caption_sources"):
        return "caption"
    length = sum([len(p.text.text) for p in paragraphs])
    if paragraphs and length < _BRIEF:
        return "caption" if paragraphs[-1].role == "caption" else "brief"
    return "report"


def _kind_printed_in_full(headline: str) -> ArticleKind | None:
    """Return the kind that the end of a headline names (…的通知, …启事), None if it reports that one was issued."""
    kind: ArticleKind | None = None
    if headline.endswith(words("document_words")):
        kind = "document"
    elif headline.endswith(words("notice_words")):
        kind = "notice"
    return None if kind and any(word in headline for word in words("issuing_words")) else kind
