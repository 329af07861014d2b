"""Training of who said a quote, on the annotated page."""

from jiceng.evaluation.gold import Gold
from jiceng.evaluation.training.extraction.speakers import SPEAKERS, speaker_cases


def test_a_case_has_the_source_of_the_gold_among_others(gold: Gold) -> None:
    cases = list(speaker_cases(gold.pages))
    quotes = [q for article in gold.articles if article.records for q in article.records.quotes]
    assert len(quotes) * 0.8 < len(cases) <= len(quotes)
    assert all(0 <= case.right < len(case.candidates) for case in cases)
    assert any(len(case.candidates) > 3 for case in cases)


def test_weights_are_the_same_each_time_and_named_by_prefix(gold: Gold) -> None:
    weights = SPEAKERS.learn(gold.pages)
    assert weights == SPEAKERS.learn(gold.pages)
    assert {"at", "ruled"} <= {name.split(": ")[0] for name in weights}
    assert SPEAKERS.in_use() is SPEAKERS.in_use()
