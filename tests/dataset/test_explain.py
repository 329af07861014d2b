from pathlib import Path

import duckdb
import pytest

from jiceng.dataset.explain import Explanation, UnknownRow, _find_named, explain_row
from schemas import ENTITY_TABLES, TABLES
from tests.dataset.sample import rows_of


def first(dataset: Path, table: str) -> Explanation:
    row = rows_of(dataset / "current", table)[0]
    return explain_row(dataset, row[TABLES[table].key[0]])


def marked(explanation: Explanation, passage: int = 0) -> str:
    return "".join(line.text[start:end] for line in explanation.passages[passage].lines for start, end in line.marked)


def test_a_quote(dataset: Path) -> None:
    (row,) = (row for row in rows_of(dataset / "current", "quotes") if row["speaker"] == "张三")
    found = explain_row(dataset, row["quote_id"])
    assert (found.table, found.row["text"]) == ("quotes", row["text"])
    assert [rule["rule"] for rule in found.rules] == [row["rule"]]
    assert found.article is not None
    assert (found.article["headline"], found.article["newspaper_title"]) == ("市民广场建成开放", "river-daily")
    (passage,) = found.passages
    assert passage.source_path == "river-daily/2026-01-03/01.txt"
    assert [(line.number, line.offset) for line in passage.lines] == [(3, 19), (4, 52)]
    assert marked(found) == row["text"].replace("成，", "成,")


def test_an_article(dataset: Path) -> None:
    found = first(dataset, "articles")
    assert [passage.label for passage in found.passages] == ["headline", "text"]
    assert marked(found, 0) == found.row["headline"]
    assert marked(found, 1) == found.row["text"].replace("\n", "")


def test_a_person_with_offices(dataset: Path) -> None:
    found = explain_row(dataset, "李四@江西省/南昌市/东湖区/红旗社区")
    assert found.table == "people"
    assert len(found.passages) == found.row["mention_count"] == 4
    assert {marked(found, n) for n in range(4)} == {"李四"}
    assert [office["title"] for office in found.related["offices"]] == ["党委书记"] * 4
    assert {rule["rule"] for rule in found.rules} == {passage.rule for passage in found.passages}


def test_many_mentions_are_cut(dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiceng.dataset.explain.MAX_PASSAGES", 3)
    found = explain_row(dataset, "李四@江西省/南昌市/东湖区/红旗社区")
    assert (len(found.passages), found.more_passages) == (3, 1)


@pytest.mark.parametrize("table", [name for name, model in TABLES.items() if len(model.key) == 1])
def test_a_row_of_every_table(dataset: Path, table: str) -> None:
    if rows_of(dataset / "current", table):
        assert first(dataset, table).table == table


def test_a_key_that_no_row_has(dataset: Path) -> None:
    with pytest.raises(UnknownRow, match="it's: no table has a row"):
        explain_row(dataset, "it's")


def test_a_name_of_one_row_is_as_good_as_its_key(dataset: Path) -> None:
    found = explain_row(dataset, "李四")
    assert (found.table, found.row_id) == ("people", "李四@江西省/南昌市/东湖区/红旗社区")
    assert found.related["offices"]


def test_a_name_of_several_rows_lists_their_keys() -> None:
    with duckdb.connect() as connection:
        for table in ENTITY_TABLES.values():
            key = TABLES[table].key[0]
            connection.execute(f"CREATE TABLE {table} ({key} TEXT, name TEXT, aliases TEXT[], mention_count INT)")
        connection.execute("INSERT INTO people VALUES ('王芳@甲', '王芳', [], 1), ('王芳@乙', '王芳', [], 3)")
        connection.execute("INSERT INTO communities VALUES ('甲/王芳村', '王芳村', ['王芳'], 2)")
        with pytest.raises(UnknownRow) as refused:
            _find_named(connection, "王芳")
    assert str(refused.value) == "王芳: is the name of 3 rows; give the key of one: 王芳@乙, 甲/王芳村, 王芳@甲"
