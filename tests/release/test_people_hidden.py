from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from jiceng.release.contents import RELEASED
from jiceng.release.redaction.names_to_hide import OPAQUE
from jiceng.release.redaction.redact import Policy
from jiceng.release.redaction.suppression import Suppressed, SuppressedName
from schemas import ENTITY_TABLES
from tests.release.redacted import connected, redacted, redacted_tables, released, whole_tables

SECRET = b"a secret of the tests only"
PUBLIC_PAGE = "river-daily/2026-01-05/01"
WORD_PAGE = "river-daily/2026-01-08/01"
Tables = dict[str, pa.Table]


@pytest.fixture(scope="module")
def output(private_output: Path) -> Path:
    return private_output


@pytest.fixture(scope="module")
def hidden(output: Path) -> Tables:
    return redacted_tables(output, Policy(text="full", secret=SECRET))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def rows_with(tables: Tables, name: str) -> set[tuple[str, str]]:
    """Return table and first key column of every row with a string that has the name in it, blanks aside.

    The examples in the descriptions of rules are of nobody.
    """
    return {
        (table, next(iter(row.values())))
        for table, rows in tables.items()
        if table != "rules"
        for row in rows.to_pylist()
        for text in strings(row)
        if name in "".join(text.split())
    }


@pytest.mark.parametrize("text", ["full", "excerpt", "none"])
@pytest.mark.parametrize("name", ["钱进", "qian jin", "zhao xiao lan shuo"])
def test_a_private_name_is_nowhere(output: Path, text: Any, name: str) -> None:
    assert rows_with(redacted_tables(output, Policy(text=text)), name) == set()


@pytest.mark.parametrize("text", ["full", "excerpt", "none"])
def test_a_private_name_stays_only_where_an_official_bears_it(output: Path, text: Any) -> None:
    tables = redacted_tables(output, Policy(text=text))
    for name, pinyin in (("赵小兰", "zhao xiao lan"), ("陈大山", "chen da shan")):
        person = f"{name}@江西省/南昌市/西湖区"
        for table, key in rows_with(tables, name) | rows_with(tables, pinyin):
            assert key.startswith(PUBLIC_PAGE) or (table, key) in (("people", person), ("offices", person))


def test_a_given_name_alone_is_hidden_in_the_articles_of_the_person(hidden: Tables) -> None:
    assert {
        key for _, key in rows_with(hidden, "小兰") if not key.startswith(("赵小兰@江西省/南昌市/西湖区", PUBLIC_PAGE))
    } == set()
    assert any("某某常来帮忙" in quote for quote in hidden["quotes"]["text"].to_pylist())


def test_a_name_that_is_a_word_is_hidden_in_the_articles_of_the_person_only(hidden: Tables) -> None:
    assert {key.rpartition("/")[0] for table, key in rows_with(hidden, "高歌") if table != "pages"} == {WORD_PAGE}
    assert rows_with(hidden, "高某")


def test_an_author_stays_in_the_byline_and_a_namesake_is_hidden(hidden: Tables) -> None:
    articles = [row for row in hidden["articles"].to_pylist() if row["byline"]]
    assert [row["byline"] for row in articles] == [[{"name": "王小明", "role": "reporter"}]]
    assert [title["text"] for title in articles[0]["titles"] if title["role"] == "byline"] == ["□本报记者 王小明"]
    assert {key for _, key in rows_with(hidden, "王小明")} == {articles[0]["article_id"]}
    assert any(name.startswith("王某某#") for name in hidden["people"]["name"].to_pylist())


def test_headlines_aliases_and_initiatives_are_reached(hidden: Tables) -> None:
    assert "赵某某和她的邻居们" in hidden["articles"]["headline"].to_pylist()
    (initiative,) = hidden["initiatives"].to_pylist()
    assert initiative["name"] == "赵某某工作室"
    assert initiative["initiative_id"].startswith("赵某某工作室@江西省/南昌市/东湖区/红旗社区#")
    assert "赵某某工作室" in initiative["description"]


def test_pages_that_name_private_people_are_opaque(output: Path, hidden: Tables) -> None:
    whole = whole_tables(output)
    opaque = {row["page_id"]: row for row in hidden["pages"].to_pylist() if OPAQUE in row["page_id"]}
    others = {row["page_id"] for row in hidden["pages"].to_pylist()} - opaque.keys()
    assert others == {PUBLIC_PAGE, WORD_PAGE}
    for row in opaque.values():
        assert [row[name] for name in ("raw_text", "raw_sha256", "page_number", "source_url")] == [None] * 4
        assert row["furniture_spans"] == []
        assert row["source_path"] == row["page_id"] + ".txt"
        assert row["source_sha256"] not in whole["pages"]["source_sha256"].to_pylist()
    for page_id in set(whole["pages"]["page_id"].to_pylist()) - others:
        assert rows_with(hidden, page_id) == set()
    assert set(hidden["breaks"]["page_id"].to_pylist()) <= others
    for table in ("quotes", "mentions", "articles"):
        for row in hidden[table].to_pylist():
            is_opaque = OPAQUE in next(iter(row.values()))
            assert is_opaque is not any(page in row["article_id"] for page in others)
            assert (row["raw_spans"] == []) is is_opaque


