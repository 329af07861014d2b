"""People: everyone whom the article names in full, all places where it does, and the offices that stand there."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

import numpy as np
import rjieba
from numpy.typing import NDArray

from jiceng.code_points import BEYOND, code_points
from jiceng.extraction.findings import FoundMention, FoundOffice, FoundPerson
from jiceng.extraction.lexicon import (
    WordFinder,
    any_character,
    characters,
    one_of,
    printed_in,
    short_list,
    table,
    words,
)
from jiceng.extraction.organizations.name_boundaries import (
    ends_like_organization,
    ends_like_small_place,
    organization_start,
    place_chains,
)
from jiceng.extraction.organizations.nearest import fullest_name
from jiceng.extraction.people.offices import full_organization, office_before
from jiceng.extraction.people.role_classes import classify_office
from jiceng.extraction.rule import ExtractionRule
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.dictionary import PARTS_OF_SPEECH, in_dictionary
from jiceng.extraction.text.titles import title_ends, title_start, titles
from jiceng.extraction.text.words import Words
from jiceng.reading.article import ReadArticle, ReadParagraph
from jiceng.reading.lexicon.surnames import common_surnames, surnames
from jiceng.sourced import SourcedText

RULES: tuple[ExtractionRule, ...] = (
    ExtractionRule("person_office", "people", "a name behind a title or a word for a relative (局长张三, 妻子李四)"),
    ExtractionRule("person_cue", "people", "a name at the start of a clause before a cue (张三说)"),
    ExtractionRule("person_honorific", "people", "a name before a form of address or an age (张三同志, 张三（54岁）)"),
    ExtractionRule("person_list", "people", "a name beside another name in a list (张三、李四)"),
    ExtractionRule("person_transliterated", "people", "a foreign or minority name, by its points or its characters"),
    ExtractionRule("person_segmenter", "people", "a name that only the segmenter and its surname show"),
    ExtractionRule("person_again", "people", "a name that was found elsewhere in the article"),
)

_NEEDED = 2.59
"""Evidence that makes a candidate a person."""
_MOST_LIKENESS = 1.31
"""More than what `_likeness` can add to the evidence."""
_POINTED = 9.0
"""Evidence of a name with points, so that none of its parts is better."""
_EVIDENCE = {
    "person_office": 3.0,
    "person_kin": 2.0,
    "person_cue": 2.0,
    "person_honorific": 2.8,
    "person_list": 2.4,
    "person_segmenter": 1.0,
}
_RANK = {rule.name: rank for rank, rule in enumerate(RULES)}
_SURNAMES = surnames()
_COMMON_SURNAMES = common_surnames()
_FIRST_OF_SURNAMES = frozenset(surname[0] for surname in _SURNAMES)
_TRANSLITERATION = words("transliteration")
_LETTERS_BESIDE_POINTS = _TRANSLITERATION | words("transliteration_beside_points")
_COUNTRIES = words("countries")
_KIN = words("kin")
_HONORIFICS = words("honorifics")
_AFTER_NAMES = words("after_names")
_HAN = "\u4e00-\u9fff"
_HAN_LETTER = re.compile(f"[{_HAN}]")
_HAN_NAME = re.compile(f"[{_HAN}]+")
NAME_POINT = re.compile("[·•・‧]")
"""Between the parts of a foreign name."""
_LONGEST_TITLE = 10
"""Characters before a name in which its title stands."""
_LONGEST_PART = 8
"""Characters of one part of a foreign name, between two points."""
_LONG_WORD = 4
"""Characters of a dictionary word in which no title ends (部长|江流域)."""
_APPOSITION = 60
"""Characters behind a name in which 这名… can speak of the same person."""
_EMPLOYER = 0.4
"""Evidence of a body before the title of a short name."""
_CLEAR = 3.0
"""Weight of a boundary that a mark or a cue makes, the most that there is."""
_IMPOSSIBLE = -9.0
"""Weight of what is no name."""
_MOST_COUNTED = 50_000_000
"""Characters that are read through to count how often strings stand in an article."""
_TERM = re.compile("“([^“”]{2,8})”")
_GROWN_UP = re.compile("[村镇乡县市]长大")
"""Behind a place's name: who grew up there, not its head (在花山村长大)."""
_AGED = re.compile(r"岁的(?:(?<=\d岁的)|(?<=\d多岁的))")
_AGE_IN_BRACKETS = re.compile(r"[（(][男女]?，?(?:今年)?\d{1,3}岁")
_CREDIT = re.compile(
    "|".join(
        (
            rf"（[^（）\n]{{0,200}}?{one_of(short_list('credit_words_in_brackets'))}[^（）\n]{{0,400}}(?:\n[^（）\n]{{0,80}})?）",
            f"(?:{one_of(short_list('reporters_agencies'))})?(?:{one_of(short_list('reporters_ranks'))})?"
            rf"{one_of(short_list('reporters'))}[^\n。，；：（）“”]{{2,40}}?{one_of(short_list('credited_work'))}",
            rf"(?:^|\n)[^\n]{{0,12}}{one_of(words('credit_words'))}[ ]*[：:／/][^\n]{{0,40}}",
            r"(?:^|\n)[^\n]{0,30}摄(?:\n|$)",
            r"电\s*（[^（）\n]{2,40}）",
            rf"（[^（）\n]{{2,60}}{one_of(short_list('closing_work'))}）",
            r"(?:^|\n)（[^（）\n]{2,30}）(?=\n|$)",
        )
    )
)
"""Where the article credits its makers, who are not people of it."""
_CREDIT_START = re.compile(
    "|".join(
        ["（", "\n", "电"]
        + [
            re.escape(word)
            for name in ("reporters_agencies", "reporters_ranks", "reporters")
            for word in short_list(name)
        ]
    )
)
"""What _CREDIT begins with inside a text."""


@dataclass(slots=True)
class _Candidate:
    """What speaks for a string as a name, over the whole article."""

    name: str
    evidence: dict[str, float] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)

    def add(self, rule: str, weight: float, start: int) -> None:
        """Add evidence of a rule at a place; the place keeps the rule that says most."""
        self.evidence[rule] = max(self.evidence.get(rule, 0.0), weight)
        known = self.places.get(start)
        if known is None or _RANK[rule] < _RANK[known]:
            self.places[start] = rule

    @property
    def total(self) -> float:
        return sum(self.evidence.values())


