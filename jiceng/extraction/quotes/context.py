"""Context: what a rule for quotes may look at beside the words in question."""

from dataclasses import dataclass, field
from typing import NamedTuple

from jiceng.extraction.quotes.decision import Decision
from jiceng.extraction.quotes.paragraph import SENTENCE_STOPS, Paragraph
from jiceng.extraction.quotes.speakers.clauses import offset_after_last
from jiceng.extraction.quotes.speakers.sources import Sources
from jiceng.extraction.quotes.speakers.speaker import Speaker
from jiceng.extraction.quotes.speech import Speech
from jiceng.extraction.text.article_text import ArticleText


@dataclass(slots=True)
class Thread:
    """What one paragraph leaves to the next: whose words may go on there."""

    last: Speaker | None = None
    """Who spoke last in marks."""
    colon: Speaker | None = None
    """Whose words the next paragraph holds (村民张三： / “…”)."""
    unclosed: bool = False
    """Whether the last speech had no closing mark, so that it goes on."""
    waiting: list[tuple[Speech, Decision]] = field(default_factory=list)
    """Speech that nobody has been found for yet."""

    def break_off(self) -> None:
        """Forget who spoke, after a paragraph in which nobody does."""
        self.last, self.colon, self.unclosed = None, None, False


class Context(NamedTuple):
    """One paragraph and what came before it."""

    article: ArticleText
    text: str
    """The article's text."""
    sources: Sources
    paragraph: Paragraph
    thread: Thread

    def subject_before(self, offset: int) -> Speaker | None:
        """Return the subject of the paragraph's last sentence before an offset that has one, else who spoke last."""
        paragraph, text = self.paragraph, self.text
        stop = offset
        floor = paragraph.voice_start(offset)
        while stop > floor:
            start = offset_after_last(SENTENCE_STOPS, text, floor, stop - 1)
            found = self.sources.subject(start, stop)
            if found is not None:
                return found
            stop = start
        if floor > paragraph.start and self.thread.last is not None:
            return self.thread.last._replace(attribution="continued")
        return None
