"""All mentions of those who may speak in an article, in order."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from jiceng.extraction.lexicon import words
from jiceng.extraction.quotes.speakers.known_people import KnownPeople
from jiceng.extraction.quotes.speakers.mentions.counted import counted_mentions
from jiceng.extraction.quotes.speakers.mentions.familiar_forms import familiar_mentions
from jiceng.extraction.quotes.speakers.mentions.mention import PERSONAL, SourceMention
from jiceng.extraction.quotes.speakers.mentions.source_words import mentions_by_words
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.titles import title_start

_MOST_BEFORE = 40
"""Mentions that are looked through for who was meant before."""
_LONGEST_TITLE = 8
"""Characters of a title that is looked for before the end of a short form."""


class SourceMentions:
    """The mentions of those who may speak; they do not overlap."""

    def __init__(self, article: ArticleText, people: KnownPeople) -> None:
        """Take an article and the people found in it."""
        self.article = article
        self._by_paragraph = _MentionsByParagraph(article, people)

    def between(self, start: int, end: int) -> list[SourceMention]:
        """Return the mentions that are whole inside a range, in order."""
        first, last = self.article.paragraph_of(max(start, 0)), self.article.paragraph_of(max(start, end - 1, 0))
        found: list[SourceMention] = []
        for paragraph in range(first, last + 1):
            mentions = self._by_paragraph[paragraph]
            inside = mentions[bisect_left(mentions, (start,)) : bisect_left(mentions, (end,))]
            found += [mention for mention in inside if mention.end <= end]
        return found

    def after(self, mention: SourceMention, most: int) -> list[SourceMention]:
        """Return the first mentions after one in its paragraph, at most as many as said."""
        mentions = self._by_paragraph[self.article.paragraph_of(mention.start)]
        first = bisect_left(mentions, (mention.end,))
        return mentions[first : first + most]

    def before(self, offset: int) -> Iterator[SourceMention]:
        """Yield the mentions before an offset, the last one first; the search ends after some."""
        return islice(self._all_before(offset), _MOST_BEFORE)

    def _all_before(self, offset: int) -> Iterator[SourceMention]:
        last = self.article.paragraph_of(offset)
        mentions = self._by_paragraph[last]
        yield from map(mentions.__getitem__, range(bisect_left(mentions, (offset,)) - 1, -1, -1))
        for paragraph in range(last - 1, -1, -1):
            yield from reversed(self._by_paragraph[paragraph])


class _MentionsByParagraph(dict[int, list[SourceMention]]):
    """Index of a paragraph → its mentions in order, found when they are first asked for, as most never are."""

    def __init__(self, article: ArticleText, people: KnownPeople) -> None:
        super().__init__()
        self._article = article
        self._people = people
        self._names = sorted(
            SourceMention(mention.start, mention.end, "name", person.name)
            for person in people.by_name.values()
            for mention in person.mentions
        )

    def __missing__(self, paragraph: int) -> list[SourceMention]:
        start, end = self._article.paragraphs[paragraph]
        names = self._names[bisect_left(self._names, (start,)) : bisect_left(self._names, (end,))]
        others = chain(
            mentions_by_words(self._article, self._people.by_surname, start, end),
            familiar_mentions(self._article, self._people, start, end),
        )
        beside = _beside_names(self._article.text, names, others)
        counted = counted_mentions(self._article, start, end)
        beside += [mention for mention in counted if not _holds_another(self._article, mention, beside)]
        self[paragraph] = mentions = _without_overlaps(beside)
        return mentions


def _holds_another(article: ArticleText, counted: SourceMention, mentions: Iterable[SourceMention]) -> bool:
    """Return whether another mention is who is counted (一位校长指着墙上的画), or a person at its end.

    One after a verb or preposition describes who is counted (一名为老人送餐的小哥), as one before 的 does.
    """
    for other in mentions:
        if not counted.start <= other.start < other.end <= counted.end:
            continue
        if other.end == counted.end:
            if other.kind in PERSONAL:
                return True
        elif not article.text.startswith("的", other.end):
            before = article.words.between(counted.start, other.start)
            if all(word.tag[0] not in "vp" for word in before):
                return True
    return False


def _beside_names(text: str, names: list[SourceMention], others: Iterable[SourceMention]) -> list[SourceMention]:
    """Return names in full with those other mentions that are no part of one, in any order.

    A title directly after a name is a part of it; an honorific makes the mention longer (王建国|先生).
    """
    found = list(names)
    starts = [name.start for name in names]
    beside: list[SourceMention] = []
    for mention in others:
        at = bisect_right(starts, mention.start) - 1
        if at >= 0 and found[at].end > mention.start:
            continue
        if mention.kind == "short":
            floor = max(0, mention.end - _LONGEST_TITLE)
            if title_start(text, mention.end, floor) < mention.start:
                continue
        if at >= 0 and found[at].end == mention.start and mention.kind in ("role", "kin", "short"):
            if mention.name in words("honorifics"):
                found[at] = found[at]._replace(end=mention.end)
            continue
        beside.append(mention)
    return found + beside


def _without_overlaps(mentions: Iterable[SourceMention]) -> list[SourceMention]:
    """Return mentions in order: of those that overlap the first and longest, of those that adjoin the last.

    A role, relative or group directly before another mention describes it (村民|张三).
    """
    kept: list[SourceMention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.start, -mention.end)):
        if kept and kept[-1].end > mention.start:
            continue
        while kept and kept[-1].end == mention.start and kept[-1].kind in ("role", "kin", "group"):
            kept.pop()
        kept.append(mention)
    return kept