def find_people(article: ArticleText) -> list[FoundPerson]:
    """Find the people whom an article names in full, in the order of their first mention."""
    candidates = _candidates(article)
    excluded = article.byline_names
    totals = {name: candidate.total for name, candidate in candidates.items()}
    likely = {name: total for name, total in totals.items() if total >= _NEEDED}
    containers = _containers(likely)
    rules: dict[str, dict[int, str]] = {}
    for name in likely:
        if name not in excluded and not _part_of_another(name, likely, containers):
            rules[name] = candidates[name].places
    mentions = _mentions(article, rules)
    return [_person(article, name, places) for name, places in mentions.items()]


def _credit_ranges(text: str) -> list[tuple[int, int]]:
    """Return where an article credits its makers: looked for only where a credit can begin, which saves time."""
    ranges = []
    end = 0
    for start in (0, *(match.start() for match in _CREDIT_START.finditer(text, 1))):
        match = _CREDIT.match(text, start) if start >= end else None
        if match is not None:
            ranges.append(match.span())
            end = max(match.end(), start + 1)
    return ranges


def _containers(likely: dict[str, float]) -> dict[str, float]:
    """Return for every part of a likely name the most evidence of a name that it is a part of."""
    best: dict[str, float] = {}
    for name, total in likely.items():
        for start in range(len(name) - 1):
            for end in range(start + 2, len(name) + (start > 0)):
                part = name[start:end]
                best[part] = max(best.get(part, 0.0), total)
    return best


def _part_of_another(name: str, likely: dict[str, float], containers: dict[str, float]) -> bool:
    """Say whether a name is only a part of a better one (明华 of 张明华), or a better one with a stray character."""
    total = likely[name]
    if containers.get(name, -1.0) >= total:
        return True
    without_ends = (name[:-1], *(name[start:] for start in range(1, len(name) - 1)))
    return any(likely.get(part, 0.0) > total + 1.0 for part in without_ends)


def _mentions(article: ArticleText, rules: dict[str, dict[int, str]]) -> dict[str, list[FoundMention]]:
    """Return every place of every name, longer names first where two overlap, by name in the order of first mention."""
    if not rules:
        return {}
    inside = sorted(_credit_ranges(article.text))
    starts = [start for start, _ in inside]
    found: dict[str, list[FoundMention]] = defaultdict(list)
    for start, end, name in printed_in(article.text, rules):
        before = bisect_right(starts, start) - 1
        if before >= 0 and start < inside[before][1]:
            continue
        rule = rules[name].get(start, "person_again")
        if rule == "person_again" and _inside_word(article, start, end):
            continue
        found[name].append(FoundMention(start, end, rule))
    return found


def _inside_word(article: ArticleText, start: int, end: int) -> bool:
    """Say whether a name of two characters is only a part of a longer dictionary word."""
    if end - start > 2:
        return False
    word = article.words.at(start)
    if word.text == "任何":
        return False
    return (word.start < start or word.end > end) and not word.tag.startswith("nr") and in_dictionary(word.text)


def _person(article: ArticleText, name: str, mentions: list[FoundMention]) -> FoundPerson:
    printed: dict[tuple[str, str | None], int] = {}
    homes: list[str] = []
    for mention in mentions:
        office = office_at(article, mention.start, mention.end)
        if office is not None:
            printed[office] = printed.get(office, 0) + 1
        home = home_at(article, mention.start, mention.end)
        if home:
            homes.append(home)
    if not printed and (apposed := _office_apposed(article, mentions[0].end)) is not None:
        printed[apposed] = 1
    if not any(organization for _, organization in printed):
        told, home = _told_in_titles(article, name)
        if told is not None and (not printed or told[0] in {title for title, _ in printed}):
            printed[told] = 1
        homes += [home] if home else []
    found = []
    for (title, organization), count in printed.items():
        role, public = classify_office(title, organization)
        found.append(FoundOffice(title, organization, role, public, count))
    bodies = [office.organization for office in found if office.organization] + homes
    return FoundPerson(name, tuple(mentions), tuple(found), _fullest_of(bodies))


def _fullest_of(bodies: list[str]) -> str | None:
    if not bodies:
        return None
    first = bodies[0]
    return max((body for body in bodies if body.endswith(first)), key=len)


def office_at(article: ArticleText, start: int, end: int) -> tuple[str, str | None] | None:
    """Return title and organization of the office that stands with a name at a range, None where none stands there."""
    before = office_before(article, start)
    if before is not None:
        return before.title, full_organization(article, before)
    return _office_behind(article, start, end) or _office_predicate(article, start, end)


_IS = re.compile(
    r"(?:[，,]?(?:今年)?\d{1,3}岁)?[，,]?[就曾现时原正]?"
    + one_of((*short_list("verbs_of_being"), *short_list("verbs_of_taking_office")))
)
_SERVES = re.compile(r"[^。；：！？\n“”]{0,30}?" + one_of(short_list("verbs_of_taking_office")))
_PREDICATE_END = re.compile(r"(?:之一)?[，。；、！？\n“”（）]")
_AT_BODY = re.compile(r"(?:到|在|于)(.{2,20})(?:担任|出任)$")


def _office_predicate(article: ArticleText, start: int, end: int) -> tuple[str, str | None] | None:
    """Return the office that a sentence gives a name: 张三是东区兰尖社区党委书记."""
    text = article.text
    opens = start == 0 or text[start - 1] in "。！？；”\n"
    for pattern in (_IS, _SERVES) if opens else (_IS,):
        match = pattern.match(text, end)
        stop = _PREDICATE_END.search(text, match.end(), match.end() + 40) if match else None
        if match is None or stop is None:
            continue
        office = office_before(article, stop.start())
        if office is None or office.title_start < match.end():
            continue
        body = _AT_BODY.search(text, end, match.end())
        if office.organization is None and body and ends_like_organization(body.group(1)):
            return office.title, fullest_name(article, body.group(1))
        return office.title, full_organization(article, office)
    return None


def _office_behind(article: ArticleText, start: int, end: int) -> tuple[str, str | None] | None:
    """Return the office that a form of address behind a name gives (四川大学张三教授)."""
    titles = _titles_behind_names()
    for length in (4, 3, 2):
        word = article.text[end : end + length]
        if word in titles:
            floor = article.paragraph_range(start)[0]
            left = organization_start(article, start, floor)
            body = article.text[left:start] or None
            if body is not None and (
                word in short_list("national_titles")
                or not (ends_like_organization(body) or _starts_with_place(article, left))
            ):
                body = None
            return word, fullest_name(article, body) if body else None
    return None


@cache
def _titles_behind_names() -> frozenset[str]:
    return frozenset((_HONORIFICS & titles().keys()).difference(short_list("forms_of_address_without_office")))


_APPOSED = re.compile("(?:这名|这位|作为一名|作为)([^，。；：！？“”]{2,30})，")


