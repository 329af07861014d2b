import pytest

from jiceng.extraction.quotes.speakers.impersonal.full_names import full_name
from jiceng.extraction.quotes.speakers.speaker import Speaker

from ....sample_articles import article_of


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("document", "市政府印发《关于养老服务的通知》。|《通知》", "《关于养老服务的通知》"),
        ("document", "市政府印发《关于养老服务的通知》。|通知", "《关于养老服务的通知》"),
        ("document", "《关于养老服务的通知》和《村务公开办法》出台。|《通知》", "《关于养老服务的通知》"),
        ("document", "《村务公开办法》出台。|《通知》", "《通知》"),
        ("document", "《养老服务通知》出台。|《养老服务通知》", "《养老服务通知》"),
        ("document", "中央一号文件发布了。|一号文件", "中央一号文件"),
        ("document", "省里的文件发布了。|一号文件", "一号文件"),
        ("meeting", "4月9日，花山县召开全县防汛工作会议，听取汇报。\n|会议", "全县防汛工作会议"),
        ("meeting", "昨日，花山县第三次全体（扩大）会议在县城召开。|会议", "花山县第三次全体（扩大）会议"),
        ("meeting", "县里举行了防汛专题会。|会议", "防汛专题会"),
        ("meeting", "县里召开县长办公会议。市里召开防汛动员大会。|大会", "防汛动员大会"),
        ("meeting", "县里召开县长办公会议。|市委十届八次全会", "市委十届八次全会"),
        ("meeting", "与会的人都来了。|会议", "会议"),
        ("organization", "《关于养老服务的通知》印发。|通知", "通知"),
    ],
)
def test_a_source_is_called_by_its_full_name(kind, text, expected):
    before, _, name = text.partition("|")
    article = article_of(before + name)
    source = Speaker.printed(article.text, len(before), len(before + name), kind)
    found = full_name(article, source)
    assert (found.name, found.start, found.kind) == (expected, len(before), kind)


def test_a_name_that_follows_is_none():
    article = article_of("会议要求，做好防汛。县里召开县长办公会议。")
    assert full_name(article, Speaker.printed(article.text, 0, 2, "meeting")).name == "会议"
