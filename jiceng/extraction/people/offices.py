"""Offices: the title and organization that stand with a person's name, and what kind of office it is."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from jiceng.extraction.lexicon import characters, one_of, short_list, table, words
from jiceng.extraction.places.find import places_printed
from jiceng.extraction.text.article_text import ArticleText, Word
from jiceng.extraction.text.dictionary import in_dictionary
from schemas.person import RoleClass

_LONGEST_TITLE = 10
"""Characters of the longest title of the lexicon that is looked for."""
_LONGEST_PREFIX = 5
"""Characters of the longest prefix of a title."""
_LONGEST_ORGANIZATION = 36
"""Characters that an organization's name may have before its title."""
_LONGEST_SENTENCE = 120
"""Characters before an office in which its sentence begins."""
_MOST_WORDS = 24
"""Words that an organization's name may have."""
_MOST_OFFICES = 4
"""Offices of one person that may stand in a row before the name."""
_MOST_UNITS = 100
"""Names of places and bodies that are looked through on either side for one that is meant."""

_ADJOINING_TAGS = frozenset("pcudrtyeow")
"""First letters of part-of-speech tags that stand in no organization's name."""


class PrintedOffice(NamedTuple):
    """An office as printed; offsets in the article's text."""

    title: str
    organization: str | None
    start: int
    """Where the organization starts, else the title."""
    title_start: int


@cache
def titles() -> dict[str, dict[str, str]]:
    """Return the titles of the lexicon with their rows."""
    return {row["title"]: row for row in table("offices")}


@cache
def title_ends() -> dict[str, tuple[int, ...]]:
    """Return the last two characters of every title → how long the titles are that end so, descending."""
    lengths: dict[str, set[int]] = {}
    for title in titles():
        lengths.setdefault(title[-2:], set()).add(len(title))
    return {end: tuple(sorted(of_titles, reverse=True)) for end, of_titles in lengths.items()}


_PREFIXES = words("title_prefixes")
_ENDS_OF_PREFIXES = frozenset(prefix[-1] for prefix in _PREFIXES)


def title_start(text: str, end: int, floor: int = 0) -> int:
    """Return where the longest title that ends at an offset starts, with its prefixes (副, 党委); `end` for none."""
    lengths = title_ends().get(text[end - 2 : end], ())
    for length in lengths:
        if length <= end - floor and text[end - length : end] in titles():
            return _with_prefixes(text, end - length, floor)
    return end


def _with_prefixes(text: str, start: int, floor: int) -> int:
    """Return where the prefixes of a title start that starts at an offset (副, 党委)."""
    extended = True
    while extended and text[start - 1 : start] in _ENDS_OF_PREFIXES:
        extended = False
        for length in range(min(_LONGEST_PREFIX, start - floor), 0, -1):
            if text[start - length : start] in _PREFIXES:
                start -= length
                extended = True
                break
    return start


def organization_start(article: ArticleText, end: int, floor: int) -> int:
    """Return where the name of an organization or place that ends at an offset starts, not before `floor`."""
    text = article.text
    floor = max(floor, end - _LONGEST_ORGANIZATION)
    start = end
    index = article.words.index_at(end - 1)
    provinces = words("provinces")
    starts: list[int] = []
    joined = False
    for _ in range(_MOST_WORDS):
        if index < 0:
            break
        word = article.words[index]
        if word.start < floor:
            break
        if word.text in "）”》" and word.end <= start:
            opened = _opened(text, word.start, floor)
            if opened < 0:
                break
            start = opened
            index = article.words.index_at(start)
        elif (
            word.text in _JOINTS and word.end <= start < end and (phrase := _fixed_phrase(text, word.start, floor)) >= 0
        ):
            start = phrase
            index = article.words.index_at(start)
        elif word.text in "·•" and index and start < end:
            start = word.start
        elif (
            word.text in ("和", "与") and start < end and (_joins_names(article, index) or _joins_parts(article, index))
        ) or (word.text == "、" and joined):
            start = word.start
            joined = True
        elif not (_in_name(word.text, word.tag) or _is_noun_before_body(article, index, start)) or (
            word.text == "中" and text[word.end : word.end + 1] not in _COUNTRY_CHARACTERS
        ):
            cut = _behind_particle(word, min(end, word.end))
            start = cut if 0 < cut < start and word.end >= start else start
            break
        else:
            start = word.start
            starts.append(index)
            previous = article.words[index - 1] if index else None
            if word.text in provinces and (
                previous is None or (previous.text not in provinces and previous.text != "驻")
            ):
                parent = _parent_of_branch(article, index, end)
                return start if parent is None else organization_start(article, parent, floor)
        index -= 1
    if text[start : start + 1] in ("、", "和", "与", "·", "•"):
        start += 1
    if text[start : start + 1] == "（":
        start = text.find("）", start, end) + 1 or start
    return _without_leading_words(article, starts, start, end)


