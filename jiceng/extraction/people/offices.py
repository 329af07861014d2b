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
    ends_like_small_place,
    ends_word,
    organization_start,
    place_chains,
    place_start,
)
from jiceng.extraction.organizations.nearest import fullest_name, nearest_name, printed_names
from jiceng.extraction.people.fields_of_offices import JOINTS, field_start
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.dictionary import in_dictionary
from jiceng.extraction.text.titles import title_start, titles, with_prefixes

_PROVINCES = tuple(words("provinces"))
_LONGEST_SENTENCE = 120
"""Characters before an office that are searched for the start of its sentence."""
_LONGEST_SCENE = 40
"""Characters before an office that are searched for where the scene is."""
_SHORTEST_WORKPLACE = 4
"""Characters of an organization that a scene names."""
_MOST_OFFICES = 4
"""Offices of one person in a row before the name."""
_LENGTHS_OF_AGENTS = range(2, 5)
"""Characters of a word for somebody that no list has."""
_AGENT_ENDS = characters("agent_ends")
_UNITS_THAT_BEGIN_TITLES = characters("units_that_begin_titles")
_PREFIXES_OF_ONE_CHARACTER = characters("title_prefix_characters")
_WORDS_FOR_OWN = characters("words_for_own")
_PLACE_ENDS = frozenset("村镇乡区")
_PARTS_OF_ORGANIZATIONS = characters("parts_of_organizations")
_PARTS_OF_HEADS = words("organizations_of_committees").union(short_list("regions_of_firms"), words("relative_names"))
"""Organizations of a second office that are part of the first one's, or called by no name of their own."""
_TAGS_OF_NAMES = frozenset({"ns", "nt", "nz", "nr", "nrt", "j", "eng", "x"})
"""Parts of speech of one word before a title that is an organization."""
_CLAUSE_MARKS = frozenset("，。；：！？、“”\n")
_SENTENCE_MARKS = "。！？；”"

_COUNTED = re.compile(r"的(?:一名|一位|一个|名|位)$")
"""Between an organization and a title: one of several holders (某镇的一名干部)."""
_LONGEST_COUNTED = 3
_AT = re.compile(r"在|来自|家住|住在")
"""What opens a relative clause with the place of whoever the title is of (在某村务工的村民)."""
_REPEATED_UNIT = re.compile("|".join(f"{name[0]}(?={name}$)" for name in sorted(words("party_organizations"))))
"""The end of a place whose committee's name begins with its rank (东区|区委): the committee belongs to the title."""
_FORMER = re.compile(f"原{one_of(words('party_organizations'))}$")
_WORKPLACE = re.compile(
    "(?<![^，。；：！？”\n])(?:[而就正]?在|走进|来到|走到|位于)([^，。；：“”]{2,36}?)"
    "(?:的[^，。；：“”的]{1,5})?(?:里|内|中|上)?，(?:[^，。；：“”的]{1,6}的)?$"
)


class PrintedOffice(NamedTuple):
    """An office as printed; offsets are of the article's text."""

    title: str
    organization: str | None
    start: int
    """Where the organization starts, or the title if there is none."""
    title_start: int


def office_before(article: ArticleText, end: int) -> PrintedOffice | None:
    """Return the office whose title ends at an offset of the article's text, where a name starts; None for none.

    东区区委副书记、区长 is title 区委副书记、区长 of organization 东区. Of offices in several organizations it is the
    one next to the name, unless its organization is named by its rank alone (四川省政府副秘书长、省信访局局长).
    """
    offices = article.once(_offices_before)
    if end not in offices:
        offices[end] = _read_office(article, end)
    return offices[end]


def _offices_before(_: ArticleText) -> dict[int, PrintedOffice | None]:
    """Return offset of a name → the office before it, filled as they are asked for."""
    return {}


