import json
from pathlib import Path
from typing import Any

import pytest

from jiceng.evaluation.found import Found, extract_from_gold, read_end_to_end
from jiceng.evaluation.gold import Gold, read_gold
from jiceng.evaluation.misses import Misses
from jiceng.evaluation.records_score import is_same_initiative, match_articles, score_records
from jiceng.evaluation.rule_precision import judge_records
from tests.evaluation.conftest import Changed, make_gold_folder


@pytest.fixture(scope="module")
def found(gold: Gold) -> Found:
    return read_end_to_end(gold.pages)


def test_extraction_of_the_golds_own_articles(gold: Gold) -> None:
    extracted = extract_from_gold(gold.pages)
    score = score_records(match_articles(gold.pages, extracted), extracted, Misses())
    assert score.people.f1 == score.communities.f1 == 1.0
    assert score.mean_f1 > 0.95


def test_a_miss_of_each_kind_is_counted_and_noted(gold: Gold, changed: Changed, found: Found) -> None:
    def change(records: dict[str, Any]) -> None:
        records["quotes"][0]["speaker"] = "王亮"
        del records["quotes"][1]
        records["people"].append({"name": "孙明"})
        records["communities"][0]["parent"] = "米易县"
        records["communities"].append({"name": "河西村", "level": "village", "parent": None})
        unknown = {"name": "“三零”行动", "kind": "programme", "holder": None, "components": [], "stated_count": None}
        records["initiatives"].append({**unknown, "required": True})

    base = score_records(match_articles(gold.pages, found), found, Misses())
    other = read_gold(changed("records.jsonl", change))
    misses = Misses()
    score = score_records(match_articles(other.pages, found), found, misses)
    assert score.quotes["direct"].right == base.quotes["direct"].right - 1
    assert score.quotes_with_speaker["direct"].right == base.quotes_with_speaker["direct"].right - 2
    assert score.people.gold == base.people.gold + 1
    assert score.parent.right == base.parent.right
    assert score.parent.gold == base.parent.gold + 1
    assert score.initiatives.gold == base.initiatives.gold + 1
    noted = {line["miss"] for line in misses.lines}
    assert {
        "speaker",
        "direct_extra",
        "person_missed",
        "community_missed",
        "parent",
        "initiative_missed",
    } <= noted


def test_organizations_are_scored_where_they_are_annotated(gold: Gold, found: Found, tmp_path: Path) -> None:
    assert "organizations" not in score_records(match_articles(gold.pages, found), found, Misses()).as_json()
    names = [("攀枝花市民政局", True), ("石桥镇中心学校", True), ("东区区委", False)]
    listed = [{"name": name, "required": required} for name, required in names]
    folder = make_gold_folder(tmp_path / "gold")
    line = json.dumps({"source": "panzhihua-1", "organizations": listed}, ensure_ascii=False)
    (folder / "organizations.jsonl").write_text(f"{line}\n", encoding="utf-8")
    misses = Misses()
    articles = match_articles(read_gold(folder).pages, found)
    score = score_records(articles, found, misses)
    printed = {entity.row.name for article in articles for entity in article.entities.get("organization", ())}
    assert "市民政局" in printed
    assert (score.organizations.right, score.organizations.gold) == (1, 2)
    noted = {(line["miss"], line["name"]) for line in misses.lines if line["miss"].startswith("organization_")}
    assert ("organization_missed", "石桥镇中心学校") in noted
    assert ("organization_extra", "区委") not in noted
    judged = [record for record in judge_records(articles) if record.rule.startswith("organization_")]
    assert {record.right for record in judged} == {True, False}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("“四个一”工程", "“四个一”", True),
        ("《实施意见》", "《实施意见》", True),
        ("七彩志愿者服务站", "志愿者服务站", True),
        ("志愿者服务站", "社区志愿者服务站和居民议事会", False),
        ("服务站", "彩服务站", False),
        ("“三社联动”", "“四社联动”", False),
    ],
)
def test_same_initiative(one: str, other: str, same: bool) -> None:
    assert is_same_initiative(one, other) is same
    assert is_same_initiative(other, one) is same


def test_records_of_the_page_in_raw(gold: Gold, found: Found) -> None:
    records = score_records(match_articles(gold.pages, found), found, Misses()).as_json()
    assert records["quotes_direct_with_speaker"]["gold"] == 17
    assert records["records_f1"] > 0.95
