"""Who runs an initiative: the body or place that the text names as doing it, or that its speaker belongs to."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter, itemgetter

from jiceng.extraction import lexicon
from jiceng.extraction.findings import FoundCommunity, FoundPerson, FoundQuote
from jiceng.extraction.initiatives.names import DOCUMENT_TITLE, NAMED_AGAIN, NameCandidate, body_ends
from jiceng.extraction.initiatives.parts import sentence_around
from jiceng.extraction.lexicon import one_of, short_list
from jiceng.extraction.organizations.name_boundaries import organization_start
from jiceng.extraction.organizations.nearest import fullest_name, nearest_name
from jiceng.extraction.people.offices import PrintedOffice, office_before
from jiceng.extraction.places.find import places_printed
from jiceng.extraction.text.article_text import ArticleText

_start = attrgetter("start")
_DATELINE = re.compile(r"[0-9]{1,2}月[0-9]{1,2}日电")
_ISSUER_IN_TITLE = re.compile(r"([^关]{2,24}?(?:委|政府|局|厅|部|会|办公室))(?:办公室)?关于")
_BODY_OF_MEETING = re.compile(r"[^委]{1,12}?(?:委|政府|人大|政协)")
_CENTRAL_BODIES = frozenset(short_list("central_organizations"))
_MINISTRIES = short_list("ends_of_ministries")
_SHORTEST_BODY = 3
_LONGEST_OFFICE = 24
"""Characters between a place and the name of who holds an office of it."""
_ISSUED = re.compile(f"(?:{one_of(short_list('verbs_of_issuing_documents'))}|的)[^，。；：]*$")
_LARGEST_PLACES = frozenset({"中国", "全国"})
_COUNTRY_ACTS = re.compile("(?:^|(?<=[，。；：、来年]))(?:中国|我国|国家)(?![\u4e00-\u9fff]{0,6}[委局署部会厅办])")
_SCENE = re.compile(one_of(short_list("behind_scenes")))
"""Behind a place where something happens, which is not who does it (在某市举行的)."""
_ONE_IN_IT = re.compile("一(?:家|个|名|些)?[^直经致批体起举并度方旦样改年]|某")
"""Behind a place of which somebody or something acts that has no name (某省一企业)."""
_MEANT = re.compile(
    rf"(?:^|(?<=[，。；：“‘是]))(?:当地|(?:该|本|我|全)?(?P<unit>{one_of(short_list('units_meant'))})里?)"
    rf"(?=[^，。；：]{{0,12}}{one_of(lexicon.words('initiative_verbs'))}|[还也又已正则就]|中)|[我全](?P<whole>[县市区镇乡村])"
)
"""A unit without its name that opens a clause and acts; it is the one named last (社区成立…, 县里实施…)."""


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
        employed = [person for person in people if any(office.organization for office in person.offices)]
        self._organizations = sorted((m.start, person.organization) for person in employed for m in person.mentions)
        self._named_people = sorted(mention.start for person in people for mention in person.mentions)
        self._places = places_printed(article)
        counties = {place.name for place in communities if place.level == "county"}
        self._only_county = counties.pop() if len(counties) == 1 else None
        self._home = article.home.rpartition("/")[2] if article.home else None

    def holder(self, chosen: Sequence[NameCandidate], others: Sequence[NameCandidate]) -> str | None:
        """Return who runs an initiative, as printed; None where the text does not say.

        `chosen` are the mentions that tell most; of the others only who acts in their sentence counts. A campaign of
        the whole country has a holder only where one stands directly before its name.
        """
        if chosen[0].core in lexicon.words("national_slogans"):
            return next(filter(None, map(self._directly_before, (*chosen, *others))), None)
        return next(filter(None, (*map(self._holder, chosen), *map(self._agent, others))), None)

    def _directly_before(self, candidate: NameCandidate) -> str | None:
        start, _ = sentence_around(self._article, candidate.start, candidate.end)
        found = [
            (left, right) for left, right in self._named_between(start, candidate.start) if right == candidate.start
        ]
        longest = min(found, default=None)
        return self._text[longest[0] : longest[1]] if longest else None

    def _agent(self, candidate: NameCandidate) -> str | None:
        start, _ = sentence_around(self._article, candidate.start, candidate.end)
        if candidate.rule == DOCUMENT_TITLE and not self._is_issued(start, candidate):
            return None
        return self._agent_between(start, candidate.start)

    def _is_issued(self, start: int, candidate: NameCandidate) -> bool:
        """Say whether a document stands behind a verb of issuing in its clause, or behind whose it is (某市《…》)."""
        clause = max(start, max(self._text.rfind(mark, start, candidate.start) for mark in "，；：") + 1)
        if self._text.endswith(short_list("central_organizations"), clause, candidate.start):
            return True
        return _ISSUED.search(self._text, clause, candidate.start) is not None

    def _holder(self, candidate: NameCandidate) -> str | None:
        """Return who runs an initiative by one of its mentions.

        The issuer that a title names, else the body or place that stands last before the name in its sentence as who
        acts, else the speaker's organization or the body that a meeting is of, else the place with which the name
        begins, else the subject of the sentence before.
        """
        if issuer := _ISSUER_IN_TITLE.match(candidate.core):
            return issuer[1]
        if self._home and candidate.core.startswith(self._home.rstrip("市县区州")):
            return self._home
        start, _ = sentence_around(self._article, candidate.start, candidate.end)
        if candidate.rule in (DOCUMENT_TITLE, NAMED_AGAIN) and not self._is_issued(start, candidate):
            return self._place_in_name(candidate)
        speech = self._speech_around(candidate.start, candidate.end)
        if speech is not None and speech.kind == "direct":
            start = max(start, speech.start)
        if (nearest := self._agent_between(start, candidate.start)) is not None:
            return nearest
        told_from = min(start, speech.start) if speech is not None else start
        if candidate.kind == "agreement" or self._is_of_the_country(told_from, candidate):
            return self._place_in_name(candidate)
        if speech is not None and (speech.organization or speech.speaker_kind == "organization"):
            return speech.organization or speech.speaker
        if speech is not None and speech.speaker_kind == "meeting":
            body = _BODY_OF_MEETING.match(speech.speaker or "")
            return body[0] if body else None
        if speech is None and (organization := self._organization_of_person_between(start, candidate.start)):
            return organization
        return (
            self._employer_between(start, candidate.start)
            or self._place_in_name(candidate)
            or self._subject_before(candidate, start)
            or self._meant_at_home(start)
            or self._county_told_of(candidate, start)
        )

    def _is_of_the_country(self, start: int, candidate: NameCandidate) -> bool:
        """Say whether the country acts in what is told before a document (中国出台《…条例》)."""
        return candidate.rule == DOCUMENT_TITLE and _COUNTRY_ACTS.search(self._text, start, candidate.start) is not None

    def _speech_around(self, start: int, end: int) -> FoundQuote | None:
        index = bisect_right(self._quotes, start, key=_start) - 1
        return self._quotes[index] if index >= 0 and end <= self._quotes[index].end else None

    def _organization_of_person_between(self, start: int, end: int) -> str | None:
        index = bisect_left(self._organizations, start, key=itemgetter(0))
        found = self._organizations[index : index + 1]
        return found[0][1] if found and found[0][0] < end else None

    def _place_in_name(self, candidate: NameCandidate) -> str | None:
        """Return the place with which a name begins (《成都市…行动计划》)."""
        inner = candidate.start + (self._text[candidate.start] in "“‘《「『")
        ranges = [(left, right) for left, right in self._places_between(inner, candidate.end) if left == inner]
        longest = max(ranges, key=itemgetter(1), default=None)
        if longest is None or longest[1] >= candidate.end - 1:
            return None
        return self._text[longest[0] : longest[1]]

    def _subject_before(self, candidate: NameCandidate, start: int) -> str | None:
        """Return the body or place with which the sentence before begins, for a sentence without a subject."""
        paragraph_start, _ = self._article.paragraph_range(candidate.start)
        if start - 1 <= paragraph_start or self._text[start - 1 : start] not in ("。", "；"):
            return None
        if not self._lacks_subject(start, candidate.start):
            return None
        before, _ = sentence_around(self._article, start - 2, start - 1)
        if (meant := self._meant_between(before, start)) is not None:
            return meant
        named = [found for found in self._named_between(before, start) if self._opens(before, found[0])]
        longest = min(named, key=lambda found: (found[0], -found[1]), default=None)
        if longest is None or self._text[longest[1]] == "的":
            return None
        return self._text[longest[0] : longest[1]]

    def _lacks_subject(self, start: int, end: int) -> bool:
        """Say whether a sentence starts with a verb or a preposition, behind times and adverbs."""
        for word in self._article.words.between(start, end) if start < end else ():
            if word.tag[0] not in "tdcxm":
                return word.tag[0] in "vp"
        return True

    def _opens(self, start: int, offset: int) -> bool:
        """Say whether only times, adverbs and marks stand between the start of a sentence and an offset."""
        between = self._article.words.between(start, offset) if start < offset else ()
        return all(word.tag[0] in "tdcxm" for word in between)

    def _meant_at_home(self, start: int) -> str | None:
        """Return a local newspaper's place where the paragraph so far speaks of it by its rank (全市, 我市, 市委)."""
        if self._home is None:
            return None
        paragraph_start, paragraph_end = self._article.paragraph_range(start)
        rank = self._home[-1]
        said = re.search(f"[我全]{rank}|{rank}[委里]", self._text[paragraph_start:paragraph_end])
        return self._home if said else None

    def _county_told_of(self, candidate: NameCandidate, start: int) -> str | None:
        """Return the only county of the article where a sentence or what a colon opens has no subject (政策：实行…)."""
        if self._only_county is None:
            return None
        opened = max(start, self._text.rfind("：", start, candidate.start) + 1)
        verb = self._text[opened : candidate.start]
        return self._only_county if verb in lexicon.words("initiative_verbs") else None

    def _agent_between(self, start: int, end: int) -> str | None:
        """Return the place or body that acts in a sentence before a name in it, the first of those it is joined with.

        One that is another's partner or aim (联合…), or only where something happens (在…举行的), counts only where
        it stands directly before the name.
        """
        named = sorted(self._named_between(start, end), key=_end_then_length)
        named = [found for found in named if found[1] == end or self._office_of(*found) is None]
        agents = [
            found for found in named if self._acts(start, self._joined_start(start, found[0], named), *found, end)
        ]
        meant = self._meant_between(agents[-1][1] if agents else start, end)
        if meant is not None:
            return meant
        if not agents:
            return None
        left, right = agents[-1]
        by_end = {found[1]: found for found in agents}
        while left > start and self._text[left - 1] in "、和" and left - 1 in by_end:
            left, right = by_end[left - 1]
        return self._text[left:right]

    def _office_of(self, left: int, right: int) -> PrintedOffice | None:
        """Return the office of the person named next that a place or body is printed in (某县|委书记张三)."""
        index = bisect_left(self._named_people, right)
        if index == len(self._named_people) or self._named_people[index] - right > _LONGEST_OFFICE:
            return None
        office = office_before(self._article, self._named_people[index])
        return office if office is not None and office.start <= left else None

    def _employer_between(self, start: int, end: int) -> str | None:
        """Return the body of the last office of a person in a sentence before a name."""
        named = sorted(self._named_between(start, end), key=_end_then_length)
        for left, right in reversed(named):
            if (office := self._office_of(left, right)) is not None:
                return office.organization or self._text[left:right]
        return None

    def _joined_start(self, start: int, left: int, named: Iterable[tuple[int, int]]) -> int:
        """Return where a list of places and bodies starts that goes on at one of them (与甲、乙|、丙)."""
        by_end = {found[1]: found[0] for found in named}
        while left > start and self._text[left - 1] in "、和" and left - 1 in by_end:
            left = by_end[left - 1]
        return left

    def _acts(self, start: int, first: int, left: int, right: int, name: int) -> bool:
        """Say whether a place or body acts that stands in a list from `first` on before a name."""
        if self._text[left:right] in _LARGEST_PLACES and right < name:
            return False
        if self._text.endswith(short_list("before_scenes"), start, left):
            return False
        if right == name or (right + 1 == name and self._text[right] == "的"):
            return True
        if _ONE_IN_IT.match(self._text, right):
            return False
        if self._text.endswith(tuple(lexicon.words("words_before_partners")), start, first):
            return False
        return _SCENE.match(self._text, right, name) is None

    def _meant_between(self, start: int, end: int) -> str | None:
        """Return what a unit that acts in a clause before a name means: the speaker's or the last one."""
        for match in _MEANT.finditer(self._text, start, end):
            meant = match["unit"] or match["whole"]
            if meant is None:
                return self._last_place_before(match.start()) or self._only_county
            speech = self._speech_around(match.start(), match.end())
            if speech is not None and speech.organization and speech.organization.endswith(meant):
                return speech.organization
            sentence, _ = sentence_around(self._article, match.start(), match.end())
            if meant == "区" and self._text.rfind("自治区", sentence, match.start()) >= 0:
                return match.group()
            unit = nearest_name(self._article, meant, match.start())
            if unit is not None:
                return fullest_name(self._article, unit)
        return None

    def _last_place_before(self, offset: int) -> str | None:
        """Return the place that the paragraph names last before an offset (当地)."""
        paragraph_start, _ = self._article.paragraph_range(offset)
        places = list(self._places_between(paragraph_start, offset))
        return self._text[places[-1][0] : places[-1][1]] if places else None

    def _named_between(self, start: int, end: int) -> set[tuple[int, int]]:
        return {*self._places_between(start, end), *self._bodies_between(start, end)}

    def _places_between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the ranges of places, each with the larger ones printed directly before it."""
        first, behind = (bisect_left(self._places, offset, key=itemgetter(0)) for offset in (start, end))
        chain_start, chain_end = start, -1
        for left, right in self._places[first:behind]:
            if right > end or _DATELINE.match(self._text, right):
                continue
            chain_start = chain_start if left == chain_end else left
            chain_end = right
            if not self._goes_on_as_body(right):
                yield chain_start, right

    def _goes_on_as_body(self, end: int) -> bool:
        """Say whether a place is only the start of an event's, a meeting's or a building's name (北京|峰会)."""
        return self._text.startswith(short_list("what_places_give_their_names"), end)

    def _bodies_between(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        article_words, starts = self._article.words, self._article.words.starts
        left, right = bisect_left(starts, start), bisect_left(starts, end)
        for index, text in enumerate(article_words.texts[left:right], left):
            central = text in _CENTRAL_BODIES
            if not central and not _may_end_body(text):
                continue
            word = article_words[index]
            if word.end > end or not (central or word.tag[0] in "njlz"):
                continue
            if central:
                yield word.start, word.end
                continue
            first = self._behind_verbs(max(start, organization_start(self._article, word.end, start)), word.start)
            if self._article.text[first : word.end] in lexicon.words("generic_holders"):
                continue
            if self._text[first] in "某各" or self._text[first - 1 : first] == "某" or self._text[word.end] in "”’":
                continue
            if word.end - first >= _SHORTEST_BODY or word.text in lexicon.words("relative_organizations"):
                yield first, word.end

    def _behind_verbs(self, start: int, end: int) -> int:
        """Return the offset behind the last verb of an initiative that stands in what was taken for a body's name."""
        verbs, joining = lexicon.words("initiative_verbs"), short_list("verbs_of_joining")
        inside = self._article.words.between(start, end) if start < end else ()
        behind = (word.end for word in inside if (word.text in verbs and word.tag == "v") or word.text in joining)
        return max(behind, default=start)


@lru_cache(maxsize=8192)
def _may_end_body(word: str) -> bool:
    """Say whether the name of a body that may run an initiative can end with a word."""
    if word.endswith(body_ends()):
        return True
    ministry = (len(word) > 2 or word in _MINISTRIES) and word.endswith(_MINISTRIES)
    return ministry and not word.endswith(("干部", "服务部", "俱乐部"))


def _end_then_length(found: tuple[int, int]) -> tuple[int, int]:
    return found[1], found[1] - found[0]
