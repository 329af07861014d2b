from pathlib import Path

import pyarrow.parquet as pq
import pytest

from jiceng.dataset import compaction
from jiceng.dataset.checks.builds import check_build
from schemas import TABLES
from tests.dataset.sample import CANAL, build, files_of, write_page


@pytest.fixture
def output(written: Path) -> Path:
    return written


def test_rows_are_in_the_order_of_their_key(dataset: Path) -> None:
    for table, model in TABLES.items():
        for path in files_of(dataset / "current", table):
            keys = [tuple(row[column] for column in model.key) for row in pq.read_table(path).to_pylist()]
            assert keys == sorted(set(keys))


def test_undated_pages_are_in_order_too(raw: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compaction, "ROWS_AT_A_TIME", 3)
    for number in range(10):
        write_page(raw, f"river-daily/undated/{number}", CANAL)
    report = build(raw, output)
    assert check_build(report.folder) == []
    assert report.tables["pages"].rows == 16
