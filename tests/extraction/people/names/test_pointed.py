import pytest

from jiceng.extraction.people.names.pointed import pointed_names

from ...sample_articles import article_of


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("米兰市市长马可·波罗表示，很好。", ["马可·波罗"]),
        ("村民阿卜杜拉·买买提说。", ["阿卜杜拉·买买提"]),
        ("位于巴斯·马丁内斯广场，巴斯·马丁内斯博物馆开了。", ["巴斯·马丁内斯", "巴斯·马丁内斯"]),
        ("学者J·马丁说，好。", ["J·马丁"]),
        ("“平安·绿色”行动。", []),
        ("一·二·三", []),
    ],
)
def test_a_name_with_points_goes_as_far_as_the_characters_of_transliteration(text, names):
    assert [text[start:end] for start, end in pointed_names(article_of(text))] == names
