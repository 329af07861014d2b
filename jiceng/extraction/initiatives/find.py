"""Named initiatives: models, programmes, platforms, lists, teams, agreements, documents and targets.

A name is printed in “ ” or 《 》, mostly with a kind word after it (“四个一”三线文化工程), or without marks, where the
text says that its bearer was founded (成立七彩仁和志愿者服务站). Names that the whole country cites, figures of speech
and direct speech are none.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from jiceng.extraction import lexicon
from jiceng.extraction.findings import FoundCommunity, FoundInitiative, FoundMention, FoundPerson, FoundQuote
from jiceng.extraction.initiatives.candidates import MARKS, NameCandidate, ProposedName, candidate_of, is_free
from jiceng.extraction.initiatives.grouping import grouped_by_name
from jiceng.extraction.initiatives.holders.find import find_holder
from jiceng.extraction.initiatives.holders.named import NamedInArticle
from jiceng.extraction.initiatives.marked_names import (
    MarkedName,
    has_length_of_name,
    name_in_quotation_marks,
    name_in_title_marks,
)
from jiceng.extraction.initiatives.parts.find import find_parts
from jiceng.extraction.initiatives.rules.designations import designation, founded_organization
from jiceng.extraction.initiatives.rules.marks import (
    kind_in_name,
    name_after_verb,
    name_of_parts,
    name_with_kind,
    numbered_name,
)
from jiceng.extraction.initiatives.rules.programmes import placed_programme
from jiceng.extraction.initiatives.rules.titles import TITLE_MARK, document_title, named_again
from jiceng.extraction.initiatives.sentences import sentence_around
from jiceng.extraction.text.article_text import ArticleText
from jiceng.rule import Rule

_MarkedRule = Rule[[MarkedName], ProposedName | None]

WITH_KIND_AFTER: tuple[_MarkedRule, ...] = (name_with_kind,)
"""Asked of a name in marks that a kind word follows; the first proposal counts, here and below."""
OF_PHRASES: tuple[_MarkedRule, ...] = (name_of_parts,)
"""Asked of what else is in marks and reads like speech or a demand."""
WITHOUT_KIND_AFTER: tuple[_MarkedRule, ...] = (name_of_parts, kind_in_name, numbered_name, name_after_verb)
"""Asked of all others in marks."""
OF_TITLES: tuple[_MarkedRule, ...] = (document_title, named_again)
"""Asked of titles in 《 》."""
WITHOUT_MARKS: tuple[Rule[[ArticleText], Iterator[ProposedName]], ...] = (
    founded_organization,
    placed_programme,
    designation,
)
"""Asked of the whole text; what they find in it counts wherever it is printed."""
RULES: tuple[Rule[Any, Any], ...] = (*WITH_KIND_AFTER, *WITHOUT_KIND_AFTER, *OF_TITLES, *WITHOUT_MARKS)
"""Every rule that makes a mention of an initiative."""

_QUOTATION_MARKS = "“‘「『"
_start = attrgetter("start")


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
    in_marks = _names_in_marks(article, quotes)
    groups = grouped_by_name([*in_marks, *_names_without_marks(article, in_marks)])
    if not groups:
        return []
    named = NamedInArticle(article, people, quotes, communities)
    return [_initiative(group, article, named) for group in groups]


def _names_in_marks(article: ArticleText, quotes: Iterable[FoundQuote]) -> list[NameCandidate]:
    """Return the candidates in marks, in order; direct speech is none."""
    speech = {(quote.start, quote.end) for quote in quotes if quote.kind == "direct"}
    found: list[NameCandidate] = []
    unnamed: list[MarkedName] = []
    verbs: dict[int, str] = {}
    for marked in article.marked:
        if not marked.closed or (marked.start, marked.end) in speech:
            continue
        if marked.mark == TITLE_MARK:
            found += _first_of(OF_TITLES, name_in_title_marks(article, marked))
        elif marked.mark in _QUOTATION_MARKS and has_length_of_name(article.text[marked.start : marked.end]):
            name = name_in_quotation_marks(article, marked, verbs)
            named = _first_of(_rules_of(name), name)
            found += named
            if not named:
                unnamed.append(name)
    if cores := {candidate.core for candidate in found}:
        again = map(named_again.function, unnamed)
        found += [candidate_of(name, named_again.name) for name in again if name is not None and name.core in cores]
    found.sort(key=_start)
    return found


def _rules_of(name: MarkedName) -> tuple[_MarkedRule, ...]:
    """Return the rules that a name in quotation marks is given to, in their order."""
    if name.is_figure_of_speech:
        return ()
    if name.tail is not None:
        return WITH_KIND_AFTER
    if not name.may_be_name_alone:
        return ()
    return OF_PHRASES if name.is_phrase else WITHOUT_KIND_AFTER


def _first_of(rules: Iterable[_MarkedRule], name: MarkedName) -> list[NameCandidate]:
    """Return the first proposal for a name, none where no rule has one."""
    for rule in rules:
        proposed = rule.function(name)
        if proposed is not None:
            return [candidate_of(proposed, rule.name)]
    return []


def _names_without_marks(article: ArticleText, taken: Sequence[NameCandidate]) -> Iterator[NameCandidate]:
    """Yield the names without marks that a rule finds where no candidate is taken, wherever they are printed."""
    names: dict[str, NameCandidate] = {}
    for rule in WITHOUT_MARKS:
        for proposed in rule.function(article):
            if is_free(taken, proposed.start, proposed.end):
                names.setdefault(proposed.core, candidate_of(proposed, rule.name))
    for start, end, name in lexicon.printed_in(article.text, names):
        yield names[name]._replace(start=start, end=end)


def _initiative(group: Sequence[NameCandidate], article: ArticleText, named: NamedInArticle) -> FoundInitiative:
    text = article.text
    chosen = _fullest(group, text)
    name = text[chosen.start : chosen.end]
    parts = find_parts(article, chosen, group)
    start, end = sentence_around(article, parts.best.start, parts.best.end)
    return FoundInitiative(
        name=name,
        kind=chosen.kind,
        mentions=tuple(sorted(FoundMention(c.start, c.end, c.rule) for c in group)),
        holder=find_holder(named, (parts.best, chosen), group),
        components=parts.components,
        stated_count=parts.stated_count,
        description=text[start:end].strip() or None,
        aliases=tuple(sorted({text[c.start : c.end] for c in group} - {name})),
    )


def _fullest(group: Sequence[NameCandidate], text: str) -> NameCandidate:
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
