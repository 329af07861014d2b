import pytest

from jiceng.extraction.people.names.foreign import foreign_end, is_strange

from ...sample_articles import article_of


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("图马奥内托说，好。", "图马奥内托"),
        ("拓超就来了。拓超看了看，拓超走了。", "拓超"),
        ("和大家去了。", ""),
        ("们都到了。", ""),
        ("伊朗的客人到了。", ""),
    ],
)
def test_a_foreign_name_after_a_title_goes_on_to_a_clear_boundary(text, name):
    assert text[: foreign_end(article_of(text), 0)] == name


@pytest.mark.parametrize(
    ("string", "strange"), [("拓超", True), ("村支书", False), ("居民", False), ("老拓", False), ("伊朗", False)]
)
def test_a_strange_name_has_no_word_in_it(string, strange):
    assert is_strange(string) is strange
