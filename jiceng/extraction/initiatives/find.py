"""Named initiatives: models, programmes, platforms, lists, teams, agreements, documents and targets.

A name is printed in “ ” or 《 》, mostly with a kind word after it (“四个一”三线文化工程), or without marks, where the
text says that its bearer was founded (成立七彩仁和志愿者服务站). Rules propose names; whether one is an initiative's,
and who runs it, is decided by learned weights of what is seen of it. Figures of speech and direct speech are none.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from jiceng.extraction import lexicon
from jiceng.extraction.findings import FoundCommunity, FoundInitiative, FoundMention, FoundPerson, FoundQuote
from jiceng.extraction.initiatives.candidates import MARKS, NameCandidate, ProposedName, candidate_of
from jiceng.extraction.initiatives.decision import Speech, evidence_of_group, probability
from jiceng.extraction.initiatives.evidence import (
    evidence_of_lists,
    evidence_of_name,
    evidence_of_title,
    evidence_without_marks,
)
from jiceng.extraction.initiatives.grouping import grouped_by_name, without_overlaps
from jiceng.extraction.initiatives.holders.decide import find_holders
from jiceng.extraction.initiatives.holders.named import NamedInArticle
from jiceng.extraction.initiatives.holders.ranking import LikeliestHolder
from jiceng.extraction.initiatives.marked_names import (
    MarkedName,
    has_length_of_name,
    name_in_quotation_marks,
    name_in_title_marks,
)
from jiceng.extraction.initiatives.parts.find import Parts, find_parts
from jiceng.extraction.initiatives.rules.designations import designation, founded_organization
from jiceng.extraction.initiatives.rules.marks import (
    kind_in_name,
    name_after_verb,
    name_in_marks,
    name_of_parts,
    name_with_kind,
    numbered_name,
)
from jiceng.extraction.initiatives.rules.programmes import placed_programme
from jiceng.extraction.initiatives.rules.titles import TITLE_MARK, document_title, named_again
from jiceng.extraction.initiatives.sentences import sentence_around
from jiceng.extraction.initiatives.weights import WEIGHTS
from jiceng.extraction.text.article_text import ArticleText
from jiceng.rule import Rule

IN_MARKS: tuple[Rule[[MarkedName], ProposedName | None], ...] = (
    name_with_kind,
    name_of_parts,
    kind_in_name,
    numbered_name,
    name_after_verb,
    name_in_marks,
)
"""Asked of names in quotation marks; the first proposal counts, here and below."""
OF_TITLES: tuple[Rule[[MarkedName], ProposedName | None], ...] = (document_title, named_again)
"""Asked of titles in 《 》."""
WITHOUT_MARKS: tuple[Rule[[ArticleText], Iterator[ProposedName]], ...] = (
    founded_organization,
    placed_programme,
    designation,
)
"""Asked of the whole text; what they find in it counts wherever it is printed."""
RULES: tuple[Rule[Any, Any], ...] = (*IN_MARKS, *OF_TITLES, *WITHOUT_MARKS)
"""Every rule that makes a mention of an initiative."""

_QUOTATION_MARKS = "“‘「『"
_OPENING_MARKS = _QUOTATION_MARKS + TITLE_MARK


class PossibleInitiative(NamedTuple):
    """A name that may be an initiative's."""

    mentions: list[NameCandidate]
    evidence: tuple[str, ...]
    """Names of what is seen of it."""


def bare_name(name: str) -> str:
    """Return a name without marks and without the kind word after them: what its id begins with.

    “四个一”三线文化工程 → 四个一; a name without marks stays as it is; never empty for a name that is not.
    """
    match = re.search(r"[“‘「『《](.+?)[”’」』》]", name)
    bare = MARKS.sub("", match[1] if match else name)
    return (bare or name).replace("/", "／").replace("@", "＠")


def find_initiatives(
    article: ArticleText,
    people: Sequence[FoundPerson],
    quotes: Sequence[FoundQuote],
    communities: Sequence[FoundCommunity],
) -> list[FoundInitiative]:
    """Return the article's named initiatives in the order of their first mention; ranges are of the article's text."""
    likely: list[list[NameCandidate]] = []
    confidences: dict[str, float] = {}
    for possible in possible_initiatives(article, quotes):
        confidence = probability(possible.evidence)
        if confidence >= WEIGHTS.least_probability:
            likely.append(possible.mentions)
            confidences.update((mention.core, confidence) for mention in possible.mentions)
    groups = without_overlaps(_wherever_printed(article.text, likely))
    if not groups:
        return []
    named = NamedInArticle(article, people, quotes, communities)
    parts = [find_parts(article, fullest(group, article.text), group) for group in groups]
    holders = find_holders(named, groups, parts, communities)
    found = (_initiative(*one, article) for one in zip(groups, parts, holders, strict=True))
    return [replace(one, confidence=confidences[of.chosen.core]) for one, of in zip(found, parts, strict=True)]


