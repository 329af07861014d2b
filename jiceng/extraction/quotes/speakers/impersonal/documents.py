"""Documents before a cue: 《意见》提出, 《实施意见》（以下简称《意见》）提出, 全会决定指出."""

import re

from jiceng.extraction.lexicon import words
from jiceng.extraction.quotes.speakers.phrases import ends_with_any, noun_phrase_start
from jiceng.extraction.quotes.speakers.speaker import Speaker
from jiceng.extraction.text.article_text import ArticleText

_CALLED = re.compile(r"》?（(?:以下)?(?:简称|下称)[“]?(《[^《》）\n]{1,30}》)[”]?）$")
_TITLE = re.compile(r"《[^《》\n]{2,60}》$")


def document(article: ArticleText, start: int, end: int) -> Speaker | None:
    """Return the document that the words between two offsets end with, by its short title where they give one."""
    text = article.text
    if called := _CALLED.search(text, start, end):
        return Speaker(called.group(1), "document", called.start(1), called.end(1), "named")
    if title := _TITLE.search(text, start, end):
        return Speaker.printed(text, title.start(), end, "document")
    if ends_with_any(text, words("documents"), start, end):
        return Speaker.printed(text, noun_phrase_start(article, start, end), end, "document")
    return None
