"""Organizations: what the names that people, quotes and initiatives came with mean.

A place itself (东区瓜子坪街道兰尖社区) is a community. Any other name is an organization if one of `RULES` proposes
where it belongs; the first that does decides. A name that says neither a place nor a kind (中国) is none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from jiceng.extraction.findings import Findings, FoundCommunity, FoundOrganization, ResolvedName, merged
from jiceng.extraction.organizations.mentions import mentions_of
from jiceng.extraction.organizations.nameless import is_nameless, is_neighbourhood
from jiceng.extraction.organizations.ranks import place_of_rank
from jiceng.extraction.organizations.rules.seats import named_for_its_kind, named_with_place, relative_name
from jiceng.extraction.organizations.seats import PrintedName, Seat
from jiceng.extraction.places.find import PlaceInName, place_in_name
from jiceng.extraction.text.article_text import ArticleText
from jiceng.rule import Rule

RULES: tuple[Rule[[PrintedName], Seat | None], ...] = (
    named_with_place,
    relative_name,
    named_for_its_kind,
)
"""In the order in which they are asked."""

_WHOLE_PLACE = re.compile("[我本全]([省市州盟区县旗镇乡村])")
_PARTY = "中共"
"""May precede the name of a Party committee, which means the same without it (中共攀枝花市委)."""


def with_organizations(findings: Findings) -> Findings:
    """Return an article's findings with every organization and place that is printed in them resolved."""
    resolved = {
        name: resolve_name(name, findings.text, findings.communities)
        for name in dict.fromkeys(_printed_names(findings))
        if name is not None
    }
    organizations = [each.organization for each in resolved.values() if each.organization is not None]
    return replace(findings, organizations=merged(organizations, _identity), resolved=resolved)


def _printed_names(findings: Findings) -> Iterator[str | None]:
    for person in findings.people:
        yield person.organization
    for person in findings.people:
        yield from (office.organization for office in person.offices)
    for quote in findings.quotes:
        yield quote.organization
    for quote in findings.quotes:
        if quote.speaker_kind == "organization":
            yield quote.speaker
    for initiative in findings.initiatives:
        yield initiative.holder


def _identity(organization: FoundOrganization) -> Any:
    return organization.community_id, organization.own_name


def resolve_name(name: str, article: ArticleText, communities: Sequence[FoundCommunity]) -> ResolvedName:
    """Return what the name of an organization or place means that an article prints.

    `communities` are those found in the article. Mentions of the organization are ranges of the article's text.
    """
    called = name.removeprefix(_PARTY) or name
    place = _known_community(called, communities) or place_in_name(called, article)
    if place is not None and place.end == len(called):
        return ResolvedName(place.path, None)
    if place is not None and is_neighbourhood(called[place.end :]):
        return ResolvedName(place.path, None)
    if whole := _WHOLE_PLACE.fullmatch(name):
        path, _ = place_of_rank(article, whole[1], name)
        if path is not None:
            return ResolvedName(path, None)
    if is_nameless(called):
        return ResolvedName(None, None)
    proposed = _seat(PrintedName(called, place, article))
    if proposed is None:
        return ResolvedName(None, None)
    rule, seat = proposed
    mentions = tuple(mentions_of(name, seat, rule, article))
    organization = FoundOrganization(name, seat.own_name, seat.path, seat.resolution, mentions)
    return ResolvedName(seat.path, organization)


def _known_community(name: str, communities: Sequence[FoundCommunity]) -> PlaceInName | None:
    for community in communities:
        if community.name == name:
            return PlaceInName(community.path, community.resolution, len(name), suffixed=True)
    return None


def _seat(printed: PrintedName) -> tuple[str, Seat] | None:
    """Return the name of the first rule with a proposal for a name, and its proposal; None where no rule has one."""
    proposals = ((rule.name, rule.function(printed)) for rule in RULES)
    return next(((rule, seat) for rule, seat in proposals if seat is not None), None)
