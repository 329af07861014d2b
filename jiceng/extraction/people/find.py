"""People: everyone whom the article names in full, all places where it does, and the offices printed there.

Rules propose ranges of the text as names. What they and the whole article say of the same string is weighed together,
by weights learned from annotated articles; the string is a name where that is likely, and where no other string that
overlaps it is a better one.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from math import inf
from typing import Any

from jiceng.extraction.findings import FoundPerson
from jiceng.extraction.people.candidates import Candidate, Proposal
from jiceng.extraction.people.evidence import (
    add_features_of_lists,
    features_of_letters,
    features_of_places,
    features_of_titles,
)
from jiceng.extraction.people.inside_places import InsidePlaces
from jiceng.extraction.people.mentions import find_mentions
from jiceng.extraction.people.names.likeness import features_of_string
from jiceng.extraction.people.names.pointed import NAME_POINT, beside_point
from jiceng.extraction.people.person import describe_person
from jiceng.extraction.people.rules.again import person_again
from jiceng.extraction.people.rules.between import is_certain, person_between
from jiceng.extraction.people.rules.characters import person_characters
from jiceng.extraction.people.rules.cue import person_cue
from jiceng.extraction.people.rules.honorific import person_honorific
from jiceng.extraction.people.rules.list import person_list
from jiceng.extraction.people.rules.office import person_office
from jiceng.extraction.people.rules.segmenter import person_segmenter
from jiceng.extraction.people.rules.transliterated import person_transliterated
from jiceng.extraction.people.weights import weigh
from jiceng.extraction.text.article_text import ArticleText
from jiceng.rule import Rule

RULES: tuple[Rule[Any, Any], ...] = (
    person_office,
    person_cue,
    person_honorific,
    person_list,
    person_transliterated,
    person_between,
    person_segmenter,
    person_characters,
    person_again,
)
"""In the order in which they are asked; of several that propose the same range, the first is the mention's rule."""

_ASKED_LATER = (person_honorific, person_list, person_again)
"""Rules that are asked of what the others, which are asked of the text alone, have proposed."""
_ASKED_OF_TEXT = tuple(rule for rule in RULES if rule not in _ASKED_LATER)
_RANKS = {rule.name: rank for rank, rule in enumerate(RULES)}
_TERM = re.compile("“([^“”]{2,8})”")
_STARTS_LISTS = 5.0
"""Likeness with which a candidate may start a list of names, though no other rule proposed it."""
_LEAST_WEIGHT = -0.4
"""Weight from which a string is a name: on articles left out, names that are missed cost more than wrong ones."""
_CERTAIN = 3.0
"""Least weight of a name that a rule is certain of."""
_LEAST_LOOKED_AT = -3.0
"""Weight with which a string is looked at wherever it is printed: none of the training gold's names weighs less."""
_STRAY_CHARACTER = 1.0
"""By how much a part must be better than the whole for the rest to be a stray character."""

_Candidates = dict[str, Candidate]
"""Candidates by their string, in the order in which they were first proposed."""


def find_people(article: ArticleText) -> list[FoundPerson]:
    """Return the people whom an article names in full, in the order of their first mention.

    Offsets of mentions count code points of the article's text. Names of the byline are left out.
    """
    found = _outside_places(article, candidates(article, _LEAST_LOOKED_AT))
    likely = {name: total for name, each in found.items() if (total := _total(each)) >= _LEAST_WEIGHT}
    containers = _containers(likely)
    names = {
        name: found[name].rules
        for name in likely
        if name not in article.byline_names and not _part_of_another(name, likely, containers)
    }
    mentions = find_mentions(article, names)
    return [describe_person(article, name, found) for name, found in mentions.items()]


def _outside_places(article: ArticleText, found: _Candidates) -> _Candidates:
    """Return the candidates that are no place's name (石梁镇) and not found inside one alone (府山街 in 府山街道)."""
    inside = article.once(InsidePlaces)
    return {
        name: candidate
        for name, candidate in found.items()
        if not inside.names_nobody(
            name,
            candidate.rules,
            titled=f"{person_office.name}: proposed" in candidate.features,
            speaks=f"{person_cue.name}: proposed" in candidate.features,
        )
    }


