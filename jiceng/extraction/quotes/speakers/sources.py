"""Speakers: who the source of reported words is, from the words that stand before a cue or beside a quotation."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from itertools import islice
from typing import NamedTuple

from jiceng.extraction.findings import FoundPerson
from jiceng.extraction.lexicon import WordFinder, characters, one_of, printed_in, short_list, words
from jiceng.extraction.organizations.name_boundaries import organization_start
from jiceng.extraction.people.find import NAME_POINT, office_at
from jiceng.extraction.people.offices import full_organization, office_before
from jiceng.extraction.people.role_classes import classify_office
from jiceng.extraction.quotes.speakers.reporter import reporter_speaks
from jiceng.extraction.quotes.speakers.speaker import Speaker
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.dictionary import in_dictionary
from jiceng.extraction.text.titles import title_start, titles
from jiceng.reading.lexicon.surnames import common_surnames, surnames
from schemas.quote import Attribution

_HAN = "\u4e00-\u9fff"
_LONGEST_TITLE = 60
"""Characters of a title in 《 》 that a meeting or document bears."""
_OBJECT_MARKERS = characters("object_markers")
_OPENERS = frozenset(short_list("before_subjects"))
_TOGETHER = re.compile(one_of(short_list("closes_names")))
_MOST_TOGETHER = 4
_MOST_GROUPS = 3
"""Groups that may stand in a list behind the first."""
_MOST_BEFORE = 40
"""Places that are looked through for who was meant before."""
_RELATIVE_OF = re.compile("的?[大小二三四五]?" + one_of(words("kin")))
_CALLED_BY_NAME = re.compile(f"，?{one_of(short_list('verbs_of_being_called'))}")
_BODY_ENDS = tuple("办局委厅部院")
"""Directly before a role: another body's, which we could not read (试点办负责人)."""
_LONGEST_DESCRIPTION = 24
"""Characters between 这位 and the role that it belongs to."""
_THIS_ONE = re.compile("这[位名][^，。；：“”]*$")
_LONGEST_SENTENCE_BEFORE = 200
"""Characters before a pronoun in which the person stands whom it means."""
_LONGEST_FEELING = 4
"""Characters of what stands between people and the colon before their words."""
_SEVERAL = re.compile(r"(?:\d{2,}|[2-9两二三四五六七八九十]|[几多数百千])多?[名位](?!员)")
"""In a role: several people who hold it (120名队员)."""
_SEVERAL_BEFORE = re.compile(_SEVERAL.pattern + "$")
_LONGEST_NUMBER = 6
"""Characters of a number of people with its measure."""
_TELLS = re.compile(one_of(short_list("verbs_of_telling")))
_LONGEST_COUNTED = 14
"""Characters of 一位 with what describes somebody (一位年长的同伴)."""
_COUNTED = re.compile("一[位名个][^，。：；“”、]{0,11}$")
_OWNED = re.compile("的[^，。]{0,4}?" + one_of((*words("own_words"), *short_list("owned_beside_words"))))
_FELT = re.compile("的[^，。]{0,2}?" + one_of(short_list("owned_beside_words")))
_WORDS_OF = re.compile("的" + one_of(words("own_words")))


class _Place(NamedTuple):
    """A place where somebody who may speak is printed."""

    start: int
    end: int
    kind: str
    """name, pronoun, short (老张, 王书记), kin, group, role."""
    name: str


