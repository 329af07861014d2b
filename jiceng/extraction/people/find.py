"""People: everyone whom the article names in full, all places where it does, and the offices printed there.

Rules propose ranges of the text as names. What they say of the same string at any place of the article is added up; the
string is a name where that is enough, and where no other string that overlaps it is a better one.
"""

import re
from collections.abc import Iterable
from typing import Any

from jiceng.extraction.findings import FoundPerson
from jiceng.extraction.organizations.name_boundaries import ends_like_organization
from jiceng.extraction.people.addresses import is_addressed
from jiceng.extraction.people.candidates import Candidate, Proposal
from jiceng.extraction.people.cues import cue_follows
from jiceng.extraction.people.mentions import find_mentions
from jiceng.extraction.people.names.likeness import features_of_string
from jiceng.extraction.people.offices import office_before
from jiceng.extraction.people.person import describe_person
from jiceng.extraction.people.rules.again import person_again
from jiceng.extraction.people.rules.cue import person_cue
from jiceng.extraction.people.rules.honorific import person_honorific
from jiceng.extraction.people.rules.list import person_list
from jiceng.extraction.people.rules.office import person_office
from jiceng.extraction.people.rules.segmenter import person_segmenter
from jiceng.extraction.people.rules.transliterated import person_transliterated
from jiceng.extraction.people.weights import WEIGHTS
from jiceng.extraction.text.article_text import ArticleText
from jiceng.rule import Rule

RULES: tuple[Rule[Any, Any], ...] = (
    person_office,
    person_cue,
    person_honorific,
    person_list,
    person_transliterated,
    person_segmenter,
    person_again,
)
"""In the order in which they are asked; of several that propose the same range, the first is the mention's rule."""

_ASKED_LATER = (person_honorific, person_list, person_again)
"""Rules that are asked of what the others, which are asked of the text alone, have proposed."""
_ASKED_OF_TEXT = tuple(rule for rule in RULES if rule not in _ASKED_LATER)
_RANKS = {rule.name: rank for rank, rule in enumerate(RULES)}
_TERM = re.compile("“([^“”]{2,8})”")

_Candidates = dict[str, Candidate]
"""Candidates by their string, in the order in which they were first proposed."""


def find_people(article: ArticleText) -> list[FoundPerson]:
    """Return the people whom an article names in full, in the order of their first mention.

    Offsets of mentions count code points of the article's text. Names of the byline are left out.
    """
    candidates = _candidates(article)
    likely = {name: total for name, each in candidates.items() if (total := each.total) >= WEIGHTS.needed}
    containers = _containers(likely)
    names = {
        name: candidates[name].rules
        for name in likely
        if name not in article.byline_names and not _part_of_another(name, likely, containers)
    }
    mentions = find_mentions(article, names)
    return [describe_person(article, name, found) for name, found in mentions.items()]


def _candidates(article: ArticleText) -> _Candidates:
    """Return every string that may be a name, with all that speaks for and against it."""
    found: _Candidates = {}
    for rule in _ASKED_OF_TEXT:
        _add(found, article, rule, rule.function(article))
    _add(found, article, person_honorific, person_honorific.function(article, _ranges(found.values())))
    for candidate in found.values():
        _weigh_context(article, candidate)
    threshold = WEIGHTS.needed - WEIGHTS.listed_margin
    likely = _ranges(candidate for candidate in found.values() if candidate.total >= threshold)
    _add(found, article, person_list, person_list.function(article, likely, _ranges(found.values())))
    terms = {match.group(1) for match in _TERM.finditer(article.text)}
    for candidate in found.values():
        if candidate.total + WEIGHTS.most_likeness >= WEIGHTS.needed:
            _weigh_likeness(article, candidate, candidate.name in terms)
    return found


def _add(found: _Candidates, article: ArticleText, rule: Rule[Any, Any], proposals: Iterable[Proposal]) -> None:
    """Add what a rule proposes to the candidates."""
    text, rule_name = article.text, rule.name
    for start, end, features in proposals:
        name = text[start:end]
        candidate = found.get(name)
        if candidate is None:
            found[name] = candidate = Candidate(name)
        candidate.propose(rule_name, features)
        known = candidate.rules.get(start)
        if known is None or _RANKS[rule_name] < _RANKS[known]:
            candidate.rules[start] = rule_name


def _ranges(candidates: Iterable[Candidate]) -> list[tuple[int, int]]:
    """Return where rules proposed some candidates."""
    return [(start, start + len(candidate.name)) for candidate in candidates for start in candidate.rules]


def _weigh_context(article: ArticleText, candidate: Candidate) -> None:
    """Add what is beside a candidate's places and is no rule: a cue after it, an organization before its title."""
    text, length = article.text, len(candidate.name)
    if person_cue.name not in candidate.evidence and any(
        cue_follows(text, start + length) and not is_addressed(article, start + length) for start in candidate.rules
    ):
        candidate.weigh("cue", ("before_cue",))
    if length == 2 and person_office.name in candidate.evidence:
        offices = (office_before(article, start) for start in candidate.rules)
        if any(office and office.organization and ends_like_organization(office.organization) for office in offices):
            candidate.weigh("employer", ("employer",))


def _weigh_likeness(article: ArticleText, candidate: Candidate, is_term: bool) -> None:
    """Add what the string itself says; a term is a string that quotation marks hold alone somewhere."""
    features = features_of_string(
        article,
        candidate.name,
        list(candidate.rules),
        transliterated=person_transliterated.name in candidate.evidence,
        titled=person_office.name in candidate.evidence or person_honorific.name in candidate.evidence,
    )
    candidate.weigh("likeness", (*features, "term") if is_term else features)


def _containers(likely: dict[str, float]) -> dict[str, float]:
    """Return every part of a likely name → the most evidence of a name that it is a part of."""
    best: dict[str, float] = {}
    for name, total in likely.items():
        for start in range(len(name) - 1):
            for end in range(start + 2, len(name) + (start > 0)):
                part = name[start:end]
                best[part] = max(best.get(part, 0.0), total)
    return best


def _part_of_another(name: str, likely: dict[str, float], containers: dict[str, float]) -> bool:
    """Return whether a name is only a part of a better one (明华 of 张明华), or a better one with a stray character."""
    total = likely[name]
    if containers.get(name, -1.0) >= total:
        return True
    without_ends = (name[:-1], *(name[start:] for start in range(1, len(name) - 1)))
    return any(likely.get(part, 0.0) > total + WEIGHTS.stray_character for part in without_ends)


__all__ = ["RULES", "find_people"]
