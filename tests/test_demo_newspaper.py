"""The invented newspaper in raw/: dates, continuations, search, people and diffs have something to show."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from jiceng.dataset.manifest import build_folder
from jiceng.dataset.search.ask import Question, search_sql
from jiceng.release.cut import CutRelease
from jiceng.release.diff import compare_releases, side_of
from tests.dataset.sample import build
from tests.release.sample import DAY, cut

NEWSPAPER = "yundu-news"
RAW = Path(__file__).parents[1] / "raw" / NEWSPAPER
DAYS = ["2025-03-11", "2025-03-14", "2025-03-18", "2025-03-21"]


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[CutRelease, CutRelease]:
    """A release of the first two days, and one of all four."""
    folder = tmp_path_factory.mktemp("demo")
    raw, output = folder / "raw", folder / "output"
    found = []
    for hour, days in enumerate((DAYS[:2], DAYS[2:])):
        for day in days:
            shutil.copytree(RAW / day, raw / NEWSPAPER / day)
        shutil.copy(RAW / "newspaper.toml", raw / NEWSPAPER)
        build(raw, output, hour=hour)
        found.append(cut(output, DAY + timedelta(days=hour)))
    return found[0], found[1]


@pytest.fixture(scope="module")
def dataset(releases: tuple[CutRelease, CutRelease]) -> Iterator[duckdb.DuckDBPyConnection]:
    output = releases[1].folder.parents[1]
    with duckdb.connect() as connection:
        connection.execute(f"SET VARIABLE jiceng_dataset = '{build_folder(output)}'")
        connection.execute((output / "load.sql").read_text(encoding="utf-8"))
        yield connection


def asked(dataset: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return dataset.execute(query).fetchall()


def test_it_says_that_it_is_invented() -> None:
    toml = (RAW / "newspaper.toml").read_text(encoding="utf-8")
    assert "虚构" in toml
    assert "nobody and nothing in it is real" in toml


def test_every_page_has_its_day_and_number(dataset: duckdb.DuckDBPyConnection) -> None:
    pages = asked(dataset, "SELECT issue_date::VARCHAR, page_number, status, len(issues) FROM pages ORDER BY page_id")
    numbers = zip((0, 0, 1, 2, 2, 3), "121132", strict=True)
    assert pages == [(DAYS[day], number, "read", 0) for day, number in numbers]


def test_an_article_goes_on_on_the_next_page(dataset: duckdb.DuckDBPyConnection) -> None:
    turned = asked(
        dataset,
        "SELECT page_id, continues, continued_from FROM articles WHERE coalesce(continues, continued_from) != ''",
    )
    assert sorted(turned) == [
        (f"{NEWSPAPER}/2025-03-11/01", "二", None),
        (f"{NEWSPAPER}/2025-03-11/02", None, "一"),
    ]


def test_a_headline_is_found_after_its_article(dataset: duckdb.DuckDBPyConnection) -> None:
    ((text,),) = asked(dataset, "SELECT text FROM articles WHERE headline = '老孟的第三个小时'")
    assert text.startswith("3月12日下午，云渡街道综治中心二楼")


def test_there_are_notices_interviews_and_captions(dataset: duckdb.DuckDBPyConnection) -> None:
    assert asked(dataset, "SELECT headline FROM articles WHERE kind = 'notice'") == [("更正",)]
    assert asked(dataset, "SELECT count(*) FROM articles WHERE kind = 'interview'")[0][0] >= 1
    assert asked(dataset, "SELECT count(*) FROM articles WHERE credits::VARCHAR LIKE '%photographer%'")[0][0] == 2


def test_who_speaks_on_several_days_is_one_person(dataset: duckdb.DuckDBPyConnection) -> None:
    seen = asked(
        dataset,
        "SELECT name, first_seen::VARCHAR, last_seen::VARCHAR FROM people WHERE first_seen < last_seen ORDER BY name",
    )
    assert {
        ("尤敬亭", DAYS[0], DAYS[3]),
        ("蓝水生", DAYS[0], DAYS[3]),
        ("谭嘉树", DAYS[0], DAYS[2]),
        ("钱桂芝", DAYS[0], DAYS[3]),
    } <= set(seen)


def test_a_quote_is_printed_on_two_days(dataset: duckdb.DuckDBPyConnection) -> None:
    twice = asked(
        dataset,
        "SELECT text, list(issue_date::VARCHAR ORDER BY issue_date) FROM quotes WHERE speaker = '程素云' GROUP BY text"
        " HAVING count(*) > 1",
    )
    assert twice == [("电梯不是装给谁的，是装给这栋楼的。", [DAYS[0], DAYS[3]])]


def test_faults_of_ocr_have_their_issues(dataset: duckdb.DuckDBPyConnection) -> None:
    ((issues,),) = asked(dataset, "SELECT issues FROM articles WHERE headline LIKE '老旧小区怎么改%'")
    assert issues == ["unbalanced_marks"]


def test_search_finds_what_several_pages_say(dataset: duckdb.DuckDBPyConnection) -> None:
    found = asked(dataset, search_sql(Question(["加装电梯"], targets=["quotes", "articles"])))
    assert {row[3].isoformat() for row in found} == {DAYS[0], DAYS[2], DAYS[3]}
    assert any("【加装电梯】" in row[6] and row[4].endswith("谭嘉树") for row in found)


def test_a_later_release_adds_days(releases: tuple[CutRelease, CutRelease]) -> None:
    with compare_releases(*(side_of(release.folder) for release in releases)) as diff:
        changes = diff.rows().to_pylist()
    pages = [row["key"][0] for row in changes if row["table"] == "pages"]
    assert pages == [
        f"{NEWSPAPER}/{day}/{page}" for day, page in zip((DAYS[2], DAYS[2], DAYS[3]), ("01", "03", "02"), strict=True)
    ]
    assert {row["change"] for row in changes if row["table"] in ("pages", "articles", "quotes")} == {"added"}
    changed = {
        row["key"][0]: row["columns"] for row in changes if row["table"] == "people" and row["change"] == "changed"
    }
    assert "last_seen" in changed["尤敬亭@yundu-news/石梁镇"]
