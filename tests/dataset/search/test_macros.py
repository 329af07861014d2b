from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from jiceng.dataset.query import open_dataset, open_tables
from jiceng.dataset.search.ask import Question, search_sql, with_whole_names
from jiceng.dataset.search.macros import LOOKED_UP


@pytest.fixture(scope="module", params=[open_tables, open_dataset])
def connection(dataset: Path, request: pytest.FixtureRequest) -> Iterator[duckdb.DuckDBPyConnection]:
    with request.param(dataset) as opened:
        yield opened


def hits(connection: duckdb.DuckDBPyConnection, target: str, arguments: str) -> list[tuple[Any, ...]]:
    key = f"{target.removesuffix('s')}_id"
    return connection.execute(f"SELECT {key}, snippet FROM search_{target}({arguments})").fetchall()


def test_all_words_must_be_there_as_they_are_written(connection: duckdb.DuckDBPyConnection) -> None:
    found = hits(connection, "quotes", "'清淤  积水'")
    assert [snippet for _, snippet in found] == [
        "【清淤】工程比原定日期提前十天完成，两岸居民不用再担心【积水】了。 陈大山 局长 西湖区水利局"
    ]
    assert hits(connection, "quotes", "'清淤 图书室'") == []
    assert hits(connection, "quotes", "'水利清淤'") == []


def test_tokens_that_do_not_follow_each_other_are_no_hit(connection: duckdb.DuckDBPyConnection) -> None:
    """网 of 居民盼 … has 盼了很久; its tokens are there, not the phrase."""
    both = hits(connection, "quotes", "'我们盼'")
    assert len(both) == 2
    assert hits(connection, "quotes", "'这一天盼这一天'") == []


def test_a_letter_alone_is_found(connection: duckdb.DuckDBPyConnection) -> None:
    assert len(hits(connection, "quotes", "'册'")) == 2
    assert len(hits(connection, "quotes", "'了'")) >= 2


def test_a_name_is_found_by_its_pinyin_and_what_somebody_said_by_the_name(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    by_pinyin, by_name = hits(connection, "quotes", "'ZhaoXiaolan'"), hits(connection, "quotes", "'赵小兰'")
    assert by_pinyin == by_name != []
    assert with_whole_names(connection, ["Zhao", "Xiaolan"]) == ["zhaoxiaolan"]
    assert with_whole_names(connection, ["smart", "city"]) == ["smart", "city"]
    assert with_whole_names(connection, ["社区", "zhao"]) == ["社区", "zhao"]


def test_conditions(connection: duckdb.DuckDBPyConnection) -> None:
    everywhere = hits(connection, "articles", "'图书室'")
    assert len(everywhere) == 2
    assert len(hits(connection, "articles", "'图书室', in_newspaper := 'lake-weekly'")) == 1
    assert len(hits(connection, "articles", "'图书室', since := '2026-01-05'")) == 1
    assert len(hits(connection, "articles", "'图书室', until := '2025-12-31'")) == 0
    assert len(hits(connection, "articles", "'图书室', place := '江西省/南昌市'")) == 2
    assert len(hits(connection, "articles", "'图书室', place := '江西省/南昌'")) == 0
    assert len(hits(connection, "quotes", "'图书室', place := '江西省/南昌市/东湖区/红旗社区'")) == 2
    assert len(hits(connection, "articles", "'图书室', most := 1")) == 1


@pytest.mark.parametrize("words", ["", "，。", "(", ".*", "' OR 1=1 --", "%", "【", "a\\"])
def test_any_words_are_words(connection: duckdb.DuckDBPyConnection, words: str) -> None:
    for sql in (search_sql(Question(words.split(), place="x'y", newspaper="'")), search_sql(Question(words.split()))):
        assert connection.execute(sql).fetchall() == []


def test_a_question_names_what_was_found(connection: duckdb.DuckDBPyConnection) -> None:
    found = connection.sql(search_sql(Question(["图书室"], most=1))).to_arrow_table().to_pylist()
    assert [row["in"] for row in found] == ["quotes", "articles"]
    assert all("【图书室】" in row["snippet"] for row in found)
    assert found[1]["what"] == "社区图书室重新开门"


def test_a_letter_beside_others_is_found_and_a_mark_in_a_word_is_looked_at(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    assert len(hits(connection, "quotes", "'册 图书'")) == len(hits(connection, "quotes", "'册'")) == 2
    assert len(hits(connection, "quotes", "'了 们'")) >= 1
    assert hits(connection, "quotes", "'册？'") == []


def test_as_many_hits_as_are_wanted_are_looked_up_and_not_more(dataset: Path) -> None:
    """DuckDB looks up that many keys in some row groups alone; with one more it would read all quotes."""
    with open_tables(dataset) as connection:
        threshold = connection.execute("SELECT current_setting('dynamic_or_filter_threshold')").fetchone()
        assert threshold is not None
        assert int(threshold[0]) == LOOKED_UP
