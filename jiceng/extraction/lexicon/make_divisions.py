"""Makes the gazetteer's two Parquet files from the Bureau of Statistics' list of divisions.

    python jiceng/extraction/lexicon/make_divisions.py DIVISIONS.parquet

DIVISIONS.parquet has the columns code, name and level; jiceng/extraction/lexicon/README.md says where it is from. The
same list and the same pyarrow make the same bytes.
"""

import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

DIVISIONS = "divisions-2020.parquet"
"""Provinces to towns, sorted by code."""
VILLAGES = "villages-2020.parquet"
"""Communities and villages, sorted by name."""
VILLAGES_IN_ROW_GROUP = 16_384
PLACE_HOLDERS = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
"""Names that the list gives to groups of counties; no places."""


def make_divisions(source: Path, folder: Path) -> None:
    """Write both files into a folder from the list at `source`."""
    rows = [row for row in pq.read_table(source).to_pylist() if row["level"] != "other"]
    divisions = [row for row in rows if len(row["code"]) <= 9 and row["name"] not in PLACE_HOLDERS]
    villages = [row for row in rows if len(row["code"]) == 12]
    _write(sorted(divisions, key=lambda row: row["code"]), folder / DIVISIONS, len(divisions))
    _write(sorted(villages, key=lambda row: (row["name"], row["code"])), folder / VILLAGES, VILLAGES_IN_ROW_GROUP)


def _write(rows: list[dict[str, Any]], path: Path, rows_in_group: int) -> None:
    names = pa.array([row["name"] for row in rows], pa.string())
    codes = pa.array([int(row["code"]) for row in rows], pa.int64())
    schema = pa.schema([pa.field("name", pa.string(), nullable=False), pa.field("code", pa.int64(), nullable=False)])
    written = path.with_suffix(".writing")
    pq.write_table(
        pa.table([names, codes], schema=schema),
        written,
        row_group_size=rows_in_group,
        compression="zstd",
        compression_level=19,
        use_dictionary=False,
        column_encoding={"name": "DELTA_BYTE_ARRAY", "code": "BYTE_STREAM_SPLIT"},
    )
    written.replace(path)


if __name__ == "__main__":
    make_divisions(Path(sys.argv[1]), Path(__file__).parent)
