import pytest

from jiceng.extraction.quotes import confidence as module
from jiceng.extraction.quotes.confidence import confidence, feature_weights, features
from jiceng.extraction.quotes.decision import Decision
from jiceng.extraction.quotes.speakers.speaker import Speaker

SPEAKER = Speaker("王建国", "person", 0, 3, "named", "局长")


def seen(speaker, *, named, likelihood=1.0):
    quote = Decision(5, 25, "direct", "direct_before", speaker, "说", False)
    quote.likelihood = likelihood
    return set(features(quote, named=named))


def test_what_is_seen_of_a_quote():
    assert {
        "direct: any",
        "direct: rule direct_before",
        "direct: 2 lengths",
        "direct: named person named",
        "direct: name of 3 characters",
    } <= seen(SPEAKER, named=True)
    assert "direct: nobody" in seen(None, named=False)


def test_a_speaker_that_is_ranked_is_as_sure_as_its_rank_is():
    assert not any(name.startswith("direct: speaker") for name in seen(SPEAKER, named=True))
    assert "direct: speaker 1" in seen(SPEAKER, named=True, likelihood=0.5)


@pytest.mark.parametrize(("evidence", "expected"), [((), 0.5), (("a",), 0.8808), (("a", "b"), 0.5), (("new",), 0.5)])
def test_confidence_follows_weights(monkeypatch, evidence, expected):
    monkeypatch.setattr(module, "feature_weights", lambda: {"a": 2.0, "b": -2.0})
    assert confidence(evidence) == expected


def test_weights_in_the_package_are_of_both_kinds():
    assert {name.split(": ")[0] for name in feature_weights()} == {"direct", "indirect"}
