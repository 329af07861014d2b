import pytest

from jiceng.extraction.people.find import find_people
from jiceng.extraction.quotes.find import ruled_quotes
from jiceng.extraction.quotes.speakers.ranking import rank
from jiceng.extraction.quotes.speakers.ranking.candidates import Candidate
from jiceng.extraction.quotes.speakers.ranking.rank import feature_weights, is_certain, likelihoods, rank_speakers

from ....sample_articles import article_of


@pytest.fixture
def weights(monkeypatch):
    """Replace the weights by one dictionary, empty at first."""
    found = {}
    monkeypatch.setattr(rank, "feature_weights", lambda: found)
    return found


def ranked(text):
    article = article_of(text)
    sources, quotes = ruled_quotes(article, find_people(article))
    rank_speakers(sources, quotes)
    return [(quote.speaker and quote.speaker.name, round(quote.likelihood, 2)) for quote in quotes]


def test_the_likeliest_candidate_is_the_speaker(weights):
    text = "当地干部说，路要修好。"
    assert ranked(text) == [("干部", 1.0)]
    weights["extent: near"] = 5.0
    (speaker, likelihood), *_ = ranked(text)
    assert speaker == "当地干部"
    assert 0.9 < likelihood < 1


def test_rules_that_are_certain_stay_rules(weights):
    weights |= {"nobody: indirect": 9.0}
    assert ranked("局长王建国说，路要修好。") == [("王建国", 1.0)]
    assert ranked("《防汛通知》要求，做好防汛工作。") == [("《防汛通知》", 1.0)]
    assert ranked("干部说，路要修好。")[0][0] is None


def test_a_quote_without_a_speaker_is_not_certain():
    article = article_of("“我们去修路，你们去修桥吧！”\n天晴了，云散了。")
    sources, (quote,) = ruled_quotes(article, find_people(article))
    assert quote.speaker is None
    assert not is_certain(quote, sources)


def test_likelihoods_follow_weights(weights):
    weights |= {"a": 1.0, "b": 1.0}
    one, two = likelihoods([Candidate(None, None, {"a"}), Candidate(None, None, {"b", "unknown"})])
    assert one == two == 0.5


def test_weights_in_the_package_are_of_features_by_prefix():
    assert feature_weights()
    assert all(": " in name for name in feature_weights())


def test_the_order_of_features_does_not_matter(weights):
    weights.update({"a: 1": 0.1, "a: 2": 0.2, "a: 3": 0.3})
    one, other = Candidate(None, None), Candidate(None, None)
    one.features, other.features = ["a: 1", "a: 2", "a: 3"], ["a: 3", "a: 2", "a: 1"]
    assert likelihoods([one, other]) == [0.5, 0.5]