def _read_office(article: ArticleText, end: int) -> PrintedOffice | None:
    floor = article.paragraph_range(max(0, end - 1))[0] if article.paragraphs else 0
    offices = _offices_in_row(article, end, floor)
    if not offices:
        return None
    last = offices[-1]
    if len(offices) > 1 and offices[0].organization in words("party_organizations") and _is_other_body(last):
        return last
    head = next((office for office in offices if office.organization), offices[0])
    named = last.organization and last.organization[0] not in UNIT_CHARACTERS
    if named and (head is last or last.organization not in _PARTS_OF_HEADS):
        return last
    return head._replace(title=article.text[head.title_start : end])


def _is_other_body(office: PrintedOffice) -> bool:
    """Return whether an office after one of a committee that is named by its rank alone is in another body.

    It is the head of a government (县委副书记、|县长) or of a body of its own (县委常委、|宣传部部长).
    """
    return bool(office.organization) or office.title.removeprefix("代").endswith(short_list("heads_of_governments"))


def _offices_in_row(article: ArticleText, end: int, floor: int) -> list[PrintedOffice]:
    """Return the offices of a list that ends at an offset (区委副书记、区长), in order."""
    offices: list[PrintedOffice] = []
    while len(offices) < _MOST_OFFICES:
        office = _one_office(article, end, floor)
        if office is None:
            break
        offices.append(office)
        end = office.start - 1
        if end < floor or article.text[end] not in "、兼":
            break
    offices.reverse()
    return offices


def _one_office(article: ArticleText, end: int, floor: int) -> PrintedOffice | None:
    """Return the office whose title ends at an offset, without those listed before it."""
    text = article.text
    start = _title_start(article, end, floor)
    if start == end:
        return None
    left, right, start = _organization_and_title(article, start, end, floor)
    left, right, start = _divided(text, left, right, start)
    if left < right == start:
        right = start = field_start(article, left, right, text[start:end])
        left = right if text[right - 1] in JOINTS else left
    if text[start] == "（":
        start = text.find("）", start, end) + 1 or start
    if text.startswith("村里", start) and left == right:
        left, right, start = start, start + 1, start + 2
    if text[left:right].removesuffix("村") in words("nationalities"):
        left = right = start = start - text[left:right].endswith("村")
    organization = text[left:right]
    return PrintedOffice(
        title=text[start:end],
        organization=organization or None,
        start=left if organization else start,
        title_start=start,
    )


def _title_start(article: ArticleText, end: int, floor: int) -> int:
    """Return where the title that ends at an offset starts, `end` where none does.

    A rank with which it begins is the place's before it, if the name of one ends there (花山村|支书).
    """
    text = article.text
    start = title_start(text, end, floor)
    if start == end:
        start = _agent_start(article, end, floor)
    if start == end:
        return end
    start = _after_split_word(article, start)
    if text[start] in _UNITS_THAT_BEGIN_TITLES and organization_start(article, start, floor) < start:
        shorter = title_start(text, end, start + 1)
        return shorter if shorter < end else start
    return start


def _organization_and_title(article: ArticleText, start: int, end: int, floor: int) -> tuple[int, int, int]:
    """Return start and end of the organization before a title, and where the title starts with what describes it.

    What describes the title may have the organization before it (某村的|厕所管理员, 某协会|前民防顾问).
    """
    left, right = _organization_before(article, start, floor)
    if not left < right == start:
        return left, right, start
    title = article.text[start:end]
    named = _names_organization(article, left, right, title)
    cut = _organization_end(article, left, right, title) if named else left
    if cut > left:
        return left, cut, cut
    former = article.text[cut - 1 : cut] == "前" and cut > floor
    further, right = _organization_before(article, cut - former, floor)
    if further < right and ends_like_organization(article.text[further:right]):
        return further, right, cut - former
    return left, left, left


def _divided(text: str, left: int, right: int, start: int) -> tuple[int, int, int]:
    """Return start and end of an organization and the start of its title, after moving to the title what is its own.

    That is what follows 原, what repeats a rank (东区|区委), and a department (公司|销售部). 兼 ends another office.
    """
    joint = text.rfind("兼", left, right)
    left = joint + 1 if joint > left else left
    if (former := _FORMER.search(text, left + 2, right)) is not None:
        right = start = former.start()
    organization = text[left:right]
    if len(organization) > 2 and organization[-1] == organization[-2] and organization[-1] in UNIT_CHARACTERS:
        organization = organization[:-1]
        right = start = right - 1
    if organization and text.startswith("政协", start):
        right = start = start + len("政协")
    elif repeated := _REPEATED_UNIT.search(organization):
        right = start = left + repeated.end()
    elif department := _department().search(organization):
        right = start = left + department.start()
    return left, right, start