class Sources:
    """Everyone and everything in an article that may be the source of words."""

    def __init__(self, article: ArticleText, people: Sequence[FoundPerson]) -> None:
        """Index the people found and the words for groups, relatives and roles."""
        self.article = article
        self.people = {person.name: person for person in people}
        parts = {part: name for name in self.people for part in NAME_POINT.split(name) if part != name}
        given = given_names(self.people)
        self._places = _PlacesInParagraphs(article, people, {part for part in parts if len(part) > 1}, given.keys())
        speech = [marked for marked in article.marked if marked.mark == "“" and marked.depth == 0 and marked.closed]
        self._speech_starts = [marked.start for marked in speech]
        self._speech_ends = [marked.end for marked in speech]
        self._known: dict[tuple[str, int], Speaker] = {}
        self._parts = parts | given
        self._surnames: dict[str, list[str]] = {}
        for name in self.people:
            self._surnames.setdefault(name[0], []).append(name)
        self._holders: dict[str, list[str]] = {}

    def between(self, start: int, end: int) -> list[_Place]:
        """Return the places inside a range, in order."""
        first, last = self.article.paragraph_of(max(start, 0)), self.article.paragraph_of(max(start, end - 1, 0))
        return [place for index in range(first, last + 1) for place in self._inside(self._places[index], start, end)]

    @staticmethod
    def _inside(places: list[_Place], start: int, end: int) -> list[_Place]:
        left, right = bisect_left(places, (start,)), bisect_left(places, (end,))
        return [place for place in places[left:right] if place.end <= end]

    def _behind(self, place: _Place, most: int) -> list[_Place]:
        """Return the first places behind one in its paragraph."""
        places = self._places[self.article.paragraph_of(place.start)]
        first = bisect_left(places, (place.end,))
        return places[first : first + most]

    def before_cue(self, start: int, cue: int) -> Speaker | None:
        """Return the source in the sentence from `start` to the cue, None where the reporter or nobody speaks."""
        text = self.article.text
        clause = max(text.rfind("，", start, cue), text.rfind("：", start, cue), start - 1) + 1
        if reporter_speaks(text, clause, cue):
            return None
        found = self.subject_of_clause(clause, cue, at_cue=True) or self._named_body(clause, cue)
        while found is None and clause > start:
            before = clause
            clause = max(text.rfind("，", start, before - 1), text.rfind("：", start, before - 1), start - 1) + 1
            found = self.subject(clause, before)
            if found is not None and found.kind == "group":
                return self.subject(start, before) or found
        return found

    def subject_of_clause(self, start: int, end: int, *, at_cue: bool = False) -> Speaker | None:
        """Return the first of whom a clause speaks, but the last where the ones before stand in its relative clause.

        With `at_cue`, a role without a name counts where it stands at the clause's end.
        """
        places = [place for place in self.between(start, end) if self._is_subject(place, start)]
        chosen = None
        for place in places:
            if not self._may_speak_in(place, start, end, at_cue=at_cue):
                continue
            phrase = self._phrase_start(place, start)
            attributive = self.article.text[phrase - 1 : phrase] == "的"
            named = place.kind in ("name", "short")
            if chosen is not None and chosen.kind == "role" and named:
                attributive = attributive or self._adjoins(place, end)
            if chosen is None or attributive or phrase <= chosen.start or (chosen.kind == "group" and named):
                chosen = place
        return self.speaker(chosen) if chosen else None

    def _may_speak_in(self, place: _Place, start: int, end: int, *, at_cue: bool) -> bool:
        """Say whether a place that is no name stands in its clause where a subject stands."""
        if place.kind not in ("role", "pronoun", "group"):
            return True
        if at_cue and self._adjoins(place, end) and not _TELLS.search(self.article.text, start, place.start):
            return True
        return self._acts(place, start) if place.kind == "role" else self._opens_clause(place, start)

    def who_feels(self, start: int, end: int) -> Speaker | None:
        """Return the people or the relative behind whom only a verb ends a clause (…时当地百姓感念：)."""
        places = [place for place in self.between(start, end) if place.kind in ("group", "kin")]
        if not places or not 1 <= end - places[-1].end <= _LONGEST_FEELING:
            return None
        behind = self.article.words.between(places[-1].end, end)
        return self.speaker(places[-1]) if all(word.tag[0] in "vand" for word in behind) else None

    def _acts(self, place: _Place, clause: int) -> bool:
        """Say whether a role opens its clause and a verb follows."""
        index = self.article.words.index_at(place.end)
        word = self.article.words[index] if index >= 0 else None
        if word is None or word.start != place.end or word.tag[0] not in "vdp" or word.tag == "vn":
            return False
        return self._opens_clause(place, clause)

    def subject(self, start: int, end: int, *, possessor: bool = False) -> Speaker | None:
        """Return the first of whom a sentence speaks; with `possessor` also 甲 of 甲的电话 and 甲的心情."""
        text = self.article.text
        for place in self.between(start, end):
            clause = max(text.rfind(mark, start, place.start) for mark in "，：；") + 1 or start
            if place.kind in ("group", "kin", "pronoun") and not self._opens_clause(place, clause):
                continue
            if place.kind == "role" and not self._acts(place, clause):
                continue
            if self._is_subject(place, start, possessor=possessor):
                return self.speaker(place)
        return None

    def subject_of_last_clause(self, start: int, end: int) -> Speaker | None:
        """Return the last subject of a clause between two offsets, but no role (王建国吃着饭，大家乐了，逗他：)."""
        while end > start:
            clause = max(start, max(self.article.text.rfind(mark, start, end - 1) for mark in "，；：") + 1)
            found = self.subject(clause, end)
            if found is not None and (found.name in self.people or found.title is None):
                return found
            end = clause
        return None

    def owner_of_feelings(self, start: int, end: int) -> Speaker | None:
        """Return the first person whose heart or face a sentence tells of (解开了张三的心结)."""
        for place in self.between(start, end):
            if place.kind in ("name", "short") and _FELT.match(self.article.text, place.end):
                return self.speaker(place)
        return None

    def named_subject(self, start: int, end: int) -> Speaker | None:
        """Return the first person named as the subject of a clause between two offsets."""
        for place in self.between(start, end):
            clause = self.article.text.rfind("，", start, place.start) + 1 or start
            named = place.kind in ("name", "short") and self._is_subject(place, start)
            phrase = self._phrase_start(place, clause) if named else -1
            listed = clause < phrase < place.start and self.article.text[phrase - 1] == "、"
            if phrase == clause or listed:
                return self.speaker(place)
        return None

    def _opens_clause(self, place: _Place, clause: int) -> bool:
        """Say whether only modifiers, adverbs and times stand between the start of a clause and a place."""
        start = place.start
        if place.kind == "group":
            start = _group_start(self.article, start)
        elif place.kind == "role":
            office = office_before(self.article, place.end)
            start = office.start if office else start
        index = self.article.words.index_at(start - 1) if start > clause else -1
        while index >= 0:
            word = self.article.words[index]
            if word.start < clause:
                break
            if word.end == place.start and word.text == "的" and place.kind != "name":
                return not self.article.text.startswith(short_list("verbs_of_meeting"), clause)
            counted = word.tag in ("m", "q", "mq") and place.kind == "role"
            if (
                word.tag[0] not in "tdcr"
                and word.tag not in ("f", "s", "ad")
                and not counted
                and word.text not in _OPENERS
            ):
                return False
            index -= 1
        return True

    def owner_at(self, start: int, end: int) -> Speaker | None:
        """Return the person with whom a clause starts as the owner of words (张三的一席话)."""
        for place in self.between(start, end):
            if place.kind not in ("name", "short") or self._phrase_start(place, start) > start:
                return None
            return self.speaker(place) if _WORDS_OF.match(self.article.text, place.end) else None
        return None

    def anyone(self, start: int, end: int) -> Speaker | None:
        """Return the last person named in a range, whatever the person does there."""
        places = [place for place in self.between(start, end) if place.kind in ("name", "short")]
        return self.speaker(places[-1]) if places else None

    def opens_sentence(self, start: int, stop: int) -> bool:
        """Say whether a sentence starts with a person or a pronoun, before which only times and adverbs stand."""
        for place in self.between(start, stop):
            if place.kind not in ("name", "pronoun", "short"):
                continue
            if place.start - start > 40 or any(mark in self.article.text[start : place.start] for mark in "，、“"):
                return False
            return self._opens_clause(_Place(self._phrase_start(place, start), place.end, "name", place.name), start)
        return False

    def _adjoins(self, place: _Place, cue: int) -> bool:
        """Say whether only adverbs stand between a place and a cue."""
        return place.end >= _before_adverbials(self.article, place.end, cue)

    def _is_subject(self, place: _Place, floor: int, *, possessor: bool = False) -> bool:
        text = self.article.text
        behind = text[place.end : place.end + 2]
        if behind[:1] == "的" and place.kind != "group" and not (possessor and _OWNED.match(text, place.end)):
            return False
        if (
            behind in ("家里", "家中")
            or (behind[:1] == "家" and not behind[1:].isalnum())
            or (place.kind == "name" and _RELATIVE_OF.match(text, place.end))
        ):
            return False
        if text[place.start - 2 : place.start] == "我和" and text[place.start - 3 : place.start - 2] in _OBJECT_MARKERS:
            return False
        if place.kind == "role" and behind[:1] in ("、", "的", "们"):
            return False
        if text[place.start - 1 : place.start] in ("同", "跟", "和", "与", "像") and text.startswith(
            short_list("likened"), place.end
        ):
            return False
        phrase = self._phrase_start(place, floor)
        if text.endswith(short_list("verbs_before_objects"), floor, phrase):
            return False
        before = text[phrase - 1 : phrase] if phrase > floor else ""
        return not (before and before in _OBJECT_MARKERS)

    def _phrase_start(self, place: _Place, floor: int) -> int:
        if place.kind == "name":
            office = office_before(self.article, place.start)
            return max(floor, office.start) if office else place.start
        if place.kind == "group":
            return max(floor, _group_start(self.article, place.start))
        return place.start

    def speaker(self, place: _Place) -> Speaker:
        """Return the speaker whom a place names, resolved to a full name where the article gives one."""
        if place.kind in ("role", "kin") and (called := _CALLED_BY_NAME.match(self.article.text, place.end)):
            place = next((named for named in self.between(called.end(), called.end() + 8)), place)
        key = (place.kind, place.start)
        if key not in self._known:
            self._known[key] = self._resolve(place)
        return self._known[key]

    def _resolve(self, place: _Place) -> Speaker:
        text = self.article.text
        if place.kind == "name":
            if (pair := self._pair_at(place)) is not None:
                return pair
            return self._person(place.name, place, "named")
        if place.kind == "pronoun":
            if (told_of := self._told_of_before(place)) is not None:
                return told_of._replace(start=place.start, end=place.end, attribution="pronoun")
            for earlier in self._before(place.start):
                if earlier.kind in ("name", "short") and not self._in_marks(earlier.start, place.start):
                    return self.speaker(earlier)._replace(start=place.start, end=place.end, attribution="pronoun")
            return Speaker(place.name, "person", place.start, place.end, "pronoun")
        if place.kind == "short":
            full = self._parts.get(place.name)
            if full is not None:
                return self._person(full, place, "named")
            surname = place.name[1] if place.name[0] in "老小阿" else place.name[0]
            name = self._by_surname(surname, place.start)
            if name:
                return self._person(name, place, "title")
            office = office_before(self.article, place.start)
            return Speaker(
                place.name,
                "person",
                place.start,
                place.end,
                "named",
                title=office.title if office else None,
                organization=full_organization(self.article, office) if office else None,
            )
        if place.kind == "group":
            if (told_of := self._same_role_before(place)) is not None:
                return told_of
            start = _group_start(self.article, place.start)
            end = self._group_end(place)
            name = text[start:end]
            return Speaker(name, "person" if name.startswith("一") else "group", start, end, "named")
        if place.kind == "role":
            return self._role(place)
        start = self._counted_start(place.start)
        return Speaker(text[start : place.end], "person", start, place.end, "named")

    def _in_marks(self, offset: int, outside: int) -> bool:
        """Say whether words in quotation marks hold an offset, and not another one."""
        index = bisect_right(self._speech_starts, offset) - 1
        return index >= 0 and offset < self._speech_ends[index] <= outside

    def _told_of_before(self, place: _Place) -> Speaker | None:
        """Return the person of whom the sentence before tells, for a pronoun that opens the next (…会见李四。他说)."""
        text = self.article.text
        floor = self.article.paragraph_range(place.start)[0]
        if place.start <= floor or text[place.start - 1] not in "。！？":
            return None
        start = max(floor, place.start - _LONGEST_SENTENCE_BEFORE)
        sentence = max(text.rfind(mark, start, place.start - 1) for mark in "。！？；") + 1
        return self.named_subject(max(sentence, start), place.start)

    def _pair_at(self, place: _Place) -> Speaker | None:
        """Return the people who speak together where a list of names is closed (张三、李四夫妇), else None."""
        text = self.article.text
        last = place
        for following in self._behind(place, _MOST_TOGETHER):
            if following.kind != "name" or following.start != last.end + 1 or text[last.end] not in "、和与":
                break
            last = following
        together = _TOGETHER.match(text, last.end)
        if together is None:
            return None
        return Speaker(text[place.start : together.end()], "group", place.start, together.end(), "named")

    def _counted_start(self, end: int) -> int:
        """Return where 一位 with what describes somebody starts (一位年长的同伴), `end` where nothing counts."""
        floor = max(self.article.paragraph_range(end)[0], end - _LONGEST_COUNTED)
        counted = _COUNTED.search(self.article.text, floor, end)
        return counted.start() if counted else end

    def _group_end(self, place: _Place) -> int:
        """Return where a list of groups ends (驻村工作队和村干部, 党员、干部)."""
        end = place.end
        for following in self._behind(place, _MOST_GROUPS):
            start = _group_start(self.article, following.start)
            is_group = following.kind == "group" or following.name == "干部"
            if not is_group or start != end + 1 or self.article.text[end] not in "和与、":
                break
            end = following.end
        return end

    def _role(self, place: _Place) -> Speaker:
        """Return who holds the office that stands without a name (村支书说), else the words themselves."""
        office = office_before(self.article, place.end)
        if office is None:
            return Speaker(place.name, "person", place.start, place.end, "named")
        if office.title not in self._holders:
            self._holders[office.title] = [
                person.name
                for person in self.people.values()
                if any(o.title.endswith(office.title) for o in person.offices)
            ]
        if (named := self._named_before(place) or self._same_role_before(place)) is not None:
            return named
        holders = self._holders[office.title]
        left = _group_start(self.article, office.start)
        if self.article.text[left : left + 1] in ("各", "多", "众") or self.article.text[left : left + 2] == "广大":
            return Speaker(self.article.text[left : place.end], "group", left, place.end, "named")
        number = _SEVERAL_BEFORE.search(self.article.text, max(0, office.start - _LONGEST_NUMBER), office.start)
        several = number is not None or self.article.text.startswith(short_list("adverbs_of_many"), place.end)
        if several or _SEVERAL.search(self.article.text, office.start, place.end):
            start = number.start() if number else office.start
            return Speaker(self.article.text[start : place.end], "group", start, place.end, "named")
        start = self._counted_start(office.start)
        anyone = start < office.start and office.organization is None
        organization = None if anyone else full_organization(self.article, office)
        whose = organization is not None or self.article.text[office.start - 1 : office.start] in _BODY_ENDS
        if len(holders) == 1 and (not whose or office.organization in words("relative_units")):
            return self._person(holders[0], place, "title")
        return Speaker(
            self.article.text[start : place.end],
            "person",
            start,
            place.end,
            "named",
            title=office.title,
            organization=organization,
            role_class=classify_office(office.title, organization)[0],
        )

    def _named_before(self, place: _Place) -> Speaker | None:
        """Return the person just named whom 这位 or 这名 before a role means (这位在一线多年的老党员)."""
        clause = max(self.article.paragraph_range(place.start)[0], place.start - _LONGEST_DESCRIPTION)
        if _THIS_ONE.search(self.article.text, clause, place.start) is None:
            return None
        for earlier in self._before(place.start):
            if earlier.kind == "name":
                return self._person(earlier.name, place, "title")
        return None

    def _same_role_before(self, place: _Place) -> Speaker | None:
        """Return whoever was called by a role last that 该 stands before (该负责人)."""
        if self.article.text[place.start - 1 : place.start] != "该":
            return None
        for earlier in self._before(place.start):
            if earlier.kind in ("role", "group") and earlier.name == place.name:
                return self.speaker(earlier)._replace(start=place.start, end=place.end, attribution="title")
            if earlier.kind == "name":
                here = office_at(self.article, earlier.start, earlier.end)
                if here is not None and here[0].endswith(place.name):
                    return self._person(earlier.name, place, "title")
        return None

    def _before(self, offset: int) -> Iterator[_Place]:
        """Yield the places before an offset, the last one first."""
        return islice(self._all_before(offset), _MOST_BEFORE)

    def _all_before(self, offset: int) -> Iterator[_Place]:
        last = self.article.paragraph_of(offset)
        places = self._places[last]
        yield from map(places.__getitem__, range(bisect_left(places, (offset,)) - 1, -1, -1))
        for paragraph in range(last - 1, -1, -1):
            yield from reversed(self._places[paragraph])

    def _by_surname(self, surname: str, offset: int) -> str | None:
        if not surname:
            return None
        for earlier in self._before(offset):
            if earlier.kind == "name" and earlier.name.startswith(surname):
                return earlier.name
        matching = self._surnames.get(surname, [])
        return matching[0] if len(matching) == 1 else None

    def _person(self, name: str, place: _Place, attribution: Attribution) -> Speaker:
        person = self.people[name]
        here = office_at(self.article, place.start, place.end) if place.kind == "name" else None
        title, organization = _main_office(person, here)
        role = classify_office(title, organization)[0] if title else None
        if organization is None and role in (None, "resident", "other"):
            organization = person.organization
        return Speaker(name, "person", place.start, place.end, attribution, title, organization, role)

    def person(self, name: str, offset: int) -> Speaker:
        """Return a person as the speaker of words beside which the name does not stand."""
        return self._person(name, _Place(offset, offset, "again", name), "continued")

    def _named_body(self, start: int, cue: int) -> Speaker | None:
        """Return the organization, meeting, document or group phrase that ends before a cue."""
        end = _before_adverbials(self.article, start, cue)
        issued = _ISSUED.search(self.article.text, start, end)
        if issued:
            left = max(start, organization_start(self.article, issued.start(), start))
            if issued.start() - left >= 2:
                return Speaker(self.article.text[left : issued.start()], "organization", left, issued.start(), "named")
        phrase = self.article.text[start:end]
        return (
            _document(self.article, start, end)
            or _meeting(self.article, start, end)
            or (_organization(self.article, start, end) if len(phrase) > 1 else None)
        )