def candidates(article: ArticleText, least: float = -inf) -> _Candidates:
    """Return every string that may be a name, with all that is seen of it.

    Left out are those that weigh less than `least` before one looks at all the places where they are printed.
    """
    found: _Candidates = {}
    for rule in _ASKED_OF_TEXT:
        _add(found, article, rule, rule.function(article))
    _add(found, article, person_honorific, person_honorific.function(article, _ranges(found.values())))
    sure = _ranges(candidate for candidate in found.values() if _starts_lists(candidate))
    _add(found, article, person_list, person_list.function(article, sure, _ranges(found.values())))
    add_features_of_lists(article.text, found)
    terms = {match.group(1) for match in _TERM.finditer(article.text)}
    seen: _Candidates = {}
    for name, candidate in found.items():
        features = _features_of_string(article, candidate)
        if features is None:
            continue
        if name in terms:
            features.append("string: term")
        candidate.features.update(dict.fromkeys(features, 1.0))
        candidate.features.update(features_of_titles(article, candidate))
        candidate.features.update(features_of_letters(candidate))
        if _total(candidate) >= least:
            candidate.features.update(features_of_places(article, candidate))
            seen[name] = candidate
    return seen


def _total(candidate: Candidate) -> float:
    """Return the logarithm of the odds that a candidate is a name."""
    weight = weigh(candidate.features)
    return max(weight, _CERTAIN) if is_certain(candidate) else weight


def _add(found: _Candidates, article: ArticleText, rule: Rule[Any, Any], proposals: Iterable[Proposal]) -> None:
    """Add what a rule proposes to the candidates."""
    text, rule_name = article.text, rule.name
    for proposal in proposals:
        start = proposal.start
        name = text[start : proposal.end]
        candidate = found.get(name)
        if candidate is None:
            found[name] = candidate = Candidate(name)
        if rule is person_characters:
            candidate.measure(proposal.likeness)
        else:
            candidate.propose(rule_name, proposal)
        known = candidate.rules.get(start)
        if known is None or _RANKS[rule_name] < _RANKS[known]:
            candidate.rules[start] = rule_name


def _starts_lists(candidate: Candidate) -> bool:
    """Return whether what the rules say of a candidate makes the string beside it in a list a candidate too."""
    if (candidate.likeness or 0.0) >= _STARTS_LISTS:
        return True
    return any(f"{rule.name}: proposed" in candidate.features for rule in (person_office, person_cue, person_honorific))


def _ranges(candidates: Iterable[Candidate]) -> list[tuple[int, int]]:
    """Return where rules proposed some candidates."""
    return [(start, start + len(candidate.name)) for candidate in candidates for start in candidate.rules]


def _features_of_string(article: ArticleText, candidate: Candidate) -> list[str] | None:
    """Return what the string itself says; None where it is no name at all."""
    name, starts = candidate.name, list(candidate.rules)
    inside = (beside_point(article.text, start, start + len(name)) for start in starts)
    if NAME_POINT.search(name) is None and all(inside):
        return None
    proposed = {rule.name for rule in RULES if f"{rule.name}: proposed" in candidate.features}
    return features_of_string(
        article,
        name,
        starts,
        transliterated=person_transliterated.name in proposed,
        titled=person_office.name in proposed or person_honorific.name in proposed,
        between=person_between.name in proposed,
    )


def _containers(likely: dict[str, float]) -> dict[str, float]:
    """Return every part of a likely name → the most evidence of a name that it is a part of."""
    best: dict[str, float] = {}
    lengths = sorted({len(name) for name in likely})
    for name, total in likely.items():
        for length in lengths[: bisect_left(lengths, len(name))]:
            for start in range(len(name) - length + 1):
                part = name[start : start + length]
                best[part] = max(best.get(part, -inf), total)
    return best


def _part_of_another(name: str, likely: dict[str, float], containers: dict[str, float]) -> bool:
    """Return whether a name is only a part of a better one (明华 of 张明华), or a better one with a stray character."""
    total = likely[name]
    if containers.get(name, -inf) >= total:
        return True
    without_ends = (name[:-1], *(name[start:] for start in range(1, len(name) - 1)))
    return any(likely.get(part, -inf) > total + _STRAY_CHARACTER for part in without_ends)


__all__ = ["RULES", "candidates", "find_people"]
