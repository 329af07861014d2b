import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiceng.reading import read_articles
from jiceng.reading.traditional import simplified

PAGE = "\n".join(
    (
        "舊區停車有了新規",
        "",
        "本報記者 江曉嵐",
        "",
        "　　5月5日，青羊區草市街街道文殊院社區召開議事會，三十多名居民代表參加。"
        "社區黨委書記王小明說：“車位先讓給老人用。”",
        "",
        "　　居民周麗華表示，這樣安排我們沒意見。街道辦事處主任陳國強介紹，下個月再增加30個車位。",
    )
)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("議事會開了三次", "议事会开了三次"),
        ("乾隆年間，衣服乾淨", "乾隆年间，衣服干净"),
        ("皇后後來", "皇后后来"),
        ("already plain，已经是简体", "already plain，已经是简体"),
        ("", ""),
    ],
)
def test_characters_are_read_as_simplified_ones(printed, read):
    assert simplified(printed) == read


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("議會乾隆後來裡，。\r\n\u2028\x85"))))
def test_the_length_never_changes(text):
    assert len(simplified(text)) == len(text)


def test_a_page_of_traditional_characters_is_read_and_says_so():
    reading = read_articles(PAGE)
    (article,) = reading.articles
    assert reading.issues == ("traditional",)
    assert reading.certainty == 1.0
    assert article.title("headline") == "旧区停车有了新规"
    assert [credit.name for credit in article.byline] == ["江晓岚"]
