"""Scores: what they count, and that they agree with the gold's own script where it is there."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from flows.runs.steps import build_dataset
from flows.settings import Settings
from jiceng.evaluation.found import Found, extract_from_gold, read_end_to_end
from jiceng.evaluation.gold import Gold, read_gold
from jiceng.evaluation.misses import Misses
from jiceng.evaluation.reading_score import comparable, names_in_byline, score_reading
from jiceng.evaluation.records_score import is_same_initiative, match_articles, score_records
from tests.evaluation.conftest import BESIDE, Changed


@pytest.fixture(scope="module")
def found(gold: Gold) -> Found:
    return read_end_to_end(gold.pages)


def figures_of(gold: Gold, found: Found) -> dict[str, Any]:
    misses = Misses()
    pages = score_reading(gold.pages, found, misses).as_json()
    records = score_records(match_articles(gold.pages, found), found, misses).as_json()
    return {"pages": pages, "records": records}


def score_script_figures(folder: Path, gold_folder: Path) -> dict[str, Any]:
    """Return what the gold's own script says of a dataset built from the gold's pages."""
    if not (BESIDE / "score.py").exists():
        pytest.skip("there is no score.py beside the project")
    outcome = build_dataset(Settings(raw=gold_folder / "raw", output=folder / "output", workers=1))
    assert outcome.published
    report = folder / "score.json"
    script, output = BESIDE / "score.py", folder / "output" / "current"
    command = [sys.executable, str(script), str(output), str(gold_folder), "--json", str(report)]
    subprocess.run(command, check=True, capture_output=True)
    figures: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return figures


def require_agreement(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    shared = {(group, name) for group in ours for name in ours[group].keys() & theirs[group].keys()}
    assert len(shared) > 25
    assert {key: ours[key[0]][key[1]] for key in shared} == {key: theirs[key[0]][key[1]] for key in shared}


def test_page_in_raw_is_read_as_annotated(gold: Gold, found: Found) -> None:
    figures = figures_of(gold, found)
    pages = figures["pages"]
    assert pages["characters_kept"] == 1.0
    assert pages["article_clusters_b3"]["f1"] == 1.0
    assert pages["line_joins"]["f1"] == pages["paragraph_breaks"]["f1"] == 1.0
    assert pages["article_text_exact"] == {"accuracy": 1.0, "gold": 3}
    assert pages["headline"]["accuracy"] == pages["kicker"]["accuracy"] == pages["byline"]["accuracy"] == 1.0
    assert figures["records"]["quotes_direct_with_speaker"]["gold"] == 17
    assert figures["records"]["records_f1"] > 0.95


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


def test_misses_are_lines_of_json(tmp_path: Path) -> None:
    misses = Misses()
    misses.note("person_missed", "a/undated/b", name="甲")
    misses.write(tmp_path / "misses")
    line = json.loads((tmp_path / "misses").read_text(encoding="utf-8"))
    assert line == {"miss": "person_missed", "page": "a/undated/b", "name": "甲"}


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


def test_agrees_with_the_golds_own_script(gold_folder: Path, gold: Gold, found: Found, tmp_path: Path) -> None:
    require_agreement(figures_of(gold, found), score_script_figures(tmp_path, gold_folder))


@pytest.mark.slow
def test_agrees_with_the_golds_own_script_on_many_pages(large_gold: Gold, tmp_path: Path) -> None:
    theirs = score_script_figures(tmp_path, BESIDE / "dev")
    require_agreement(figures_of(large_gold, read_end_to_end(large_gold.pages)), theirs)