_JOINTS = frozenset("和与的")


def _fixed_phrase(text: str, joint: int, floor: int) -> int:
    """Return where a fixed phrase of bodies' names starts inside which a particle stands (工业和信息化), else -1."""
    for phrase in short_list("phrases_with_particles"):
        inner = next(offset for offset, character in enumerate(phrase) if character in _JOINTS)
        if joint - inner >= floor and text.startswith(phrase, joint - inner):
            return joint - inner
    return -1


def _is_noun_before_body(article: ArticleText, index: int, start: int) -> bool:
    """Say whether a word that is a verb elsewhere is a part of the name before a body's end (教育|工作|委员会)."""
    word = article.words[index]
    if word.text == "住":
        return article.text.startswith("住建", word.start)
    if word.text not in short_list("nouns_in_names") or word.end != start or index == 0:
        return False
    before = article.words[index - 1]
    return article.text.startswith(short_list("ends_behind_nouns"), start) and before.tag[0] in "nvjab"


_BRANCH = re.compile(one_of(short_list("branches")) + "$")


def _parent_of_branch(article: ArticleText, index: int, end: int) -> int | None:
    """Return where the parent's name ends before the place of a branch (工行|四川省|分行), None where none stands."""
    if index == 0 or not _BRANCH.search(article.text, article.words[index].start, end):
        return None
    before = article.words[index - 1]
    named = before.tag in ("nz", "nt", "j", "x") or is_body(before.text) or not in_dictionary(before.text)
    named = named or before.text in short_list("firms_with_branches")
    return before.end if named and before.end == article.words[index].start and before.text.isalnum() else None


_COUNTRY_CHARACTERS = characters("country_characters")
_BODY_CHARACTERS = characters("body_characters")
_PARTICLES = characters("particles_before_names")
_UNIT_CHARACTERS = characters("unit_characters")


@lru_cache(maxsize=8192)
def _in_name(word: str, tag: str) -> bool:
    """Say whether a word can be a part of an organization's or place's name."""
    if word in _BODY_CHARACTERS or word == "中" or word[0] == "某":
        return True
    if word in words("cities"):
        return True
    if word in words("not_in_names") or (tag[0] in _ADJOINING_TAGS and tag != "eng"):
        return False
    if tag == "x" and not word[0].isalnum():
        return False
    if tag in ("m", "mq") and word[-1] in "年月日余多个名次岁":
        return False
    if tag == "v" and word[-1] in "在到从":
        return False
    return _PARTICLES.isdisjoint(word) or in_dictionary(word)


def _behind_particle(word: Word, end: int) -> int:
    """Return the offset behind the last particle in a word that the segmenter made up (到花), 0 where it has none."""
    if word.tag == "x" or in_dictionary(word.text):
        return 0
    cut = max(word.text.rfind(c) for c in _PARTICLES) + 1
    return word.start + cut if cut > 0 and word.start + cut < end else 0


