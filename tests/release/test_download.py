"""Everything works over plain HTTP with range requests, and only what a query needs is sent."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import fsspec
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jiceng.release.cut import CutRelease
from tests.release.sample import copied
from tests.release.served import Served, served

ROWS = 40_000
TWO = ["kind", "confidence"]


@pytest.fixture(scope="module")
def public(released: CutRelease, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a release whose quotes are many enough that their columns are worth choosing."""
    folder = copied(released, tmp_path_factory.mktemp("public") / "2026.11.22")
    quotes = pq.read_table(folder / "quotes.parquet")
    many = pa.concat_tables([quotes] * (ROWS // len(quotes) + 1)).slice(0, ROWS)
    words = np.random.default_rng(1).integers(0x4E00, 0x9FA5, (ROWS, 40), dtype=np.uint32)
    texts = pa.array(["".join(map(chr, row)) for row in words])
    many = many.set_column(many.schema.get_field_index("text"), quotes.schema.field("text"), texts)
    pq.write_table(many, folder / "quotes.parquet", compression="zstd")
    return folder.parent


@pytest.fixture
def server(public: Path) -> Iterator[Served]:
    with served(public) as found:
        yield found


def address(server: Served) -> str:
    return f"{server.address}/2026.11.22/quotes.parquet"


@pytest.fixture
def size(public: Path) -> int:
    return (public / "2026.11.22/quotes.parquet").stat().st_size


@pytest.fixture
def needed(public: Path) -> int:
    """Bytes of two columns and the footer."""
    path = public / "2026.11.22/quotes.parquet"
    metadata = pq.read_metadata(path)
    columns = [
        group.column(at)
        for group in map(metadata.row_group, range(metadata.num_row_groups))
        for at in range(group.num_columns)
    ]
    return metadata.serialized_size + sum(each.total_compressed_size for each in columns if each.path_in_schema in TWO)


def remote(server: Served) -> fsspec.core.OpenFile:
    """Return the file to open; with `filesystem=` instead, fsspec fetches it whole to see whether it is a folder."""
    return fsspec.open(address(server), block_size=2**16)


def test_pyarrow_through_fsspec(server: Served, size: int, needed: int) -> None:
    with remote(server) as file:
        assert pq.read_table(file).num_rows == ROWS
    server.bytes_sent = 0
    with remote(server) as file:
        assert pq.read_table(file, columns=TWO).column_names == TWO
    assert server.bytes_sent < needed + 2**18 < size / 4


def test_polars(server: Served, size: int, needed: int) -> None:
    assert pl.read_parquet(address(server)).height == ROWS
    server.bytes_sent = 0
    direct = pl.scan_parquet(address(server)).select(TWO).filter(pl.col("kind") == "direct").collect()
    assert 0 < direct.height <= ROWS
    assert server.bytes_sent < needed + 2**18 < size / 4


def test_pandas(server: Served, size: int, needed: int) -> None:
    assert len(pd.read_parquet(address(server))) == ROWS
    server.bytes_sent = 0
    with remote(server) as file:
        found = pd.read_parquet(file, columns=TWO)
    assert (len(found), list(found.columns)) == (ROWS, TWO)
    assert server.bytes_sent < needed + 2**18 < size / 4


def test_duckdb_where_its_extension_is_there(server: Served, size: int) -> None:
    with duckdb.connect() as connection:
        try:
            connection.execute("LOAD httpfs")
        except duckdb.Error:
            pytest.skip("DuckDB's extension httpfs is not installed here")
        query = f"SELECT kind, count(*), avg(confidence) FROM '{address(server)}' GROUP BY kind"
        assert connection.execute(query).fetchall()
        assert server.bytes_sent < size / 4


def test_whole_files_are_as_they_were_released(released: CutRelease) -> None:
    with served(released.folder.parent) as server:
        for file in released.release.files:
            with fsspec.open(f"{server.address}/2026.11.22/{file.path}") as remote:
                assert len(remote.read()) == file.bytes