def possible_initiatives(article: ArticleText, quotes: Sequence[FoundQuote]) -> list[PossibleInitiative]:
    """Return the names that rules propose, with what is seen of them; names and their mentions may overlap."""
    groups = grouped_by_name([*_names_in_marks(article, quotes), *_names_without_marks(article)])
    speech = Speech(quotes)
    return [PossibleInitiative(group, evidence_of_group(group, article, speech)) for group in groups]


def _names_in_marks(article: ArticleText, quotes: Iterable[FoundQuote]) -> Iterator[NameCandidate]:
    """Yield the candidates in marks; direct speech is none."""
    speech = {(quote.start, quote.end) for quote in quotes if quote.kind == "direct"}
    names: list[MarkedName] = []
    verbs: dict[int, str] = {}
    for marked in article.marked:
        if not marked.closed or (marked.start, marked.end) in speech:
            continue
        if marked.mark == TITLE_MARK:
            title = name_in_title_marks(article, marked)
            for rule, proposed in _first_of(OF_TITLES, title):
                yield candidate_of(proposed, rule, evidence_of_title(title, proposed))
        elif marked.mark in _QUOTATION_MARKS and has_length_of_name(article.text[marked.start : marked.end]):
            names.append(name_in_quotation_marks(article, marked, verbs))
    for name, of_list in zip(names, evidence_of_lists(names), strict=True):
        for rule, proposed in () if name.names_nothing else _first_of(IN_MARKS, name):
            yield candidate_of(proposed, rule, (*evidence_of_name(name), *of_list))


def _first_of(
    rules: Iterable[Rule[[MarkedName], ProposedName | None]], name: MarkedName
) -> Iterator[tuple[str, ProposedName]]:
    """Yield the first rule that has a proposal for a name, with it; nothing where none has."""
    for rule in rules:
        proposed = rule.function(name)
        if proposed is not None:
            yield rule.name, proposed
            return


def _names_without_marks(article: ArticleText) -> Iterator[NameCandidate]:
    """Yield the names without marks that rules find, each by the first rule that has it, where it is found."""
    rules: dict[str, str] = {}
    for rule in WITHOUT_MARKS:
        for proposed in rule.function(article):
            if rules.setdefault(proposed.core, rule.name) == rule.name:
                yield candidate_of(proposed, rule.name, evidence_without_marks(article, proposed, rule.name))


def _wherever_printed(text: str, groups: Iterable[list[NameCandidate]]) -> Iterator[list[NameCandidate]]:
    """Yield the groups; names that were found without marks count wherever the text has them."""
    unmarked: dict[str, NameCandidate] = {}
    for group in groups:
        first = group[0]
        if text[first.start] in _OPENING_MARKS:
            yield group
        else:
            unmarked[first.core] = first
    again: dict[str, list[NameCandidate]] = {}
    for start, end, name in lexicon.printed_in(text, unmarked):
        again.setdefault(name, []).append(unmarked[name]._replace(start=start, end=end))
    yield from again.values()


def _initiative(
    group: Sequence[NameCandidate], parts: Parts, holder: LikeliestHolder, article: ArticleText
) -> FoundInitiative:
    text = article.text
    name = text[parts.chosen.start : parts.chosen.end]
    start, end = sentence_around(article, parts.best.start, parts.best.end)
    return FoundInitiative(
        name=name,
        kind=parts.chosen.kind,
        mentions=tuple(sorted(FoundMention(c.start, c.end, c.rule) for c in group)),
        holder=holder.name,
        holder_uncertain=holder.probability < WEIGHTS.sure_holder,
        components=parts.components,
        stated_count=parts.stated_count,
        description=text[start:end].strip() or None,
        aliases=tuple(sorted({text[c.start : c.end] for c in group} - {name})),
    )


def fullest(group: Sequence[NameCandidate], text: str) -> NameCandidate:
    """Return the mention that has the initiative's name: the longest title, else the commonest with a kind word."""
    named = [candidate for candidate in group if candidate.rule != named_again.name]
    longest = max(named, key=lambda candidate: len(candidate.core))
    if longest.rule == document_title.name:
        return longest
    forms = Counter(text[candidate.start : candidate.end] for candidate in named)

    def fullness(candidate: NameCandidate) -> tuple[bool, bool, int, int]:
        form = text[candidate.start : candidate.end]
        return candidate.rule == name_with_kind.name, form[0] != "‘", forms[form], -candidate.start

    return max(named, key=fullness)