_BETWEEN_UNITS = re.compile(
    r"[市县区旗镇乡]([^省市县区州盟旗镇乡村道，。、；：的了在到从是（）“”！？\s\d]{2,4}(?:[村镇乡]|社区|街道))$"
)


def place_start(article: ArticleText, end: int, floor: int) -> int:
    """Return where the chain of place names starts whose last unit ends at an offset (米易县|花山村).

    A name before its unit has two characters or more; what stands before it belongs to the chain only where it is a
    unit or a province itself.
    """
    floor = max(floor, end - _LONGEST_ORGANIZATION)
    index = article.words.index_at(end - 1)
    start, named = end, 0
    between = _BETWEEN_UNITS.search(article.text, max(floor, end - 7), end)
    if between:
        start, end = between.start(1), between.start(1)
        index = article.words.index_at(end - 1)
    while index >= 0:
        word = article.words[index]
        inside = min(word.end, end) - word.start
        if word.start < floor or not _in_name(word.text, word.tag):
            cut = _behind_particle(word, min(end, word.end))
            if word.end >= start and word.start >= floor and 0 < cut < start and named < 2:
                start = cut
            break
        is_unit = word.text[inside - 1] in _UNIT_CHARACTERS or word.text[:inside].endswith(("街道", "社区"))
        province = word.text in words("provinces") or word.text in words("cities") or word.tag == "ns"
        if named >= 2 and not is_unit and not province and not _single_before_unit(article, index):
            break
        start = word.start
        if is_unit:
            named = inside - (2 if word.text[:inside].endswith(("街道", "社区")) else 1)
        else:
            named += inside
        index -= 1
        if word.text in words("provinces"):
            break
    return start


def _single_before_unit(article: ArticleText, index: int) -> bool:
    """Say whether a word of one character starts a name: a unit or a mark stands before it (县|南|花山|镇)."""
    word = article.words[index]
    if len(word.text) > 1 or word.tag[0] in "vm" or index == 0:
        return False
    previous = article.words[index - 1]
    return previous.end == word.start and previous.text[-1] in _UNIT_CHARACTERS - {"村"}


def _opened(text: str, close: int, floor: int) -> int:
    opener = {"）": "（", "”": "“", "》": "《"}[text[close]]
    for offset in range(close - 1, max(floor, close - 14) - 1, -1):
        if text[offset] == opener:
            return offset
        if text[offset] in "，。；：！？、\n":
            break
    return -1


def _joins_names(article: ArticleText, index: int) -> bool:
    """Say whether 和 stands inside one body's name (文化和旅游部): nouns of two characters on both sides."""
    if index == 0 or index + 1 >= len(article.words.starts):
        return False
    left, right = article.words[index - 1], article.words[index + 1]
    nouns = ("n", "vn", "v", "nz", "nt", "j")
    if left.tag not in nouns or right.tag not in nouns or len(left.text) != 2:
        return False
    if left.text in words("groups") or is_body(left.text):
        return False
    return len(right.text) == 2 or right.text[-1] in "部局委厅署处科股组"


_ASSOCIATION = re.compile(f"[^，。；：、的]{{2,8}}?{one_of(short_list('associations'))}")
"""Whom an association is of, and what it is called (民营企业|协会)."""


def _joins_parts(article: ArticleText, index: int) -> bool:
    """Say whether 和 joins two parts of one body's name that begins with a place (米易县|工商户|和|企业|协会).

    Neither is a body or a title of its own, and only nouns stand between the place and 和.
    """
    if index == 0 or index + 1 >= len(article.words.starts):
        return False
    left, right = article.words[index - 1], article.words[index + 1]
    associated = _ASSOCIATION.match(article.text, right.start) is not None
    if is_body(left.text) or right.tag in _PROPER:
        return False
    if (left.text in titles() or left.text in words("groups")) and not associated:
        return False
    for before in range(index - 1, max(-1, index - 8), -1):
        word = article.words[before]
        if word.tag == "ns" or word.text in words("countries") or word.text in short_list("whole_places"):
            return before < index - 1
        if word.text != "、" and (word.tag[0] not in "nvajb" or word.text in words("not_in_names")):
            return False
    return False


