import pytest

from jiceng.reading import read_articles
from jiceng.reading.lines.plain import NOTHING, plain
from schemas import NORMALISATIONS


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("⼩区⻋位由居⺠⾃⼰管", "小区车位由居民自己管"),
        ("福\ufa1b社区", "福福社区"),
        ("\U0002f804", "你"),
        ("３月１日ＡＢｃ", "3月1日ABc"),
        ("〝好〞＂好＂﹁好﹂", '“好”"好"「好」'),
        ("王\u200b小\u2060明", f"王{NOTHING}小{NOTHING}明"),
        ("㐀𠀀，。：“”《》『』％·", "㐀𠀀，。：“”《》『』％·"),
    ],
)
def test_characters_are_read_in_their_plain_form(raw: str, text: str) -> None:
    assert plain(raw) == text
    assert all(a == b or b == NOTHING or NORMALISATIONS[a] == b for a, b in zip(raw, text, strict=True))


def test_characters_of_no_width_are_in_no_text() -> None:
    (article,) = read_articles("社区\u200b的新规\n\n\ufeff居民王\u200b小明\u200d说，好。\u2060").articles
    assert article.title("headline") == "社区的新规"
    assert article.text.text == "居民王小明说，好。"
    assert [(span.start, span.end) for span in article.text.spans()] == [(9, 12), (13, 15), (16, 20)]
