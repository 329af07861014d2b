"""Rows as Arrow tables, and Arrow tables as Parquet files: the same bytes for the same rows."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from schemas import SEARCH_TABLES, TABLES, Row, arrow_schema
from schemas.struct_columns import StructColumns

FILE_BYTES = 128 * 2**20
"""Size at which a file is closed and the next one begun."""
ROWS_PER_GROUP = {"pages": 2_000, "articles": 1_000, "quotes": 5_000, "search_documents": 10_000}
"""Rows per row group of tables with large rows, or whose rows are looked up; 100,000 for others.

A row group of pages is about 60 MB of text; one of articles or quotes, which is read for each hit of a search, 2 MB."""


def rows_per_group(table: str) -> int:
    """Return the number of rows of a table's row groups."""
    return ROWS_PER_GROUP.get(table, 100_000)


def table_of(model: type[Row], rows: Iterable[Row]) -> pa.Table:
    """Return validated rows as an Arrow table with the model's schema; no row is copied, only columns are."""
    schema = arrow_schema(model)
    values = [row.__dict__ for row in rows]
    return pa.Table.from_arrays([_array([row[f.name] for row in values], f.type) for f in schema], schema=schema)


def _array(values: Sequence[Any], kind: pa.DataType) -> pa.Array:
    """Return the values of a column, or of a field of a struct, as an Arrow array."""
    if pa.types.is_struct(kind):
        return pa.array([None if value is None else value.__dict__ for value in values], kind)
    if not pa.types.is_list(kind) or not pa.types.is_struct(kind.value_type):
        return pa.array(values, kind)
    fields = list(kind.value_type)
    if all(isinstance(value, StructColumns) for value in values):
        columns = [list(chain.from_iterable(each)) for each in zip(*(value.columns for value in values), strict=True)]
    else:
        structs = [struct.__dict__ for value in values for struct in value]
        columns = [[struct[field.name] for struct in structs] for field in fields]
    arrays = [_array(column, field.type) for column, field in zip(columns or [[]] * len(fields), fields, strict=True)]
    offsets = pa.array(accumulate(map(len, values), initial=0), pa.int32())
    return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(arrays, fields=fields), type=kind)


def sorted_by_key(table: pa.Table, key: Sequence[str]) -> pa.Table:
    """Return a table in the order of its key columns, strings by code point."""
    return table.sort_by([(column, "ascending") for column in key]).combine_chunks()


def description_of(field: pa.Field) -> str:
    """Return the description in a field's metadata; empty where it has none."""
    description: bytes = (field.metadata or {}).get(b"description", b"")
    return description.decode()


def published_schema(name: str, versions: dict[str, str]) -> pa.Schema:
    """Return the Arrow schema of a published table's files: versions, key and descriptions in its metadata.

    Descriptions are written twice: into the metadata of fields for Arrow, and as JSON into that of the file for others.
    """
    model = {**TABLES, **SEARCH_TABLES}[name]
    schema = arrow_schema(model)
    described = {field.name: description_of(field) for field in schema}
    metadata = {
        "table": name,
        "description": (model.__doc__ or "").strip(),
        "key": json.dumps(model.key),
        "columns": json.dumps(described, ensure_ascii=False),
        **versions,
    }
    return schema.with_metadata(metadata)


def write_parts(
    tables: Iterable[pa.Table],
    schema: pa.Schema,
    stem: Path,
    group_rows: int,
    file_bytes: int = FILE_BYTES,
    **encoding: Any,
) -> list[Path]:
    """Write tables, which follow each other in key order, as <stem>-00000.parquet …; without rows, no file.

    The bytes do not depend on how the rows are divided into tables. `encoding` is for pyarrow's ParquetWriter.
    """
    stem.parent.mkdir(parents=True, exist_ok=True)
    groups = _regrouped(tables, schema, group_rows)
    paths: list[Path] = []
    group = next(groups, None)
    while group is not None:
        path = stem.with_name(f"{stem.name}-{len(paths):05d}.parquet")
        paths.append(path)
        with path.open("wb") as file, pq.ParquetWriter(file, schema, compression="zstd", **encoding) as writer:
            is_full = False  # a file has at least one row group, however small `file_bytes` is
            while group is not None and not is_full:
                writer.write_table(group, row_group_size=group_rows)
                group = next(groups, None)
                is_full = file.tell() >= file_bytes
    return paths


def _regrouped(tables: Iterable[pa.Table], schema: pa.Schema, group_rows: int) -> Iterator[pa.Table]:
    """Yield the rows of all tables in tables of `group_rows` rows each; the last one may be shorter."""
    pending: list[pa.Table] = []
    waiting = 0
    for table in tables:
        pending.append(table.select(schema.names).cast(schema))
        waiting += table.num_rows
        while waiting >= group_rows:
            joined = pa.concat_tables(pending)
            yield joined.slice(0, group_rows).combine_chunks()
            pending = [joined.slice(group_rows)]
            waiting -= group_rows
    if waiting:
        yield pa.concat_tables(pending).combine_chunks()