def _main_office(person: FoundPerson, here: tuple[str, str | None] | None) -> tuple[str | None, str | None]:
    if here is not None and here[1] is not None:
        fuller = [
            o for o in person.offices if o.organization and o.organization.endswith(here[1]) and o.title == here[0]
        ]
        return here[0], max((o.organization or "" for o in fuller), key=len, default=here[1])
    held = [office for office in person.offices if office.organization is not None]
    for office in held:
        if here is None or office.title == here[0]:
            return office.title, office.organization
    if held:
        return held[0].title, held[0].organization
    if here is not None:
        return here
    for office in person.offices:
        return office.title, office.organization
    return None, None


@cache
def _kinds() -> dict[str, str]:
    """Return what kind of source each word of the lexicon is."""
    kinds = dict.fromkeys(words("address"), "address")
    kinds |= dict.fromkeys(titles(), "role") | dict.fromkeys(words("kin"), "kin")
    return (
        kinds
        | dict.fromkeys(words("groups"), "group")
        | {"他": "pronoun", "她": "pronoun"}
        | dict.fromkeys(short_list("no_sources"), "")
    )


@cache
def _source_words() -> WordFinder:
    return WordFinder(_kinds())


_MAKES_BODY = short_list("makes_body_of_people")


def _familiar_forms(article: ArticleText) -> Counter[str]:
    """Return how often what may be a familiar form of a name (老张) stands in an article."""
    return Counter(_FAMILIAR.findall(article.text))


