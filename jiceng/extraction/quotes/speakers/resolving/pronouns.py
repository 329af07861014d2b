"""Whom a pronoun means: of whom the sentence before tells, else who was named last in the reporter's voice."""

from bisect import bisect_right

from jiceng.extraction.quotes.speakers.clauses import offset_after_last
from jiceng.extraction.quotes.speakers.mentions.mention import NAMED, SourceMention
from jiceng.extraction.quotes.speakers.resolving.resolver import Resolver
from jiceng.extraction.quotes.speakers.speaker import Speaker
from jiceng.extraction.quotes.speakers.subjects import named_subject
from jiceng.extraction.text.article_text import ArticleText

_LONGEST_SENTENCE_BEFORE = 200
"""Characters before a pronoun in which the person is whom it means."""


def pronoun(mention: SourceMention, resolver: Resolver) -> Speaker:
    """Return whom a pronoun means, the pronoun itself where nobody was named before."""
    antecedent = _subject_before(mention, resolver) or _last_named(mention, resolver)
    if antecedent is None:
        return Speaker(mention.name, "person", mention.start, mention.end, "pronoun")
    return resolver.speaker(antecedent).meant_at(mention.start, mention.end, "pronoun")


def _subject_before(mention: SourceMention, resolver: Resolver) -> SourceMention | None:
    """Return of whom the sentence before tells, for a pronoun that opens the next (张三会见李四。他说)."""
    text = resolver.article.text
    floor = resolver.article.paragraph_range(mention.start)[0]
    if mention.start <= floor or text[mention.start - 1] not in "。！？":
        return None
    floor = max(floor, mention.start - _LONGEST_SENTENCE_BEFORE)
    sentence = offset_after_last("。！？；", text, floor, mention.start - 1)
    return named_subject(resolver.mentions, sentence, mention.start)


def _last_named(mention: SourceMention, resolver: Resolver) -> SourceMention | None:
    """Return the last person named before a pronoun, but nobody named only in speech that ended before it."""
    speech = resolver.article.once(_SpeechInMarks)
    for earlier in resolver.mentions.before(mention.start):
        if earlier.kind in NAMED and not speech.ended_between(earlier.start, mention.start):
            return earlier
    return None


class _SpeechInMarks:
    """The outermost closed ranges between “ and ” of an article."""

    def __init__(self, article: ArticleText) -> None:
        marked = [range_ for range_ in article.marked if range_.mark == "“" and range_.depth == 0 and range_.closed]
        self._starts = [range_.start for range_ in marked]
        self._ends = [range_.end for range_ in marked]

    def ended_between(self, offset: int, later: int) -> bool:
        """Return whether marks enclose an offset but not a later one."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._ends[index] <= later
