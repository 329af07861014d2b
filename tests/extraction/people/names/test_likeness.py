import pytest

from jiceng.extraction.people.names.likeness import features_of_string

from ...sample_articles import article_of


def features(text, name, titled=False, transliterated=False, between=False):
    starts = [start for start in range(len(text)) if text.startswith(name, start)]
    found = features_of_string(
        article_of(text), name, starts[:1], transliterated=transliterated, titled=titled, between=between
    )
    return None if found is None else [feature.removeprefix("likeness: ") for feature in found]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("王晓梅到了。", "王晓梅", ["common_surname"]),
        ("伊朗到了。", "伊朗", None),
        ("中山大学开学。", "中山", None),
        ("《王晓梅》上演。", "王晓梅", None),
        ("马可·波罗到了。", "马可·波罗", []),
        ("王总到了。", "王总", None),
        ("在贺信中表示。", "贺信中", None),
        ("石榴熟了。", "石榴", ["noun_other_surname"]),
        ("高兴地说。", "高兴", ["dictionary_word"]),
        ("王晓梅来，王晓梅走，王晓梅笑，王晓梅说。", "王晓梅", ["common_surname", "printed_often"]),
    ],
)
def test_what_a_string_itself_says(text, name, expected):
    assert features(text, name) == expected


def test_a_transliterated_name_is_more_likely_where_it_is_printed_often():
    assert features("图马来，图马走，图马说。", "图马", transliterated=True) == ["transliterated_often"]
    assert features("图马来了。", "图马", transliterated=True) == []


def test_between_a_title_and_a_cue_a_name_may_be_any_word():
    assert features("居民高兴说，好。", "高兴", between=True) == []