def _office_apposed(article: ArticleText, end: int) -> tuple[str, str | None] | None:
    """Return the office that the next clauses give a person just named (这名花山村村民，…)."""
    stop = min(article.paragraph_range(end - 1)[1], end + _APPOSITION)
    match = _APPOSED.search(article.text, end, stop)
    office = office_before(article, match.end(1)) if match else None
    if match is None or office is None or office.start < match.start(1):
        return None
    return office.title, full_organization(article, office)


def _starts_with_place(article: ArticleText, start: int) -> bool:
    word = article.words.at(start)
    return word.start == start and (word.tag in ("ns", "nt") or word.text in words("cities"))


_HOME = re.compile(one_of(short_list("verbs_of_living")) + "$")
_TELLS_OF = re.compile("—*[回专追寻]?[访记忆](?!者)")
"""Before whom a title tells of (——记, ——回访)."""
_LIVES = re.compile("(?:[，,]?(?:今年)?\\d{1,3}岁，)?(?:家住|家在|住在|来自)")


def home_at(article: ArticleText, start: int, end: int) -> str | None:
    """Return the place or body that a name without a title belongs to, as fully as the article gives it."""
    home = _home_before(article, start) or _home_behind(article, end)
    return fullest_name(article, home) if home else None


def _home_before(article: ArticleText, start: int) -> str | None:
    """Return the village or town before a name (花山村张三), or where somebody lives (家住花山村的张三)."""
    text = article.text
    of = start > 1 and text[start - 1] == "的"
    first = article.once(place_chains).get(start - of)
    if first is not None and ends_like_small_place(text[first : start - of]):
        return text[first : start - of]
    if not of:
        return None
    floor = article.paragraph_range(start)[0]
    left = organization_start(article, start - 1, floor)
    body = text[left : start - 1]
    return body if ends_like_organization(body) and _HOME.search(text, max(floor, left - 4), left) else None


def _home_behind(article: ArticleText, end: int) -> str | None:
    """Return the place that a sentence about a name says it lives in (张三家住花山村)."""
    lives = _LIVES.match(article.text, end)
    if lives is None:
        return None
    chains = article.once(place_chains)
    stop = max((stop for stop, first in chains.items() if first == lives.end()), default=None)
    return article.text[lives.end() : stop] if stop else None


def _told_in_titles(article: ArticleText, name: str) -> tuple[tuple[str, str | None] | None, str | None]:
    """Return the office and the home that stand with a name in the article's titles (——记花山村村医张三)."""
    for title in article.article.titles:
        tells = _TELLS_OF.match(title.text.text)
        text = title.text.text[tells.end() if tells else 0 :]
        start = text.find(name)
        if start > 0:
            paragraph = ReadParagraph("body", SourcedText.of(text))
            line = ArticleText(ReadArticle("report", (), (paragraph,)), article.newspaper)
            office = office_at(line, start, start + len(name))
            home = home_at(line, start, start + len(name))
            if office is not None or home is not None:
                return office, home
    return None, None


def _candidates(article: ArticleText) -> dict[str, _Candidate]:
    """Return every string that may be a name, with all that speaks for and against it."""
    found: dict[str, _Candidate] = {}
    ends: dict[int, int] = {}

    def end_of(start: int) -> int:
        if article.text[start : start + 1] not in _FIRST_OF_SURNAMES:
            return start
        if start not in ends:
            ends[start] = _name_end(article, start)
        return ends[start]

    for start, end, rule, weight in _evidence(article, end_of):
        if end > start:
            name = article.text[start:end]
            if name not in found:
                found[name] = _Candidate(name)
            found[name].add(rule, weight, start)
    for candidate in found.values():
        _add_surroundings(article, candidate)
        _add_employer(article, candidate)
    _add_lists(article, found, end_of)
    terms = {match.group(1) for match in _TERM.finditer(article.text)}
    for candidate in found.values():
        if candidate.total + _MOST_LIKENESS >= _NEEDED:
            candidate.evidence["likeness"] = _likeness(article, candidate) - (2.0 if candidate.name in terms else 0.0)
    return found


def _evidence(article: ArticleText, end_of: Callable[[int], int]) -> Iterator[tuple[int, int, str, float]]:
    """Yield the ranges that may be names, some of them empty, with the rule that says so and what that is worth.

    `end_of` gives the end of the Chinese name that starts at an offset, the offset itself where none does.
    """
    for start, end in _pointed_names(article):
        yield start, end, "person_transliterated", _POINTED
    for start, weight in _starts_by_title(article):
        end = end_of(start)
        if end > start:
            yield start, end, "person_office", weight + _strong_end(article, end) - _adverb(article, start, end)
        else:
            end = _foreign_end(article, start)
            yield start, end, "person_transliterated", weight - 0.4
    for start in _starts_by_segmenter(article):
        end = end_of(start)
        if end > start:
            yield start, end, "person_segmenter", _segmenter_weight(article, start, end)
    for start, end in _starts_by_address(article):
        if end_of(start) == end:
            yield start, end, "person_honorific", _EVIDENCE["person_honorific"]
    for start, end in _starts_by_clause(article):
        if end_of(start) == end:
            yield start, end, "person_cue", _EVIDENCE["person_cue"]
    for start, end in _names_before_cues(article):
        if end_of(start) == end:
            yield start, end, "person_cue", 2.3 if article.text[start] in _COMMON_SURNAMES else 1.8
    for start, end in _strange_names(article):
        name = article.text[start:end]
        weight = 0.8 if _count(article, name) < 2 or len(name) == 2 else 1.6
        yield start, end, "person_transliterated", weight + (1.5 if _stands_behind_title(article, name) else 0.0)


def _add_surroundings(article: ArticleText, candidate: _Candidate) -> None:
    """Add what stands behind a candidate's places: a cue, a form of address, an age."""
    for start in list(candidate.places):
        end = start + len(candidate.name)
        if _addressed(article, end):
            candidate.add("person_honorific", _EVIDENCE["person_honorific"], start)
        elif _cue_follows(article.text, end):
            candidate.evidence["cue"] = 1.5 if "person_cue" not in candidate.evidence else 0.0


def _add_employer(article: ArticleText, candidate: _Candidate) -> None:
    """Add for a short name behind a title that the title stands behind a body's name (设计院副所长高朗)."""
    if len(candidate.name) != 2 or "person_office" not in candidate.evidence:
        return
    offices_here = (office_before(article, start) for start in candidate.places)
    if any(office and office.organization and ends_like_organization(office.organization) for office in offices_here):
        candidate.evidence["employer"] = _EMPLOYER


