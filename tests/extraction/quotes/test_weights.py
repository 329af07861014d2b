from jiceng.extraction.quotes.weights import WEIGHTS


def test_a_term_is_shorter_than_a_sentence_and_that_than_speech_of_nobody() -> None:
    assert WEIGHTS.least_fragment < WEIGHTS.least_sentence < WEIGHTS.least_unnamed