class _PlacesInParagraphs(dict[int, list[_Place]]):
    """Everyone printed who may speak, in order, by the paragraph: looked for when it is first asked for."""

    def __init__(self, article: ArticleText, people: Sequence[FoundPerson], parts: Set[str], given: Set[str]) -> None:
        """Take the people found in an article; `parts` are those of names with points, `given` are given names."""
        super().__init__()
        self._article = article
        self._names = sorted(
            _Place(mention.start, mention.end, "name", person.name) for person in people for mention in person.mentions
        )
        self._surnames = {person.name[0] for person in people}
        self._parts = parts
        self._given = given

    def __missing__(self, paragraph: int) -> list[_Place]:
        start, end = self._article.paragraphs[paragraph]
        left, right = (bisect_left(self._names, (offset,)) for offset in (start, end))
        others = (*self._word_places(start, end), *self._familiar_places(start, end))
        self[paragraph] = places = _without_overlaps(self._article.text, self._names[left:right], others)
        return places

    def _word_places(self, floor: int, stop: int) -> Iterator[_Place]:
        """Yield where words for sources stand; a title behind a surname is a way to name a person (王书记)."""
        article, text, kinds = self._article, self._article.text, _kinds()
        common = common_surnames()
        for match in _source_words().finditer(text, floor, stop):
            start, end = match.span()
            word = match.group()
            kind = kinds[word]
            if kind in ("group", "role") and text.startswith(_MAKES_BODY, end):
                continue
            if kind in ("role", "address") and start:
                surname = text[start - 1]
                if surname in self._surnames or (surname in common and word in words("address")):
                    before = article.words.at(start - 1)
                    if before.start == start - 1 or before.end == start or before.end == end:
                        start, kind = start - 1, "short"
            if kind == "address":
                counted = _COUNTED.search(text, max(0, start - _LONGEST_COUNTED), start)
                kind = "role" if word in titles() else "kin" if counted else ""
            elif kind == "role" and text.startswith("们", end):
                end, kind = end + 1, "group"
            if kind:
                yield _Place(start, end, kind, text[start:end])

    def _familiar_places(self, floor: int, stop: int) -> Iterator[_Place]:
        """Yield familiar forms of names: 老张 and 小张, 小芳 twice or before a cue, the last name of a foreigner."""
        article, text = self._article, self._article.text
        if self._parts or self._given:
            for start, end, name in printed_in(text[floor:stop], self._parts | self._given):
                if name in self._parts or not _belongs_to_noun(article, floor + end):
                    yield _Place(floor + start, floor + end, "short", name)
        for match in _FAMILIAR.finditer(text, floor, stop):
            form = match.group()
            word = article.words.at(match.start())
            last = article.words.at(match.end() - 1)
            starts_word = word.start == match.start() and max(word.end, last.end) <= match.end()
            if form[1] in self._surnames:
                known = word.end - word.start <= 2 and not (word.end - word.start == 2 and word.tag[0] in "tasd")
            elif (
                form[0] == "阿"
                or not starts_word
                or in_dictionary(form)
                or (
                    article.once(_familiar_forms)[form] < 2
                    and not text.startswith(short_list("short_cues"), match.end())
                    and not _INTRODUCED.search(text, max(0, match.start() - 6), match.start())
                )
            ):
                known = False
            else:
                known = form[1] in surnames() if form[0] == "老" else word.tag[0] in "nza"
            if known:
                yield _Place(match.start(), match.end(), "short", form)


