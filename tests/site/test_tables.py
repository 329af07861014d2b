import gzip
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from jiceng.release.contents import RELEASED
from jiceng.site.source import SiteSource
from jiceng.site.tables import SITE_TABLES, write_tables


def index_of(folder: Path, name: str) -> dict[str, Any]:
    index: dict[str, Any] = json.loads(gzip.decompress((folder / f"{name}.index").read_bytes()))
    return index


def blocks_of(folder: Path, name: str) -> list[list[dict[str, Any]]]:
    """The rows of each block of a site's table."""
    content, offsets = (folder / f"{name}.rows").read_bytes(), index_of(folder, name)["offsets"]
    assert offsets[-1] == len(content)
    return [json.loads(gzip.decompress(content[start:end])) for start, end in pairwise(offsets)]


@pytest.fixture(scope="module")
def written(source: SiteSource, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    write_tables(source.connection, folder)
    return folder


def test_every_released_table_is_there_with_all_its_rows_and_columns(source: SiteSource, written: Path) -> None:
    assert {name for name in RELEASED if not name.startswith("search")} == set(SITE_TABLES) - {"company"}
    for table in set(RELEASED) & set(SITE_TABLES):
        expected = source.connection.sql(f"FROM {table}").to_arrow_table()
        found = pq.read_table(written / f"{table}.parquet")
        assert found.num_rows == expected.num_rows, table
        assert set(expected.column_names) <= set(found.column_names)


def test_the_same_rows_give_the_same_bytes(source: SiteSource, written: Path, tmp_path: Path) -> None:
    write_tables(source.connection, tmp_path)
    for path in written.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize("name", SITE_TABLES)
def test_blocks_have_the_rows_of_the_columns_in_the_same_order(written: Path, name: str) -> None:
    table = SITE_TABLES[name]
    blocks = blocks_of(written, name)
    assert [block[0][table.lookup] for block in blocks] == index_of(written, name)["keys"]
    assert all(len(block) == table.block for block in blocks[:-1])
    rows = [row for block in blocks for row in block]
    columns = pq.read_table(written / f"{name}.parquet").to_pylist()
    assert rows == json.loads(json.dumps(columns, default=str))
    looked_up = [row[table.lookup] for row in rows]
    assert looked_up == sorted(looked_up)


def test_numbers_fit_into_those_of_a_browser(written: Path) -> None:
    for path in written.glob("*.parquet"):
        assert "int64" not in {str(kind) for kind in pq.read_schema(path).types}, path.name


def test_a_place_has_the_quotes_of_all_places_below_it(source: SiteSource, written: Path) -> None:
    rows = pq.read_table(written / "communities.parquet", columns=["community_id", "quote_count"]).to_pylist()
    counts = {row["community_id"]: row["quote_count"] for row in rows}
    ((spoken,),) = source.connection.execute(
        "SELECT count(*) FROM quotes WHERE starts_with(community_id, '江西省')"
    ).fetchall()
    assert counts["江西省"] == spoken > counts["江西省/南昌市/西湖区"] > 0


def test_a_quote_has_its_headline_and_the_pinyin_of_its_speaker(written: Path) -> None:
    rows = pq.read_table(written / "quotes.parquet", columns=["speaker", "speaker_pinyin", "headline"]).to_pylist()
    assert {"speaker": "李四", "speaker_pinyin": "li si", "headline": "社区图书室重新开门"} in rows
