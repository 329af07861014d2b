from pathlib import Path

import pyarrow as pa
import pytest

from jiceng.release.contents import RELEASED
from jiceng.release.redaction.names_to_hide import OPAQUE
from jiceng.release.redaction.redact import Policy
from jiceng.release.redaction.suppression import Suppressed, SuppressedName, SuppressedPage, SuppressedSpan
from schemas import ENTITY_TABLES
from tests.release.redacted import connected, redacted, redacted_tables, released, whole_tables
from tests.release.test_people_hidden import assert_none, rows_with

PAGE = "river-daily/2026-01-04/02"


@pytest.fixture(scope="module")
def output(private_output: Path) -> Path:
    return private_output


def without(output: Path, *, text: str = "full", **entries: object) -> dict[str, pa.Table]:
    suppressed = Suppressed.model_validate(entries)
    return redacted_tables(output, Policy(text=text, private_people="keep", suppressed=suppressed))  # type: ignore[arg-type]


def span_of(output: Path, words: str) -> SuppressedSpan:
    (page,) = (row for row in whole_tables(output)["pages"].to_pylist() if row["page_id"] == PAGE)
    start = page["raw_text"].index(words)
    return SuppressedSpan(page_id=PAGE, start=start, end=start + len(words))


def require_whole(tables: dict[str, pa.Table]) -> None:
    """Prove that references point to rows and that counts are those of what is left."""
    with connected(tables) as connection:
        for table, model in RELEASED.items():
            for column, target in model.references.items():
                (key,) = RELEASED[target].key
                assert_none(connection, f"FROM {table} WHERE {column} NOT IN (SELECT {key} FROM {target})")
        for kind, table in ENTITY_TABLES.items():
            (key,) = RELEASED[table].key
            assert_none(
                connection,
                f"""FROM {table} LEFT JOIN (
                    SELECT entity_id, count(*) AS n, count(DISTINCT article_id) AS a, min(issue_date) AS first
                    FROM mentions JOIN articles USING (article_id) WHERE entity_type = '{kind}' GROUP BY entity_id
                ) ON entity_id = {key}
                WHERE mention_count <> coalesce(n, 0) OR article_count <> coalesce(a, 0)
                    OR first_seen IS DISTINCT FROM first""",
            )
            assert_none(
                connection,
                f"FROM mentions WHERE entity_type = '{kind}' AND entity_id NOT IN (SELECT {key} FROM {table})",
            )
        assert_none(
            connection,
            """FROM people WHERE quote_count <> (SELECT count(*) FROM quotes WHERE quotes.person_id = people.person_id)
            """,
        )


def test_nothing_of_a_refused_page_is_left(output: Path) -> None:
    tables = without(output, pages=(SuppressedPage(page_id=PAGE),))
    assert rows_with(tables, PAGE) == set()
    for name in ("钱进", "李四", "红旗社区", "赵小兰工作室"):
        assert rows_with(tables, name) == set(), name
    assert len(tables["pages"]) == len(whole_tables(output)["pages"]) - 1
    require_whole(tables)


def test_all_pages_can_be_refused(output: Path) -> None:
    pages = whole_tables(output)["pages"]["page_id"].to_pylist()
    tables = without(output, pages=tuple(SuppressedPage(page_id=page) for page in pages))
    assert {table: len(rows) for table, rows in tables.items() if len(rows)}.keys() == {"newspapers", "rules"}


def test_a_refused_span_is_hidden_and_its_records_left_out(output: Path) -> None:
    words = "我也去过赵\n小兰的家里"
    tables = without(output, spans=(span_of(output, words),))
    assert rows_with(tables, "我也去过") == set()
    assert any("某某某某某某某某某某，那天人很多" in text for text in tables["articles"]["text"].to_pylist())
    assert not any("那天人很多" in quote for quote in tables["quotes"]["text"].to_pylist())
    (person,) = (row for row in tables["people"].to_pylist() if row["name"] == "钱进")
    assert (person["quote_count"], person["mention_count"]) == (0, 1)
    page = {row["page_id"] for row in tables["pages"].to_pylist() if OPAQUE in row["page_id"]}
    assert len(page) == 1
    assert rows_with(tables, PAGE) == set()
    require_whole(tables)


def test_a_refused_headline_is_hidden(output: Path) -> None:
    tables = without(output, spans=(span_of(output, "和她的邻居们"),))
    assert "赵小兰某某某某某某" in tables["articles"]["headline"].to_pylist()


def test_what_an_initiative_says_goes_with_its_page(output: Path) -> None:
    tables = without(output, spans=(span_of(output, "小兰常来帮忙"),))
    assert tables["initiatives"]["description"].to_pylist() in ([], [None])
    require_whole(tables)


@pytest.mark.parametrize("text", ["excerpt", "none"])
def test_refusal_and_profile_go_together(output: Path, text: str) -> None:
    entries = {"names": (SuppressedName(name="李四"),), "spans": (span_of(output, "我也去过赵"),)}
    tables = without(output, text=text, **entries)
    assert rows_with(tables, "李四") == set()
    require_whole(tables)


def test_what_matched_nothing_is_said(output: Path) -> None:
    suppressed = Suppressed(
        names=(SuppressedName(name="张三"), SuppressedName(name="不在")),
        pages=(SuppressedPage(page_id=PAGE), SuppressedPage(page_id="a/undated/b")),
        spans=(SuppressedSpan(page_id=PAGE, start=0, end=9), SuppressedSpan(page_id=PAGE, start=9999, end=10000)),
    )
    with released(output) as connection, redacted(connection, Policy(suppressed=suppressed)) as redaction:
        assert redaction.unmatched == ("name 不在", "page a/undated/b", f"span {PAGE} 9999-10000")
