from jiceng.extraction.people.find import find_people
from jiceng.extraction.quotes.find import ruled_quotes
from jiceng.extraction.quotes.speakers.ranking.candidates import Candidates

from ....sample_articles import article_of


def candidates_of(text, number=0, spoke=None):
    """Return the features of the candidates for a quote of an article, by name."""
    article = article_of(text)
    sources, quotes = ruled_quotes(article, find_people(article))
    before = [quote.speaker for quote in quotes[:number]] if spoke is None else spoke
    found = Candidates(sources, quotes).of(number, before)
    return {candidate.speaker.name if candidate.speaker else None: candidate.features for candidate in found}


def test_everybody_around_a_quote_is_a_candidate_and_nobody_is():
    found = candidates_of("局长王建国来了，居民们很高兴。“路要修好。”书记李文华笑着。\n大家鼓掌。")
    assert next(iter(found)) == "李文华"
    assert {"王建国", "李文华", "居民们", "大家", None} <= found.keys()
    assert any(feature.startswith("ruled: direct_") for feature in found["李文华"])
    assert "at: direct sentence after" in found["李文华"]
    assert "direct sentence after: subject" in found["李文华"]
    assert "at: direct closed sentence" in found["王建国"]
    assert "nobody: stop text" in found[None]


def test_longer_phrases_are_candidates_of_their_own():
    found = candidates_of("当地干部说，路要修好。")
    assert {"干部", "当地干部"} <= found.keys()
    assert "extent: word alone" in found["干部"]
    assert "extent: near" in found["当地干部"]
    assert "ruled: indirect_cue" in found["干部"] & found["当地干部"]


def test_who_spoke_before_is_a_candidate_wherever_it_is():
    text = "局长王建国说：“路要修好。”\n书记李文华说：“桥要修好。”\n“是啊，我们一定修好！”"
    found = candidates_of(text, 2)
    assert "spoke: last 1" in found["李文华"]
    assert "spoke: before last 2" in found["王建国"]


def test_a_relative_described_before_a_name_is_seen():
    found = candidates_of("村民王建国的妻子李文华来了。\n“我们去修路！”妻子笑着。")
    assert "other: ruled describes the name" in found["李文华"]


def test_names_in_the_quote_are_seen():
    found = candidates_of("局长王建国来了，书记李文华也来了。居民们很高兴：“王建国来了！”")
    assert "kind: named in the quote" in found["王建国"]
    assert "kind: named in the quote" not in found["李文华"]
