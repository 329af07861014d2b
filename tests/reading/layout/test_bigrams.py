import re

from hypothesis import example, given
from hypothesis import strategies as st

from jiceng.reading.layout.bigrams import (
    COMMON,
    bigrams_of,
    cohesion,
    contrast,
    in_common,
    likeliest_cut,
    topic_gaps,
    union,
)
from jiceng.reading.lexicon import text_of
from tests.reading.own_articles import LIBRARY, TEA

_TEXTS = st.lists(st.text("茶山农书院", max_size=8), max_size=8)


def _body(article: dict[str, list[dict[str, str]]]) -> list[str]:
    return [unit["text"] for unit in article["units"] if unit["role"] == "body"]


_COMMON = {
    bigram
    for line in COMMON.read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for bigram in line.split()
}


def _bigrams(text: str) -> set[str]:
    """Return the bigrams that a text should have."""
    telling = re.sub(f"[{re.escape(text_of('common_letters'))}]", "", re.sub("[\U00010000-\U0010ffff]", "𠀀", text))
    return {telling[place : place + 2] for place in range(len(telling) - 1)} - _COMMON


def test_common_letters_digits_and_marks_say_nothing() -> None:
    nothing, parted, whole = bigrams_of(["的2020年，这是了！", "茶山的茶农", "茶山茶农"])
    assert nothing.size == 0
    assert parted.size == whole.size == parted.in_common(whole) == 3


def test_bigrams_that_most_articles_have_say_nothing() -> None:
    common, telling = bigrams_of(["发展", "茶山"])
    assert "发展" in _COMMON
    assert (common.size, telling.size) == (0, 1)


@given(st.lists(st.text(max_size=6), max_size=6))
@example([":\U0001548c"])
def test_any_text_has_bigrams(texts: list[str]) -> None:
    assert [one.size for one in bigrams_of(texts)] == [len(_bigrams(text)) for text in texts]


def test_a_character_beyond_the_first_plane_is_one_character() -> None:
    one, other = bigrams_of(["\U00020000山\ud800", "茶\U00020000山"])
    assert (one.size, other.size, one.in_common(other)) == (2, 2, 1)


@given(_TEXTS)
def test_texts_of_a_page_have_in_common_what_their_bigrams_have(texts: list[str]) -> None:
    found = bigrams_of(texts)
    bigrams = [_bigrams(text) for text in texts]
    assert [one.size for one in found] == [len(one) for one in bigrams]
    assert union(found).size == len(set().union(*bigrams))
    for one, own in zip(found[1:], bigrams[1:], strict=True):
        assert one.in_common(found[0]) == len(own & bigrams[0])
        assert (one | found[0]).size == len(own | bigrams[0])


def test_bit_sets_do_not_grow_with_the_page() -> None:
    characters = [chr(code) for code in range(0x4E20, 0x6E20)]
    page = ["".join(characters[start : start + 64]) for start in range(0, len(characters), 64)] * 2
    found = bigrams_of(page)
    assert max(one.shared.bit_length() for one in found) <= 4096
    assert all(one.in_common(other) for one, other in zip(found, found[len(found) // 2 :], strict=False))


@given(_TEXTS)
def test_what_both_sides_of_a_cut_have_in_common(texts: list[str]) -> None:
    bigrams = [_bigrams(text) for text in texts]
    sides = [(set().union(*bigrams[:cut]), set().union(*bigrams[cut:])) for cut in range(len(bigrams))]
    assert in_common(bigrams_of(texts)) == [len(before & after) for before, after in sides]


@given(st.integers(0, 99), st.integers(0, 999), st.integers(0, 99), st.integers(0, 999))
def test_the_contrast_is_the_opposite_for_swapped_articles(
    theirs: int, their_size: int, ours: int, our_size: int
) -> None:
    there, back = contrast(theirs, their_size, ours, our_size), contrast(ours, our_size, theirs, their_size)
    assert abs(there + back) < 1e-9
    assert abs(there) <= 2.5


def test_a_text_with_nothing_in_common_is_more_like_the_smaller_article() -> None:
    assert contrast(0, 10, 0, 1000) > 0 > contrast(0, 1000, 0, 10)


def test_the_words_change_where_another_article_begins() -> None:
    gaps = topic_gaps(bigrams_of(_body(LIBRARY) + _body(TEA)))
    assert min(range(1, len(gaps)), key=gaps.__getitem__) == len(_body(LIBRARY))


def test_an_interrupted_article_goes_on_where_its_words_do() -> None:
    head, rest = _body(TEA)[:2], _body(TEA)[2:]
    words = bigrams_of(head + _body(LIBRARY) + rest)
    theirs, passage = union(words[: len(head)]), words[len(head) :]
    sizes = [one.size for one in passage]
    shared = [one.in_common(theirs) for one in passage]
    at, by = likeliest_cut(sizes, in_common(passage), shared, theirs.size, [0] * len(passage), 0)
    assert at == len(_body(LIBRARY))
    assert by > 1


@given(_TEXTS)
def test_cohesion_of_the_sides_of_a_cut(texts: list[str]) -> None:
    found = bigrams_of(texts)
    sizes = [one.size for one in found]
    expected = [cohesion(common, sum(sizes[:cut]), sum(sizes[cut:])) for cut, common in enumerate(in_common(found))]
    assert topic_gaps(found) == expected
    assert all(0 <= gap < 1 for gap in expected)


def test_the_only_paragraph_of_a_passage_is_no_cut() -> None:
    assert likeliest_cut([5], [0], [5], 100, [0], 100) == (0, 0.0)


@given(st.lists(st.tuples(*[st.integers(0, 30)] * 4), min_size=2, max_size=6), st.integers(0, 300), st.integers(0, 300))
def test_a_cut_is_inside_the_passage(
    paragraphs: list[tuple[int, int, int, int]], their_size: int, our_size: int
) -> None:
    sizes, common, theirs, ours = (list(column) for column in zip(*paragraphs, strict=True))
    at, by = likeliest_cut(sizes, common, theirs, their_size, ours, our_size)
    assert 0 < at < len(sizes)
    own = sum(ours[at:]) + common[at]
    assert by == contrast(sum(theirs[at:]), their_size, own, our_size + sum(sizes[:at]))
