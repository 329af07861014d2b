"""Foreign names with points (马可·波罗): where they start and end."""

import re
from collections.abc import Iterator

from jiceng.extraction.lexicon import words
from jiceng.extraction.people.cues import cue_follows
from jiceng.extraction.people.names.boundaries import boundary_at, follower_at
from jiceng.extraction.people.names.letters import LETTERS_BESIDE_POINTS, is_han
from jiceng.extraction.people.names.weights import WEIGHTS
from jiceng.extraction.text.article_text import ArticleText
from jiceng.extraction.text.dictionary import in_dictionary
from jiceng.extraction.text.titles import LONGEST_TITLE, title_start

NAME_POINT = re.compile("[·•・‧]")
"""Between the parts of a foreign name."""
_POINTS = frozenset("·•・‧")
_INITIAL = re.compile("[A-Z]{1,2}$")
_LONGEST_PART = 8
"""Characters of one part of a foreign name, between two points."""
_MOST_POINTS = 6
_LONGEST_REST = 4
"""Characters that go on with a name's last part, though foreign names are seldom written with them."""
_LONGEST_COUNTRY = 7
"""Characters of the longest name of a country that is looked for before a name."""
_COUNTRIES = words("countries")
_AFTER_NAMES = words("after_names")


def pointed_names(article: ArticleText) -> Iterator[tuple[int, int]]:
    """Yield the ranges of names with points, as far on both sides as the characters of transliteration go.

    Of two that start alike the shorter one is the name: it is also printed where another word follows.
    """
    text = article.text
    found: list[tuple[int, int]] = []
    done = 0
    for match in NAME_POINT.finditer(text):
        point = match.start()
        if point < done:
            continue
        start = _part_start(article, point)
        end = _name_end(article, point)
        done = max(done, end)
        if start < point and end > point + 1:
            found.append((start, end))
    names = {text[start:end] for start, end in found}
    lengths = sorted({len(name) for name in names})
    for start, _ in found:
        yield start, next(start + length for length in lengths if text[start : start + length] in names)


def _name_end(article: ArticleText, point: int) -> int:
    """Return where a name ends that has a point at an offset: after its last part, or what goes on to a clear end."""
    text, end = article.text, point
    for _ in range(_MOST_POINTS):
        begin = end + 1
        end = _part_end(article, begin)
        if end == begin or NAME_POINT.match(text, end) is None:
            break
    else:
        return end
    if boundary_at(article, end) >= WEIGHTS.ends_maybe and end > begin:
        return end
    for longer in range(max(end, begin + 1) + (end > begin), min(end + _LONGEST_REST, begin + _LONGEST_PART) + 1):
        if not is_han(text[longer - 1 : longer]):
            break
        if boundary_at(article, longer) >= WEIGHTS.ends_well:
            letters = sum(map(LETTERS_BESIDE_POINTS.__contains__, text[begin:longer]))
            if 2 * letters >= longer - begin:
                return longer
            break
    return end if end > begin else begin - 1 if begin - 1 > point else begin


def _part_start(article: ArticleText, point: int) -> int:
    """Return where the part of a name starts that ends at a point: after a title, a country or an ordinary word."""
    text = article.text
    floor = max(article.paragraph_range(point)[0], point - _LONGEST_PART)
    start, cut_at = point, -1
    if initial := _INITIAL.search(text, floor, point):
        return initial.start()
    while start > floor:
        word = article.words.at(start - 1)
        if text[start - 1] in LETTERS_BESIDE_POINTS:
            start -= 1
        elif word.end == start and word.tag.startswith("nr") and word.start >= floor:
            start = word.start
        else:
            break
    for cut in range(start, point):
        if title_start(text, cut, max(0, cut - LONGEST_TITLE)) < cut or _ends_country(text, cut):
            start = cut_at = cut
    if start != cut_at:
        start = _after_ordinary_words(article, start, point)
    if start == floor or text[start - 1] not in "—-" or text[start - 2] not in LETTERS_BESIDE_POINTS:
        return start
    return _part_start(article, start - 1)


def _after_ordinary_words(article: ArticleText, start: int, end: int) -> int:
    """Return the offset after the particles and the end of a dictionary word with which a range starts (位于|达)."""
    word = article.words.at(start)
    while word.end < end and (
        (word.start < start and in_dictionary(word.text))
        or (word.start == start and len(word.text) == 1 and word.tag[0] in "pcd")
    ):
        start = word.end
        word = article.words.at(start)
    return start


def _ends_country(text: str, end: int) -> bool:
    return any(text[end - length : end] in _COUNTRIES for length in range(2, _LONGEST_COUNTRY + 1))


def _part_end(article: ArticleText, begin: int) -> int:
    """Return where the part of a name ends that starts after a point: before a cue or an ordinary word."""
    text = article.text
    stop = min(article.paragraph_range(begin)[1], begin + _LONGEST_PART)
    end = begin
    while end < stop and (text[end] in LETTERS_BESIDE_POINTS or (end == begin and "A" <= text[end] <= "Z")):
        if end > begin and (cue_follows(text, end) or _ordinary_word_at(article, end)):
            break
        end += 1
        if "A" <= text[end - 1] <= "Z":
            break
    word = article.words.at(end) if begin < end < stop else None
    return word.end if word and word.start == begin and word.tag.startswith("nr") and word.end <= stop else end


def _ordinary_word_at(article: ArticleText, start: int) -> bool:
    """Return whether a word that follows names, or a verb, adverb or time of the dictionary, starts at an offset."""
    if follower_at(article.text, start):
        return True
    word = article.words.at(start)
    if word.start != start:
        return False
    if len(word.text) == 1:
        return word.text in _AFTER_NAMES and (word.tag[0] in "pcu" or (word.tag == "d" and word.text != "都"))
    native = not LETTERS_BESIDE_POINTS.issuperset(word.text)
    return (word.tag[0] in "vdpctmra" or (native and word.tag == "n")) and in_dictionary(word.text)


def beside_point(text: str, start: int, end: int) -> bool:
    """Return whether a range is only a part of a name with points."""
    return text[start - 1 : start] in _POINTS or text[end : end + 1] in _POINTS