def test_pages_without_private_people_stay_as_they_are(output: Path, hidden: Tables) -> None:
    whole = whole_tables(output)
    for table in ("pages", "articles", "quotes"):
        (key,) = RELEASED[table].key
        before = {row[key]: row for row in whole[table].to_pylist()}
        same = [row for row in hidden[table].to_pylist() if OPAQUE not in row[key]]
        assert same
        assert all(row == before[row[key]] for row in same)


def test_ranges_and_references_stay_true(hidden: Tables) -> None:
    with connected(hidden) as connection:
        for table, text in (("quotes", "text"), ("mentions", "surface")):
            assert_none(
                connection,
                f"""FROM {table} AS r LEFT JOIN articles AS a USING (article_id)
                WHERE r.{text} IS DISTINCT FROM substring(a.text, r.text_start + 1, r.text_end - r.text_start)""",
            )
        for table, model in RELEASED.items():
            for column, target in model.references.items():
                (key,) = RELEASED[target].key
                assert_none(connection, f"FROM {table} WHERE {column} NOT IN (SELECT {key} FROM {target})")
            keys = ", ".join(model.key)
            assert_none(connection, f"SELECT {keys} FROM {table} GROUP BY ALL HAVING count(*) > 1")
        for kind, table in ENTITY_TABLES.items():
            (key,) = RELEASED[table].key
            assert_none(
                connection,
                f"FROM mentions WHERE entity_type = '{kind}' AND entity_id NOT IN (SELECT {key} FROM {table})",
            )
        assert_none(connection, "FROM articles WHERE text_sha256 <> sha256(text)")


def assert_none(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    assert connection.execute(query).fetchall() == []


def test_no_hash_of_an_excerpt_tells_a_name(output: Path) -> None:
    """Who knows all of a quote but the name could else try every name."""
    whole = whole_tables(output)
    excerpt = redacted_tables(output, Policy(text="excerpt"))
    digests = {s for table in excerpt.values() for row in table.to_pylist() for s in strings(row) if len(s) == 64}
    with connected(whole) as connection:
        query = (
            "SELECT sha256(text) FROM quotes UNION SELECT sha256(text) FROM articles UNION SELECT raw_sha256 FROM pages"
        )
        before = {digest for (digest,) in connection.execute(query).fetchall()}
        kept = f"""SELECT sha256(text) FROM quotes
                WHERE starts_with(quote_id, '{PUBLIC_PAGE}') OR starts_with(quote_id, '{WORD_PAGE}')
            UNION SELECT sha256(text) FROM articles WHERE page_id IN ('{PUBLIC_PAGE}', '{WORD_PAGE}')
            UNION SELECT raw_sha256 FROM pages WHERE page_id IN ('{PUBLIC_PAGE}', '{WORD_PAGE}')"""
        assert digests & before == {digest for (digest,) in connection.execute(kept).fetchall()}


def test_one_secret_gives_one_release_and_another_another(output: Path, hidden: Tables) -> None:
    assert redacted_tables(output, Policy(text="full", secret=SECRET)) == hidden
    other = redacted_tables(output, Policy(text="full", secret=SECRET[::-1]))
    assert not set(other["people"]["name"].to_pylist()) & {
        name for name in hidden["people"]["name"].to_pylist() if "#" in name
    }


def test_a_suppressed_name_is_hidden_whoever_bears_it(output: Path) -> None:
    suppressed = Suppressed(names=(SuppressedName(name="张三"), SuppressedName(name="王小明")))
    tables = redacted_tables(output, Policy(text="full", private_people="keep", suppressed=suppressed))
    assert rows_with(tables, "张三") == rows_with(tables, "王小明") == set()
    assert rows_with(tables, "钱进") != set()
    (article,) = [row for row in tables["articles"].to_pylist() if row["byline"]]
    assert article["byline"] == [{"name": "王某某", "role": "reporter"}]


def test_what_was_hidden_is_counted(output: Path) -> None:
    with released(output) as connection, redacted(connection, Policy(text="full")) as redaction:
        assert redaction.people is not None
        found = redaction.people.hidden
    assert (found.people, found.pages, found.words) == (6, 4, 1)
