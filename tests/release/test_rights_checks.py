from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from jiceng.release.redaction.names_to_hide import OPAQUE
from jiceng.release.redaction.redact import Policy
from jiceng.release.redaction.rights_checks import check_rights
from schemas import ReleaseFacts
from tests.release.redacted import Rows, connected, facts_of, redacted, released, rows_in_order

PROFILES = [(text, people) for text in ("full", "excerpt", "none") for people in ("keep", "pseudonymise")]


@pytest.fixture(scope="module")
def output(private_output: Path) -> Path:
    return private_output


def shown(output: Path, text: Any, people: Any) -> tuple[dict[str, pa.Table], ReleaseFacts]:
    policy = Policy(text=text, private_people=people)
    with released(output) as connection, redacted(connection, policy) as redaction:
        tables = {table: rows_in_order(connection, table, schema) for table, schema in redaction.schemas().items()}
        return tables, facts_of(redaction)


@pytest.mark.parametrize(("text", "people"), PROFILES)
def test_a_release_shows_what_it_says(output: Path, text: str, people: str) -> None:
    tables, facts = shown(output, text, people)
    with connected(tables) as connection:
        assert check_rights(connection, facts) == []


@pytest.mark.parametrize("people", ["keep", "pseudonymise"])
def test_a_release_that_shows_more_than_it_says_is_found(output: Path, people: str) -> None:
    tables, _ = shown(output, "full", people)
    for text in ("excerpt", "none"):
        _, facts = shown(output, text, people)
        for table, column, kind in (
            ("quotes", "text_sha256", pa.string()),
            ("initiatives", "description_article_id", pa.string()),
        ):
            if column not in tables[table].schema.names:
                tables[table] = tables[table].append_column(column, pa.nulls(len(tables[table]), kind))
        with connected(tables) as connection:
            found = {broken.table for broken in check_rights(connection, facts)}
        assert {"pages", "articles"} <= found


def set_to(
    column: str, value: Any, where: Callable[[dict[str, Any]], bool] = lambda row: True
) -> Callable[[Rows], None]:
    def change(rows: Rows) -> None:
        chosen = next(row for row in rows if where(row))
        chosen[column] = value

    return change


def is_opaque(row: dict[str, Any]) -> bool:
    return OPAQUE in next(iter(row.values()))


def is_hidden(row: dict[str, Any]) -> bool:
    return "#" in (row.get("name") or row.get("speaker") or "")


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        ("pages", set_to("raw_text", "字", is_opaque), "tells which page file it is"),
        ("pages", set_to("source_path", "a/undated/b.txt", is_opaque), "tells which page file it is"),
        ("pages", set_to("page_number", "3", is_opaque), "tells which page file it is"),
        ("articles", set_to("raw_spans", [{"start": 0, "end": 3}], is_opaque), "is opaque and has spans"),
        ("articles", set_to("page_number", "3", is_opaque), "tells where it is printed"),
        ("articles", set_to("page_id", "river-daily/2026-01-05/01", is_opaque), "tells where it is printed"),
        ("quotes", set_to("article_id", "river-daily/2026-01-05/01/a0", is_opaque), "are not both opaque"),
        ("quotes", set_to("speaker", "钱进", is_hidden), "names a private person as its speaker"),
        ("people", set_to("name", "钱进", is_hidden), "holds no public office and has a name"),
        ("people", set_to("name_pinyin", "qian jin", is_hidden), "pinyin that is not hidden"),
    ],
)
def test_what_tells_of_a_private_person_is_found(
    output: Path, table: str, change: Callable[[Rows], None], said: str
) -> None:
    tables, facts = shown(output, "full", "pseudonymise")
    rows = tables[table].to_pylist()
    change(rows)
    tables[table] = pa.Table.from_pylist(rows, schema=tables[table].schema)
    with connected(tables) as connection:
        found = check_rights(connection, facts)
    assert [broken for broken in found if said in broken.what]
    assert {broken.promise for broken in found} == {"rights"}


def test_an_article_quoted_beyond_its_share_is_found(output: Path) -> None:
    tables, facts = shown(output, "excerpt", "keep")
    rows = tables["quotes"].to_pylist()
    for row in rows:
        row["text"] = "话" * (row["text_end"] - row["text_start"])
    tables["quotes"] = pa.Table.from_pylist(rows, schema=tables["quotes"].schema)
    with connected(tables) as connection:
        said = [str(broken) for broken in check_rights(connection, facts)]
    assert any("of its characters are quoted, allowed are" in sentence for sentence in said)
    assert any("text_sha256 is not that of text" in sentence for sentence in said)


def test_promises_are_those_of_what_is_shown(output: Path) -> None:
    assert shown(output, "full", "keep")[1].promises == ("1", "2", "3", "4", "7", "ids", "counts", "rights")
    assert shown(output, "full", "pseudonymise")[1].promises == ("3", "4", "rights")
    assert shown(output, "excerpt", "keep")[1].promises == ("4", "rights")
    assert shown(output, "excerpt", "keep")[1].redacted.rehydratable
    assert not shown(output, "excerpt", "pseudonymise")[1].redacted.rehydratable


def test_keys_of_rows_that_are_gone_are_shown_as_codes(output: Path) -> None:
    keys = {
        ("pages", "river-daily/2026-01-05/01"): "river-daily/2026-01-05/01",
        ("articles", "river-daily/2026-01-05/01/a0"): "river-daily/2026-01-05/01/a0",
        ("people", "李四@江西省/南昌市/东湖区/红旗社区"): "李四@江西省/南昌市/东湖区/红旗社区",
        ("newspapers", "river-daily"): "river-daily",
    }
    coded = [
        ("people", "赵小兰@江西省/南昌市/东湖区/红旗社区"),
        ("offices", "钱进@江西省/南昌市/东湖区/红旗社区"),
        ("people", "孙小明@river-daily/2020-01-01/01/a0"),
        ("pages", "river-daily/2020-01-01/01"),
        ("quotes", "river-daily/2020-01-01/01/q1-2"),
        ("quotes", "river-daily/2026-01-04/02/q30-56"),
        ("initiatives", "赵小兰工作室@江西省/南昌市/东湖区/红旗社区"),
    ]
    with released(output) as connection, redacted(connection, Policy()) as redaction:
        for (table, key), expected in keys.items():
            assert redaction.shown_keys(table, [key]) == {key: expected}
        for table, key in coded:
            result = redaction.shown_keys(table, [key])[key]
            assert not set("小兰进明") & set(result), result
            assert "2020-01-01" not in result
            assert "2026-01-04" not in result
            assert redaction.shown_keys(table, [result]) == {result: result}
        shown_quotes = {key for (key,) in connection.execute("SELECT quote_id FROM quotes").fetchall()}
        key = "river-daily/2026-01-04/02/q30-56"
        assert redaction.shown_keys("quotes", [key])[key] in shown_quotes
        shown_mentions = {key for (key,) in connection.execute("SELECT mention_id FROM mentions").fetchall()}
        key = "river-daily/2026-01-04/02/m24-27-person"
        assert redaction.shown_keys("mentions", [key])[key] in shown_mentions
        shown_articles = {key for (key,) in connection.execute("SELECT article_id FROM articles").fetchall()}
        key = "river-daily/2026-01-04/02/a0"
        assert redaction.shown_keys("articles", [key])[key] in shown_articles
