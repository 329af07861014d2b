"""Offices printed before a person's name: the title and the organization that it is in."""

import re
from bisect import bisect_left
from functools import cache
from typing import NamedTuple

from jiceng.extraction.lexicon import characters, one_of, short_list, table, words
from jiceng.extraction.organizations.name_boundaries import (
    LONGEST_ORGANIZATION,
    PROPER_TAGS,
    UNIT_CHARACTERS,
    ends_like_organization,
    ends_word,
    organization_start,
    place_chains,
    place_start,
)
from jiceng.extraction.organizations.nearest import fullest_name, nearest_name, printed_names
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.dictionary import in_dictionary
from jiceng.extraction.text.titles import title_start, titles, with_prefixes

_LONGEST_SENTENCE = 120
"""Characters before an office in which its sentence begins."""
_MOST_OFFICES = 4
"""Offices of one person that may stand in a row before the name."""


class PrintedOffice(NamedTuple):
    """An office as printed; offsets in the article's text."""

    title: str
    organization: str | None
    start: int
    """Where the organization starts, else the title."""
    title_start: int


class _OfficesBefore:
    """The offices whose titles end at some offsets of an article, each read once."""

    def __init__(self, _: ArticleText) -> None:
        self._read: dict[int, PrintedOffice | None] = {}

    def at(self, article: ArticleText, end: int) -> PrintedOffice | None:
        """Return the office whose title ends at an offset, None where none does."""
        if end not in self._read:
            self._read[end] = _read_office(article, end)
        return self._read[end]


def office_before(article: ArticleText, end: int) -> PrintedOffice | None:
    """Return the office whose title ends at an offset, the start of a name.

    东区区委副书记、区长 is title 区委副书记、区长 of organization 东区. Of offices in several organizations it is the
    one that stands next to the name, unless that is named by its rank alone (四川省政府副秘书长、省信访局局长).
    """
    return article.once(_OfficesBefore).at(article, end)


_PARTS_OF_HEADS = words("organizations_of_committees").union(short_list("regions_of_firms"))
"""Bodies before a second office that belong to the body of the first one."""


def _read_office(article: ArticleText, end: int) -> PrintedOffice | None:
    floor = article.paragraph_range(max(0, end - 1))[0] if article.paragraphs else 0
    elements: list[PrintedOffice] = []
    position = end
    while len(elements) < _MOST_OFFICES:
        element = _one_office(article, position, floor)
        if element is None:
            break
        elements.append(element)
        before = element.start - 1
        if before < floor or article.text[before] not in "、兼":
            break
        position = before
    if not elements:
        return None
    elements.reverse()
    head = next((element for element in elements if element.organization), elements[0])
    last = elements[-1]
    named = last.organization and last.organization[0] not in UNIT_CHARACTERS
    part_of_head = last.organization in _PARTS_OF_HEADS
    if named and not (head is not last and part_of_head):
        return last
    return head._replace(title=article.text[head.title_start : end])


def _one_office(article: ArticleText, end: int, floor: int) -> PrintedOffice | None:
    text = article.text
    start = title_start(text, end, floor)
    if start == end:
        start = _agent_start(article, end, floor)
    if start == end:
        return None
    start = _behind_split_word(article, start)
    if text[start] in "村县区镇乡州旗" and organization_start(article, start, floor) < start:
        shorter = title_start(text, end, start + 1)
        start = shorter if shorter < end else start
    body_start, body_end = _body_before(article, start, floor)
    if body_end == start > body_start and not _names_body(article, body_start, body_end, text[start:end]):
        start = body_end = body_start
    if body_start < body_end == start:
        body_end = start = _body_end(article, body_start, body_end, text[start:end])
    joint = text.rfind("兼", body_start, body_end)
    body_start = joint + 1 if joint > body_start else body_start
    if (former := _FORMER.search(text, body_start + 2, body_end)) is not None:
        body_end = start = former.start()
    body = text[body_start:body_end]
    if len(body) > 2 and body[-1] == body[-2] and body[-1] in UNIT_CHARACTERS:
        body_end -= 1
        start = body_end
        body = body[:-1]
    if doubled := _DOUBLED_PARTY_UNIT.search(body):
        body_end = start = body_start + doubled.end()
    elif department := _department().search(body):
        body_end = start = body_start + department.start()
    body = text[body_start:body_end]
    return PrintedOffice(
        title=text[start:end],
        organization=body or None,
        start=body_start if body else start,
        title_start=start,
    )


