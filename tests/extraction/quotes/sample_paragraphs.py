"""Makes the context in which a rule for quotes is asked, for the tests of rules, guards and paragraphs."""

from jiceng.extraction.people.find import find_people
from jiceng.extraction.quotes.context import Context, Thread
from jiceng.extraction.quotes.cues import cue_finder, find_cues, lost_end
from jiceng.extraction.quotes.paragraph import Paragraph
from jiceng.extraction.quotes.speakers.sources import Sources
from jiceng.extraction.text.marks import SPEECH_MARKS
from tests.extraction.sample_articles import article_of


def paragraph_of(text: str, start: int = 0, end: int | None = None) -> Paragraph:
    """Return a range of a text as a paragraph in which all words in marks are speech."""
    end = len(text) if end is None else end
    offsets = [offset for offset in SPEECH_MARKS.offsets(text) if start <= offset < end]
    marked = [m for m in SPEECH_MARKS.ranges(text, offsets, start, end, lost_end) if m.depth == 0]
    cues = find_cues(text, start, end, cue_finder().finditer(text, start, end), marked)
    return Paragraph(text, start, end, marked, list(cues))


def context_of(text: str, thread: Thread | None = None, index: int = -1) -> Context:
    """Return the context of a paragraph of an article, the last one by default."""
    article = article_of(text)
    start, end = article.paragraphs[index]
    sources = Sources(article, find_people(article))
    return Context(article, article.text, sources, paragraph_of(article.text, start, end), thread or Thread())