def _strong_end(article: ArticleText, end: int) -> float:
    """Return a bonus where a name that starts behind a title also ends clearly: before a mark or a cue."""
    boundary = _right_boundary(article, end)
    return 0.7 if boundary >= 3.0 else 0.3 if boundary >= 1.5 else 0.0


def _adverb(article: ArticleText, start: int, end: int) -> float:
    """Weigh against a name whose surname the segmenter takes for an adverb (书记曾到…, 记者向火车站…)."""
    word = article.words.at(start)
    if word.end != start + 1 or word.tag not in ("d", "p", "c"):
        return 0.0
    following = article.words.at(start + 1)
    common = len(following.text) > 1 and in_dictionary(following.text)
    common = common and (word.tag != "d" or following.tag[0] == "v") and not following.tag.startswith("nr")
    return 1.0 if end - start == 2 else 2.0 if common else 0.0


@cache
def _title_ends() -> tuple[re.Pattern[str], frozenset[str]]:
    """Return where a title's last character can stand, by the last two each alone, and the last two of all titles."""
    ends = frozenset(title_ends()) | {word[-2:] for word in _KIN if len(word) > 1}
    first, second = (any_character(end[at] for end in ends) for at in (0, 1))
    return re.compile(f"{second}(?<={first}{second})(?=[{_HAN}])"), ends


def _starts_by_title(article: ArticleText) -> Iterator[tuple[int, float]]:
    """Yield the offsets behind a title or a word for a relative where a name can start, with what they are worth."""
    text = article.text
    for end in _ends_of_titles(text):
        if text[end] in _FIRST_OF_SURNAMES or not (text[end] in _AFTER_NAMES or text[end : end + 2] in _AFTER_NAMES):
            weight = _worth_of_title(article, end)
            if weight > 0.0:
                yield end, weight


def _worth_of_title(article: ArticleText, end: int) -> float:
    """Return what a title or a word for a relative that ends at an offset is worth for a name there, 0 for none."""
    text = article.text
    start = title_start(text, end, max(0, end - _LONGEST_TITLE))
    if start == end:
        return _EVIDENCE["person_kin"] if text[end - 2 : end] in _KIN or text[end - 3 : end] in _KIN else 0.0
    title = text[start:end]
    if title == "总书记" or _goes_on_as_title(text, end):
        return 0.0
    word = article.words.at(end)
    if word.start < end and (
        article.words.at(start).start < start or (len(word.text) >= _LONG_WORD and in_dictionary(word.text))
    ):
        return 0.0
    cut = 0.0 if word.start == end else 0.8 if word.text == "任何" else 1.2
    if title in words("weak_titles"):
        return 2.0 - cut
    return 0.5 if text[start - 2 : start] and _named_at(article, start) else _EVIDENCE["person_office"] - cut


def _stands_behind_title(article: ArticleText, name: str) -> bool:
    """Say whether a string stands behind a title or a word for a relative anywhere in an article."""
    _, ends = _title_ends()
    places = (start for start, _, _ in printed_in(article.text, (name,)))
    return any(article.text[start - 2 : start] in ends and _worth_of_title(article, start) > 0.0 for start in places)


def _goes_on_as_title(text: str, end: int) -> bool:
    """Say whether what ends with a title is the start of a longer one (书记|员)."""
    ends, floor = title_ends(), max(0, end - _LONGEST_TITLE)
    return any(text[stop - 2 : stop] in ends and title_start(text, stop, floor) < end for stop in (end + 1, end + 2))


def _ends_of_titles(text: str) -> Iterator[int]:
    """Yield the offsets behind what titles and words for relatives end with, before another letter."""
    pattern, ends = _title_ends()
    for match in pattern.finditer(text):
        end = match.end()
        if text[end - 2 : end] in ends:
            yield end


def _named_at(article: ArticleText, end: int) -> bool:
    """Say whether the segmenter sees a name that ends where a title starts (张三|总书记)."""
    index = article.words.index_at(end - 1)
    if index < 0:
        return False
    word = article.words[index]
    return word.end == end and word.tag in ("nr", "nrfg") and word.text[0] in _COMMON_SURNAMES


_TAGS_OF_NAMES = frozenset({"nr", "nrfg", "nrt"})
"""Parts of speech of people's names."""


@cache
def _surname_tables() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return of every code point whether a surname begins with it, and whether it is a common surname."""
    begins, is_common = np.zeros((2, BEYOND + 1), dtype=np.bool_)
    begins[code_points("".join(_FIRST_OF_SURNAMES))] = True
    is_common[code_points("".join(_COMMON_SURNAMES))] = True
    return begins, is_common


def _words_beside_surnames(article: ArticleText) -> list[int]:
    """Return the indices of the words that begin as a surname does or stand behind a common one."""
    begins, is_common = _surname_tables()
    letters = code_points(article.text)
    starts = np.array(article.words.starts, dtype=np.intp)
    found: list[int] = np.flatnonzero(begins[letters[starts]] | is_common[letters[starts - 1]]).tolist()
    return found


def _starts_by_segmenter(article: ArticleText) -> Iterator[int]:
    """Yield where what the segmenter takes for names starts: at a surname, or at one that stands apart (任|金山)."""
    for index in _words_beside_surnames(article):
        word, start = article.words.texts[index], article.words.starts[index]
        if (PARTS_OF_SPEECH[word] or article.words[index].tag) not in _TAGS_OF_NAMES:
            continue
        if len(word) == 2 and _surname_stands_apart(article, word, start):
            yield start - 1
        elif word[0] in _SURNAMES or word[:2] in _SURNAMES:
            yield start


def _surname_stands_apart(article: ArticleText, given: str, start: int) -> bool:
    """Say whether a common surname stands before a given name in nearly all its places (任|金山)."""
    if not start or article.text[start - 1] not in _COMMON_SURNAMES:
        return False
    whole = _count(article, article.text[start - 1] + given)
    return whole > 1 and whole * 4 >= _count(article, given) * 3


@cache
def _address_or_age() -> re.Pattern[str]:
    return re.compile(rf"{one_of(words('honorifics'))}|[（(，]?(?:今年)?[男女]?，?\d{{1,3}}岁")


@cache
def _address_finder() -> WordFinder:
    return WordFinder(_HONORIFICS)


def _starts_by_address(article: ArticleText) -> Iterator[tuple[int, int]]:
    """Yield names of two or three characters before a form of address or an age (张三总理, 李四（54岁）)."""
    text = article.text
    for match in _AGED.finditer(text):
        for length in (3, 2):
            if text[match.end() : match.end() + 1] in _SURNAMES:
                yield match.end(), match.end() + length
    for finder in (_address_finder(), _AGE_IN_BRACKETS):
        for match in finder.finditer(text):
            end = match.start()
            if article.words.at(end).start != end or _crosses(article, match.end()) or _GROWN_UP.match(text, end):
                continue
            for length in (3, 2):
                if end >= length and text[end - length] in _COMMON_SURNAMES and _starts_word(article, end - length):
                    yield end - length, end


def _starts_word(article: ArticleText, start: int) -> bool:
    """Say whether an offset is not inside a word of the dictionary."""
    word = article.words.at(start)
    return word.start == start or not in_dictionary(word.text)


_CLAUSE = re.compile(f"[{_HAN}]{{2,4}}")


@cache
def _before_clauses() -> re.Pattern[str]:
    """Return a mark before a clause with what may be a cue behind two to four letters, by each character alone."""
    first, second = (any_character(cue[at] for cue in _cue_starts()) for at in (0, 1))
    return re.compile(f"[\n”。，：；！？](?=[{_HAN}]{{2}}.{{0,2}}{first}{second})", re.DOTALL)


def _clauses_before_cues(article: ArticleText) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Return where clauses start that have a cue two to four characters behind, and behind how many."""
    text, cues = article.text, _cue_starts()
    found = []
    for start in (0, *(match.end() for match in _before_clauses().finditer(text))):
        clause = _CLAUSE.match(text, start)
        if clause is not None:
            stops = (start + 2, start + 3, start + 4)
            lengths = tuple(stop - start for stop in stops if stop <= clause.end() and text[stop : stop + 2] in cues)
            if lengths:
                found.append((start, lengths))
    return tuple(found)


