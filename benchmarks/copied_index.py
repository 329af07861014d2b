"""Copies of generated quotes and of their index, for a benchmark of more quotes than one waits for to be indexed."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jiceng.dataset.search.index import POSTINGS_ENCODING
from jiceng.dataset.tables import rows_per_group, write_parts

MERGED = 300_000
"""Postings that are copied at a time, about."""


def copy_quotes(path: Path, target: Path, copies: int) -> None:
    """Write copies of a file of quotes, one after the other, each of newspapers of its own."""
    with pq.ParquetFile(path) as file, pq.ParquetWriter(target, file.schema_arrow, compression="zstd") as writer:
        for copy in range(copies):
            for batch in file.iter_batches(50_000):
                table = _of_copy(pa.Table.from_batches([batch]), ("quote_id", "newspaper"), copy)
                writer.write_table(table, row_group_size=rows_per_group("quotes"))


def copy_index(written: dict[str, list[Path]], folder: Path, copies: int) -> dict[str, list[Path]]:
    """Write the index of such copies; `written` is the index of one, which begins with document 0."""
    documents = sum(pq.read_metadata(path).num_rows for path in written["search_documents"])
    schemas = {table: pq.read_schema(paths[0]) for table, paths in written.items()}
    rows = _documents(written["search_documents"], documents, copies)
    postings = _postings(written["search"], documents, copies)
    return {
        "search_documents": write_parts(
            rows, schemas["search_documents"], folder / "more-documents", rows_per_group("search_documents")
        ),
        "search": write_parts(
            postings, schemas["search"], folder / "more-postings", rows_per_group("search"), **POSTINGS_ENCODING
        ),
    }


def _documents(paths: list[Path], documents: int, copies: int) -> Iterator[pa.Table]:
    for copy in range(copies):
        for path in paths:
            for batch in pq.ParquetFile(path).iter_batches(50_000):
                table = _of_copy(pa.Table.from_batches([batch]), ("row_id", "newspaper"), copy)
                numbers = pc.add(table["document"], copy * documents)
                at = table.schema.get_field_index("document")
                yield table.set_column(at, table.schema.field(at), numbers)


def _postings(paths: list[Path], documents: int, copies: int) -> Iterator[pa.Table]:
    """Yield the postings of all copies in the order of tokens, and for each of them of documents."""
    table = pa.concat_tables([pq.read_table(path) for path in paths])
    token = table["token"].combine_chunks().dictionary_encode()
    codes, numbers = token.indices.to_numpy(), table["document"].to_numpy()
    starts = np.append(np.flatnonzero(np.append(True, codes[1:] != codes[:-1])), len(codes))
    bounds = starts[np.unique(np.searchsorted(starts, range(0, len(codes) + MERGED, MERGED)).clip(max=len(starts) - 1))]
    for low, high in pairwise(bounds):
        order = np.argsort(np.tile(codes[low:high], copies), kind="stable")
        copied = np.concatenate([numbers[low:high] + copy * documents for copy in range(copies)])[order]
        part = table.slice(low, high - low).take(pa.array(order % (high - low)))
        at = part.schema.get_field_index("document")
        yield part.set_column(at, part.schema.field(at), pa.array(copied))


def _of_copy(table: pa.Table, columns: tuple[str, ...], copy: int) -> pa.Table:
    """Return a table in whose columns the newspapers have the number of a copy in their names."""
    for name in columns:
        at = table.schema.get_field_index(name)
        renamed = pc.replace_substring(table[name], "paper-", f"paper-{copy}")
        table = table.set_column(at, table.schema.field(at), renamed)
    return table
