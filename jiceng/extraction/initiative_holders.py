"""Who runs an initiative: the body or place that the text names before it, or that its speaker belongs to."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter, itemgetter

from jiceng.extraction import lexicon
from jiceng.extraction.article_text import ArticleText
from jiceng.extraction.communities import places_printed
from jiceng.extraction.findings import FoundCommunity, FoundPerson, FoundQuote
from jiceng.extraction.initiative_names import NameCandidate, body_ends
from jiceng.extraction.initiative_parts import LONGEST_SENTENCE, sentence_around

_start = attrgetter("start")
_DATELINE = re.compile(r"[0-9]{1,2}月[0-9]{1,2}日电")
_ISSUER_IN_TITLE = re.compile(r"([^关]{2,24}?(?:委|政府|局|厅|部|会|办公室))(?:办公室)?关于")
_BODY_OF_MEETING = re.compile(r"[^委]{1,12}?(?:委|政府|人大|政协)")
_SHORTEST_BODY = 3


class Holders:
    """Finds who runs an initiative of one article."""

    def __init__(
        self,
        article: ArticleText,
        people: Sequence[FoundPerson],
        quotes: Sequence[FoundQuote],
        communities: Sequence[FoundCommunity],
    ) -> None:
        """Take an article and what was found in it before."""
        self._article = article
        self._text = article.text
        self._quotes = sorted(quotes, key=_start)
        employed = [(m.start, person.organization) for person in people for m in person.mentions if person.organization]
        self._organizations = sorted(employed)
        self._places = places_printed(article)
        self._main_place = max(communities, key=lambda place: len(place.mentions)).name if communities else None
        self._home = article.home.rpartition("/")[2] if article.home else None

    def holder(self, candidate: NameCandidate) -> str | None:
        """Return who runs an initiative, as printed.

        The issuer that a title names, else the body or place printed last before the name in its sentence, else the
        speaker's organization or the body that a meeting is of, else what the paragraph names before, else the
        article's main place.
        """
        if issuer := _ISSUER_IN_TITLE.match(candidate.core):
            return issuer[1]
        if self._home and candidate.core.startswith(self._home.rstrip("市县区州")):
            return self._home
        start, _ = sentence_around(self._article, candidate.start, candidate.end)
        speech = self._speech_around(candidate.start, candidate.end)
        if speech is not None and speech.kind == "direct":
            start = max(start, speech.start)
        if (nearest := self._last_between(start, candidate.start)) is not None:
            return nearest
        if speech is not None and (speech.organization or speech.speaker_kind == "organization"):
            return speech.organization or speech.speaker
        if speech is not None and speech.speaker_kind == "meeting":
            body = _BODY_OF_MEETING.match(speech.speaker or "")
            return body[0] if body else None
        if speech is None and (organization := self._organization_of_person_between(start, candidate.start)):
            return organization
        paragraph_start, _ = self._article.paragraph_range(candidate.start)
        before = self._last_between(max(paragraph_start, start - LONGEST_SENTENCE), start)
        return before or self._main_place or self._home

    def _speech_around(self, start: int, end: int) -> FoundQuote | None:
        index = bisect_right(self._quotes, start, key=_start) - 1
        return self._quotes[index] if index >= 0 and end <= self._quotes[index].end else None

    def _organization_of_person_between(self, start: int, end: int) -> str | None:
        index = bisect_left(self._organizations, start, key=itemgetter(0))
        found = self._organizations[index : index + 1]
        return found[0][1] if found and found[0][0] < end else None

    def _last_between(self, start: int, end: int) -> str | None:
        """Return the place or body printed last between two offsets, the first of those it is joined with.

        A place or body that is another's partner or aim (联合…) counts only where there is no other.
        """
        named = sorted({*self._places_between(start, end), *self._bodies_between(start, end)}, key=_end_then_length)
        beside = tuple(lexicon.words("words_before_partners"))
        subjects = [(left, right) for left, right in named if not self._text.endswith(beside, start, left)]
        if not named:
            return None
        left, right = (subjects or named)[-1]
        by_end = {found[1]: found for found in named}
        while left > start and self._text[left - 1] in "、和" and left - 1 in by_end:
            left, right = by_end[left - 1]
        return self._text[left:right]

    def _places_between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the ranges of places, each with the larger ones printed directly before it."""
        first, behind = (bisect_left(self._places, offset, key=itemgetter(0)) for offset in (start, end))
        chain_start, chain_end = start, -1
        for left, right in self._places[first:behind]:
            if right > end or _DATELINE.match(self._text, right):
                continue
            chain_start = chain_start if left == chain_end else left
            chain_end = right
            yield chain_start, right

    def _bodies_between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        words, starts = self._article.words, self._article.word_starts
        for index in range(bisect_left(starts, start), bisect_left(starts, end)):
            word = words[index]
            if word.end > end or word.tag[:1] not in "njl" or not word.text.endswith(body_ends()):
                continue
            first = index
            while (
                first > 0
                and words[first - 1].start >= start
                and words[first - 1].end == words[first].start
                and words[first - 1].tag[:1] in "njbl"
            ):
                first -= 1
            if word.end - words[first].start >= _SHORTEST_BODY or word.text in lexicon.words("relative_bodies"):
                yield words[first].start, word.end


def _end_then_length(found: tuple[int, int]) -> tuple[int, int]:
    return found[1], found[1] - found[0]
