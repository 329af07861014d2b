"""Where the name of an organization or place starts whose end is known, and what such names end with."""

import re
from functools import cache, lru_cache

from jiceng.extraction.lexicon import characters, one_of, short_list, words
from jiceng.extraction.places.find import places_printed
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.dictionary import in_dictionary
from jiceng.extraction.text.titles import titles
from jiceng.extraction.text.words import Word

LONGEST_ORGANIZATION = 36
"""Characters before the end of a name that are searched for its start."""
_MOST_WORDS = 24
"""Words before the end of a name that are searched for its start."""
_LONGEST_BRACKETED = 13
"""Characters between two marks inside a name."""
_LONGEST_IN_CHAIN = 7
"""Characters of the last unit of a place's rank, of the next name and of its rank (县|大花山村)."""
_MOST_JOINED_WORDS = 7
"""Words between a place and 和 that are searched for the place."""
_SHORTEST_PLACE = 2
"""Characters that a place's name has before its rank."""
_LENGTHS_OF_ENDINGS = (1, 2, 3, 4, 5)

UNIT_CHARACTERS = characters("unit_characters")
PROPER_TAGS = frozenset({"nr", "nz", "nt", "ns", "nrt", "nrfg"})
"""Parts of speech of proper names."""
_PLACE_CHARACTERS = UNIT_CHARACTERS | characters("hamlet_characters")
_RANKS_OF_TWO = ("街道", "社区")
_BEFORE_SINGLE = UNIT_CHARACTERS - {"村"}
_COUNTRY_CHARACTERS = characters("country_characters")
_ORGANIZATION_CHARACTERS = characters("organization_characters")
_DEPARTMENT_CHARACTERS = characters("department_characters")
_PARTICLES = characters("particles_before_names")
_AFTER_NUMBERS = characters("characters_after_numbers")
_PREPOSITIONS = characters("prepositions_after_verbs")
_JOINTS = frozenset("和与的")
_OPENERS = {"）": "（", "”": "“", "》": "《"}
_POINTS = frozenset("·•")
_INNER_MARKS = frozenset({*_OPENERS, *_JOINTS, *_POINTS})
"""Marks and particles with which a name may go on."""
_NO_START = frozenset("、和与·•")
"""Characters with which no name starts, though it may go on with them."""
_ENDS_OF_BRACKETED = frozenset("，。；：！？、\n")
_TAGS_OUTSIDE = frozenset("pcudrtyeow")
"""First letters of parts of speech that no word in an organization's name has."""
_TAGS_OF_NOUNS = frozenset({"n", "vn", "v", "nz", "nt", "j"})
_TAGS_BEFORE_NAMES = frozenset({"v", "m", "q", "a", "ad", "i", "l", "vd"})
"""Parts of speech of words that lead up to a name and are no part of it."""


def organization_start(article: ArticleText, end: int, floor: int) -> int:
    """Return where the name of an organization or place starts that ends at an offset of the article's text.

    The start is not before `floor`; it is `end` where no name ends there.
    """
    text, words_of_text = article.text, article.words
    floor = max(floor, end - LONGEST_ORGANIZATION)
    start = end
    index = words_of_text.index_at(end - 1)
    provinces = words("provinces")
    plain: list[int] = []
    joined = False
    for _ in range(_MOST_WORDS):
        if index < 0:
            break
        word = words_of_text[index]
        if word.start < floor:
            break
        if word.text in _INNER_MARKS and (further := _start_before_mark(article, index, start, end, floor)) >= 0:
            start = further
            index = words_of_text.index_at(start)
        elif word.text in ("和", "与") and start < end and _joins(article, index):
            start, joined = word.start, True
        elif word.text == "、" and joined:
            start = word.start
        elif not _goes_on_with(article, index, start):
            cut = _after_particle(word, min(end, word.end))
            start = cut if 0 < cut < start and word.end >= start else start
            break
        else:
            start = word.start
            plain.append(index)
            if word.text in provinces and _begins_with_province(article, index):
                parent = _parent_of_branch(article, index, end)
                return start if parent is None else organization_start(article, parent, floor)
        index -= 1
    if start < end and text[start] in _NO_START:
        start += 1
    if text[start : start + 1] == "（":
        start = text.find("）", start, end) + 1 or start
    return _without_leading_words(article, plain, start, end)


def _start_before_mark(article: ArticleText, index: int, start: int, end: int, floor: int) -> int:
    """Return where a name goes on before the mark or particle at an index, -1 where it does not.

    It goes on before brackets (公司（攀枝花）), inside a phrase with a particle (工业和信息化) and before a point.
    """
    word = article.words[index]
    if word.text in _OPENERS:
        return _opened(article.text, word.start, floor) if word.end <= start else -1
    if word.text in _POINTS:
        return word.start if index and start < end else -1
    return _fixed_phrase(article.text, word.start, floor) if word.end <= start < end else -1


def _fixed_phrase(text: str, joint: int, floor: int) -> int:
    """Return where the fixed phrase starts that has a particle at an offset (和 in 工业和信息化), -1 where none has."""
    for phrase in short_list("phrases_with_particles"):
        inner = next(offset for offset, character in enumerate(phrase) if character in _JOINTS)
        if joint - inner >= floor and text.startswith(phrase, joint - inner):
            return joint - inner
    return -1


