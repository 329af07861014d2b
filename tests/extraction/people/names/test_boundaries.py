import pytest

from jiceng.extraction.people.names.boundaries import boundary_at, crosses_word, follower_at
from jiceng.extraction.people.names.weights import WEIGHTS

from ...sample_articles import article_of


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("张三，好。", "boundary_mark"),
        ("张三", "boundary_mark"),
        ("张三5次去。", "boundary_digit"),
        ("张三表示，好。", "boundary_cue"),
        ("张三着急。", "boundary_aspect"),
        ("张三时，好。", "boundary_when"),
        ("张三女士去。", "boundary_follower"),
        ("张三和大家。", "boundary_short_follower"),
        ("张三走了。", "boundary_verb"),
        ("张三公路修好。", "boundary_word"),
    ],
)
def test_how_well_a_name_ends_before_something(text, weight):
    assert boundary_at(article_of(text), 2) == getattr(WEIGHTS, weight)


def test_a_name_ends_badly_inside_itself():
    assert boundary_at(article_of("王晓梅说，好。"), 2) < WEIGHTS.ends_doubtfully


def test_words_that_follow_names_have_two_characters_or_more():
    assert follower_at("张三女士去。", 2)
    assert not follower_at("张三和大家。", 2)


def test_a_word_of_the_dictionary_goes_on_over_an_offset():
    text = "大家都去火车站。"
    assert crosses_word(article_of(text), text.index("车"))
    assert not crosses_word(article_of(text), text.index("火"))
