import pytest

from jiceng.extraction.initiatives.kinds import kind_at_end, kind_of, kind_words, kinds, makes_name_unmarked


@pytest.mark.parametrize(
    ("name", "word"),
    [("关于治理的实施意见", "实施意见"), ("意见", None), ("好主意", None), ("护苗行动", "行动"), ("", None)],
)
def test_the_longest_kind_word_at_the_end_of_a_name(name, word):
    assert kind_at_end(name) == word


def test_kinds_of_words():
    assert kind_of("实施意见") == "document"
    assert makes_name_unmarked("服务队")
    with pytest.raises(KeyError):
        kind_of("花山")


def test_every_kind_word_is_found():
    assert all(kind_words().fullmatch(word) for word in kinds())
