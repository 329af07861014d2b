import pytest

from jiceng.extraction.initiatives.candidates import ProposedName
from jiceng.extraction.initiatives.evidence import (
    evidence_of_lists,
    evidence_of_name,
    evidence_of_title,
    evidence_without_marks,
)
from jiceng.extraction.initiatives.marked_names import name_in_quotation_marks, name_in_title_marks
from jiceng.extraction.initiatives.rules.titles import document_title

from ..sample_articles import article_of


def names_in(text):
    article = article_of(text)
    verbs = {}
    return [name_in_quotation_marks(article, marked, verbs) for marked in article.marked]


@pytest.mark.parametrize(
    ("text", "seen", "unseen"),
    [
        (
            "推行“四个一”工程，",
            {"verb: strong", "verb: 推行", "word after: 工程", "last after: 程", "form: leading number"},
            "last: 一",
        ),
        (
            "设立“爱心超市”，",
            {"kind at end: platform", "last: 市", "length: 4", "verb: starts", "before: v"},
            "verb: strong",
        ),
        ("坚持“两个统筹”，", {"verb: any", "words: first m"}, "verb: starts"),
        ("组织大家参加“红橘”奖评选", {"kind after: of other things"}, "clause: verb"),
        ("启动面向老人的“红橘”计划", {"clause: verb", "before: 的"}, "verb: any"),
        ("“我们的家”今天上线", {"form: spoken", "clause: is started", "before: nothing"}, "form: +"),
        ("“健全机制”，", {"form: demand", "words: last n"}, "words: one"),
        ("“支部+农户”，", {"form: parts", "form: +"}, "form: digits"),
    ],
)
def test_what_is_seen_of_a_name(text, seen, unseen):
    (name,) = names_in(text)
    found = set(evidence_of_name(name))
    assert "marks: “" in found
    assert seen <= found
    assert unseen not in found


def test_what_is_seen_of_a_title():
    article = article_of("印发《关于种树的意见》，落实有关《种树办法》")
    first, second = (name_in_title_marks(article, marked) for marked in article.marked)
    seen, other = (set(evidence_of_title(name, document_title(name))) for name in (first, second))
    assert {"title: about", "title verb: 印发", "title word: 意见", "title kind: document", "title length: 8"} <= seen
    assert {"title clause: 落实", "title length: 5"} <= other
    assert "title verb: any" not in other


def test_names_of_a_list_share_what_closes_it():
    names = names_in("开展“甲队”“乙队”等行动，“丙队”、“丁队”评选，“戊队”")
    first, second, third, fourth, alone = evidence_of_lists(names)
    assert first == ["list: goes on", "list: ends 等"]
    assert third == ["list: goes on", "list: ends other"]
    assert second == fourth == alone == []
    (opening, _) = evidence_of_lists(names_in("开展“甲队”“乙队”行动"))
    assert opening == ["list: goes on", "list: ends strong"]


def test_what_is_seen_without_marks():
    article = article_of("太平志愿服务队成立")
    seen = set(evidence_without_marks(article, ProposedName(0, 7, "太平志愿服务队", "team", "服务队"), "some_rule"))
    assert seen == {"marks: none", "unmarked: some_rule", "unmarked kind: team", "unmarked: is started"}
