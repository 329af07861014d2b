from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..samples import mention_of, sources_of


def words_in(text: str) -> list[str]:
    return [text[mention.start : mention.end] for mention in sources_of(text).between(0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("村民王建国和母亲来了", ["王建国", "母亲"]),
        ("王建国教授来了", ["王建国教授"]),
        ("局长王建国来了，王局长走了", ["王建国", "王局长"]),
        ("居民王建国说", ["王建国"]),
    ],
)
def test_mentions_do_not_overlap_and_a_name_has_its_title(text, expected):
    assert words_in(text) == expected


def test_mentions_between_two_offsets_are_whole_and_in_order():
    text = "村民王建国来了。\n不少居民说，他很好。"
    mentions = sources_of(text).mentions
    assert [mention.name for mention in mentions.between(0, len(text))] == ["王建国", "居民", "他"]
    assert [mention.name for mention in mentions.between(3, len(text))] == ["居民", "他"]
    assert mentions.between(0, 4) == []
    assert mentions.between(-3, 5)[0].name == "王建国"


def test_mentions_after_one_stay_in_its_paragraph():
    sources = sources_of("王建国、李文华说。\n不少居民说。")
    assert [mention.name for mention in sources.mentions.after(mention_of(sources, "王建国"), 4)] == ["李文华"]
    assert sources.mentions.after(mention_of(sources, "居民"), 4) == []
    assert sources.mentions.after(mention_of(sources, "王建国"), 0) == []


def test_mentions_before_an_offset_come_last_first_from_all_paragraphs():
    text = "村民王建国来了。\n不少居民说，他很好。"
    mentions = sources_of(text).mentions
    assert [mention.name for mention in mentions.before(text.index("他"))] == ["居民", "王建国"]


PIECES = ["王建国", "李文华教授", "老王", "局长", "居民", "他", "母亲", "说", "，", "。\n"]


@given(st.lists(st.sampled_from(PIECES), min_size=1))
def test_mentions_never_overlap(pieces):
    text = "".join(pieces).strip("\n") or "说"
    mentions = sources_of(text).between(0, len(text))
    assert all(left.end <= right.start for left, right in pairwise(mentions))