def _without_overlaps(text: str, names: list[_Place], others: Iterable[_Place]) -> list[_Place]:
    """Return names in full and other places in order; a title beside a name belongs to the name."""
    found = list(names)
    starts = [place.start for place in found]
    beside: list[_Place] = []
    for place in others:
        at = bisect_right(starts, place.start) - 1
        if at >= 0 and found[at].end > place.start:
            continue
        if place.kind == "short" and title_start(text, place.end, max(0, place.end - 8)) < place.start:
            continue
        if at >= 0 and found[at].end == place.start and place.kind in ("role", "kin", "short"):
            if place.name in words("honorifics"):
                found[at] = found[at]._replace(end=place.end)
            continue
        beside.append(place)
    kept: list[_Place] = []
    for place in sorted(found + beside, key=lambda place: (place.start, -place.end)):
        if kept and kept[-1].end > place.start:
            continue
        while kept and kept[-1].end == place.start and kept[-1].kind in ("role", "kin", "group"):
            kept.pop()
        kept.append(place)
    return kept


_INTRODUCED = re.compile(r"(?:\d{1,2}岁的|[名小]叫)$")
_FAMILIAR = re.compile(f"[老小阿][{_HAN}]")


def _belongs_to_noun(article: ArticleText, offset: int) -> bool:
    """Say whether a noun or a unit of places starts at an offset, which a name before it is a part of (书涵|村)."""
    if offset >= len(article.text):
        return False
    word = article.words.at(offset)
    return article.text[offset] in characters("unit_characters") or (word.start == offset and word.tag[0] == "n")


