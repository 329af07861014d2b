import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jiceng.dataset.checks.builds import check_build
from jiceng.dataset.manifest import read_manifest
from jiceng.dataset.query import open_tables
from tests.dataset.sample import CANAL, build, files_of, write_page, write_table


def test_a_changed_page_rewrites_its_month(raw: Path, output: Path) -> None:
    write_page(raw, "river-daily/2025-03-03/1", CANAL)
    first = build(raw, output)
    write_page(raw, "river-daily/2026-02-03/1", CANAL.replace("清淤", "疏浚"))
    second = build(raw, output, hour=1)
    before = {file.path: file.sha256 for file in read_manifest(first.folder).files_of("search")}
    after = {file.path: file.sha256 for file in read_manifest(second.folder).files_of("search")}
    assert set(before) >= {"search/river-daily-2025-00000.parquet", "search/river-daily-2026-01-00000.parquet"}
    assert {path for path in after if after[path] != before.get(path)} == {"search/river-daily-2026-02-00000.parquet"}
    with open_tables(output) as connection:
        assert len(connection.execute("FROM search_quotes('疏浚')").fetchall()) == 1
        assert len(connection.execute("FROM search_quotes('清淤')").fetchall()) == 2
    assert check_build(output) == []


def test_a_page_that_is_gone_is_found_no_more(raw: Path, output: Path) -> None:
    build(raw, output)
    shutil.rmtree(raw / "river-daily/2026-01-03")
    build(raw, output, hour=1)
    with open_tables(output) as connection:
        found = connection.execute("SELECT article_id FROM search_articles('市民广场')").fetchall()
    assert [article_id.rpartition("/")[0] for (article_id,) in found] == ["river-daily/undated/one-b"]


@pytest.mark.parametrize(
    ("table", "damage", "sentence"),
    [
        ("search_documents", lambda rows: rows[1:], "is not in the index"),
        ("search_documents", lambda rows: [*rows, {**rows[-1], "document": 2**62}], "is in the index twice"),
        (
            "search_documents",
            lambda rows: [*rows, {**rows[-1], "document": 2**62, "row_id": "x"}],
            "is in the index, but no row",
        ),
        ("search", lambda rows: [*rows, {**rows[-1], "document": 2**62}], "in a row that the index does not have"),
    ],
)
def test_another_index_is_found(copied: Path, table: str, damage, sentence: str) -> None:  # type: ignore[no-untyped-def]
    tables = [pq.read_table(path) for path in files_of(copied, table)]
    rows = sorted(
        damage([row for each in tables for row in each.to_pylist()]),
        key=lambda row: (row["target"], row.get("token", ""), row["document"]),
    )
    write_table(copied, table, pa.Table.from_pylist(rows, schema=tables[0].schema))
    assert any(sentence in str(broken) for broken in check_build(copied))
