import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.extraction.findings import FoundQuote
from jiceng.extraction.initiatives.decision import probability
from jiceng.extraction.initiatives.find import bare_name, find_initiatives, possible_initiatives
from jiceng.extraction.places.find import find_communities

from ..sample_articles import LOCAL, NATIONAL, article_of
from .initiatives_of import initiatives_in


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("运用“1+4+N”工作模式", "model"),
        ("开展“四个一”三线文化工程", "programme"),
        ("签订《共驻共建协议》", "agreement"),
        ("组建“夕阳红”调解队", "team"),
        ("搭建“民情”服务平台", "platform"),
        ("推进“攀枝花之治”", "target"),
        ("出台“人才十条”", "document"),
        ("制定《责任清单》", "list"),
    ],
)
def test_kind(text, kind):
    (found,) = initiatives_in(text)
    assert found.kind == kind


def test_direct_speech_is_no_name():
    text = "张三说：“实施护苗行动”"
    quote = FoundQuote(5, 11, "direct", "-", "named", "张三", "person")
    assert initiatives_in(text, quotes=[quote]) == []


def test_short_titles_are_aliases_of_the_long_one():
    (found,) = initiatives_in("《关于加强治理的实施意见》（简称《意见》）。《实施意见》提出，根据《意见》")
    assert found.name == "《关于加强治理的实施意见》"
    assert found.aliases == ("《实施意见》", "《意见》")
    assert len(found.mentions) == 4


def test_confidence_is_the_probability_of_the_name():
    text = "花山街道推行“四个一”文化工程"
    (found,) = initiatives_in(text)
    (possible,) = possible_initiatives(article_of(text, LOCAL), [])
    assert found.confidence == probability(possible.evidence) > 0.9


def test_description_is_the_sentence_of_the_name():
    (found,) = initiatives_in("天气很好。太平社区推进“三社联动”。大家很高兴。")
    assert found.description == "太平社区推进“三社联动”。"


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("“四个一”三线文化工程", "四个一"),
        ("《实施意见》", "实施意见"),
        ("王小明调解室", "王小明调解室"),
        ("‘a/b@c’", "a／b＠c"),
    ],
)
def test_bare_name(name, bare):
    assert bare_name(name) == bare


PIECES = [
    "“",
    "”",
    "‘",
    "’",
    "《",
    "》",
    "（",
    "）",
    "实施",
    "四个一",
    "工程",
    "成立",
    "了",
    "志愿服务队",
    "清单",
    "、",
    "，",
    "。",
]
PIECES += [
    "7",
    "38",
    "项",
    "：",
    "即",
    "包括",
    "等",
    "支",
    "王小明",
    "工作室",
    "1+4+N",
    "东区",
    "区委",
    "的",
    "A",
    " ",
    "\x00",
    "启动",
    "（",
    "）",
    "送医",
    "由",
    "是指",
    "组成的",
    "—",
]
TEXTS = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXTS, max_size=3), st.sampled_from([LOCAL, NATIONAL]))
def test_any_text_gives_valid_initiatives(lines, newspaper):
    article = article_of("\n".join(line.replace("\n", "") for line in lines), newspaper)
    for found in find_initiatives(article, [], [], find_communities(article)):
        assert found.name
        assert bare_name(found.name)
        assert found.mentions
        assert all(found.components)
        assert found.description != ""
        assert found.holder != ""
        for mention in found.mentions:
            assert mention.start < mention.end
            assert any(start <= mention.start and mention.end <= end for start, end in article.paragraphs)


@pytest.mark.parametrize("text", ["", "“" * 5_000, "“四个一”、" * 3_000, "成立志愿服务队" * 3_000, "《清单》" * 4_000])
def test_odd_texts_do_not_raise(text):
    initiatives_in(text)
