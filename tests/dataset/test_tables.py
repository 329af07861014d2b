import json
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiceng.dataset.tables import published_schema, sorted_by_key, table_of, write_parts
from schemas import TABLES, Newspaper, arrow_schema
from tests.schemas.test_cross_field_rules import EXAMPLES

VERSIONS = {"dataset_version": "1", "schema_version": "2", "rules_version": "3"}
NUMBERS = pa.schema([pa.field("n", pa.int32(), nullable=False), pa.field("words", pa.string())])


def numbers(start: int, end: int) -> pa.Table:
    rows = range(start, end)
    return pa.table({"n": pa.array(rows, pa.int32()), "words": [f"word {n * n}" for n in rows]}, schema=NUMBERS)


@given(cuts=st.lists(st.integers(0, 1000), max_size=6).map(sorted), group_rows=st.integers(50, 1200))
def test_how_rows_arrive_does_not_change_the_bytes(
    tmp_path_factory: pytest.TempPathFactory, cuts: list[int], group_rows: int
) -> None:
    folder = tmp_path_factory.mktemp("parts")
    whole = write_parts([numbers(0, 1000)], NUMBERS, folder / "whole" / "n", group_rows, 3000)
    bounds = [0, *cuts, 1000]
    divided = (numbers(start, end) for start, end in pairwise(bounds))
    parts = write_parts(divided, NUMBERS, folder / "divided" / "n", group_rows, 3000)
    assert [path.read_bytes() for path in whole] == [path.read_bytes() for path in parts]
    assert pq.read_table(whole) == numbers(0, 1000)
    assert all(pq.ParquetFile(path).metadata.row_group(0).num_rows <= group_rows for path in whole)


def test_a_file_that_has_grown_is_followed_by_another(tmp_path: Path) -> None:
    paths = write_parts([numbers(0, 1000)], NUMBERS, tmp_path / "n", 100, 1000)
    assert [path.name for path in paths][:2] == ["n-00000.parquet", "n-00001.parquet"]
    assert sum(pq.read_metadata(path).num_rows for path in paths) == 1000


@pytest.mark.parametrize("tables", [[], [numbers(0, 0)]])
def test_without_rows_there_is_no_file(tmp_path: Path, tables: list[pa.Table]) -> None:
    assert write_parts(tables, NUMBERS, tmp_path / "n", 100) == []


@pytest.mark.parametrize("name", TABLES)
def test_published_files_carry_versions_and_descriptions(tmp_path: Path, name: str) -> None:
    path = tmp_path / f"{name}.parquet"
    pq.write_table(published_schema(name, VERSIONS).empty_table(), path)
    metadata = pq.read_metadata(path).metadata
    assert {key: metadata[key.encode()].decode() for key in VERSIONS} == VERSIONS
    assert all(column in metadata[b"columns"].decode() for column in TABLES[name].model_fields)
    schema = pq.read_schema(path)
    assert schema.equals(arrow_schema(TABLES[name]))
    assert all(field.metadata[b"description"] for field in schema)
    assert pq.read_metadata(path).created_by.startswith("parquet-cpp")


def test_rows_are_sorted_by_code_points() -> None:
    names = ["河", "a/b", "a-b", "b", "山", "A"]
    table = table_of(Newspaper, [Newspaper(newspaper=name, title=name) for name in names])
    assert sorted_by_key(table, ("newspaper",))["newspaper"].to_pylist() == sorted(names)


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_table_is_what_its_rows_are(count: int) -> None:
    for name, row in EXAMPLES.items():
        model = TABLES[name]
        rows = [model.model_validate(row)] * count
        table = table_of(model, rows)
        table.validate(full=True)
        assert table.equals(pa.Table.from_pylist([row.model_dump() for row in rows], schema=arrow_schema(model)))
        assert all(model.model_validate_json(json.dumps(found, default=str)) == rows[0] for found in table.to_pylist())
