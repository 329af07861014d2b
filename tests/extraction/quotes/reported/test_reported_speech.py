"""Reported speech after a cue: where it may start, and where it most likely ends."""

import pytest

from jiceng.extraction.quotes.reported import ends
from jiceng.extraction.quotes.reported.reported_speech import End, likely_end, opening, sentences_after
from jiceng.weights import probability
from tests.extraction.quotes.sample_paragraphs import context_of

TEXT = "居民王建国说，路修好了。大家都高兴。据了解，工程花了三个月。“不容易。”"


def test_an_opening_knows_its_source_and_its_limit() -> None:
    context = context_of(TEXT)
    opened = opening(context.paragraph.possible_cues[0], context)
    assert opened is not None
    assert opened.source is not None
    assert opened.source.speaker.name == "王建国"
    assert TEXT[opened.cue.content : opened.limit] == "路修好了。大家都高兴。据了解，工程花了三个月。"
    assert {"cue, comma: 说", "source, comma: beside", "before, tag: n"} <= set(opened.features)


@pytest.mark.parametrize("text", ["居民王建国说。", "居民王建国说，“路修好了。”", "居民王建国说：；"])
def test_nothing_is_reported_without_words_of_its_own(text: str) -> None:
    context = context_of(text)
    assert all(opening(cue, context) is None for cue in context.paragraph.possible_cues)


def test_sentences_after_the_first_may_go_on() -> None:
    context = context_of(TEXT)
    opened = opening(context.paragraph.possible_cues[0], context)
    assert opened is not None
    first, following = sentences_after(opened, opened.limit, context)
    assert TEXT[:first].endswith("路修好了。")
    assert [TEXT[one.start : one.end] for one in following] == ["大家都高兴。", "据了解，工程花了三个月。"]
    assert "begins: reporter" in following[1].features
    assert "begins: reporter" not in following[0].features


def test_the_likely_end_is_the_one_with_enough_in_common_most_likely(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ends, "weights", lambda: {"on": 3.0, "off": -3.0})
    following = [End(10, 30, ["on"]), End(30, 70, ["on"]), End(70, 700, ["off"])]
    on, off = probability({"on": 3.0}, ["on"]), probability({"off": -3.0}, ["off"])
    assert likely_end(0, 10, following) == (70, pytest.approx(on * on * (1 - off)))
    assert likely_end(0, 60, following[2:]) == (60, pytest.approx(1 - off))
    assert likely_end(0, 10, []) == (10, 1.0)


@pytest.mark.parametrize("text", ["居民王建国按照上级要求，修好了路。", "花山村响应县政府号召，修好了路。"])
def test_a_noun_that_is_an_object_opens_nothing(text: str) -> None:
    context = context_of(text)
    assert context.paragraph.possible_cues
    assert all(opening(cue, context) is None for cue in context.paragraph.possible_cues)