def _without_leading_words(article: ArticleText, indices: list[int], start: int, end: int) -> int:
    """Drop verbs, numbers and adjectives from the left of a name, but not before a bare unit (和平|乡, 飞跃|集团)."""
    units = words("relative_units")
    for index in reversed(indices):
        word = article.words[index]
        if word.start < start:
            continue
        if word.start != start:
            break
        if word.end >= end:
            return end if word.tag in ("v", "m", "q", "a", "ad", "i", "l", "vd", "z") else start
        rest = article.text[word.end : end]
        if (
            rest[0] in "·•"
            or rest in units
            or article.text.startswith("住建", word.start)
            or ((rest[0] in _UNIT_CHARACTERS or len(rest) == 1) and len(word.text) > 1)
        ):
            break
        if word.tag in ("v", "m", "q", "a", "ad", "i", "l", "vd") and word.text[0] not in "第1234567890":
            start = word.end
            continue
        break
    return start


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


_PARTS_OF_HEADS = words("bodies_of_committees").union(short_list("regions_of_firms"))
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
    named = last.organization and last.organization[0] not in _UNIT_CHARACTERS
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
    if len(body) > 2 and body[-1] == body[-2] and body[-1] in _UNIT_CHARACTERS:
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
    if is_body(body) or body in words("relative_units") or body[-1] in _PARTS_OF_BODIES or body[-1] in "）”》":
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
    common = all(word.tag[0] in "nvabjlc" and word.tag not in _PROPER and in_dictionary(word.text) for word in rest)
    return place if common and rest else end


_PROPER = frozenset({"nr", "nz", "nt", "ns", "nrt", "nrfg"})
_PARTS_OF_BODIES = characters("parts_of_bodies")


def _inner_end(article: ArticleText, start: int, body: str) -> int:
    """Return where the last body ends inside a phrase, with its own parts (某医院|外科), 0 where none is in it."""
    end = 0
    for match in _inner_body().finditer(body):
        stop = start + match.end()
        if (end or len(match.group()) > 1) and _ends_word(article, start + match.start(), stop):
            end = stop
    return end


@cache
def _inner_body() -> re.Pattern[str]:
    """Match the end of a body's name of two characters or more, or of a part of a body."""
    ends = {word for word in words("organization_suffixes") if len(word) > 1} - words("generic_bodies")
    return re.compile(one_of(ends | characters("ends_of_inner_parts")))


def _names_body(article: ArticleText, start: int, end: int, title: str) -> bool:
    """Say whether what stands before a title is more than one ordinary word (抗日英雄, 保安队长, 五保老人)."""
    if start >= end:
        return False
    word = article.words.at(start)
    body = article.text[start:end]
    if word.start != start or word.end < end or is_body(body) or body in words("relative_units"):
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
    bodies = "|".join(short_list("bodies_with_departments"))
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
    return _with_prefixes(article.text, word.start, floor)


_DOUBLED_PARTY_UNIT = re.compile("|".join(f"{unit[0]}(?={unit}$)" for unit in sorted(words("party_units"))))
"""Before a committee or government that begins as the body before it ends (东区|区委): these belong to the title."""
_FORMER = re.compile(f"原{one_of(words('party_units'))}$")
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
    if last.tag == "a" and start < last.start and is_body(text[start : last.start]):
        return start, last.start
    if is_body(body) or (body.startswith(tuple(words("provinces"))) and last.tag != "v"):
        return start, end
    clause = end
    while clause > max(floor, end - _LONGEST_ORGANIZATION) and text[clause - 1] not in "，。；：！？、“”\n":
        clause -= 1
    place = _AT.search(text, clause, end)
    if place:
        ends = [stop for begin, stop, _ in article.once(_named_units) if begin == place.end() and stop <= end]
        if ends:
            return place.end(), max(ends)
    return title, title