def _organization_end(article: ArticleText, start: int, end: int, title: str) -> int:
    """Return where the organization ends in what precedes a title; the rest describes the title (某大学|植物学|教授).

    Without an organization in it, all of it describes the title (园林养护|工人), except a place at its start
    (英国|海洋|化学家); not so if it has a proper name or the office is a firm's (平安|总裁).
    """
    phrase = article.text[start:end]
    if ends_like_organization(phrase) or phrase in words("relative_names"):
        return end
    if phrase[-1] in _PARTS_OF_ORGANIZATIONS or phrase[-1] in "）”》":
        return end
    if inner := _inner_end(article, start, phrase):
        return inner
    row = titles().get(title) or {}
    of_a_firm = row.get("role_class") == "enterprise" and article.words.at(end - 1).start > start
    if not (of_a_firm or row.get("role_class") in ("professional", "resident")) or row.get("public") == "yes":
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


def _inner_end(article: ArticleText, start: int, phrase: str) -> int:
    """Return where the last organization in a phrase ends, with its parts (某医院|外科), 0 where there is none."""
    end = 0
    for match in _inner_endings().finditer(phrase):
        stop = start + match.end()
        if (end or len(match.group()) > 1) and ends_word(article, start + match.start(), stop):
            end = stop
    return end


@cache
def _inner_endings() -> re.Pattern[str]:
    """Match an ending of two characters or more of an organization's name, or that of one of its parts."""
    ends = {word for word in words("organization_suffixes") if len(word) > 1} - words("generic_organizations")
    return re.compile(one_of(ends | characters("ends_of_inner_parts")))


def _names_organization(article: ArticleText, start: int, end: int, title: str) -> bool:
    """Return whether what precedes a title is more than one ordinary word (not 抗日英雄, 保安队长, 五保老人)."""
    word = article.words.at(start)
    phrase = article.text[start:end]
    if word.start != start or word.end < end or ends_like_organization(phrase) or phrase in words("relative_names"):
        return True
    if word.tag in _TAGS_OF_NAMES:
        return True
    return not in_dictionary(word.text) and titles().get(title, {}).get("role_class") != "resident"


def _after_split_word(article: ArticleText, start: int) -> int:
    """Return the start of a title after a prefix that is really the end of a longer word (太原|教师, 现代|诗人)."""
    word = article.words.at(start)
    split = word.start < start and word.end == start + 1 and in_dictionary(word.text)
    return start + 1 if split and article.text[start] in _PREFIXES_OF_ONE_CHARACTER else start


@cache
def _department() -> re.Pattern[str]:
    """Match a department after the organization that it is part of (公司|销售部)."""
    organizations = "|".join(short_list("organizations_with_departments"))
    return re.compile(f"(?<={organizations})(?:[^公集银]{{2,8}}部|{one_of(short_list('departments'))})$")


def _agent_start(article: ArticleText, end: int, floor: int) -> int:
    """Return where a word starts that says what somebody does and is in no list (调配员); `end` for none."""
    index = article.words.index_at(end - 1)
    if index < 0:
        return end
    word = article.words[index]
    if word.end != end or word.start < floor or word.tag != "n" or len(word.text) not in _LENGTHS_OF_AGENTS:
        return end
    if word.text[-1] not in _AGENT_ENDS or word.text[-2:] in short_list("no_agents"):
        return end
    return with_prefixes(article.text, word.start, floor)


