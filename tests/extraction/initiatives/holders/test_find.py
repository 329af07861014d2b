import pytest

from jiceng.extraction.findings import FoundMention, FoundOffice, FoundPerson, FoundQuote
from jiceng.extraction.initiatives.find import fullest, possible_initiatives
from jiceng.extraction.initiatives.holders.find import told_holder
from jiceng.extraction.initiatives.holders.named import NamedInArticle
from jiceng.extraction.initiatives.parts.find import find_parts
from jiceng.extraction.people.find import find_people
from jiceng.extraction.places.find import find_communities

from ...sample_articles import LOCAL, NATIONAL, article_of


def holder_told(text, newspaper=LOCAL, people=(), quotes=()):
    """Return who the text tells of as running its only initiative."""
    article = article_of(text, newspaper)
    (possible,) = possible_initiatives(article, quotes)
    chosen = fullest(possible.mentions, text)
    best = find_parts(article, chosen, possible.mentions).best
    named = NamedInArticle(article, people, quotes, find_communities(article))
    return told_holder(named, (best, chosen), possible.mentions)


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("太平社区正在推进“三社联动”", "太平社区"),
        ("全国邮政公安机关开展“护邮—2021”战役", "全国邮政公安机关"),
        ("公安机关开展“护邮—2021”战役", None),
        ("把方向、管大局，构建“强总部”格局", None),
        ("东区创新机制，区委制定《责任清单》", "区委"),
        ("《中共攀枝花市委关于加强基层治理的实施意见》", "中共攀枝花市委"),
        ("市民政局局长表示，要建立“一老一小”关爱体系", "市民政局"),
        ("推进“攀枝花之治”", "攀枝花市"),
        ("全市动员，实施“春风行动”", "攀枝花市"),
        ("实施“春风行动”", None),
        ("米易县的书很多。在北京举行的“春风行动”", None),
        ("联合米易县实施“春风行动”", None),
        ("兰尖社区很热闹。社区成立了“春风”志愿服务队", "兰尖社区"),
        ("米易县开展“不忘初心、牢记使命”主题教育", None),
        ("米易县“不忘初心、牢记使命”主题教育结束", "米易县"),
        ("《米易县春风行动计划》印发", "米易县"),
        ("近日，中共中央、国务院印发《春风行动计划》", "中共中央"),
        ("落实北京峰会“春风行动”", None),
        ("米易县贯彻《春风行动计划》", None),
        ("民营医院推行“春风行动”", None),
        ("国务院《春风行动计划》", "国务院"),
        ("兰尖社区很热闹。太平社区书记李文华说，社区成立了“春风”志愿服务队", "太平社区"),
        ("主角不是某个部门，要实施“春风行动”", None),
        ("米易县一家企业实施“春风行动”", None),
        ("米易县一直实施“春风行动”", "米易县"),
        ("生态环境部联合财政部、教育部发布《春风行动方案》", "生态环境部"),
        ("铁路与米易县、盐边县机场建立“春风直通车”", None),
        ("打造了位于米易县的“春风”服务平台", None),
        ("米易县脱贫。政策：实行“春风行动”", "米易县"),
        ("米易县和盐边县脱贫。政策：实行“春风行动”", None),
        ("自治区农业农村厅负责人表示，区里实施“春风行动”", "区里"),
    ],
)
def test_holder(text, holder):
    found = holder_told(text)
    assert found == holder


def test_holder_is_the_organization_of_who_is_speaking():
    text = "“我们推行‘板凳会’议事法。”张三说"
    quote = FoundQuote(1, 15, "direct", "-", "named", "张三", "person", "书记", "兰尖社区")
    found = holder_told(text, NATIONAL, quotes=[quote])
    assert found == "兰尖社区"


def test_holder_is_the_organization_of_who_is_named():
    text = "张三告诉记者，大家成立了红星志愿服务队"
    mentions = (FoundMention(0, 2, "-"),)
    office = FoundOffice("书记", "兰尖社区", "party", public_office=True)
    found = holder_told(text, NATIONAL, people=[FoundPerson("张三", mentions, (office,), "兰尖社区")])
    assert found == "兰尖社区"
    found = holder_told(text, NATIONAL, people=[FoundPerson("张三", mentions, (), "兰尖社区")])
    assert found is None


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("农行四川省分行行长王建国介绍，他们探索“支部+农户”模式", "农行四川省分行"),
        ("米易县民政局局长王建国认为，近年来中国扩大开放，出台《春风行动方案》", None),
        ("米易县民政局局长王建国说，近年来出台《春风行动方案》", "米易县民政局"),
    ],
)
def test_holder_beside_the_office_of_who_is_named(text, holder):
    people = find_people(article_of(text, NATIONAL))
    found = holder_told(text, NATIONAL, people=people)
    assert found == holder
