"""Parts: which names are initiatives'."""

from collections.abc import Iterator, Sequence

from jiceng.evaluation.gold import GoldPage, RecordsTruth
from jiceng.evaluation.log_linear import Case, Weights, fit
from jiceng.evaluation.records_score import is_same_initiative
from jiceng.evaluation.training.extraction.part import Part
from jiceng.extraction import extract
from jiceng.extraction.findings import Findings
from jiceng.extraction.initiatives import decision
from jiceng.extraction.initiatives.candidates import NameCandidate
from jiceng.extraction.initiatives.find import possible_initiatives
from jiceng.extraction.text.article_text import ArticleText

_L2, _FEWEST, _LEAST = 0.3, 2, 0.02
"""Penalty on squared weights, cases that a feature needs, and the smallest weight that is kept."""


def fit_decision(pages: Sequence[GoldPage]) -> Weights:
    """Return weights learned from the names that rules propose in annotated articles.

    Those that the gold has but does not require teach nothing.
    """
    cases = []
    for truth, found in _annotated(pages):
        for one in possible_initiatives(found.text, found.quotes):
            is_initiative = _is_required(one.mentions, found.text.text, truth)
            if is_initiative is not None:
                cases.append(Case([{}, dict.fromkeys(one.evidence, 1.0)], int(is_initiative)))
    return fit(cases, l2=_L2, fewest=_FEWEST, least=_LEAST)


def _annotated(pages: Sequence[GoldPage]) -> Iterator[tuple[RecordsTruth, Findings]]:
    """Yield the records of each annotated article of some pages, and what is found in it."""
    for page in pages:
        for gold in page.articles:
            if gold.records is not None:
                yield gold.records, extract(ArticleText(gold.article, page.newspaper))


def _is_required(mentions: Sequence[NameCandidate], text: str, truth: RecordsTruth) -> bool | None:
    """Return whether the gold requires an initiative with one of the names; None where it only has it."""
    names = {text[mention.start : mention.end] for mention in mentions}
    same = [one for one in truth.initiatives if any(is_same_initiative(one.name, name) for name in names)]
    if any(one.required for one in same):
        return True
    return None if same else False


DECISION = Part(
    name="initiatives",
    about="How much what is seen of a name speaks for it that it is an initiative's.",
    file=decision.FILE,
    in_use=decision.feature_weights,
    fit=fit_decision,
    figures=("initiatives",),
)