def _organization_before(article: ArticleText, title: int, floor: int) -> tuple[int, int]:
    """Return the range of the organization before a title, an empty one where there is none.

    In 公司的负责人 and 某镇的一名干部 it is before 的, in 在某村务工的村民 inside the relative clause.
    """
    text = article.text
    counted = _COUNTED.search(text, max(floor, title - _LONGEST_COUNTED), title)
    end = counted.start() if counted else title - 1 if text[title - 1 : title] == "的" and title > floor else title
    start = organization_start(article, end, floor)
    chains = article.once(place_chains)
    if end in chains:
        start = min(start, max(floor, chains[end]))
    elif text[end - 1 : end] in _PLACE_ENDS:
        start = min(start, place_start(article, end, floor))
    if end == title:
        return start, end
    phrase = text[start:end]
    last = article.words.at(end - 1)
    if last.tag == "a" and start < last.start and ends_like_organization(text[start : last.start]):
        return start, last.start
    if ends_like_organization(phrase) or (phrase.startswith(_PROVINCES) and last.tag != "v"):
        return start, end
    return _in_relative_clause(article, end, floor) or (title, title)


def _in_relative_clause(article: ArticleText, end: int, floor: int) -> tuple[int, int] | None:
    """Return the range of the longest name that begins a relative clause, which ends at an offset (在某村务工|的)."""
    text = article.text
    clause = end
    while clause > max(floor, end - LONGEST_ORGANIZATION) and text[clause - 1] not in _CLAUSE_MARKS:
        clause -= 1
    at = _AT.search(text, clause, end)
    if at is None:
        return None
    ends = [stop for begin, stop, _ in article.once(printed_names) if begin == at.end() and stop <= end]
    return (at.end(), max(ends)) if ends else None


def full_organization(article: ArticleText, office: PrintedOffice) -> str | None:
    """Return the name of an office's organization as fully as the article gives it, None where it names none.

    村 or 公司 alone is the one that the article names last before the office.
    """
    if office.title in short_list("titles_without_organization"):
        return None
    name = office.organization
    if name is not None and name[0] in _WORDS_FOR_OWN and name[1:] in words("relative_names"):
        name = name[1:]
    if name is not None and name not in words("relative_names"):
        return fullest_name(article, name) if name.endswith(("村", "社区")) else name
    implied = name or office.title.rsplit("、", 1)[0]
    endings = _implied_endings().get(implied) or ((name,) if name else ())
    if endings:
        return nearest_name(article, endings, office.start)
    return _workplace_before(article, office) or _acting_organization(article, office)


def _workplace_before(article: ArticleText, office: PrintedOffice) -> str | None:
    """Return the organization where the clause before an office sets the scene (在某合作社的大棚里，社员张三)."""
    floor = max(article.paragraph_range(office.start)[0], office.start - _LONGEST_SCENE)
    scene = _WORKPLACE.search(article.text, floor, office.start)
    if scene is None:
        return None
    start = organization_start(article, scene.end(1), scene.start(1))
    name = article.text[start : scene.end(1)]
    if titles().get(office.title, {}).get("role_class") == "resident" and not ends_like_small_place(name):
        return None
    if start != scene.start(1) or len(name) < _SHORTEST_WORKPLACE or not ends_like_organization(name):
        return None
    return fullest_name(article, name)


def _acting_organization(article: ArticleText, office: PrintedOffice) -> str | None:
    """Return the organization that begins a sentence in which its head speaks later (某医院派出…，院长张三说)."""
    text = article.text
    if text[office.start - 1 : office.start] != "，" or not office.title.endswith(short_list("heads_of_organizations")):
        return None
    floor = max(article.paragraph_range(office.start)[0], office.start - _LONGEST_SENTENCE)
    start = max(text.rfind(mark, floor, office.start) for mark in _SENTENCE_MARKS) + 1 or floor
    first_comma = text.find("，", start, office.start)
    names = article.once(printed_names)
    for begin, end, name in names[bisect_left(names, (start,)) : bisect_left(names, (first_comma,))]:
        if begin != start or end >= first_comma or text[end] == "的":
            continue
        if name[-1] not in _PLACE_ENDS and ends_like_organization(name):
            return fullest_name(article, name)
    return None


@cache
def _implied_endings() -> dict[str, tuple[str, ...]]:
    """Return title or word → how the name of the organization or place may end that it speaks of (村 for 村民)."""
    return {row["word"]: tuple(row["endings"].split()) for row in table("implied_organizations")}