def _opened(text: str, close: int, floor: int) -> int:
    """Return the offset of the mark that the one at an offset closes, -1 where it is not near."""
    opener = _OPENERS[text[close]]
    for offset in range(close - 1, max(floor, close - 1 - _LONGEST_BRACKETED) - 1, -1):
        if text[offset] == opener:
            return offset
        if text[offset] in _ENDS_OF_BRACKETED:
            break
    return -1


def _goes_on_with(article: ArticleText, index: int, start: int) -> bool:
    """Return whether a name that goes on at `start` can have the word before it, at an index."""
    word = article.words[index]
    if not _may_be_in_name(word.text, word.tag) and not _is_noun_in_name(article, index, start):
        return False
    return word.text != "中" or article.text[word.end : word.end + 1] in _COUNTRY_CHARACTERS


def _is_noun_in_name(article: ArticleText, index: int, start: int) -> bool:
    """Return whether a word that is a verb elsewhere is part of a name before its end (教育|工作|委员会)."""
    word = article.words[index]
    if article.text.startswith("住建", word.end - 1) or article.text.startswith("住建", max(0, word.start - 1)):
        return True
    if word.text not in short_list("nouns_in_names") or word.end != start or index == 0:
        return False
    before = article.words[index - 1]
    return article.text.startswith(short_list("ends_after_nouns"), start) and before.tag[0] in "nvjab"


def _begins_with_province(article: ArticleText, index: int) -> bool:
    """Return whether a name begins with the province at an index: not after another one, nor after 驻."""
    if index == 0:
        return True
    previous = article.words[index - 1].text
    return previous not in words("provinces") and previous != "驻"


_BRANCH = re.compile(one_of(short_list("branches")) + "$")


def _parent_of_branch(article: ArticleText, index: int, end: int) -> int | None:
    """Return where the parent's name ends before the place of a branch (工行|四川省|分行), None where none is."""
    if index == 0 or not _BRANCH.search(article.text, article.words[index].start, end):
        return None
    before = article.words[index - 1]
    named = (
        before.tag in ("nz", "nt", "j", "x") or ends_like_organization(before.text) or not in_dictionary(before.text)
    )
    named = named or before.text in short_list("firms_with_branches")
    return before.end if named and before.end == article.words[index].start and before.text.isalnum() else None


@lru_cache(maxsize=8192)
def _may_be_in_name(word: str, tag: str) -> bool:
    """Return whether a word can be part of an organization's or a place's name."""
    if word in _ORGANIZATION_CHARACTERS or word == "中" or word[0] == "某":
        return True
    if word in words("cities"):
        return True
    if word in words("not_in_names") or (tag[0] in _TAGS_OUTSIDE and tag != "eng"):
        return False
    if tag == "x" and not word[0].isalnum():
        return False
    if tag in ("m", "mq") and word[-1] in _AFTER_NUMBERS:
        return False
    if tag == "v" and word[-1] in _PREPOSITIONS:
        return False
    return _PARTICLES.isdisjoint(word) or in_dictionary(word)


def _after_particle(word: Word, end: int) -> int:
    """Return the offset after the last particle in a word that the segmenter made up (到花), 0 where it has none."""
    if word.tag == "x" or in_dictionary(word.text):
        return 0
    cut = max(word.text.rfind(c) for c in _PARTICLES) + 1
    return word.start + cut if cut > 0 and word.start + cut < end else 0


_LAST_IN_CHAIN = re.compile(
    r"[市县区旗镇乡]([^省市县区州盟旗镇乡村道，。、；：的了在到从是（）“”！？\s\d]{2,4}(?:[村镇乡]|社区|街道))$"
)


def place_start(article: ArticleText, end: int, floor: int) -> int:
    """Return where the chain of places starts whose last one ends at an offset of the article's text (米易县|花山村).

    Not before `floor`. A place's name has two characters or more before its rank; the word before these belongs to
    the chain only if it is a place's name itself.
    """
    floor = max(floor, end - LONGEST_ORGANIZATION)
    index = article.words.index_at(end - 1)
    start, named = end, 0
    between = _LAST_IN_CHAIN.search(article.text, max(floor, end - _LONGEST_IN_CHAIN), end)
    if between:
        start, end = between.start(1), between.start(1)
        index = article.words.index_at(end - 1)
    while index >= 0:
        word = article.words[index]
        inside = min(word.end, end) - word.start
        if word.start < floor or not _may_be_in_name(word.text, word.tag):
            cut = _after_particle(word, min(end, word.end))
            if word.end >= start and word.start >= floor and 0 < cut < start and named < _SHORTEST_PLACE:
                start = cut
            break
        rank = 2 if word.text[:inside].endswith(_RANKS_OF_TWO) else int(word.text[inside - 1] in UNIT_CHARACTERS)
        province = word.text in words("provinces") or word.text in words("cities") or word.tag == "ns"
        if named >= _SHORTEST_PLACE and not rank and not province and not _single_before_place(article, index):
            break
        start = word.start
        named = inside - rank if rank else named + inside
        index -= 1
        if word.text in words("provinces"):
            break
    return start


