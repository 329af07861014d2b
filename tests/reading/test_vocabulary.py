from hypothesis import given
from hypothesis import strategies as st

from jiceng.reading.vocabulary import contrast, in_common, likeliest_cut, topic_gaps, vocabulary
from tests.reading.own_articles import LIBRARY, TEA

_SETS = st.lists(st.sets(st.integers(0, 12), max_size=8), max_size=8)


def _body(article: dict[str, list[dict[str, str]]]) -> list[str]:
    return [unit["text"] for unit in article["units"] if unit["role"] == "body"]


def test_common_letters_digits_and_marks_say_nothing() -> None:
    assert vocabulary("的2020年，这是了！") == set()
    assert vocabulary("茶山的茶农") == vocabulary("茶山茶农")
    assert len(vocabulary("茶山茶农")) == 3


@given(st.text())
def test_any_text_has_a_vocabulary(text: str) -> None:
    assert len(vocabulary(text)) <= max(0, 2 * len(text) - 1)


@given(_SETS)
def test_what_both_sides_of_a_cut_have_in_common(sets: list[set[int]]) -> None:
    sides = [(set().union(*sets[:cut]), set().union(*sets[cut:])) for cut in range(len(sets))]
    assert in_common(sets) == [len(before & behind) for before, behind in sides]


@given(st.integers(0, 99), st.integers(0, 999), st.integers(0, 99), st.integers(0, 999))
def test_the_contrast_turns_round_with_the_articles(theirs: int, their_size: int, ours: int, our_size: int) -> None:
    there, back = contrast(theirs, their_size, ours, our_size), contrast(ours, our_size, theirs, their_size)
    assert abs(there + back) < 1e-9
    assert abs(there) <= 2.5


def test_a_text_that_has_nothing_in_common_is_liker_to_the_smaller_article() -> None:
    assert contrast(0, 10, 0, 1000) > 0 > contrast(0, 1000, 0, 10)


def test_the_words_change_where_another_article_begins() -> None:
    paragraphs = [vocabulary(text) for text in _body(LIBRARY) + _body(TEA)]
    gaps = topic_gaps(paragraphs)
    assert min(range(1, len(gaps)), key=gaps.__getitem__) == len(_body(LIBRARY))


def test_an_interrupted_article_goes_on_where_its_words_do() -> None:
    head, rest = _body(TEA)[:2], _body(TEA)[2:]
    passage = [vocabulary(text) for text in _body(LIBRARY) + rest]
    theirs = set().union(*map(vocabulary, head))
    shared = [len(one & theirs) for one in passage]
    at, by = likeliest_cut(list(map(len, passage)), in_common(passage), shared, len(theirs), [0] * len(passage), 0)
    assert at == len(_body(LIBRARY))
    assert by > 1
