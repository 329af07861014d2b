"""Meetings before a cue: 市委十届八次全会提出."""

from jiceng.extraction.lexicon import words
from jiceng.extraction.quotes.speakers.phrases import ends_with_any, noun_phrase_start
from jiceng.extraction.quotes.speakers.speaker import Speaker
from jiceng.extraction.text.article_text import ArticleText


def meeting(article: ArticleText, start: int, end: int) -> Speaker | None:
    """Return the meeting that the words between two offsets end with."""
    if not ends_with_any(article.text, words("meetings"), start, end):
        return None
    return Speaker.printed(article.text, noun_phrase_start(article, start, end), end, "meeting")