def _starts_by_clause(article: ArticleText) -> Iterator[tuple[int, int]]:
    """Yield names at the start of a clause directly before a cue."""
    for start, lengths in article.once(_clauses_before_cues):
        if article.text[start] in _SURNAMES or article.text[start : start + 2] in _SURNAMES:
            yield start, start + lengths[0]


def _strange_names(article: ArticleText) -> Iterator[tuple[int, int]]:
    """Yield strings without dictionary words that open a clause before a cue: names without a known surname."""
    text = article.text
    for start, lengths in article.once(_clauses_before_cues):
        for length in reversed(lengths):
            if text[start] in _SURNAMES and length < 4:
                break
            if _strange(text[start : start + length]):
                yield start, start + length
                break


def _strange(name: str) -> bool:
    """Say whether no dictionary word of two characters or more is in a string, and no particle."""
    if not _NEVER_IN_STRANGE_NAMES.isdisjoint(name) or name[-1] in "地" or name[0] in "老小阿" or name in _COUNTRIES:
        return False
    return all(len(piece) == 1 or PARTS_OF_SPEECH[piece].startswith("nr") for piece in rjieba.cut(name, False)) and (
        not in_any_list(name)
    )


def in_any_list(name: str) -> bool:
    """Say whether a string is an ordinary word of the lexicon: a group, a relative, a title."""
    return name in words("groups") or name in _KIN or name in titles() or name in words("group_modifiers")


_SPEAKS = re.compile(one_of(short_list("verbs_behind_names")) + "(?=[，：。“])")


def _names_before_cues(article: ArticleText) -> Iterator[tuple[int, int]]:
    """Yield names of two or three characters that end where a cue starts, wherever in the clause they stand."""
    text = article.text
    for match in _SPEAKS.finditer(text):
        end = match.start()
        for length in (3, 2):
            if end >= length and text[end - length] in _SURNAMES:
                yield end - length, end


def _cue_follows(text: str, offset: int) -> bool:
    return text[offset : offset + 2] in _cue_starts()


@cache
def _cue_starts() -> frozenset[str]:
    """Return the first two characters of every cue, those of one character with what follows them."""
    return frozenset(row["cue"][:2] for row in table("cues") if len(row["cue"]) > 1) | frozenset(
        short_list("short_cues")
    )


def _pointed_names(article: ArticleText) -> Iterator[tuple[int, int]]:
    """Yield names with points (马可·波罗), as far on both sides as the characters of transliteration go.

    Of two that start alike the shorter one is the name: it also stands where another word follows.
    """
    text = article.text
    found: list[tuple[int, int]] = []
    done = 0
    for match in NAME_POINT.finditer(text):
        point = match.start()
        if point < done:
            continue
        start = _transliterated_start(article, point)
        end = _transliterated_end(article, point + 1)
        while end > point + 1 and NAME_POINT.match(text, end):
            further = _transliterated_end(article, end + 1)
            if further == end + 1:
                break
            end = further
        done = end
        if start < point and end > point + 1:
            found.append((start, end))
    names = {text[start:end] for start, end in found}
    for start, _ in found:
        shorter = min((name for name in names if text.startswith(name, start)), key=len)
        yield start, start + len(shorter)


_INITIAL = re.compile("[A-Z]{1,2}$")


def _transliterated_start(article: ArticleText, point: int) -> int:
    """Return where the part of a name starts that ends at a point: behind a title, a country or an ordinary word."""
    text = article.text
    floor = max(article.paragraph_range(point)[0], point - _LONGEST_PART)
    start, behind = point, -1
    if initial := _INITIAL.search(text, floor, point):
        return initial.start()
    while start > floor:
        word = article.words.at(start - 1)
        if text[start - 1] in _LETTERS_BESIDE_POINTS:
            start -= 1
        elif word.end == start and word.tag.startswith("nr") and word.start >= floor:
            start = word.start
        else:
            break
    for cut in range(start, point):
        if title_start(text, cut, max(0, cut - _LONGEST_TITLE)) < cut or _ends_country(text, cut):
            start = behind = cut
    if start != behind:
        start = _behind_ordinary_words(article, start, point)
    if start == floor or text[start - 1] not in "—-" or text[start - 2] not in _LETTERS_BESIDE_POINTS:
        return start
    return _transliterated_start(article, start - 1)


def _behind_ordinary_words(article: ArticleText, start: int, end: int) -> int:
    """Return the offset behind the particles and the end of a dictionary word with which a range starts (位于|达)."""
    word = article.words.at(start)
    while word.end < end and (
        (word.start < start and in_dictionary(word.text))
        or (word.start == start and len(word.text) == 1 and word.tag[0] in "pcd")
    ):
        start = word.end
        word = article.words.at(start)
    return start


def _ends_country(text: str, end: int) -> bool:
    return any(text[end - length : end] in _COUNTRIES for length in (2, 3, 4, 5, 6, 7))