def given_names(names: Iterable[str]) -> dict[str, str]:
    """Return the given names of two characters that are no words and one person's only, with the full names."""
    given = [(name[1:], name) for name in names if len(name) == 3 and name[0] in surnames()]
    counts = Counter(part for part, _ in given)
    return {part: name for part, name in given if counts[part] == 1 and not in_dictionary(part)}


def _group_start(article: ArticleText, end: int) -> int:
    """Return where the words start that belong to a group word which starts at `end` (不少与会者)."""
    start = end
    index = article.words.index_at(end - 1)
    while index >= 0 and end - start < 20:
        word = article.words[index]
        if word.end > start and article.text[word.start : start] in words("group_modifiers"):
            start = word.start
            index -= 1
            continue
        if word.end != start or word.tag == "x" or "\n" in word.text:
            break
        if word.tag[0] not in "nmqabjsz" and word.text not in words("group_modifiers"):
            break
        if word.text in words("not_in_names") and word.text not in words("group_modifiers"):
            break
        start = word.start
        index -= 1
    return start


def _before_adverbials(article: ArticleText, start: int, cue: int) -> int:
    """Return where the subject of a cue can end: before adverbs and before 在…, 对…, 就… phrases."""
    end = cue
    if cue - start > 2 and article.text[cue - 1] == "地":
        adverb = article.words.at(cue - 2)
        end = adverb.start if start <= adverb.start and adverb.end == cue - 1 else cue
    index = article.words.index_at(end - 1)
    if index >= 0 and start <= article.words[index].start < end - 1 and article.words[index].end > end:
        end = article.words[index].start  # 纷纷表示 and 普遍认为 are one word
        index -= 1
    while index >= 0:
        word = article.words[index]
        if word.start < start or word.end > end:
            break
        dated = word.tag in ("m", "mq") and word.text[-1] in "年月日"
        if word.text == "地" and index:
            index -= 1
            end = max(start, article.words[index].start)
            index -= 1
            continue
        if (
            word.tag[0] in "dct"
            or word.tag in ("ad", "vd", "uv", "f")
            or word.text in ("中", "里", "上", "日")
            or dated
        ):
            end = word.start
            index -= 1
            continue
        break
    asked = _ASKED.search(article.text, start, end)
    if asked:
        return asked.start()
    clause = article.text[start:end]
    marker = re.search(r"[^《》]{2,}?(?=(?:在|对|就|向|用|针对|关于)[^《》，。]{2,30}$)", clause)
    return start + marker.end() if marker and not clause.startswith(("在", "据")) else end


