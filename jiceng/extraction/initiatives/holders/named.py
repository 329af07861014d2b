"""The places, organizations and people that an article names, for whoever asks who runs an initiative."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter, itemgetter

from jiceng.extraction import lexicon
from jiceng.extraction.findings import FoundCommunity, FoundPerson, FoundQuote
from jiceng.extraction.initiatives.phrases import holder_ends
from jiceng.extraction.initiatives.weights import WEIGHTS
from jiceng.extraction.lexicon import short_list
from jiceng.extraction.organizations.name_boundaries import organization_start
from jiceng.extraction.people.offices import PrintedOffice, office_before
from jiceng.extraction.places.find import places_printed
from jiceng.extraction.text.article_text import ArticleText

_start = attrgetter("start")
_DATELINE = re.compile(r"[0-9]{1,2}月[0-9]{1,2}日电")
_CENTRAL_ORGANIZATIONS = frozenset(short_list("central_organizations"))
_MINISTRIES = short_list("ends_of_ministries")
_ORGANIZATION_TAGS = "njlz"
"""First letters of the parts of speech of the last word of an organization's name."""
_LONGEST_OFFICE = 24
"""Characters between a place and the name of who has an office of it."""


class NamedInArticle:
    """What an article names, by where; offsets are those of its text."""

    def __init__(
        self,
        article: ArticleText,
        people: Sequence[FoundPerson],
        quotes: Sequence[FoundQuote],
        communities: Sequence[FoundCommunity],
    ) -> None:
        """Take an article and what was found in it before."""
        self.article = article
        self.text = article.text
        self.home = article.home.rpartition("/")[2] if article.home else None
        """The own name of a local newspaper's place (攀枝花市)."""
        counties = {place.name for place in communities if place.level == "county"}
        self.only_county = counties.pop() if len(counties) == 1 else None
        """The county's name where the article names only one."""
        self.people = frozenset(person.name for person in people)
        """Names of the people found."""
        self._quotes = sorted(quotes, key=_start)
        employed = [person for person in people if any(office.organization for office in person.offices)]
        self._organizations = sorted((m.start, person.organization) for person in employed for m in person.mentions)
        self._people = sorted(mention.start for person in people for mention in person.mentions)
        self._places = places_printed(article)
        self._means_home: dict[int, bool] = {}
        self._last: tuple[tuple[int, int], frozenset[tuple[int, int]]] | None = None
        """What `between` was asked last, and its answer: it is often asked the same again."""

    def means_home(self, offset: int) -> bool:
        """Return whether the paragraph of an offset speaks of a local newspaper's place by its rank (全市, 市委)."""
        if self.home is None:
            return False
        start, end = self.article.paragraph_range(offset)
        if start not in self._means_home:
            rank = self.home[-1]
            self._means_home[start] = re.search(f"[我全]{rank}|{rank}[委里]", self.text[start:end]) is not None
        return self._means_home[start]

    def speech_around(self, start: int, end: int) -> FoundQuote | None:
        """Return the quote in which a range is."""
        index = bisect_right(self._quotes, start, key=_start) - 1
        return self._quotes[index] if index >= 0 and end <= self._quotes[index].end else None

    def organization_of_first_person(self, start: int, end: int) -> str | None:
        """Return the organization of the first person with one who is named between two offsets."""
        index = bisect_left(self._organizations, start, key=itemgetter(0))
        found = self._organizations[index : index + 1]
        return found[0][1] if found and found[0][0] < end else None

    def office_of(self, start: int, end: int) -> PrintedOffice | None:
        """Return the office of the person named next that a place or organization is printed in (某县|委书记张三)."""
        index = bisect_left(self._people, end)
        if index == len(self._people) or self._people[index] - end > _LONGEST_OFFICE:
            return None
        office = office_before(self.article, self._people[index])
        return office if office is not None and office.start <= start else None

    def between(self, start: int, end: int) -> frozenset[tuple[int, int]]:
        """Return the ranges of the places and organizations between two offsets."""
        if self._last is None or self._last[0] != (start, end):
            self._last = (
                (start, end),
                frozenset((*self.places_between(start, end), *self._organizations_between(start, end))),
            )
        return self._last[1]

    def places_between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the ranges of places, each with the larger ones printed directly before it."""
        first, stop = (bisect_left(self._places, offset, key=itemgetter(0)) for offset in (start, end))
        chain_start, chain_end = start, -1
        for left, right in self._places[first:stop]:
            if right > end or _DATELINE.match(self.text, right):
                continue
            chain_start = chain_start if left == chain_end else left
            chain_end = right
            if not self.text.startswith(short_list("what_places_give_their_names"), right):
                yield chain_start, right

    def last_place_before(self, offset: int) -> str | None:
        """Return the place that the paragraph names last before an offset (当地)."""
        paragraph_start, _ = self.article.paragraph_range(offset)
        places = list(self.places_between(paragraph_start, offset))
        return self.text[places[-1][0] : places[-1][1]] if places else None

    def _organizations_between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        words = self.article.words
        left, right = bisect_left(words.starts, start), bisect_left(words.starts, end)
        for index, text in enumerate(words.texts[left:right], left):
            central = text in _CENTRAL_ORGANIZATIONS
            if not central and not _may_end_organization(text):
                continue
            word = words[index]
            if word.end > end or not (central or word.tag[0] in _ORGANIZATION_TAGS):
                continue
            if central:
                yield word.start, word.end
                continue
            first = self._after_verbs(max(start, organization_start(self.article, word.end, start)), word.start)
            known = text in lexicon.words("relative_organizations")
            if self._has_name(first, word.end) and (word.end - first >= WEIGHTS.shortest_holder or known):
                yield first, word.end

    def _has_name(self, start: int, end: int) -> bool:
        """Return whether an organization is told apart from others of its kind, and is not the end of one in marks."""
        text = self.text
        if text[start:end] in lexicon.words("generic_holders"):
            return False
        return text[start] not in "某各" and text[start - 1 : start] != "某" and text[end] not in "”’"

    def _after_verbs(self, start: int, end: int) -> int:
        """Return the offset after the last verb of initiatives in what was taken for an organization's name."""
        verbs, joining = lexicon.words("initiative_verbs"), short_list("verbs_of_joining")
        inside = self.article.words.between(start, end) if start < end else ()
        ends = (word.end for word in inside if (word.text in verbs and word.tag == "v") or word.text in joining)
        return max(ends, default=start)


@lru_cache(maxsize=8192)
def _may_end_organization(word: str) -> bool:
    """Return whether the name of an organization that may run an initiative can end with a word."""
    if word.endswith(holder_ends()):
        return True
    ministry = (len(word) > 2 or word in _MINISTRIES) and word.endswith(_MINISTRIES)
    return ministry and not word.endswith(short_list("no_ministries"))