def is_small_place(phrase: str) -> bool:
    """Say whether a phrase ends like the name of a village, a community, a town or a street."""
    return phrase.endswith(short_list("small_places"))


def is_body(phrase: str) -> bool:
    """Say whether a phrase ends like the name of a place or body."""
    if len(phrase) < 2:
        return False
    return phrase[-1] in _UNIT_CHARACTERS | {"屯", "寨"} or any(phrase[-n:] in _body_ends() for n in (1, 2, 3, 4, 5))


@cache
def _body_ends() -> frozenset[str]:
    return words("organization_suffixes") | words("relative_units")


def full_organization(article: ArticleText, office: PrintedOffice) -> str | None:
    """Return an office's organization as fully as the article gives it; 村 or 公司 alone is the one named last."""
    if office.title in short_list("titles_without_organization"):
        return None
    name = office.organization
    if name is not None and name[0] in "该本我" and name[1:] in words("relative_units"):
        name = name[1:]
    if name is not None and name not in words("relative_units"):
        return fullest(article, name) if name.endswith(("村", "社区")) else name
    unit = name or _implied_units().get(office.title.rsplit("、", 1)[0])
    if unit:
        return named_unit_near(article, unit, office.start)
    return _workplace_before(article, office) or _acting_body(article, office)


_WORKPLACE = re.compile("(?<![^，。；：！？”\n])(?:在|走进|来到|走到|位于)([^，。；：“”]{2,36}?)(?:里|内|中)?，$")


def _workplace_before(article: ArticleText, office: PrintedOffice) -> str | None:
    """Return the body in which the clause before an office says that the scene is (在某合作社的大棚里，社员张三)."""
    if titles().get(office.title, {}).get("role_class") == "resident":
        return None
    floor = max(article.paragraph_range(office.start)[0], office.start - _LONGEST_ORGANIZATION - 4)
    scene = _WORKPLACE.search(article.text, floor, office.start)
    if scene is None:
        return None
    start = organization_start(article, scene.end(1), scene.start(1))
    body = article.text[start : scene.end(1)]
    return fullest(article, body) if start == scene.start(1) and is_body(body) and len(body) > 3 else None


def _acting_body(article: ArticleText, office: PrintedOffice) -> str | None:
    """Return the body with which the sentence begins whose head speaks in a later clause (某医院派出…，院长张三说)."""
    text = article.text
    if text[office.start - 1 : office.start] != "，" or not office.title.endswith(short_list("heads_of_bodies")):
        return None
    floor = max(article.paragraph_range(office.start)[0], office.start - _LONGEST_SENTENCE)
    start = max(text.rfind(mark, floor, office.start) for mark in "。！？；”") + 1 or floor
    first = text.find("，", start, office.start)
    units = article.once(_named_units)
    for begin, end, phrase in units[bisect_left(units, (start,)) : bisect_left(units, (first,))]:
        if begin == start and end < first and is_body(phrase) and phrase[-1] not in _PLACE_ENDS and text[end] != "的":
            return fullest(article, phrase)
    return None


@cache
def _implied_units() -> dict[str, str]:
    return {row["title"]: row["unit"] for row in table("implied_units")}


def fullest(article: ArticleText, name: str) -> str:
    """Return the longest name of a place or body in the article that ends with the given one."""
    return article.once(_longest_names).get(name, name)


def named_unit_near(article: ArticleText, unit: str, offset: int) -> str | None:
    """Return the last place or body before an offset, else the first behind it, whose name ends with a unit."""
    units = article.once(_named_units)
    at = bisect_left(units, (offset,))
    near = (*reversed(units[max(0, at - _MOST_UNITS) : at]), *units[at : at + _MOST_UNITS])
    for _, end, phrase in near:
        if end != offset and (phrase.endswith(unit) or (unit == "村" and phrase.endswith("社区"))):
            return fullest(article, phrase)
    return None