_ASKED = re.compile(r"(?:日前|近日|当天|\d{1,2}日)?(?:于\d{1,2}日)?(?:在)?接受[^，。]{0,20}(?:采访|专访|提问)时?$")
_ISSUED = re.compile(
    r"(?:\d{1,2}日)?(?:当天|当日|近日|日前|随后)?"
    rf"(?:{one_of(short_list('verbs_of_issuing'))}[^，。]{{0,12}}?{one_of(short_list('issued'))}"
    rf"|{one_of(short_list('verbs_of_holding'))}[^，。]{{0,6}}?{one_of(short_list('press_conferences'))})$"
)
_CALLED = re.compile(r"》?（(?:以下)?(?:简称|下称)[“]?(《[^《》）\n]{1,30}》)[”]?）$")
_DOCUMENT = re.compile(r"《[^《》\n]{2,60}》$")


def _document(article: ArticleText, start: int, end: int) -> Speaker | None:
    text = article.text
    called = _CALLED.search(text, start, end)
    if called:
        return Speaker(called.group(1), "document", called.start(1), called.end(1), "named")
    match = _DOCUMENT.search(text, start, end)
    if match:
        return Speaker(match.group(), "document", match.start(), end, "named")
    for length in (6, 5, 4, 3, 2):
        if text[end - length : end] in words("documents") and end - length >= start:
            left = _phrase_of_meeting(article, start, end)
            return Speaker(text[left:end], "document", left, end, "named")
    return None