def _transliterated_end(article: ArticleText, begin: int) -> int:
    """Return where the part of a name ends that starts behind a point: before a cue or an ordinary word."""
    text = article.text
    stop = min(article.paragraph_range(begin)[1], begin + _LONGEST_PART)
    end = begin
    while end < stop and (text[end] in _LETTERS_BESIDE_POINTS or (end == begin and "A" <= text[end] <= "Z")):
        if end > begin and (_cue_follows(text, end) or _ordinary_word_at(article, end)):
            break
        end += 1
        if "A" <= text[end - 1] <= "Z":
            break
    word = article.words.at(end) if begin < end < stop else None
    return word.end if word and word.start == begin and word.tag.startswith("nr") and word.end <= stop else end


def _ordinary_word_at(article: ArticleText, start: int) -> bool:
    """Say whether a word that follows names, or a verb, adverb or time of the dictionary, starts at an offset."""
    if _follower_at(article.text, start):
        return True
    word = article.words.at(start)
    if word.start != start:
        return False
    if len(word.text) == 1:
        return word.text in _AFTER_NAMES and (word.tag[0] in "pcu" or (word.tag == "d" and word.text != "都"))
    strange = not _LETTERS_BESIDE_POINTS.issuperset(word.text)
    return (word.tag[0] in "vdpctmra" or (strange and word.tag == "n")) and in_dictionary(word.text)


_NEVER_IN_STRANGE_NAMES = characters("never_in_strange_names")


def _foreign_end(article: ArticleText, start: int) -> int:
    """Return where a name ends that follows a title and has no known surname; `start` where none does.

    A name is a string of characters of transliteration, or one that no dictionary word is in, up to a clear boundary.
    """
    text = article.text
    if text[start : start + 1] in _AFTER_NAMES or text[start : start + 2] in _AFTER_NAMES:
        return start
    run = _HAN_RUN.match(text, start, start + _LONGEST_FOREIGN_NAME)
    letters = _leading_letters(text, start, start + _LONGEST_FOREIGN_NAME) if run else 0
    for length in range(max(letters, min(3, len(run.group()))) if run else 0, 1, -1):
        stop = start + length
        name = text[start:stop]
        if length > letters and not _NEVER_IN_STRANGE_NAMES.isdisjoint(name):
            continue
        boundary = _right_boundary(article, stop)
        opens = length == 2 and 1.0 <= boundary < _CLEAR and _opens_clauses(article, name)
        clear = 1.0 if opens else _CLEAR
        if length > letters and boundary < clear:
            continue
        foreign = length <= letters and _sounds_foreign(name)
        if not foreign and length > 3:
            continue
        word = article.words.at(start)
        whole = word.start == start and word.end == stop
        telling = length > 2 or (whole and word.tag.startswith("nr"))
        known = whole and length > 2 and word.tag.startswith("nr")
        least = 0.0 if foreign and known else clear if not foreign else 1.0 if telling else 1.5
        if boundary < least or name in _COUNTRIES or name[1:] in _HONORIFICS:
            continue
        if _crosses(article, stop):
            continue
        known = known or (whole and word.tag in ("nrt", "ns", "nz") and name not in words("cities"))
        if foreign and (known or length > 3):
            return stop
        if not _NEVER_IN_STRANGE_NAMES.isdisjoint(name) or (not foreign and PARTS_OF_SPEECH[name[0]][:1] in ("a", "d")):
            continue
        if any(len(piece) > 1 and not PARTS_OF_SPEECH[piece].startswith("nr") for piece in rjieba.cut(name, False)):
            continue
        return stop
    return start


_BEFORE_NO_CLAUSE = re.compile(f"[{_HAN}、《“]")


def _opens_clauses(article: ArticleText, name: str) -> bool:
    """Say whether a string stands at the start of clauses twice and more, as who acts there does."""
    if _count(article, name) <= 2:
        return False
    text = article.text
    openings, start = 0, text.find(name)
    while start >= 0 and openings < 2:
        openings += start == 0 or _BEFORE_NO_CLAUSE.match(text, start - 1) is None
        start = text.find(name, start + len(name))
    return openings > 1


_HAN_RUN = re.compile(f"[{_HAN}]{{2,}}")
_LONGEST_FOREIGN_NAME = 7
"""Characters of a foreign name without points."""


def _leading_letters(text: str, start: int, end: int) -> int:
    """Return how many characters of transliteration follow each other from an offset."""
    stop = start
    while stop < end and text[stop : stop + 1] in _LETTERS_BESIDE_POINTS:
        stop += 1
    return stop - start


def _crosses(article: ArticleText, offset: int) -> bool:
    """Say whether a dictionary word goes on over an offset (马丹|如是)."""
    word = article.words.at(offset)
    return word.start < offset < word.end and in_dictionary(word.text)


def _sounds_foreign(name: str) -> bool:
    """Say whether of characters of transliteration at most a third are common elsewhere."""
    rare = sum(map(_TRANSLITERATION.__contains__, name))
    return rare * 3 >= len(name) * 2


def _name_end(article: ArticleText, start: int) -> int:
    """Return where the Chinese name that starts at an offset most likely ends; `start` where none starts."""
    text = article.text
    if text[start : start + 2] in _SURNAMES:
        short, long = start + 3, start + 4
    elif text[start : start + 1] in _SURNAMES:
        short, long = start + 2, start + 3
    else:
        return start
    index = article.words.index_at(start)
    word = article.words[index]
    exact = word.end if word.start == start and word.tag.startswith("nr") else -1
    if exact - start > 3 and _TRANSLITERATION.issuperset(word.text):
        return exact
    next_words = article.words.starts[index + 1 : index + 5]
    by_words = [
        (1.5 if end == exact else 0.0) + (0.5 if end in next_words or text[end : end + 1] in ("", "\n") else 0.0)
        for end in (short, long)
    ]
    boundaries = article.once(_Boundaries)
    best, best_score, long_score = start, 0.9, _IMPOSSIBLE
    if _may_be_name(text[start:long], long - start, text[long : long + 1]):
        long_score = boundaries[long] + by_words[1] + 1.0
    if long_score + _LEAST_CONSTANCY > _CLEAR + by_words[0]:  # however well the shorter one ends
        best = long
    else:
        if _may_be_name(text[start:short], short - start, text[short : short + 1]):
            score = boundaries[short] + by_words[0]
            if score > best_score:
                best, best_score = short, score
        if long_score + _LEAST_CONSTANCY <= best_score < long_score + _MOST_CONSTANCY:  # else it decides nothing
            long_score += _constancy(article, start, long - start)
        if long_score > best_score:
            best = long
    if best == start:
        return start
    if best - start == 3:
        last = article.words.at(best - 1)
        if last.end > best > last.start and last.tag.startswith("nr") and _TRANSLITERATION.issuperset(last.text):
            return last.end
        if _doubles_surname(article, start, best):
            return best + 1
    return _stretched(article, start, best)


