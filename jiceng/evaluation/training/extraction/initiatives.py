"""Parts: which names are initiatives', and who runs each."""

from collections.abc import Collection, Iterator, Sequence

from jiceng.evaluation.gold import GoldPage, InitiativeTruth, RecordsTruth
from jiceng.evaluation.log_linear import Case
from jiceng.evaluation.reading_score import comparable
from jiceng.evaluation.records_score import is_same_initiative
from jiceng.evaluation.training.extraction.annotated import annotated_articles
from jiceng.evaluation.training.extraction.part import Part
from jiceng.extraction import extract
from jiceng.extraction.findings import Findings
from jiceng.extraction.initiatives import decision
from jiceng.extraction.initiatives.candidates import NameCandidate
from jiceng.extraction.initiatives.find import fullest, possible_initiatives
from jiceng.extraction.initiatives.holders import ranking
from jiceng.extraction.initiatives.holders.candidates import Holders, Initiative, possible_holders
from jiceng.extraction.initiatives.holders.decide import distance_between
from jiceng.extraction.initiatives.holders.named import NamedInArticle
from jiceng.extraction.initiatives.holders.ranking import NOBODY, Previous, is_same_holder, with_previous
from jiceng.extraction.initiatives.parts.find import Parts, find_parts

_NOT_REQUIRED, _NOBODY = 0.5, 0.1
"""For how many cases an initiative counts that the gold does not require, and one without a holder: an article mostly
has who runs what it tells of, though the gold does not always say so."""


def initiative_cases(pages: Sequence[GoldPage]) -> Iterator[Case]:
    """Yield the names that rules propose in annotated articles, except those that the gold has but does not require."""
    for truth, found in _annotated(pages):
        for one in possible_initiatives(found.text, found.quotes):
            is_initiative = _is_required(one.mentions, found.text.text, truth)
            if is_initiative is not None:
                yield Case([{}, dict.fromkeys(one.evidence, 1.0)], int(is_initiative))


def _annotated(pages: Sequence[GoldPage]) -> Iterator[tuple[RecordsTruth, Findings]]:
    """Yield the records of each annotated article of some pages, and what is found in it."""
    for _, records, article in annotated_articles(pages):
        yield records, extract(article)


def _is_required(mentions: Sequence[NameCandidate], text: str, truth: RecordsTruth) -> bool | None:
    """Return whether the gold requires an initiative with one of the names; None where it only has it."""
    names = {text[mention.start : mention.end] for mention in mentions}
    same = [one for one in truth.initiatives if any(is_same_initiative(one.name, name) for name in names)]
    if any(one.required for one in same):
        return True
    return None if same else False


def holder_cases(pages: Sequence[GoldPage]) -> Iterator[Case]:
    """Yield who runs each initiative of annotated articles among those who may; several who are right share a weight.

    Each initiative is read where it is named, after the one before it, whose holder is known.
    """
    for truth, found in _annotated(pages):
        yield from _cases_of_article(truth, found)


def _cases_of_article(truth: RecordsTruth, found: Findings) -> Iterator[Case]:
    article = found.text
    named = NamedInArticle(article, found.people, found.quotes, found.communities)
    previous: tuple[int, str] | None = None
    for initiative, parts, mentions in sorted(_located(truth, found), key=lambda one: one[1].chosen.start):
        at = parts.chosen.start
        before = Previous(previous[1], distance_between(article.text, previous[0], at)) if previous else None
        possible = possible_holders(named, Initiative(mentions, parts.best, parts.chosen), found.communities)
        weight = 1.0 if initiative.required else _NOT_REQUIRED
        if initiative.holder is None:
            yield _case(with_previous(possible, before), None, (), weight * _NOBODY)
            continue
        holders = with_previous(possible, before)
        right = [name for name in holders if is_same_holder(comparable(name), comparable(initiative.holder))]
        for name in right:
            yield _case(holders, name, right, weight / len(right))
        previous = at, initiative.holder


def _located(truth: RecordsTruth, found: Findings) -> Iterator[tuple[InitiativeTruth, Parts, Sequence[NameCandidate]]]:
    """Yield the gold's initiatives that rules propose, with their parts and mentions."""
    text = found.text.text
    groups = [one.mentions for one in possible_initiatives(found.text, found.quotes)]
    for initiative in truth.initiatives:
        for mentions in groups:
            chosen = fullest(mentions, text)
            if is_same_initiative(initiative.name, text[chosen.start : chosen.end]):
                yield initiative, find_parts(found.text, chosen, mentions), mentions
                break


def _case(holders: Holders, right: str | None, as_right: Collection[str], weight: float) -> Case:
    """Return a case of those who may run an initiative, without the others of those who are right; first, nobody."""
    names = [name for name in sorted(holders) if name == right or name not in as_right]
    candidates = [{NOBODY: 1.0}, *(dict.fromkeys(sorted(holders[name]), 1.0) for name in names)]
    return Case(candidates, 0 if right is None else 1 + names.index(right), weight)


DECISION = Part(
    name="initiatives",
    about="How much what is seen of a name speaks for it that it is an initiative's.",
    file=decision.FILE,
    in_use=decision.feature_weights,
    cases=initiative_cases,
    l2=0.3,
    fewest=2,
    figures=("initiatives",),
)

HOLDERS = Part(
    name="initiative holders",
    about="How much what is seen of a place or organization speaks for it that it runs an initiative.",
    file=ranking.FILE,
    in_use=ranking.feature_weights,
    cases=holder_cases,
    l2=0.7,
    fewest=3,
    figures=("initiative_holder",),
)
