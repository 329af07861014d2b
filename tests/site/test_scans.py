from pathlib import Path

import duckdb
import pytest

from jiceng.site.scans import create_scans


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    opened = duckdb.connect()
    opened.execute("CREATE TABLE pages AS SELECT unnest(['daily/2026-01-03/01', 'daily/2026-01-03/02']) AS page_id")
    return opened


def test_a_page_has_the_image_of_its_name(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    issue = tmp_path / "daily" / "2026-01-03"
    issue.mkdir(parents=True)
    (tmp_path / "daily" / ".ocr").mkdir()
    for name in ("01.txt", "01.PNG", "01.jpg", "02.tif", "02.svg", "03.jpg", "../.ocr/02.jpg"):
        (issue / name).touch()
    (issue / "02.png").symlink_to(issue / "01.jpg")
    create_scans(connection, tmp_path)
    assert connection.execute("FROM scans").fetchall() == [("daily/2026-01-03/01", "daily/2026-01-03/01.PNG")]


@pytest.mark.parametrize("raw", [None, Path("nowhere")])
def test_without_a_folder_there_are_none(connection: duckdb.DuckDBPyConnection, raw: Path | None) -> None:
    create_scans(connection, raw)
    assert connection.execute("FROM scans").fetchall() == []
