from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.extraction.people.find import find_people
from jiceng.extraction.text.article_text import ArticleText
from jiceng.reading.article import ReadArticle, ReadParagraph
from jiceng.sourced import SourcedText
from schemas import Credit

from ..sample_articles import LOCAL, article_of


def names(article):
    return [person.name for person in find_people(article)]


def test_the_segmenter_is_evidence_only():
    """On this sentence of the seed page it splits 魏胜利 and takes 仁和 for a name."""
    text = "市民政局局长魏胜利就贯彻落实全会精神表示，社区成立七彩仁和志愿者服务站，分别组建了“爱在仁和”。"
    assert names(article_of(text)) == ["魏胜利"]


def test_a_name_is_found_wherever_it_is_printed():
    text = "西区陶家渡街道太平社区党总支书记余芳表示，要做好。\n会后，余芳走了。"
    (person,) = find_people(article_of(text))
    assert [text[mention.start : mention.end] for mention in person.mentions] == ["余芳", "余芳"]


def test_a_name_ends_before_what_follows_it():
    assert names(article_of("党组书记江成与大家座谈。")) == ["江成"]
    assert names(article_of("市住房城乡建设局局长王勇认为，要做好。")) == ["王勇"]


def test_names_of_the_byline_are_left_out():
    paragraph = ReadParagraph("body", SourcedText.of("局长张晓明说，好。记者李文华说，好。"))
    byline = (Credit(name="李文华", role="reporter"),)
    assert names(ArticleText(ReadArticle("report", (), (paragraph,), byline), LOCAL)) == ["张晓明"]


@given(st.text(alphabet="“”（）《》、，。：\n张三李四王说的长村局岁·1 a", max_size=80))
@settings(max_examples=200, deadline=None)
def test_mentions_are_their_names_and_do_not_overlap(text):
    article = article_of(text)
    mentions = []
    for person in find_people(article):
        for mention in person.mentions:
            assert article.text[mention.start : mention.end] == person.name
            mentions.append((mention.start, mention.end))
    for (_, end), (start, _) in pairwise(sorted(mentions)):
        assert end <= start


def test_every_mention_of_a_name_whose_surname_stands_apart_is_found():
    text = "午后，任金山看老伴累了。任金山这才放心。当晚，任金山几人到了。任金山笑了。“金山食堂”开了。"
    (person,) = find_people(article_of(text))
    assert [mention.rule for mention in person.mentions] == ["person_segmenter"] * 4


def test_both_mentions_of_a_foreign_name_end_alike():
    text = "位于巴斯·马丁内斯广场，巴斯·马丁内斯博物馆开了。"
    (person,) = find_people(article_of(text))
    assert [mention.rule for mention in person.mentions] == ["person_transliterated"] * 2


@pytest.mark.parametrize(
    "unit", ["马一奴·", "马一奴·阿里说，", "局长张三、", "张三、李四、", "书记、主任、", "干部江村邓珠说。", "王晓梅"]
)
def test_time_is_linear_in_the_text(unit):
    names(article_of(unit * 4000))