def _doubles_surname(article: ArticleText, start: int, end: int) -> bool:
    """Say whether a name of three characters is the start of one with two surnames (陈冯富珍), which ends behind it."""
    name = article.text[start : end + 1]
    if not _COMMON_SURNAMES.issuperset(name[:2]) or not _HAN_LETTER.match(name, 3) or name[3] in _NOT_IN_GIVEN_NAMES:
        return False
    if _count(article, name) < _count(article, name[:3]):
        return False
    return _right_boundary(article, end) < 1.0 and _right_boundary(article, end + 1) >= 2.0


_NOT_IN_GIVEN_NAMES = words("not_in_given_names")
_NEVER_IN_GIVEN_NAMES = characters("never_in_given_names")


def _may_be_name(name: str, length: int, following: str) -> bool:
    if len(name) < length or name[-1] in _NOT_IN_GIVEN_NAMES or _HAN_NAME.fullmatch(name) is None:
        return False
    given = name[1:]
    if given[0] in "省市县区镇乡村州" or not _NEVER_IN_GIVEN_NAMES.isdisjoint(given):
        return False
    if given in _addresses():
        return False
    return not (name[-1] in "和与" and following not in ("、", "，", "。"))


@cache
def _addresses() -> frozenset[str]:
    """Return the words that address or describe a person and are no given names."""
    return _HONORIFICS | _KIN | frozenset(titles())


def _stretched(article: ArticleText, start: int, end: int) -> int:
    """Return the end of a name behind whose characters another one of transliteration stands wherever it is printed."""
    text = article.text
    while 3 <= end - start < 6 and text[end : end + 1] in _TRANSLITERATION:
        if text[end] in _AFTER_NAMES:
            break
        count = _count(article, text[start:end])
        if count < 3 or _count(article, text[start : end + 1]) < count:
            break
        end += 1
    shortest = 2 if end > start and _is_burmese(article, start) else 3
    if shortest <= end - start <= 4 and _right_boundary(article, end) < 1.0:
        for more in (1, 2):
            rest = text[end : end + more]
            if (
                _is_burmese(article, start)
                and _HAN_LETTER.match(rest[-1:])
                and _right_boundary(article, end + more) > 1
            ):
                return end + more
            if (
                _TRANSLITERATION.issuperset(text[start + 1 : end] + rest)
                and _right_boundary(article, end + more) >= _CLEAR
            ):
                return end + more
    return end


_BURMESE_FORMS_OF_ADDRESS = characters("burmese_forms_of_address")


def _is_burmese(article: ArticleText, start: int) -> bool:
    """Say whether a Burmese form of address, which is written as part of the name, starts at an offset (吴巴佐乌)."""
    return article.text[start] in _BURMESE_FORMS_OF_ADDRESS and _count(article, "缅甸") > 1


class _Counts(dict[str, int]):
    """How often strings stand in an article, each counted once; 1 once it has cost too much counting."""

    def __init__(self, article: ArticleText) -> None:
        super().__init__()
        self._text = article.text

    def __missing__(self, string: str) -> int:
        affordable = len(self) * len(self._text) < _MOST_COUNTED
        self[string] = count = self._text.count(string) if affordable else 1
        return count


def _count(article: ArticleText, string: str) -> int:
    return article.once(_Counts)[string]


_LEAST_CONSTANCY, _MOST_CONSTANCY = -1.0, 2.0


def _constancy(article: ArticleText, start: int, length: int) -> float:
    """Weigh how often the short form of a name stands in the article without the last character of the long one."""
    counts, name = article.once(_Counts), article.text[start : start + length]
    long, short = counts[name], counts[name[:-1]]
    if long >= 2 and short == long:
        return _MOST_CONSTANCY
    return _LEAST_CONSTANCY if short > long else 0.0


class _Boundaries(dict[int, float]):
    """How well a name can end at the offsets of an article, each weighed when it is first asked for."""

    def __init__(self, article: ArticleText) -> None:
        super().__init__()
        self._text = article.text
        self._words = article.words

    def __missing__(self, end: int) -> float:
        self[end] = weight = _weigh_boundary(self._text, self._words, end)
        return weight


def _right_boundary(article: ArticleText, end: int) -> float:
    """Weigh whether a name can end at an offset: by marks, cues, and words that follow names."""
    return article.once(_Boundaries)[end]


def _weigh_boundary(text: str, segmented: Words, end: int) -> float:
    character, next_one = text[end : end + 1], text[end + 1 : end + 2]
    if not character.isalnum():
        return 3.0
    if character.isdigit():
        return 2.0
    if character + next_one in _cue_starts():
        return 3.0
    if character in "着了过":
        return -1.0
    if character == "时" and (not next_one.isalnum() or _cue_follows(text, end + 1)):
        return 1.5
    if _follower_at(text, end):
        return 2.0
    if character in _AFTER_NAMES and next_one.isalnum():
        return 1.5
    if next_one in ("着", "了", "过", "完", "到", "出"):
        return 1.5
    index = segmented.index_at(end)
    if segmented.starts[index] == end:
        word = segmented.texts[index]
        if len(word) > 1 and in_dictionary(word):
            return 1.0
    return 0.5 if len(rjieba.cut(text[end : end + 4], False)[0]) > 1 else 0.0


@cache
def _followers() -> tuple[frozenset[str], frozenset[str]]:
    """Return the words of two to four characters that follow names, and the first two characters of them."""
    followers = {word for word in _AFTER_NAMES | _HONORIFICS if 2 <= len(word) <= 4}
    return frozenset(followers), frozenset(word[:2] for word in followers)


def _follower_at(text: str, start: int) -> bool:
    """Say whether a word of two to four characters that follows names starts at an offset."""
    followers, starts = _followers()
    if text[start : start + 2] not in starts:
        return False
    return any(text[start : start + length] in followers for length in (2, 3, 4))


_BEFORE_NAMES = characters("agent_ends") | characters("ends_before_names")
"""Characters that end words for those who do something (侦查员, 学生), behind which a name stands."""


