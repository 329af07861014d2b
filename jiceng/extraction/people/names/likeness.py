"""How like a name a string itself is: ordinary words are seldom names, what is printed often is one more likely."""

from collections.abc import Iterator
from functools import cache

from jiceng.extraction.lexicon import characters, short_list, words
from jiceng.extraction.people.names.counts import count
from jiceng.extraction.people.names.letters import COMMON_SURNAMES
from jiceng.extraction.people.names.pointed import NAME_POINT
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.dictionary import PARTS_OF_SPEECH, in_dictionary

_COUNTRIES = words("countries")
_PLACE_CHARACTERS = characters("place_characters")
_TAGS_OF_NOUNS = frozenset({"n", "nz", "ns", "nt", "t"})
_FIRST_TAGS_BEFORE_NO_NAME = ("v", "d", "a", "c", "p", "t", "r", "j", "l", "i")
"""How the tags begin of words that are not the first two characters of a name."""
_TAGS_OF_NO_GIVEN_NAME = frozenset({"v", "d", "p", "c", "m", "r"})
_PRINTED_AGAIN = 3
"""Printings by which a name of three characters is more likely, though one place alone shows it."""
_PRINTED_OFTEN = 4
_TRANSLITERATED_OFTEN = 3


def features_of_string(
    article: ArticleText, name: str, starts: list[int], *, transliterated: bool, titled: bool, between: bool
) -> list[str] | None:
    """Return what speaks for and against a string as a name, whatever rules found it; None where it is no name at all.

    `starts`: where rules found it. `transliterated`: one of them took it for a foreign name. `titled`: one saw a title
    or a form of address beside it. `between`: a title and a cue are on both sides, so that it may be any word.
    """
    if name in _COUNTRIES or (name in words("no_names_of_people") and not between):
        return None
    if name[:2] in words("kin") or name[1:] in _addresses():
        return None
    if all(_is_part_of_name(article, start, name) or _is_inside(article, start, name) for start in starts):
        return None
    if NAME_POINT.search(name):
        return []
    if transliterated:
        return ["likeness: transliterated_often"] if count(article, name) >= _TRANSLITERATED_OFTEN else []
    features = ["common_surname"] if name[0] in COMMON_SURNAMES else []
    if not between:
        features += [*_as_word(name, titled), *(_parts(name) if len(name) == 3 else ())]
    if len(starts) > 1 or (len(name) == 3 and count(article, name) >= _PRINTED_AGAIN):
        features.append("printed_again" if count(article, name) < _PRINTED_OFTEN else "printed_often")
    return [f"likeness: {feature}" for feature in features]


@cache
def _addresses() -> frozenset[str]:
    """Return what is said after a bare surname (张阿姨, 李姐, 王总)."""
    return words("address") | words("kin") | characters("forms_of_address_after_surnames")


def _is_part_of_name(article: ArticleText, start: int, name: str) -> bool:
    """Return whether a name is here the title of a work or part of another name: a school's, a road's (中山大学)."""
    end = start + len(name)
    titled = article.text[start - 1 : start] == "《" and article.text[end : end + 1] == "》"
    return titled or article.text.startswith(short_list("organizations_after_names"), end)


def _is_inside(article: ArticleText, start: int, name: str) -> bool:
    """Return whether a string is something that one is in (在贺信中)."""
    return name[-1] in _PLACE_CHARACTERS and article.text[start - 1 : start] == "在"


def _as_word(name: str, titled: bool) -> Iterator[str]:
    """Yield what speaks against a string that the dictionary has, as another word or as a name that is short."""
    if in_dictionary(name):
        tag = PARTS_OF_SPEECH[name]
        common = name[0] in COMMON_SURNAMES
        if not tag.startswith("nr"):
            if tag not in _TAGS_OF_NOUNS or not (len(name) == 2 or (common and titled)):
                yield "dictionary_word"
            elif tag != "t":
                yield "noun_common_surname" if common or tag != "n" else "noun_other_surname"
        elif len(name) == 2:
            yield "known_short_name" if tag == "nr" else "known_short_foreign_name"
        if len(name) == 3 and name[1] == name[2]:
            yield "doubled"


def _parts(name: str) -> Iterator[str]:
    """Yield what speaks against a name of three characters whose first or last two are a word of the dictionary."""
    first = PARTS_OF_SPEECH[name[:2]] if in_dictionary(name[:2]) else "nr"
    if first.startswith(_FIRST_TAGS_BEFORE_NO_NAME) or first == "n":
        yield "word_first_inside" if name[-1] in _PLACE_CHARACTERS else "word_first"
    given = PARTS_OF_SPEECH[name[1:]] if in_dictionary(name[1:]) else ""
    if name[1] == "家" or given in _TAGS_OF_NO_GIVEN_NAME:
        yield "given_other_word"
    elif given.startswith(("n", "a", "vn")) and given != "nr":
        yield "given_noun"
