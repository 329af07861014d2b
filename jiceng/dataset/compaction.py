"""Shards → published files of the tables whose rows belong to a page, divided into sections: newspapers' years.

So a changed page changes only the files of its year. Sections follow each other in the order of their rows' keys.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from jiceng.dataset.shard_files import proved_files
from jiceng.dataset.shards import MEASURED, MEASURED_TABLES, ShardSource
from jiceng.dataset.tables import rows_per_group, sorted_by_key, write_parts
from jiceng.storage import Location
from schemas import TABLES

SECTIONED_TABLES = ("pages", "articles", "quotes", "mentions", "rejects")
ROWS_AT_A_TIME = 20_000
"""Rows that are sorted at a time."""
_UNDATED = "undated"


@dataclass(frozen=True, slots=True)
class Section:
    """A newspaper's year, or its undated pages."""

    name: str
    """<newspaper>/<year>, or <newspaper>/undated."""
    shards: tuple[ShardSource, ...]

    @property
    def file_stem(self) -> str:
        """Prefix of the names of its files."""
        return self.name.replace("/", "-")


def sections_of(shards: Iterable[ShardSource]) -> list[Section]:
    """Return the sections of shards, in the order of their rows' keys."""
    ordered = sorted(shards, key=lambda shard: shard.name)
    return [Section(name, tuple(group)) for name, group in groupby(ordered, key=lambda shard: section_name(shard.name))]


def search_sections_of(shards: Iterable[ShardSource]) -> list[Section]:
    """Return the sections of the index: a newspaper's year, but a month of its latest and a division of undated pages.

    So a new page changes a small file, and ten years are not 120 files.
    """
    ordered = sorted(shards, key=lambda shard: shard.name)
    latest = {
        section_name(shard.name).rpartition("/")[0]: section_name(shard.name)
        for shard in ordered
        if "/undated-" not in shard.name
    }

    def name(shard: ShardSource) -> str:
        section = section_name(shard.name)
        is_apart = section in latest.values() or section.endswith(f"/{_UNDATED}")
        return shard.name if is_apart else section

    return [Section(each, tuple(group)) for each, group in groupby(ordered, key=name)]


def section_name(shard: str) -> str:
    """Return the name of the section of a shard."""
    newspaper, _, month = shard.rpartition("/")
    return f"{newspaper}/{_UNDATED if month.startswith(_UNDATED) else month.partition('-')[0]}"


def write_section(folder: Path, output: Location, section: Section, table: str, schema: pa.Schema) -> list[Path]:
    """Write a section's rows of a table below `folder`, in key order, and return the files; without rows, none.

    Raises DamagedShard.
    """
    stem = folder / table / section.file_stem
    return write_parts(_section_rows(output, section, table), schema, stem, rows_per_group(table))


def _section_rows(output: Location, section: Section, table: str) -> Iterator[pa.Table]:
    for group in _interleaved(section.shards):
        with proved_files(output, group, table) as files:
            for rows in _in_key_order(files, table):
                yield _with_confidence(rows) if table in MEASURED_TABLES else rows


def _interleaved(shards: Sequence[ShardSource]) -> Iterator[tuple[ShardSource, ...]]:
    """Yield groups of shards that must be sorted together: a month alone, all divisions of undated pages at once."""
    if "/undated-" in shards[0].name:
        yield tuple(shards)
    else:
        for shard in shards:
            yield (shard,)


def _in_key_order(files: Sequence[Path], table: str) -> Iterator[pa.Table]:
    """Yield the rows of files that are each in key order, merged in key order, about ROWS_AT_A_TIME at a time."""
    if not files:
        return
    key = TABLES[table].key
    first = key[0]
    keys = pa.concat_arrays([a for path in files for a in pq.ParquetFile(path).read([first])[first].chunks]).sort()
    if len(keys) <= ROWS_AT_A_TIME:
        yield sorted_by_key(pa.concat_tables([pq.ParquetFile(path).read() for path in files]), key)
        return
    bounds = [keys[at].as_py() for at in range(0, len(keys), ROWS_AT_A_TIME)]
    for low, high in zip(bounds, [*bounds[1:], None], strict=True):
        if low == high:
            continue
        rows = pc.field(first) >= low
        if high is not None:
            rows &= pc.field(first) < high
        yield sorted_by_key(pq.read_table(files, filters=rows), key)


def _with_confidence(table: pa.Table) -> pa.Table:
    """Return mentions with the confidence of the rule of each."""
    from jiceng.rules import confidence_of  # imports all of extraction

    rules = table["rule"].combine_chunks().dictionary_encode()
    measured = pa.array([confidence_of(rule) for rule in rules.dictionary.to_pylist()], pa.float64())
    return table.append_column(MEASURED, measured.take(rules.indices))