def _body_end(article: ArticleText, start: int, end: int, title: str) -> int:
    """Return where the body ends in what stands before a title; the rest describes the title (某大学|植物学|教授).

    What has no body in it is the title's own description (园林养护|工人), behind a place that it belongs to
    (英国|海洋|化学家), unless it has a proper name or the office is one of a firm (平安|总裁).
    """
    text = article.text
    body = text[start:end]
    if (
        ends_like_organization(body)
        or body in words("relative_names")
        or body[-1] in _PARTS_OF_BODIES
        or body[-1] in "）”》"
    ):
        return end
    if inner := _inner_end(article, start, body):
        return inner
    row = titles().get(title) or {}
    if row.get("role_class") not in ("professional", "resident") or row.get("public") == "yes":
        return end
    described = [word for word in article.words.between(start, end) if word.start >= start]
    place = start
    for word in described:
        if word.start != place or not (word.tag == "ns" or word.text in words("countries") | words("provinces")):
            break
        place = word.end
    rest = [word for word in described if word.start >= place]
    common = all(word.tag[0] in "nvabjlc" and word.tag not in PROPER_TAGS and in_dictionary(word.text) for word in rest)
    return place if common and rest else end


_PARTS_OF_BODIES = characters("parts_of_organizations")


def _inner_end(article: ArticleText, start: int, body: str) -> int:
    """Return where the last body ends inside a phrase, with its own parts (某医院|外科), 0 where none is in it."""
    end = 0
    for match in _inner_body().finditer(body):
        stop = start + match.end()
        if (end or len(match.group()) > 1) and ends_word(article, start + match.start(), stop):
            end = stop
    return end


@cache
def _inner_body() -> re.Pattern[str]:
    """Match the end of a body's name of two characters or more, or of a part of a body."""
    ends = {word for word in words("organization_suffixes") if len(word) > 1} - words("generic_organizations")
    return re.compile(one_of(ends | characters("ends_of_inner_parts")))


def _names_body(article: ArticleText, start: int, end: int, title: str) -> bool:
    """Say whether what stands before a title is more than one ordinary word (抗日英雄, 保安队长, 五保老人)."""
    if start >= end:
        return False
    word = article.words.at(start)
    body = article.text[start:end]
    if word.start != start or word.end < end or ends_like_organization(body) or body in words("relative_names"):
        return True
    if word.tag in ("ns", "nt", "nz", "nr", "nrt", "j", "eng", "x"):
        return True
    return not in_dictionary(word.text) and titles().get(title, {}).get("role_class") != "resident"


def _behind_split_word(article: ArticleText, start: int) -> int:
    """Return the start of a title without a prefix that is the end of a longer word (太原|教师, 现代|诗人)."""
    word = article.words.at(start)
    split = word.start < start and word.end == start + 1 and in_dictionary(word.text)
    return start + 1 if split and article.text[start] in "原前代老总女正" else start


@cache
def _department() -> re.Pattern[str]:
    """Match a department behind the body that it is a part of (公司|销售部)."""
    bodies = "|".join(short_list("organizations_with_departments"))
    return re.compile(f"(?<={bodies})(?:[^公集银]{{2,8}}部|{one_of(short_list('departments'))})$")


_AGENT_ENDS = characters("agent_ends")


def _agent_start(article: ArticleText, end: int, floor: int) -> int:
    """Return where a word starts that names someone by what they do, though no list has it; `end` for none."""
    index = article.words.index_at(end - 1)
    if index < 0:
        return end
    word = article.words[index]
    if word.end != end or word.start < floor or word.tag != "n" or not 2 <= len(word.text) <= 4:
        return end
    if word.text[-1] not in _AGENT_ENDS or word.text[-2:] in short_list("no_agents"):
        return end
    return with_prefixes(article.text, word.start, floor)


_DOUBLED_PARTY_UNIT = re.compile("|".join(f"{unit[0]}(?={unit}$)" for unit in sorted(words("party_organizations"))))
"""Before a committee or government that begins as the body before it ends (东区|区委): these belong to the title."""
_FORMER = re.compile(f"原{one_of(words('party_organizations'))}$")
_PLACE_ENDS = frozenset("村镇乡区")
_COUNTED = re.compile(r"的(?:一名|一位|一个|名|位)(?:普通)?$")
_AT = re.compile(r"(?:在|来自|家住|住在)")