_PLACE_UNITS = frozenset(short_list("place_units"))
_UNIT = re.compile(one_of((*short_list("place_units"), *short_list("body_units"))))
_KINDS_OF_PLACES = frozenset(short_list("kinds_of_places"))


def place_chains(article: ArticleText) -> dict[int, int]:
    """Return for the end of every place that the article prints where the chain that it ends begins (米易县|花山村)."""
    chains: dict[int, int] = {}
    for start, end in places_printed(article):
        chains[end] = chains.get(start, start)
    return chains


def _longest_names(article: ArticleText) -> dict[str, str]:
    """Return for every printed name of a place or body the longest printed one that ends with it."""
    longest: dict[str, str] = {}
    for _, _, phrase in sorted(set(article.once(_named_units)), key=lambda unit: (-len(unit[2]), unit)):
        for cut in range(len(phrase) - 2):
            longest.setdefault(phrase[cut:], phrase)
    return longest


def _named_units(article: ArticleText) -> tuple[tuple[int, int, str], ...]:
    """Return start, end and text of every name of a place or body in the article, in order."""
    return tuple(_find_named_units(article))


def _find_named_units(article: ArticleText) -> Iterator[tuple[int, int, str]]:
    text = article.text
    chains = article.once(place_chains)
    generic = words("generic_units")
    for floor, paragraph_end in article.paragraphs:
        for match in _UNIT.finditer(text, floor, paragraph_end):
            end = match.end()
            if not _ends_word(article, match.start(), end):
                continue
            place = match.group() in _PLACE_UNITS
            start = chains.get(end, end) if place else organization_start(article, end, floor)
            phrase = text[start:end]
            if len(phrase) <= len(match.group()) or phrase[-1] == phrase[-2]:
                continue
            if phrase[-2:] in _KINDS_OF_PLACES or any(phrase[-n:] in generic for n in (len(phrase), 3, 4, 5, 6)):
                continue
            yield start, end, phrase


def _ends_word(article: ArticleText, start: int, end: int) -> bool:
    """Say whether a unit ends a word, or starts a title (村民, 县委) behind its name."""
    word = article.words.at(end - 1)
    if not in_dictionary(word.text):
        return True
    return (
        word.end == end
        or (word.start == start and word.text in titles())
        or word.text[end - word.start :] in ("委", "委会")
    )


_RANK_PREFIX = re.compile("(?:常务|第[一二三])?[副原前代]+$")
"""What says which of several holders, or when: it is no part of the body before it (商务部|副|部长)."""


@lru_cache(maxsize=8192)
def role_of(title: str, organization: str | None) -> tuple[RoleClass, bool]:
    """Return the class of an office and whether it is a public one, from its last title and its organization."""
    last = title.rsplit("、", 1)[-1]
    start = title_start(last, len(last))
    row = None
    for length in range(min(_LONGEST_TITLE, len(last)), 1, -1):
        row = titles().get(last[-length:])
        if row:
            break
    if row is None or start == len(last):
        return "other", False
    role, public = row["role_class"], row["public"]
    if organization is None and last in short_list("titles_of_the_state"):
        return "government", True
    if "auto" in (role, public):
        found = _class_of_organization((organization or "") + _RANK_PREFIX.sub("", last.removesuffix(row["title"])))
        if found[0] == "other" and row["title"] in short_list("titles_of_states") and _is_abroad(organization):
            found = "government", "yes"
        role = found[0] if role == "auto" else role
        public = found[1] if public == "auto" else public
    return role, public == "yes"  # type: ignore[return-value]


def _is_abroad(organization: str | None) -> bool:
    """Say whether an organization's name begins with another country's."""
    return organization is not None and organization.startswith(tuple(words("countries") - {"中国"}))


@lru_cache(maxsize=8192)
def _class_of_organization(name: str) -> tuple[str, str]:
    for row in table("organization_classes"):
        word = row["word"]
        if name.endswith(word) if row["where"] == "end" else word in name:
            return row["role_class"], row["public"]
    return "other", "no"
