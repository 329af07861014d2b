from jiceng.extraction.findings import FoundPerson
from jiceng.extraction.initiatives.candidates import NameCandidate
from jiceng.extraction.initiatives.holders.candidates import Initiative, possible_holders
from jiceng.extraction.initiatives.holders.named import NamedInArticle
from jiceng.extraction.places.find import find_communities

from ...sample_articles import LOCAL, article_of


def holders(text, name, headline=None):
    article = article_of(text, LOCAL, headline)
    communities = find_communities(article)
    start = article.text.index(name)
    mention = NameCandidate(start, start + len(name), name.split("”")[0].strip("“《》"), "programme", "-")
    named = NamedInArticle(article, [], [], communities)
    return possible_holders(named, Initiative([mention], mention, mention), communities)


def test_what_is_seen_of_who_acts():
    found = holders("花山街道很热闹。今年，太平社区推行“春风”行动", "“春风”行动", "太平社区有新招")
    assert {
        "rule: told",
        "rule: agent",
        "sentence: 0 from last",
        "sentence: first",
        "sentence: opens a clause",
        "subject: clause 0",
        "before: initiative verb",
        "printed: sentence",
        "printed: rank 0",
        "article: in a title",
        "article: opens a title",
        "candidate: community",
    } <= found["太平社区"]
    assert {"printed: paragraph", "printed: rank 1", "printed: opens a paragraph"} <= found["花山街道"]
    assert "rule: told" not in found["花山街道"]
    assert found["攀枝花市"] == {"candidate: of the article", "candidate: home"}


def test_partners_do_not_act():
    found = holders("太平社区联合花山街道推行“春风”行动", "“春风”行动")
    assert "sentence: does not act" in found["花山街道"]
    assert "sentence: does not act" not in found["太平社区"]
    assert "sentence: opens" in found["太平社区"]
    assert "sentence: adjacent" in holders("太平社区的“春风”行动", "“春风”行动")["太平社区"]


def test_a_campaign_of_the_country_is_run_by_who_is_before_its_name():
    assert holders("太平社区开展“不忘初心、牢记使命”主题教育", "“不忘初心、牢记使命”主题教育") == {}


def test_people_run_nothing():
    text = "王建国推行“春风”平台。居民推行“春风”平台"
    article = article_of(text, LOCAL)
    mention = NameCandidate(text.rindex("“"), len(text), "春风", "platform", "-")
    named = NamedInArticle(article, [FoundPerson("王建国", (), (), None)], [], [])
    assert set(possible_holders(named, Initiative([mention], mention, mention), [])) <= {"攀枝花市"}


def test_what_has_no_name_runs_nothing():
    found = holders("某企业推行“春风”行动", "“春风”行动")
    assert "某企业" not in found


def test_whose_name_an_initiative_begins_with():
    found = holders("太平社区遵守《攀枝花市种树条例》", "《攀枝花市种树条例》")
    assert found["攀枝花市"] >= {"name: begins so", "candidate: home"}
    found = holders("太平社区遵守《国务院关于种树的意见》", "《国务院关于种树的意见》")
    assert "name: is of a central organization" in found["国务院"]
    assert "name: begins so" not in found["太平社区"]
