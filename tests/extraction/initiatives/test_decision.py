import math

import pytest

from jiceng.extraction.findings import FoundQuote
from jiceng.extraction.initiatives import decision
from jiceng.extraction.initiatives.candidates import NameCandidate
from jiceng.extraction.initiatives.decision import Speech, evidence_of_group, probability

from ..sample_articles import article_of


def test_probability_is_that_of_the_sum_of_the_weights(monkeypatch):
    monkeypatch.setattr(decision, "feature_weights", lambda: {"a: b": 1.0, "a: c": -3.0})
    assert probability(["a: b", "a: c", "a: unknown"]) == pytest.approx(1 / (1 + math.exp(2)), abs=1e-4)
    assert probability([]) == 0.5


def test_evidence_of_all_mentions_counts_once():
    article = article_of("“春风”行动，“春风”行动和“春风”", headline="走近春风")
    group = [
        NameCandidate(start, start + 4, "春风", "programme", "-", evidence)
        for start, evidence in ((0, ("verb: any",)), (7, ("verb: any", "last: 风")), (14, ()))
    ]
    quote = FoundQuote(6, 18, "indirect", "-", "named")
    seen = {"verb: any", "last: 风", "article: repeated", "article: often repeated", "article: in a title"}
    assert set(evidence_of_group(group, article, Speech([]))) == seen
    assert set(evidence_of_group(group, article, Speech([quote]))) == {*seen, "article: in speech"}
    assert evidence_of_group(group[2:], article_of("“春风”"), Speech([])) == ()


def test_where_speech_is():
    speech = Speech([FoundQuote(2, 5, "direct", "-", "named"), FoundQuote(8, 9, "direct", "-", "named")])
    assert [speech.is_in(offset) for offset in (1, 2, 4, 5, 8, 9)] == [False, True, True, False, True, False]
