import pytest

from jiceng.extraction.people.cues import clauses_before_cues, cue_follows

from ..sample_articles import article_of


@pytest.mark.parametrize(
    ("text", "follows"),
    [
        ("说，好。", True),
        ("问。", True),
        ("答：", True),
        ("表示，好。", True),
        ("说服了他。", False),
        ("走了。", False),
    ],
)
def test_a_cue_of_one_character_needs_what_follows_it(text, follows):
    assert cue_follows(text, 0) is follows


def test_clauses_are_found_with_the_lengths_before_their_cues():
    text = "张晓明说，好。李四表示，好。大家都走了。"
    assert clauses_before_cues(article_of(text)) == ((0, (3,)), (7, (2,)))
