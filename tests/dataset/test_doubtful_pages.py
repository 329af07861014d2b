from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jiceng.dataset.doubtful_pages import doubtful_pages


def test_pages_are_counted_by_issue_and_what_to_do_is_said(tmp_path: Path) -> None:
    issues = {
        "b/2": ["columns_interleaved"],
        "b/1": ["columns_interleaved", "spaced"],
        "b/3": [],
        "b/4": ["mojibake"],
        "b/5": ["extraction_cut"],
    }
    table = pa.table({"page_id": list(issues), "issues": pa.array(list(issues.values()), pa.list_(pa.string()))})
    pq.write_table(table, tmp_path / "pages.parquet")
    first, cut, second = map(str, doubtful_pages([tmp_path / "pages.parquet"]))
    assert first.startswith("2 pages (b/1 …): columns_interleaved: ")
    assert "boxes" in first
    assert cut.startswith("1 page (b/5): extraction_cut: ")
    assert "page_characters" in cut
    assert second.startswith("1 page (b/4): mojibake: ")
