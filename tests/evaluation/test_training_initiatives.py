"""The decision of initiatives is learned from what the gold requires; what it only has teaches nothing."""

from dataclasses import replace

from jiceng.evaluation.gold import Gold
from jiceng.evaluation.training.extraction.initiatives import DECISION, HOLDERS
from jiceng.evaluation.training.extraction.train import annotated_pages
from jiceng.extraction.initiatives.holders.ranking import NOBODY


def _with_initiatives(gold: Gold, change):
    pages = annotated_pages(gold.pages)
    return [
        replace(
            page,
            articles=tuple(
                replace(one, records=one.records.model_copy(update={"initiatives": change(one.records.initiatives)}))
                for one in page.articles
            ),
        )
        for page in pages
    ]


def _not_required(truths):
    return tuple(truth.model_copy(update={"required": False}) for truth in truths)


def test_what_is_required_speaks_for_what_is_seen_of_it(gold: Gold) -> None:
    weights = DECISION.learn(_with_initiatives(gold, lambda truths: truths))
    assert weights == DECISION.learn(_with_initiatives(gold, lambda truths: truths))
    assert weights["kind after: strong"] > 0


def test_what_is_not_required_teaches_nothing(gold: Gold) -> None:
    weights = DECISION.learn(_with_initiatives(gold, _not_required))
    assert all(weight <= 0 for name, weight in weights.items() if name.startswith("marks"))
    assert "kind after: strong" not in weights


def test_who_runs_initiatives_speaks_for_what_is_seen_of_them(gold: Gold) -> None:
    pages = _with_initiatives(gold, lambda truths: truths)
    weights = HOLDERS.learn(pages)
    assert weights == HOLDERS.learn(pages)
    assert weights
    nobody = _with_initiatives(gold, lambda truths: tuple(t.model_copy(update={"holder": None}) for t in truths))
    learned = HOLDERS.learn(nobody)
    assert learned[NOBODY] > 0
    assert all(weight <= 0 for name, weight in learned.items() if name != NOBODY)
