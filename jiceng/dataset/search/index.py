"""The tables of the index, made from rows of articles, initiatives and quotes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from jiceng.dataset.search.macros import SEARCHED, SEARCHED_LISTS
from jiceng.dataset.search.postings import Postings
from jiceng.dataset.tables import FILE_BYTES, rows_per_group, write_parts
from schemas import TABLES, SearchDocument, arrow_schema

TARGETS = ("articles", "initiatives", "quotes")
"""Tables that are searched, in the order of the index."""
_FOUND_BY = {
    "articles": {"newspaper": "newspaper", "issue_date": "issue_date"},
    "initiatives": {"issue_date": "first_seen", "community_id": "community_id"},
    "quotes": {"newspaper": "newspaper", "issue_date": "issue_date", "community_id": "community_id"},
}
"""Target → column of search_documents → column of the target."""
POSTINGS_ENCODING: dict[str, Any] = {
    "use_dictionary": ["target", "token", "weight"],
    "column_encoding": {"document": "DELTA_BINARY_PACKED"},
}
"""Documents of a token follow each other: their differences are small."""


@dataclass(frozen=True, slots=True)
class IndexFiles:
    """Where the files of an index go, and what their metadata says."""

    postings: Path
    """Stem of the files of search."""
    documents: Path
    """Stem of the files of search_documents."""
    schemas: Mapping[str, pa.Schema]
    file_bytes: int = FILE_BYTES


def first_document(section: str) -> int:
    """Return the number of the first document of a section, so that no two sections have one (16 million each)."""
    return int.from_bytes(sha256(section.encode()).digest()[:5]) >> 1 << 24


def columns_to_index(target: str, names: Iterable[str]) -> list[str]:
    """Return the columns of a target that its index is made from, of those that it has."""
    wanted = (*TABLES[target].key, *SEARCHED[target], *SEARCHED_LISTS[target], *_FOUND_BY[target].values())
    return [name for name in names if name in wanted]


def write_index(rows: Iterable[tuple[str, pa.Table]], first: int, files: IndexFiles) -> dict[str, list[Path]]:
    """Write the index of rows, which come with their target and in the order of TARGETS; return table → its files.

    `first` is the number of the first document.
    """
    with TemporaryDirectory(prefix="jiceng-search-") as spill:
        postings = {target: Postings(target, Path(spill)) for target in TARGETS}
        documents = write_parts(
            _documents(rows, first, postings),
            files.schemas["search_documents"],
            files.documents,
            rows_per_group("search_documents"),
            files.file_bytes,
        )
        tables = (table for target in TARGETS for table in postings[target].tables())
        written = write_parts(
            tables,
            files.schemas["search"],
            files.postings,
            rows_per_group("search"),
            files.file_bytes,
            **POSTINGS_ENCODING,
        )
    return {"search": written, "search_documents": documents}


def _documents(
    rows: Iterable[tuple[str, pa.Table]], first: int, postings: Mapping[str, Postings]
) -> Iterator[pa.Table]:
    """Yield the documents of rows, and add the texts of these to the postings."""
    number = first
    for target, table in rows:
        texts = _texts(target, table)
        postings[target].add(texts, number)
        numbers = pa.array(range(number, number + len(table)), pa.int64())
        number += len(table)
        found_by = {name: table[column] for name, column in _FOUND_BY[target].items() if column in table.column_names}
        columns = {
            "target": pa.repeat(pa.scalar(target), len(table)),
            "document": numbers,
            "row_id": table[TABLES[target].key[0]],
            "length": pa.array([len(text) for text in texts], pa.int32()),
            **found_by,
        }
        schema = arrow_schema(SearchDocument)
        missing = {field.name: pa.nulls(len(table), field.type) for field in schema if field.name not in columns}
        yield pa.table({name: {**columns, **missing}[name] for name in schema.names}, schema=schema)


def _texts(target: str, table: pa.Table) -> list[str]:
    """Return the text of each row that is searched: its columns, one under the other."""
    columns = [table[name] for name in SEARCHED[target] if name in table.column_names]
    lists = [table[name].cast(pa.list_(pa.string())) for name in SEARCHED_LISTS[target] if name in table.column_names]
    columns += [pc.binary_join(each, "\n") for each in lists]
    filled = [pc.fill_null(column, "") for column in columns]
    texts: list[str] = pc.binary_join_element_wise(*filled, "\n").to_pylist() if filled else [""] * len(table)
    return texts