def _meeting(article: ArticleText, start: int, end: int) -> Speaker | None:
    text = article.text
    for length in (6, 5, 4, 3, 2):
        if text[end - length : end] in words("meetings") and end - length >= start:
            left = _phrase_of_meeting(article, start, end)
            return Speaker(text[left:end], "meeting", left, end, "named")
    return None


def _phrase_of_meeting(article: ArticleText, start: int, end: int) -> int:
    index = article.words.index_at(end - 1)
    left = end
    while index >= 0:
        word = article.words[index]
        if word.text == "》" and word.end <= left:
            opened = _opening_mark(article.text, word.start, start)
            if opened >= start:
                left = opened
                index = article.words.index_at(left) - 1
                continue
        if word.start < start or word.tag == "x" or word.tag in ("p", "t", "r", "v"):
            break
        if word.tag == "m" and word.text[-1] in "年月日":
            break
        left = word.start
        index -= 1
    return left if left < end else start


def _opening_mark(text: str, close: int, floor: int) -> int:
    """Return where the 《 stands that a 》 closes, -1 where none does."""
    return text.rfind("《", max(floor, close - _LONGEST_TITLE), close)


def _organization(article: ArticleText, start: int, end: int) -> Speaker | None:
    text = article.text
    if not any(text[end - length : end] in words("organization_suffixes") for length in range(1, 6)):
        return None
    left = max(start, organization_start(article, end, start))
    if end - left < 3:
        return None
    return Speaker(text[left:end], "organization", left, end, "named")
