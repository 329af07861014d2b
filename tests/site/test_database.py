from pathlib import Path

import duckdb

from jiceng.release.contents import RELEASED, count_rows
from jiceng.site.database import STORAGE, write_database
from jiceng.site.source import SiteSource


def test_the_database_has_every_table_in_a_format_that_browsers_read(source: SiteSource, tmp_path: Path) -> None:
    path = tmp_path / "it's.duckdb"
    write_database(source.connection, path)
    with duckdb.connect(str(path), read_only=True) as database:
        assert count_rows(database, RELEASED) == count_rows(source.connection, RELEASED)
        ((tags,),) = database.execute("SELECT tags['storage_version'] FROM duckdb_databases() LIMIT 1").fetchall()
    assert STORAGE in tags
    assert path.stat().st_size < 1_000_000, "each column of a small table should not fill a large block"
