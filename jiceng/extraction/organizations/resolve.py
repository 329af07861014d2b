"""What a printed organization means: a place, or a body and the place it belongs to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from jiceng.extraction import lexicon
from jiceng.extraction.findings import FoundCommunity, FoundMention, FoundOrganization
from jiceng.extraction.places.find import PlaceInName, place_before, place_in_name, place_with_suffix
from jiceng.extraction.places.gazetteer import division_at
from jiceng.extraction.rule import ExtractionRule
from jiceng.extraction.text.article_text import ArticleText
from schemas.community import Resolution

NAMED_WITH_PLACE: Final = "organization_named_with_place"
RELATIVE_NAME: Final = "organization_relative_name"
OTHER_NAME: Final = "organization_other_name"

RULES: tuple[ExtractionRule, ...] = (
    ExtractionRule(NAMED_WITH_PLACE, "organizations", "a body whose name begins with its place (攀枝花市民政局)"),
    ExtractionRule(RELATIVE_NAME, "organizations", "a body named by its rank alone (市民政局, 区委)"),
    ExtractionRule(OTHER_NAME, "organizations", "a body whose name says no place"),
)

_RELATIVE = re.compile(r"(?:我|本|全)?(省|市|州|盟|区|县|旗|镇|乡|街道|村|社区)(?=.)")
_WHOLE_PLACE = re.compile(r"[我本全](省|市|州|盟|区|县|旗|镇|乡|村)")
_PARTY = "中共"
"""Stands before the name of a party committee, which is the same without it (中共攀枝花市委)."""
_PLACE_SUFFIXES = ("街道", "社区", "省", "市", "州", "盟", "区", "县", "旗", "镇", "乡", "村")


@dataclass(frozen=True, slots=True)
class Body:
    """What a printed organization means."""

    community_id: str | None
    """The place that it is or belongs to."""
    organization: FoundOrganization | None
    """None where it is a place itself."""


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where a body belongs and what it is called there."""

    path: str | None
    resolution: Resolution
    name: str
    rule: str


def resolve_body(name: str, article: ArticleText, communities: Sequence[FoundCommunity], article_id: str) -> Body:
    """Return what an organization that the article prints means.

    A place itself (东区瓜子坪街道兰尖社区) is a community and no organization. An organization's id is the path of its
    place and its name there, or is keyed below `article_id` where nothing says its place; its mentions are ranges of
    the article's text.
    """
    called = name.removeprefix(_PARTY) or name
    place = _known_community(called, communities) or place_in_name(called, article)
    if place is not None and place.end == len(called):
        return Body(place.path, None)
    if whole := _WHOLE_PLACE.fullmatch(name):
        path, _ = _place_of_relative_name(name, whole[1], article)
        if path is not None:
            return Body(path, None)
    seat = _seat(called, place, article)
    organization = FoundOrganization(
        organization_id=f"{seat.path or article_id}/{seat.name}",
        name=name,
        community_id=seat.path,
        resolution=seat.resolution,
        mentions=tuple(_mentions(name, seat, article)),
    )
    return Body(seat.path, organization)


def _known_community(name: str, communities: Sequence[FoundCommunity]) -> PlaceInName | None:
    for community in communities:
        if community.name == name:
            return PlaceInName(community.path, community.resolution, len(name), suffixed=True)
    return None


def _seat(name: str, place: PlaceInName | None, article: ArticleText) -> _Seat:
    if place is not None:
        own = name[place.end :] if place.suffixed else name
        resolution: Resolution = "unresolved" if place.resolution == "unresolved" else "stated"
        return _Seat(place.path, resolution, _normalised(own, place.path), NAMED_WITH_PLACE)
    relative = _RELATIVE.match(name)
    if relative is not None and _is_body(name[relative.end() :]):
        own = name[relative.end() :]
        path, resolution = _place_of_relative_name(name, relative[1], article)
        own = _normalised(own, path) if path is not None else _normalised(name, "")
        return _Seat(path, resolution, own, RELATIVE_NAME)
    return _Seat(None, "unresolved", _normalised(name, ""), OTHER_NAME)


def _normalised(own: str, path: str) -> str:
    """Return a body's name without its place; a committee keeps the rank (市委), and slashes cannot stand in an id."""
    if own.startswith("委") and path:
        suffix = next((suffix for suffix in _PLACE_SUFFIXES if path.endswith(suffix)), "")
        own = suffix + own
    for suffix in _PLACE_SUFFIXES:
        if path.endswith(suffix) and own.startswith(suffix) and not own.startswith(f"{suffix}委"):
            own = own[len(suffix) :] or own
            break
    return own.removeprefix("的").replace("/", "／") or own


def _is_body(own: str) -> bool:
    return own.startswith(tuple(_body_starts())) or own.endswith(tuple(_body_suffixes()))


@cache
def _body_suffixes() -> frozenset[str]:
    return lexicon.words("body_suffixes")


@cache
def _body_starts() -> frozenset[str]:
    return lexicon.words("bodies_of_a_rank")


def _place_of_relative_name(name: str, suffix: str, article: ArticleText) -> tuple[str | None, Resolution]:
    at_home = _ancestor_with_suffix(article.home, suffix)
    if at_home is not None:
        return at_home, "home"
    offset = next((start for start, _ in _occurrences(name, article.text)), 0)
    path = place_with_suffix(article, suffix, offset)
    return (path, "context") if path is not None else (None, "unresolved")


def _ancestor_with_suffix(home: str | None, suffix: str) -> str | None:
    """Return the newspaper's place or the one of those above it that bears a suffix (省 of 四川省/攀枝花市)."""
    path = home or ""
    while path:
        division = division_at(path)
        if path.endswith(suffix) and division is not None and division.level in ("province", "city", "county"):
            return path
        path = path.rpartition("/")[0]
    return None


def _occurrences(name: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(name)
    while start >= 0:
        yield start, start + len(name)
        start = text.find(name, start + len(name))


def _mentions(name: str, seat: _Seat, article: ArticleText) -> Iterator[FoundMention]:
    """Yield where the article prints a name, with the place before it; not where it begins or ends a longer name."""
    text = article.text
    inner = tuple(_inner_bodies())
    for start, end in _occurrences(name, text):
        if text.startswith(inner, end):
            continue
        before = place_before(article, start)
        if before is None and seat.rule == RELATIVE_NAME:
            before = _place_whose_suffix_begins(name, start, article)
        if before is not None and seat.rule != OTHER_NAME:
            place_start, path = before
            if seat.path is not None and path != seat.path and not seat.path.startswith(f"{path}/"):
                continue
            start = place_start
        elif seat.rule == RELATIVE_NAME and text[start - 1 : start] in _PLACE_SUFFIXES:
            continue
        yield FoundMention(start, end, seat.rule)


def _place_whose_suffix_begins(name: str, start: int, article: ArticleText) -> tuple[int, str] | None:
    """Return the place that shares its suffix with a relative name (攀枝花市 of 市民政局 in 攀枝花市民政局)."""
    relative = _RELATIVE.match(name)
    before = place_before(article, start + relative.end()) if relative else None
    return before if before is not None and before[0] < start else None


@cache
def _inner_bodies() -> frozenset[str]:
    return lexicon.words("bodies_within_bodies")
