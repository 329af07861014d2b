"""Who may run an initiative: the names that the text around it gives, each with what is seen of it.

Each feature is named `prefix: name`; the weights that were learned for them are in `ranking.toml`.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from jiceng.extraction import lexicon
from jiceng.extraction.findings import FoundCommunity
from jiceng.extraction.initiatives.candidates import NameCandidate
from jiceng.extraction.initiatives.holders.agents import acts, agent_between, starts_by_end
from jiceng.extraction.initiatives.holders.find import agent_before, told_holder
from jiceng.extraction.initiatives.holders.named import NamedInArticle
from jiceng.extraction.initiatives.holders.subjects import subjects_before
from jiceng.extraction.initiatives.sentences import sentence_around
from jiceng.extraction.organizations.nearest import printed_names

_FARTHEST_NAME = 700
"""Characters before an initiative's name in which others' names are looked for."""
_MOST_NAMES = 14
_RANKS: Final = (0, 1, 2, 4, 8, _MOST_NAMES)
"""Names between another's and an initiative's, by which they are of one class."""
_COUNTS: Final = (1, 2, 4)
_COMMONEST = 3
"""Communities of an article that are told apart by how often they are named."""
_MOST_OTHERS = 4
"""Mentions of an initiative that are read for who acts before them."""
_SOME = frozenset("某各每")
"""Characters with which what has no name of its own begins (某企业)."""
_NO_HOLDERS = ("generic_holders", "groups")
"""Word lists of the lexicon whose words run nothing."""
_BEFORE_CLAUSES = frozenset("，。；：“ \n")

Holders = dict[str, set[str]]
"""Name of who may run an initiative → names of what is seen of it."""


class Initiative(NamedTuple):
    """An initiative whose holder is looked for."""

    mentions: Sequence[NameCandidate]
    best: NameCandidate
    """The mention that tells most of it."""
    chosen: NameCandidate
    """The mention that has its name."""


def possible_holders(named: NamedInArticle, initiative: Initiative, communities: Sequence[FoundCommunity]) -> Holders:
    """Return who may run an initiative with what is seen of each.

    A campaign of the whole country is run only by who is printed directly before its name.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    best = initiative.best
    start, _ = sentence_around(named.article, best.start, best.end)
    if best.core in lexicon.words("national_slogans"):
        told = told_holder(named, (best, initiative.chosen), initiative.mentions)
        return {told: {"rule: told"}} if told else {}
    for name, feature in (
        *_by_rules(named, initiative, start),
        *_in_sentence(named, start, best.start),
        *_subjects(named, start, best.start),
        *_printed_before(named, start, best.start),
    ):
        found[name].add(feature)
    for of_article in (named.home, named.only_county):
        if of_article:
            found[of_article].add("candidate: of the article")
    for central in lexicon.short_list("central_organizations"):
        if best.core.startswith(central):
            found[central].add("name: is of a central organization")
    for name, seen in found.items():
        if best.core.startswith(name):
            seen.add("name: begins so")
    _see_in_article(named, found, communities)
    return dict(found)


def _by_rules(named: NamedInArticle, initiative: Initiative, start: int) -> Iterator[tuple[str, str]]:
    best = initiative.best
    told = told_holder(named, (best, initiative.chosen), initiative.mentions)
    if told:
        yield told, "rule: told"
    agent = agent_between(named, start, best.start)
    if agent:
        yield agent, "rule: agent"
    for other in initiative.mentions[:_MOST_OTHERS]:
        if other is not best and (agent := agent_before(named, other)):
            yield agent, "rule: agent elsewhere"


def _in_sentence(named: NamedInArticle, start: int, end: int) -> Iterator[tuple[str, str]]:
    """Yield the places and organizations between the start of a sentence and a name, with their order."""
    longest: dict[int, int] = {}
    for left, right in named.between(start, end):
        longest[right] = min(left, longest.get(right, left))
    ranges = sorted((left, right) for right, left in longest.items())
    starts = starts_by_end(ranges)
    text = named.text
    for rank, (left, right) in enumerate(reversed((*ranges[:1], *ranges[1:][-_MOST_NAMES:]))):
        name = text[left:right]
        yield name, f"sentence: {min(rank, _COMMONEST)} from last"
        yield name, "sentence: any"
        if not acts(named, start, (left, right), end, starts):
            yield name, "sentence: does not act"
        if right == end or (right + 1 == end and text[right] == "的"):
            yield name, "sentence: adjacent"
        if (left, right) == ranges[0]:
            yield name, "sentence: first"
        if left == start:
            yield name, "sentence: opens"
        if text[left - 1 : left] in _BEFORE_CLAUSES:
            yield name, "sentence: opens a clause"


def _subjects(named: NamedInArticle, start: int, end: int) -> Iterator[tuple[str, str]]:
    """Yield the subjects of the clauses before a name whose sentence starts at `start`."""
    for subject in subjects_before(named.article, end):
        name = named.text[subject.start : subject.end]
        if name[0] in _SOME or name in named.people or any(name in lexicon.words(words) for words in _NO_HOLDERS):
            continue
        yield name, f"subject: clause {min(subject.clauses, _COMMONEST)}"
        yield name, f"subject: {'in sentence' if subject.start >= start else 'earlier'}"
        if subject.opens_sentence:
            yield name, f"subject: opens {'its' if subject.start >= start else 'another'} sentence"
        if subject.end == end:
            yield name, "subject: adjacent"
        after = named.article.words.at(subject.end)
        yield name, f"before: {after.tag[:1]}"
        if after.text in lexicon.words("initiative_verbs"):
            yield name, "before: initiative verb"


def _printed_before(named: NamedInArticle, start: int, end: int) -> Iterator[tuple[str, str]]:
    """Yield the organizations and places that are printed before a name, also in other paragraphs."""
    names = named.article.once(printed_names)
    first, stop = bisect_left(names, (max(0, end - _FARTHEST_NAME),)), bisect_left(names, (end,))
    paragraph_start, _ = named.article.paragraph_range(end)
    for rank, (left, right, name) in enumerate(reversed(names[max(first, stop - _MOST_NAMES) : stop])):
        if right > end:
            continue
        where = "sentence" if left >= start else "paragraph" if left >= paragraph_start else "before"
        yield name, f"printed: {where}"
        yield name, f"printed: rank {_class(rank, _RANKS)}"
        if left - named.article.paragraph_range(left)[0] < _COMMONEST:
            yield name, "printed: opens a paragraph"


def _see_in_article(
    named: NamedInArticle, found: Mapping[str, set[str]], communities: Iterable[FoundCommunity]
) -> None:
    """Add what is seen of who may run an initiative in the whole article."""
    counts: Counter[str] = Counter()
    for place in communities:
        counts[place.name] += len(place.mentions)
    ranks = {name: rank for rank, (name, _) in enumerate(counts.most_common(_COMMONEST))}
    titles = [title.text.text for title in named.article.article.titles]
    for name, seen in found.items():
        if any(name in title for title in titles):
            seen.add("article: in a title")
        if any(title.startswith(name[:2]) for title in titles):
            seen.add("article: opens a title")
        if name in ranks:
            seen.add(f"article: place {ranks[name]}")
        if name in counts:
            seen.add("candidate: community")
            seen.add(f"count: {_class(counts[name], _COUNTS)}")
        if named.home is not None and name.startswith(named.home):
            seen.add(f"candidate: {'home' if name == named.home else 'in home'}")


def _class(number: int, classes: Sequence[int]) -> int:
    return classes[min(bisect_left(classes, number), len(classes) - 1)]
