"""Compares two output folders row by row: python -m benchmarks.compare_datasets BEFORE AFTER [--renamed OLD=NEW].

For changes of the code that must not change the dataset. The rules version and other file metadata are not compared;
a rule that was renamed on purpose is named with --renamed. Exits with 1 where a table differs.
"""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from schemas import TABLES

Rows = dict[tuple[object, ...], dict[str, Any]]
"""Key → row."""
SHOWN = 3
"""Differing rows that are printed per table."""


def read_table(output: Path, name: str) -> pa.Table:
    """Return every row of a table in the current build."""
    files = sorted((output / "current" / name).glob("*.parquet"))
    return pa.concat_tables([pq.ParquetFile(file).read().replace_schema_metadata() for file in files])


def rows_by_key(table: pa.Table, key: tuple[str, ...], renamed: Mapping[str, str]) -> Rows:
    """Return key → row, with the old names of rules replaced by the new ones."""
    rows = {}
    for row in table.to_pylist():
        if row.get("rule") in renamed:
            row["rule"] = renamed[row["rule"]]
        for item in row.get("breaks") or ():
            item["reason"] = renamed.get(item["reason"], item["reason"])
        rows[tuple(row[column] for column in key)] = row
    return rows


def differences(before: Rows, after: Rows) -> list[str]:
    """Return a line for each key whose rows differ: gone, new, or which columns changed."""
    lines = []
    for key in sorted({*before, *after}, key=str):
        if key not in after:
            lines.append(f"gone: {key}")
        elif key not in before:
            lines.append(f"new: {key}")
        elif before[key] != after[key]:
            columns = [name for name in before[key] if before[key][name] != after[key].get(name)]
            values = (f"{name}: {before[key][name]!r:.200} -> {after[key].get(name)!r:.200}" for name in columns)
            lines.append(f"changed: {key}: {'; '.join(values)}")
    return lines


def main() -> int:
    """Print a line per table; return 1 where any differs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("before", type=Path)
    parser.add_argument("after", type=Path)
    parser.add_argument("--renamed", action="append", default=[], metavar="OLD=NEW")
    arguments = parser.parse_args()
    renamed = dict(pair.split("=", 1) for pair in arguments.renamed)
    differing = 0
    for name, model in TABLES.items():
        tables = [read_table(output, name) for output in (arguments.before, arguments.after)]
        before, after = (rows_by_key(table, model.key, renamed) for table in tables)
        found = differences(before, after)
        if tables[0].schema != tables[1].schema:
            found.insert(0, "other columns or types")
        print(f"{name}: {len(before)} rows, {'equal' if not found else f'{len(found)} differ'}")
        for line in found[:SHOWN]:
            print(f"  {line}")
        differing += bool(found)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