def _single_before_place(article: ArticleText, index: int) -> bool:
    """Return whether a word of one character starts a place's name: another place ends before it (县|南|花山|镇)."""
    word = article.words[index]
    if len(word.text) > 1 or word.tag[0] in "vm" or index == 0:
        return False
    previous = article.words[index - 1]
    return previous.end == word.start and previous.text[-1] in _BEFORE_SINGLE


def _joins(article: ArticleText, index: int) -> bool:
    """Return whether the 和 or 与 at an index is inside one name."""
    if index == 0 or index + 1 >= len(article.words.starts):
        return False
    return _joins_nouns(article, index) or _joins_parts(article, index)


def _joins_nouns(article: ArticleText, index: int) -> bool:
    """Return whether 和 joins nouns, the first of two characters, in one organization's name (文化和旅游部)."""
    left, right = article.words[index - 1], article.words[index + 1]
    if left.tag not in _TAGS_OF_NOUNS or right.tag not in _TAGS_OF_NOUNS or len(left.text) != 2:
        return False
    if left.text in words("groups") or ends_like_organization(left.text):
        return False
    return len(right.text) == 2 or right.text[-1] in _DEPARTMENT_CHARACTERS


_ASSOCIATION = re.compile(f"[^，。；：、的]{{2,8}}?{one_of(short_list('associations'))}")
"""Whom an association is of, and what it is called (民营企业|协会)."""


def _joins_parts(article: ArticleText, index: int) -> bool:
    """Return whether 和 joins two parts of a name that begins with a place (米易县|工商户|和|企业|协会).

    Neither part is an organization or a title by itself, and only nouns are between the place and 和.
    """
    left, right = article.words[index - 1], article.words[index + 1]
    associated = _ASSOCIATION.match(article.text, right.start) is not None
    if ends_like_organization(left.text) or right.tag in PROPER_TAGS:
        return False
    if (left.text in titles() or left.text in words("groups")) and not associated:
        return False
    for before in range(index - 1, max(-1, index - 1 - _MOST_JOINED_WORDS), -1):
        word = article.words[before]
        if word.tag == "ns" or word.text in words("countries") or word.text in short_list("whole_places"):
            return before < index - 1
        if word.text != "、" and (word.tag[0] not in "nvajb" or word.text in words("not_in_names")):
            return False
    return False


_NUMBERED = re.compile("第?[一二三四五六七八九十]+[部室科队班组]")


def _without_leading_words(article: ArticleText, plain: list[int], start: int, end: int) -> int:
    """Return the start of a name after the verbs, numbers and adjectives that lead up to it.

    `plain` are the indices of its words, the last first. What is left is no ending alone (not 和平|乡, 飞跃|集团). A
    numbered department keeps what it is for (呼吸|四部).
    """
    if plain and _NUMBERED.fullmatch(article.words[plain[0]].text):
        return start
    for index in reversed(plain):
        word = article.words[index]
        if word.start < start:
            continue
        if word.start != start:
            break
        if word.end >= end:
            leads_up = word.tag in _TAGS_BEFORE_NAMES or word.tag == "z"
            return end if leads_up and word.text not in words("relative_names") else start
        if _needs_word_before(article.text[word.end : end], word) or "住建" in article.text[word.start : word.end + 1]:
            break
        if word.tag not in _TAGS_BEFORE_NAMES or word.text[0] in "第1234567890":
            break
        start = word.end
    return start


def _needs_word_before(rest: str, word: Word) -> bool:
    """Return whether what follows the first word of a name is no name by itself."""
    if rest[0] in _POINTS or rest in words("relative_names"):
        return True
    return (rest[0] in UNIT_CHARACTERS or len(rest) == 1) and len(word.text) > 1


def place_chains(article: ArticleText) -> dict[int, int]:
    """Return for the end of every place in the article where the chain of places up to it starts (米易县|花山村)."""
    chains: dict[int, int] = {}
    for start, end in places_printed(article):
        chains[end] = chains.get(start, start)
    return chains


def ends_word(article: ArticleText, start: int, end: int) -> bool:
    """Return whether the ending of a name, at these offsets, ends a word or begins a title (村民, 县委)."""
    word = article.words.at(end - 1)
    if not in_dictionary(word.text):
        return True
    return (
        word.end == end
        or (word.start == start and word.text in titles())
        or word.text[end - word.start :] in ("委", "委会")
    )


def ends_like_small_place(phrase: str) -> bool:
    """Return whether a phrase ends like the name of a village, a community, a town or a street."""
    return phrase.endswith(short_list("small_places"))


def ends_like_organization(phrase: str) -> bool:
    """Return whether a phrase of two characters or more ends like the name of an organization or place."""
    if len(phrase) < 2:
        return False
    return phrase[-1] in _PLACE_CHARACTERS or any(phrase[-n:] in _endings() for n in _LENGTHS_OF_ENDINGS)


@cache
def _endings() -> frozenset[str]:
    return words("organization_suffixes") | words("relative_names")