def _segmenter_weight(article: ArticleText, start: int, end: int) -> float:
    """Weigh the segmenter's tag by how good names of that length and surname are."""
    name = article.text[start:end]
    common = name[0] in _COMMON_SURNAMES
    index = article.words.index_at(start)
    exact = article.words.starts[index] == start and len(article.words.texts[index]) == end - start
    boundary = _right_boundary(article, end)
    if end - start == 2:
        weight = (1.2 if common else 0.5) if exact and not in_dictionary(name) else 0.3
    elif exact:
        weight = 2.5 if common else 1.0
    else:
        weight = 1.5 if common else 0.8
    if boundary < 0.5:
        weight -= 1.0
    weight -= 0.8 * _beside_common_nouns(article, start, end)
    if not index:
        return weight
    before = article.words[index - 1]
    previous, tag = before.text, before.tag
    if len(previous) == 1 and in_dictionary(article.text[start - 1 : start + 1]):
        weight -= 1.5
    if before.end != start:
        return weight
    if previous in short_list("verbs_of_being_called"):
        return weight + 1.4
    if tag == "n" and previous[-1] in _BEFORE_NAMES:
        return weight + (1.7 if exact and end - start == 3 and boundary >= 1.5 else 1.1)
    if tag in ("n", "nz", "ns", "b", "m", "q", "j", "a"):
        weight -= 0.0 if title_start(article.text, start, max(0, start - _LONGEST_TITLE)) < start else 0.6
    elif tag == "x" and exact and boundary >= 1.0:
        weight += 0.6 if end - start == 2 else 0.2
    return weight


def _beside_common_nouns(article: ArticleText, start: int, end: int) -> int:
    """Count the sides on which a word stands in a list beside a common noun (白菜、胡萝卜、土豆)."""
    text = article.text
    nouns = 0
    if "、" not in (text[start - 1 : start], text[end : end + 1]):
        return nouns
    for mark, word_at in ((start - 1, start - 2), (end, end + 1)):
        if start and text[mark : mark + 1] == "、" and word_at < len(text):
            word = article.words.at(word_at)
            nouns += word.tag == "n" and len(word.text) > 1 and in_dictionary(word.text)
    return nouns


_INSIDE = frozenset("中上下里")
"""Behind 在: characters that end where something is, not a name (在贺信中)."""


def _likeness(article: ArticleText, candidate: _Candidate) -> float:
    """Weigh the string itself: ordinary words are seldom names, what stands alone in marks is a term."""
    name = candidate.name
    if name in _COUNTRIES or name in words("no_names_of_people"):
        return _IMPOSSIBLE
    if all(_names_institution(article, start, name) for start in candidate.places):
        return _IMPOSSIBLE
    if NAME_POINT.search(name):
        return 0.0
    if "person_transliterated" in candidate.evidence:
        return 1.0 if _count(article, name) >= 3 else 0.0
    common = name[0] in _COMMON_SURNAMES
    weight = 0.3 if common else 0.0
    if name[-1] in _INSIDE and all(article.text[start - 1 : start] == "在" for start in candidate.places):
        weight -= 3.0
    if len(name) == 2 and name[1] in characters("forms_of_address_behind_surnames"):
        weight -= 3.0
    if name[:2] in _KIN:
        weight -= 3.0
    if in_dictionary(name):
        tag = PARTS_OF_SPEECH[name]
        if not tag.startswith("nr"):
            behind_title = {"person_office", "person_honorific"} & candidate.evidence.keys()
            short = len(name) == 2 or (common and behind_title)
            noun = tag in ("n", "nz", "ns", "nt", "t") and short
            weight -= (0.0 if tag == "t" else 0.5 if common or tag != "n" else 1.0) if noun else 2.5
        elif len(name) == 2:
            weight -= 1.2 if tag == "nr" else 0.6
    if len(name) == 3 and name[1] == name[2] and in_dictionary(name):
        weight -= 2.5
    if len(name) == 3:
        prefix = PARTS_OF_SPEECH[name[:2]] if in_dictionary(name[:2]) else "nr"
        if prefix.startswith(("v", "d", "a", "c", "p", "t", "r", "j", "l", "i")) or prefix == "n":
            weight -= 3.0 if name[-1] in "中上下里" else 1.3
        given = PARTS_OF_SPEECH[name[1:]] if in_dictionary(name[1:]) else ""
        if name[1] == "家" or given in ("v", "d", "p", "c", "m", "r"):
            weight -= 0.7
        elif given.startswith(("n", "a", "vn")) and given != "nr":
            weight -= 0.3
    if len(candidate.places) > 1 or (len(name) == 3 and _count(article, name) > 2):
        weight += 0.5 if _count(article, name) < 4 else 1.0
    return weight


def _names_institution(article: ArticleText, start: int, name: str) -> bool:
    """Say whether a name is here only part of an institution's, a road's or a line's (中山大学), or a work's title."""
    end = start + len(name)
    titled = article.text[start - 1 : start] == "《" and article.text[end : end + 1] == "》"
    return titled or article.text.startswith(short_list("organizations_after_names"), end)


def _addressed(article: ArticleText, end: int) -> bool:
    """Say whether a form of address or an age follows."""
    return _address_or_age().match(article.text, end) is not None and not _GROWN_UP.match(article.text, end)


def _add_lists(article: ArticleText, found: dict[str, _Candidate], end_of: Callable[[int], int]) -> None:
    """Add the names that stand beside a likely name in a list: 张三、李四和王五."""
    text = article.text
    queue = [
        start + len(candidate.name)
        for candidate in found.values()
        if candidate.total >= _NEEDED - 0.5
        for start in candidate.places
    ]
    seen = set(queue)
    longest_last = sorted(found.values(), key=lambda candidate: len(candidate.name))
    ends = {start + len(one.name): (start, one) for one in longest_last for start in one.places}
    while queue:
        end = queue.pop()
        _add_list_before(article, ends, end)
        if text[end : end + 1] not in ("、", "和", "与"):
            continue
        stop = end_of(end + 1)
        if stop > end + 1 and (text[end] == "、" or _right_boundary(article, stop) >= 1.0):
            name = text[end + 1 : stop]
            found.setdefault(name, _Candidate(name)).add("person_list", _EVIDENCE["person_list"], end + 1)
            if stop not in seen:
                seen.add(stop)
                queue.append(stop)


def _add_list_before(article: ArticleText, ends: dict[int, tuple[int, _Candidate]], end: int) -> None:
    """Add to the candidates that stand in a list before the likely name which ends at an offset."""
    while end in ends:
        start, _ = ends[end]
        if article.text[start - 1 : start] != "、" or start - 1 not in ends:
            return
        end = start - 1
        before, candidate = ends[end]
        candidate.add("person_list", _EVIDENCE["person_list"], before)


__all__ = ["NAME_POINT", "RULES", "find_people", "home_at", "office_at"]
