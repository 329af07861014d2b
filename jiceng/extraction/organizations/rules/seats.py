"""Where an organization belongs, by the beginning of its name: a place, a rank alone, or neither."""

import re
from functools import cache

from jiceng.extraction.lexicon import one_of, short_list, words
from jiceng.extraction.organizations.ranks import place_of_rank
from jiceng.extraction.organizations.seats import RANKS, PrintedName, Seat, own_name
from jiceng.extraction.text.words import Words
from jiceng.rule import rule
from schemas.community import Resolution

_NOT_FIRST_TAGS = frozenset("vpdcmqru")
"""First letters of the parts of speech that no organization's name begins with."""
_RANK = re.compile(f"[我本全]?({one_of(RANKS)})(?=.)")


@rule(
    "organization_named_with_place",
    "organizations",
    "an organization whose name begins with its place (攀枝花市民政局)",
)
def named_with_place(printed: PrintedName) -> Seat | None:
    """Propose the place that the name begins with."""
    place = printed.place
    if place is None:
        return None
    after = printed.name[place.end :] if place.suffixed else printed.name
    resolution: Resolution = "unresolved" if place.resolution == "unresolved" else "stated"
    return Seat(place.path, resolution, own_name(after, place.path))


@rule("organization_relative_name", "organizations", "an organization named by its rank alone (市民政局, 区委)")
def relative_name(printed: PrintedName) -> Seat | None:
    """Propose the place of the rank that the name begins with, if places of a rank have organizations of this name."""
    ranked = _RANK.match(printed.name)
    if ranked is None:
        return None
    after = printed.name[ranked.end() :]
    if not after.startswith(_starts()) and not after.endswith(_ends()):
        return None
    path, resolution = place_of_rank(printed.article, ranked[1], printed.name)
    called = own_name(printed.name, "") if path is None else own_name(printed.name[ranked.start(1) :], path)
    return Seat(path, resolution, called, rank=ranked[0])


@rule("organization_of_a_kind", "organizations", "a name that ends with a word for organizations (水利部, 希望集团)")
def named_for_its_kind(printed: PrintedName) -> Seat | None:
    """Propose no place for a name that ends like an organization's and begins with no verb, number or particle."""
    name = printed.name
    if not name.endswith(_suffixes()) or Words(name, ((0, len(name)),))[0].tag[:1] in _NOT_FIRST_TAGS:
        return None
    return Seat(None, "unresolved", own_name(name, ""))


@cache
def _suffixes() -> tuple[str, ...]:
    listed = words("organization_suffixes") | words("relative_organization_suffixes")
    return (*sorted(listed), *short_list("ends_of_organizations"))


@cache
def _starts() -> tuple[str, ...]:
    return tuple(words("organizations_of_a_rank"))


@cache
def _ends() -> tuple[str, ...]:
    return tuple(words("relative_organization_suffixes"))
