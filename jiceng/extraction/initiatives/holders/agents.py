"""Who acts in a sentence before an initiative's name."""

import re
from collections.abc import Iterable, Mapping

from jiceng.extraction import lexicon
from jiceng.extraction.initiatives.holders.named import NamedInArticle
from jiceng.extraction.initiatives.holders.subjects import subjects_before
from jiceng.extraction.initiatives.phrases import holder_ends
from jiceng.extraction.initiatives.sentences import sentence_around
from jiceng.extraction.lexicon import one_of, short_list
from jiceng.extraction.organizations.nearest import fullest_name, nearest_name

_BEFORE_PARTNERS = tuple(lexicon.words("words_before_partners"))
_LARGEST_PLACES = frozenset(short_list("largest_places"))
_SCENE = re.compile(one_of(short_list("after_scenes")))
"""After a place where something happens, which is not who does it (在某市举行的)."""
_ONE_IN_IT = re.compile("一(?:家|个|名|些)?[^直经致批体起举并度方旦样改年]|某")
"""After a place of which somebody or something acts that has no name (某省一企业)."""
_MEANT = re.compile(
    rf"(?:^|(?<=[，。；：“‘是]))(?:当地|(?:该|本|我|全)?(?P<unit>{one_of(short_list('called_by_kind'))})里?)"
    rf"(?=[^，。；：]{{0,12}}{one_of(lexicon.words('initiative_verbs'))}|[还也又已正则就]|中)|[我全](?P<whole>[县市区镇乡村])"
)
"""A place or organization without its name that opens a clause and acts: the one named last (社区成立…, 县里实施…)."""
_JOINTS = "、和"


def agent_between(named: NamedInArticle, start: int, end: int) -> str | None:
    """Return the place or organization that acts between two offsets, the first of those it is joined with.

    One that is another's partner or aim (联合…), or only where something happens (在…举行的), counts only where it is
    printed directly before `end`.
    """
    ranges = sorted(named.between(start, end), key=_end_then_length)
    ranges = [found for found in ranges if found[1] == end or named.office_of(*found) is None]
    starts = starts_by_end(ranges)
    agents = [found for found in ranges if acts(named, start, found, end, starts)]
    meant = meant_between(named, agents[-1][1] if agents else start, end)
    if meant is not None:
        return meant
    if not agents:
        return None
    left, right = agents[-1]
    by_end = {found[1]: found for found in agents}
    while left > start and named.text[left - 1] in _JOINTS and left - 1 in by_end:
        left, right = by_end[left - 1]
    return named.text[left : _end_of_subject(named, left, right, end)]


def _end_of_subject(named: NamedInArticle, left: int, right: int, end: int) -> int:
    """Return where the organization's name ends that an agent's begins (国务院|联防联控机制), else where that ends."""
    for subject in subjects_before(named.article, end):
        if subject.start == left and named.text.endswith(holder_ends(), right, subject.end):
            return subject.end
    return right


def employer_between(named: NamedInArticle, start: int, end: int) -> str | None:
    """Return the organization of the last office of a person between two offsets."""
    for left, right in sorted(named.between(start, end), key=_end_then_length, reverse=True):
        if (office := named.office_of(left, right)) is not None:
            return office.organization or named.text[left:right]
    return None


def meant_between(named: NamedInArticle, start: int, end: int) -> str | None:
    """Return what is meant by a place or organization without its name that acts between two offsets.

    It is the speaker's where that is one of the kind, else the one named last.
    """
    for match in _MEANT.finditer(named.text, start, end):
        meant = match["unit"] or match["whole"]
        if meant is None:
            return named.last_place_before(match.start()) or named.only_county
        speech = named.speech_around(match.start(), match.end())
        if speech is not None and speech.organization and speech.organization.endswith(meant):
            return speech.organization
        sentence, _ = sentence_around(named.article, match.start(), match.end())
        if meant == "区" and named.text.rfind("自治区", sentence, match.start()) >= 0:
            return match.group()
        nearest = nearest_name(named.article, (meant,), match.start())
        if nearest is not None:
            return fullest_name(named.article, nearest)
    return None


def acts(named: NamedInArticle, start: int, found: tuple[int, int], name: int, starts: Mapping[int, int]) -> bool:
    """Return whether a place or organization acts whose range is between a sentence's start and a name.

    `starts` are those of the ranges between them, by their ends.
    """
    left, right = found
    text = named.text
    if text[left:right] in _LARGEST_PLACES and right < name:
        return False
    if text.endswith(short_list("before_scenes"), start, left):
        return False
    if right == name or (right + 1 == name and text[right] == "的"):
        return True
    if text[left - 1 : left] == "在" and _verb_follows(named, right):
        return False
    if _ONE_IN_IT.match(text, right):
        return False
    list_start = _list_start(text, start, left, starts)
    if text.endswith(_BEFORE_PARTNERS, start, list_start):
        return False
    return _SCENE.match(text, right, name) is None


def starts_by_end(ranges: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return the end of each range → its start."""
    return {right: left for left, right in ranges}


def _verb_follows(named: NamedInArticle, offset: int) -> bool:
    """Return whether a verb of initiatives is at an offset."""
    word = named.article.words.at(offset)
    return word.start == offset and word.text in lexicon.words("initiative_verbs")


def _list_start(text: str, start: int, left: int, starts: Mapping[int, int]) -> int:
    """Return where a list of places and organizations starts that goes on at one of them (与甲、乙|、丙)."""
    while left > start and text[left - 1] in _JOINTS and left - 1 in starts:
        left = starts[left - 1]
    return left


def _end_then_length(found: tuple[int, int]) -> tuple[int, int]:
    return found[1], found[1] - found[0]
