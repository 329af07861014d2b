"""Makes divisions-1981-2024.parquet from a list of the provinces, cities and counties of those years.

    python jiceng/extraction/lexicon/make_division_history.py AREACODES.csv

AREACODES.csv has one row per code and span of years, and the codes that followed; jiceng/extraction/lexicon/README.md
says where it is from. The same list and the same pyarrow make the same bytes.
"""

import csv
import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

HISTORY = "divisions-1981-2024.parquet"
"""Sorted by code and first year."""
_SUCCESSOR = re.compile(r"(\d{6})(\[\d{4}\])?")
"""A code that followed, with the year in which a part of the division went there before the rest."""
_NOT_COVERED = frozenset({"71", "81", "82"})
"""Provinces of which the list has no counties."""
_SCHEMA = pa.schema(
    [
        pa.field("code", pa.int32(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("parent", pa.string(), nullable=False),
        pa.field("first_year", pa.int16(), nullable=False),
        pa.field("last_year", pa.int16()),
        pa.field("successors", pa.list_(pa.int32()), nullable=False),
        pa.field("parts_went_to", pa.list_(pa.int32()), nullable=False),
    ]
)


def make_history(source: Path, folder: Path) -> None:
    """Write the file into a folder from the list at `source`."""
    with source.open(encoding="utf-8-sig", newline="") as file:
        rows = [_row(row) for row in csv.DictReader(file) if row["代码"][:2] not in _NOT_COVERED]
    rows.sort(key=lambda row: (row["code"], row["first_year"]))
    written = (folder / HISTORY).with_suffix(".writing")
    pq.write_table(
        pa.Table.from_pylist(rows, schema=_SCHEMA),
        written,
        row_group_size=len(rows),
        compression="zstd",
        compression_level=19,
        use_dictionary=["parent"],
        column_encoding={"name": "DELTA_BYTE_ARRAY", "code": "DELTA_BINARY_PACKED"},
    )
    written.replace(folder / HISTORY)


def _row(row: Mapping[str, str]) -> dict[str, object]:
    code = _without_zeros(row["代码"])
    above = [row["一级行政区"] if len(code) > 2 else "", row["二级行政区"] if len(code) > 4 else ""]
    followed = _SUCCESSOR.findall(row["新代码"])
    successors = [int(_without_zeros(new)) for new, part in followed if not part]
    if row["状态"] == "变更" and not successors:
        successors = [int(code)]
    return {
        "code": int(code),
        "name": row["名称"],
        "parent": "/".join(name for name in above if name not in ("", "直辖")),
        "first_year": int(row["启用时间"]),
        "last_year": int(row["变更/弃用时间"]) if row["变更/弃用时间"] else None,
        "successors": successors,
        "parts_went_to": [int(_without_zeros(new)) for new, part in followed if part],
    }


def _without_zeros(code: str) -> str:
    """Return the digits of a code that say something: 51 for 510000, 5104 for 510400."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


if __name__ == "__main__":
    make_history(Path(sys.argv[1]), Path(__file__).parent)