def _body_before(article: ArticleText, title: int, floor: int) -> tuple[int, int]:
    """Return the range of the organization before a title, an empty one where none stands there.

    The body of 公司的负责人 and 某镇的一名干部 stands before 的; that of 在某村务工的村民 inside the relative clause.
    """
    text = article.text
    counted = _COUNTED.search(text, max(floor, title - 3), title)
    end = counted.start() if counted else title - 1 if text[title - 1 : title] == "的" and title > floor else title
    start = organization_start(article, end, floor)
    chains = article.once(place_chains)
    if end in chains:
        start = min(start, max(floor, chains[end]))
    elif text[end - 1 : end] in _PLACE_ENDS:
        start = min(start, place_start(article, end, floor))
    if end == title:
        return start, end
    body = text[start:end]
    last = article.words.at(end - 1)
    if last.tag == "a" and start < last.start and ends_like_organization(text[start : last.start]):
        return start, last.start
    if ends_like_organization(body) or (body.startswith(tuple(words("provinces"))) and last.tag != "v"):
        return start, end
    clause = end
    while clause > max(floor, end - LONGEST_ORGANIZATION) and text[clause - 1] not in "，。；：！？、“”\n":
        clause -= 1
    place = _AT.search(text, clause, end)
    if place:
        ends = [stop for begin, stop, _ in article.once(printed_names) if begin == place.end() and stop <= end]
        if ends:
            return place.end(), max(ends)
    return title, title


def full_organization(article: ArticleText, office: PrintedOffice) -> str | None:
    """Return an office's organization as fully as the article gives it; 村 or 公司 alone is the one named last."""
    if office.title in short_list("titles_without_organization"):
        return None
    name = office.organization
    if name is not None and name[0] in "该本我" and name[1:] in words("relative_names"):
        name = name[1:]
    if name is not None and name not in words("relative_names"):
        return fullest_name(article, name) if name.endswith(("村", "社区")) else name
    unit = name or _implied_units().get(office.title.rsplit("、", 1)[0])
    if unit:
        return nearest_name(article, unit, office.start)
    return _workplace_before(article, office) or _acting_body(article, office)


_WORKPLACE = re.compile("(?<![^，。；：！？”\n])(?:在|走进|来到|走到|位于)([^，。；：“”]{2,36}?)(?:里|内|中)?，$")


def _workplace_before(article: ArticleText, office: PrintedOffice) -> str | None:
    """Return the body in which the clause before an office says that the scene is (在某合作社的大棚里，社员张三)."""
    if titles().get(office.title, {}).get("role_class") == "resident":
        return None
    floor = max(article.paragraph_range(office.start)[0], office.start - LONGEST_ORGANIZATION - 4)
    scene = _WORKPLACE.search(article.text, floor, office.start)
    if scene is None:
        return None
    start = organization_start(article, scene.end(1), scene.start(1))
    body = article.text[start : scene.end(1)]
    return (
        fullest_name(article, body)
        if start == scene.start(1) and ends_like_organization(body) and len(body) > 3
        else None
    )


def _acting_body(article: ArticleText, office: PrintedOffice) -> str | None:
    """Return the body with which the sentence begins whose head speaks in a later clause (某医院派出…，院长张三说)."""
    text = article.text
    if text[office.start - 1 : office.start] != "，" or not office.title.endswith(short_list("heads_of_organizations")):
        return None
    floor = max(article.paragraph_range(office.start)[0], office.start - _LONGEST_SENTENCE)
    start = max(text.rfind(mark, floor, office.start) for mark in "。！？；”") + 1 or floor
    first = text.find("，", start, office.start)
    units = article.once(printed_names)
    for begin, end, phrase in units[bisect_left(units, (start,)) : bisect_left(units, (first,))]:
        if (
            begin == start
            and end < first
            and ends_like_organization(phrase)
            and phrase[-1] not in _PLACE_ENDS
            and text[end] != "的"
        ):
            return fullest_name(article, phrase)
    return None


@cache
def _implied_units() -> dict[str, str]:
    return {row["title"]: row["ending"] for row in table("implied_organizations")}
