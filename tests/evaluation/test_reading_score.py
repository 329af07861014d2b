import pytest

from jiceng.evaluation.found import Found, read_end_to_end
from jiceng.evaluation.gold import Gold
from jiceng.evaluation.misses import Misses
from jiceng.evaluation.reading_score import comparable, names_in_byline, score_reading


@pytest.fixture(scope="module")
def found(gold: Gold) -> Found:
    return read_end_to_end(gold.pages)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("□本报记者 江潇 实习生 李蕊池", {"江潇", "李蕊池"}),
        ("本报记者 王 亮 孙晓明", {"王亮", "孙晓明"}),
        ("（记者张三、李四 通讯员王小五）", {"张三", "李四", "王小五"}),
        ("", set()),
    ],
)
def test_names_in_byline(byline: str, names: set[str]) -> None:
    assert names_in_byline(byline) == names


def test_comparable() -> None:
    assert comparable("１+4, 甲 乙\u3000丙") == "1+4，甲乙丙"
    assert comparable(None) == ""


def test_page_in_raw_is_read_as_annotated(gold: Gold, found: Found) -> None:
    pages = score_reading(gold.pages, found, Misses()).as_json()
    assert pages["characters_kept"] == 1.0
    assert pages["article_clusters_b3"]["f1"] == 1.0
    assert pages["line_joins"]["f1"] == pages["paragraph_breaks"]["f1"] == 1.0
    assert pages["article_text_exact"] == {"accuracy": 1.0, "gold": 3}
    assert pages["headline"]["accuracy"] == pages["kicker"]["accuracy"] == pages["byline"]["accuracy"] == 1.0
