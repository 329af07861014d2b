import pytest

from jiceng.extraction.findings import FoundQuote
from jiceng.extraction.quotes.decision import decide
from jiceng.extraction.quotes.proposals import Evidence, Proposal, Sign
from jiceng.extraction.quotes.speakers.speaker import Speaker

SPEAKER = Speaker("王建国", "person", 0, 3, "named", "局长", "市民政局", "government")
EVIDENCE = Evidence(Sign.CUE_BEFORE, 3, 4)


def test_space_and_outer_marks_are_left_out() -> None:
    text = "说： “路通了。” "
    quote = decide(text, "direct", "a_rule", Proposal(2, len(text), SPEAKER, EVIDENCE, "说"))
    assert quote is not None
    assert text[quote.start : quote.end] == "路通了。"
    reported = decide(text, "indirect", "a_rule", Proposal(2, len(text), SPEAKER, EVIDENCE, "说"))
    assert reported is not None
    assert text[reported.start : reported.end] == "“路通了。”"


def test_nothing_but_marks_is_no_quote() -> None:
    assert decide("“”", "direct", "a_rule", Proposal(0, 2, SPEAKER, EVIDENCE)) is None


def test_a_decision_becomes_a_finding() -> None:
    quote = decide("路通了。", "indirect", "a_rule", Proposal(0, 4, SPEAKER, EVIDENCE, "说", mark_missing=True))
    assert quote is not None
    assert quote.found() == FoundQuote(
        0,
        4,
        "indirect",
        "a_rule",
        "named",
        "王建国",
        "person",
        "局长",
        "市民政局",
        "government",
        "说",
        ("mark_missing",),
        public_office=True,
    )


def test_the_reporter_is_no_speaker() -> None:
    quote = decide("路通了。", "direct", "a_rule", Proposal(0, 4, SPEAKER._replace(name="记者"), EVIDENCE))
    assert quote is not None
    assert quote.found() == FoundQuote(0, 4, "direct", "a_rule", "none")
    with pytest.raises(ValueError, match="without a speaker"):
        quote.as_last_speaker()


def test_the_speaker_of_words_that_go_on() -> None:
    quote = decide("路通了。", "direct", "a_rule", Proposal(0, 4, SPEAKER, EVIDENCE))
    assert quote is not None
    assert quote.as_last_speaker() == SPEAKER._replace(start=0, end=4, attribution="continued")
