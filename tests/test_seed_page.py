"""The page in raw/, from its bytes to its rows: what a careful reader finds on it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from jiceng.page import find_pages
from jiceng.records import page_records

RAW = Path(__file__).parents[1] / "raw"
HOME = "四川省/攀枝花市"


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Any]]:
    found = find_pages(RAW)
    (page,) = (page for page in found.pages if page.newspaper == "panzhihua-daily")
    (newspaper,) = (n for n in found.newspapers if n.newspaper == "panzhihua-daily")
    records = page_records(page, newspaper)
    assert records.faults == []
    return records.rows


_READ_IN_ANOTHER_PROCESS = f"""
from pathlib import Path
from jiceng.page import find_pages
from jiceng.records import page_records
found = find_pages(Path({str(RAW)!r}))
for page in found.pages:
    print(page_records(page, next(n for n in found.newspapers if n.newspaper == page.newspaper)).rows)
"""


def test_every_process_finds_the_same() -> None:
    """Sets are walked in another order in each process."""
    command = [sys.executable, "-c", _READ_IN_ANOTHER_PROCESS]
    one, other = [
        subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True).stdout
        for seed in ("1", "2")
    ]
    assert len(one) > 10_000
    assert one == other


def test_nothing_is_refused(rows: dict[str, list[Any]]) -> None:
    assert rows["rejects"] == []


def test_three_articles_in_reading_order(rows: dict[str, list[Any]]) -> None:
    articles = {article.headline: article for article in rows["articles"]}
    assert set(articles) == {"进取，推进“攀枝花之治”", "强化科技支撑 创新治理机制", None}
    feature, second = articles["进取，推进“攀枝花之治”"], articles["强化科技支撑 创新治理机制"]
    assert (feature.kicker, second.kicker) == (None, "与会者热议提升城乡基层治理能力——")
    for article in (feature, second):
        assert [(credit.name, credit.role) for credit in article.byline] == [("江潇", "reporter"), ("李蕊池", "intern")]
    assert articles[None].kind == "sidebar"
    assert len(articles[None].paragraphs) == 23


@pytest.mark.parametrize(
    "text",
    [
        "1月13日，市委十届八次全会暨市委经济工作会议在攀枝花会展中心召开。",
        "全会精神 加快推进城乡基层治理",
        "落实完善党委对重大工作的领导体制",
        "西区陶家渡街道太平社区党总支书记余芳表示，",
        "在基层工作中得到落实。”唐应萍认为，就仁和街社区而言，运用“1+4+N”工作模式",
        "探索社会救助审核确认机制改革，下放审批权限至乡镇。",
        "构建居家社区机构相协调、医养康养相结合的养老服务体系。",
        "“美在仁和”“融在仁和”等7支志愿者队伍",
        "涵盖38项内容的《街道权力事项清单》，保证了",
        "共同推进攀枝花加快治理体系和治理能力现代化",
    ],
)
def test_lines_are_repaired(rows: dict[str, list[Any]], text: str) -> None:
    assert any(text in line for article in rows["articles"] for line in article.text.split("\n"))


def test_paragraphs_start_where_they_do(rows: dict[str, list[Any]]) -> None:
    (feature,) = (article for article in rows["articles"] if article.headline == "进取，推进“攀枝花之治”")
    lines = feature.text.split("\n")
    assert [line[:6] for line in lines[-2:]] == ["不少与会者在", "余芳表示，太"]
    headings = [feature.text[p.text_start : p.text_end] for p in feature.paragraphs if p.role == "heading"]
    assert headings[:2] == ["党建引领", "把党的领导落实到基层社会治理中"]
    assert len(headings) == 8


def test_the_lead_stands_before_the_sections(rows: dict[str, list[Any]]) -> None:
    (second,) = (article for article in rows["articles"] if article.headline == "强化科技支撑 创新治理机制")
    lines = second.text.split("\n")
    assert lines[0].startswith("“基层治理，就要把服务做实")
    assert lines[1:3] == ["如何提升城乡基层治理能力？与会者展开热烈讨论。", "科技支撑"]


@pytest.mark.parametrize(
    ("start", "kind", "speaker", "title", "organization"),
    [
        ("市委十届八次全会在高瞻远瞩", "direct", "凌永航", "区委副书记、区长", "东区"),
        ("我国国家制度和国家治理体系", "direct", "党的十九届四中全会", None, None),
        ("坚持党的集中统一领导，坚持", "direct", "党的十九届四中全会", None, None),
        ("要突出党建引领，严格落实党", "indirect", "市委十届八次全会", None, None),
        ("贯彻落实党的十九届四中全会", "direct", "唐应萍", "党委书记", "仁和区仁和镇仁和街社区"),
        ("通过加强党的组织建设，将党", "indirect", "唐应萍", "党委书记", "仁和区仁和镇仁和街社区"),
        ("就仁和街社区而言，运用“1", "indirect", "唐应萍", "党委书记", "仁和区仁和镇仁和街社区"),
        ("提升基层治理能力，首先要转", "direct", "余芳", "党总支书记", "西区陶家渡街道太平社区"),
        ("太平社区正在努力推进“三社", "indirect", "余芳", "党总支书记", "西区陶家渡街道太平社区"),
        ("兰尖社区正大力开展“四个一", "indirect", "王亮", "党委书记", "东区瓜子坪街道兰尖社区"),
        ("机构改革后，民政职能向基本", "direct", "魏胜利", "局长", "市民政局"),
        ("我们将以高质量发展要求引领", "direct", "王勇", "局长", "市住房城乡建设局"),
        ("基层治理成效好不好，关键要", "indirect", "不少与会者", None, None),
        ("基层治理，就要把服务做实，", "direct", "苏波", "党委书记", "米易县攀莲镇"),
        ("这是米易依靠科技支撑来创新", "indirect", "苏波", "党委书记", "米易县攀莲镇"),
    ],
)
def test_quotes_and_their_speakers(
    rows: dict[str, list[Any]], start: str, kind: str, speaker: str, title: str | None, organization: str | None
) -> None:
    (quote,) = (quote for quote in rows["quotes"] if quote.text.startswith(start) and quote.kind == kind)
    assert (quote.speaker, quote.speaker_title, quote.speaker_organization) == (speaker, title, organization)


def test_slogans_are_no_quotes(rows: dict[str, list[Any]]) -> None:
    texts = {quote.text for quote in rows["quotes"]}
    assert not texts & {"攀枝花之治", "三社联动", "两个维护", "一老一小", "智慧治理", "线上线下", "四项", "爱在仁和"}


def test_people(rows: dict[str, list[Any]]) -> None:
    assert {person.person_id for person in rows["people"]} == {
        f"凌永航@{HOME}/东区",
        f"唐应萍@{HOME}/仁和区/仁和镇/仁和街社区",
        f"余芳@{HOME}/西区/陶家渡街道/太平社区",
        f"王亮@{HOME}/东区/瓜子坪街道/兰尖社区",
        f"魏胜利@{HOME}",
        f"王勇@{HOME}",
        f"苏波@{HOME}/米易县/攀莲镇",
    }


def test_offices(rows: dict[str, list[Any]]) -> None:
    offices = {(office.person_id.split("@")[0], office.title, office.role_class) for office in rows["offices"]}
    assert ("凌永航", "区委副书记、区长", "party") in offices or ("凌永航", "区委副书记、区长", "government") in offices
    assert ("魏胜利", "局长", "government") in offices
    assert all(office.public_office for office in rows["offices"])


def test_communities_have_level_and_parent(rows: dict[str, list[Any]]) -> None:
    levels = {community.community_id: community.level for community in rows["communities"]}
    expected = {
        "四川省": "province",
        HOME: "city",
        f"{HOME}/东区": "county",
        f"{HOME}/东区/瓜子坪街道": "street",
        f"{HOME}/东区/瓜子坪街道/兰尖社区": "community",
        f"{HOME}/西区/陶家渡街道/太平社区": "community",
        f"{HOME}/仁和区/仁和镇": "town",
        f"{HOME}/仁和区/仁和镇/仁和街社区": "community",
        f"{HOME}/仁和区/太平乡": "township",
        f"{HOME}/仁和区/太平乡/花山村": "village",
        f"{HOME}/米易县": "county",
        f"{HOME}/米易县/攀莲镇": "town",
    }
    assert {path: levels.get(path) for path in expected} == expected


@pytest.mark.parametrize(
    ("name", "kind", "components", "stated_count", "issues"),
    [
        (
            "“四个一”三线文化工程",
            "programme",
            (
                "改造一个兰尖故事博物馆",
                "建设一个城市原点广场",
                "重走一条矿山线路",
                "出版一本记载三线建设者故事的书籍",
            ),
            4,
            (),
        ),
        (
            "七彩仁和志愿者服务站",
            "team",
            ("爱在仁和", "护在仁和", "暖在仁和", "乐在仁和", "笑在仁和", "美在仁和", "融在仁和"),
            7,
            ("holder_uncertain",),
        ),
        ("《街道权力事项清单》", "list", (), 38, ()),
    ],
)
def test_initiatives(
    rows: dict[str, list[Any]],
    name: str,
    kind: str,
    components: tuple[str, ...],
    stated_count: int | None,
    issues: tuple[str, ...],
) -> None:
    (initiative,) = (initiative for initiative in rows["initiatives"] if initiative.name == name)
    assert (initiative.kind, initiative.components, initiative.stated_count) == (kind, components, stated_count)
    assert initiative.issues == issues


def test_a_county_is_not_mentioned_inside_a_name_in_marks(rows: dict[str, list[Any]]) -> None:
    surfaces = [mention.surface for mention in rows["mentions"] if mention.entity_id == f"{HOME}/仁和区"]
    assert surfaces == ["仁和区", "仁和区"]


def test_what_a_meeting_sets_is_its_bodys(rows: dict[str, list[Any]]) -> None:
    (target,) = (initiative for initiative in rows["initiatives"] if initiative.name == "‘一枢纽五高地’")
    assert (target.holder, target.organization_id) == ("市委", f"{HOME}/市委")


def test_every_rule_is_in_the_table_of_rules(rows: dict[str, list[Any]]) -> None:
    from jiceng.rules import rule_rows

    rules = {rule.rule for rule in rule_rows()}
    assert {row.rule for row in rows["quotes"] + rows["mentions"]} <= rules
