"""Where the name of an organization or place starts that ends at an offset, and what such names end with."""

import re
from functools import cache, lru_cache

from jiceng.extraction.lexicon import characters, one_of, short_list, words
from jiceng.extraction.places.find import places_printed
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.dictionary import in_dictionary
from jiceng.extraction.text.titles import titles
from jiceng.extraction.text.words import Word

LONGEST_ORGANIZATION = 36
"""Characters that an organization's name may have before its title."""
_MOST_WORDS = 24
"""Words that an organization's name may have."""
_ADJOINING_TAGS = frozenset("pcudrtyeow")
"""First letters of part-of-speech tags that stand in no organization's name."""
_COUNTRY_CHARACTERS = characters("country_characters")
_BODY_CHARACTERS = characters("organization_characters")
_PARTICLES = characters("particles_before_names")
UNIT_CHARACTERS = characters("unit_characters")
_JOINTS = frozenset("和与的")
PROPER_TAGS = frozenset({"nr", "nz", "nt", "ns", "nrt", "nrfg"})


def organization_start(article: ArticleText, end: int, floor: int) -> int:
    """Return where the name of an organization or place that ends at an offset starts, not before `floor`."""
    text = article.text
    floor = max(floor, end - LONGEST_ORGANIZATION)
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
    return article.text.startswith(short_list("ends_after_nouns"), start) and before.tag[0] in "nvjab"


_BRANCH = re.compile(one_of(short_list("branches")) + "$")


def _parent_of_branch(article: ArticleText, index: int, end: int) -> int | None:
    """Return where the parent's name ends before the place of a branch (工行|四川省|分行), None where none stands."""
    if index == 0 or not _BRANCH.search(article.text, article.words[index].start, end):
        return None
    before = article.words[index - 1]
    named = (
        before.tag in ("nz", "nt", "j", "x") or ends_like_organization(before.text) or not in_dictionary(before.text)
    )
    named = named or before.text in short_list("firms_with_branches")
    return before.end if named and before.end == article.words[index].start and before.text.isalnum() else None


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
    floor = max(floor, end - LONGEST_ORGANIZATION)
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
        is_unit = word.text[inside - 1] in UNIT_CHARACTERS or word.text[:inside].endswith(("街道", "社区"))
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
    return previous.end == word.start and previous.text[-1] in UNIT_CHARACTERS - {"村"}


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
    if left.text in words("groups") or ends_like_organization(left.text):
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
    if ends_like_organization(left.text) or right.tag in PROPER_TAGS:
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
    units = words("relative_names")
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
            or ((rest[0] in UNIT_CHARACTERS or len(rest) == 1) and len(word.text) > 1)
        ):
            break
        if word.tag in ("v", "m", "q", "a", "ad", "i", "l", "vd") and word.text[0] not in "第1234567890":
            start = word.end
            continue
        break
    return start


def place_chains(article: ArticleText) -> dict[int, int]:
    """Return for the end of every place that the article prints where the chain that it ends begins (米易县|花山村)."""
    chains: dict[int, int] = {}
    for start, end in places_printed(article):
        chains[end] = chains.get(start, start)
    return chains


def ends_word(article: ArticleText, start: int, end: int) -> bool:
    """Say whether a unit ends a word, or starts a title (村民, 县委) behind its name."""
    word = article.words.at(end - 1)
    if not in_dictionary(word.text):
        return True
    return (
        word.end == end
        or (word.start == start and word.text in titles())
        or word.text[end - word.start :] in ("委", "委会")
    )


def ends_like_small_place(phrase: str) -> bool:
    """Say whether a phrase ends like the name of a village, a community, a town or a street."""
    return phrase.endswith(short_list("small_places"))


def ends_like_organization(phrase: str) -> bool:
    """Say whether a phrase ends like the name of a place or body."""
    if len(phrase) < 2:
        return False
    return phrase[-1] in UNIT_CHARACTERS | {"屯", "寨"} or any(phrase[-n:] in _body_ends() for n in (1, 2, 3, 4, 5))


@cache
def _body_ends() -> frozenset[str]:
    return words("organization_suffixes") | words("relative_names")
