import shutil
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jiceng.dataset.manifest import DATABASE
from jiceng.release.cut import CutRelease
from jiceng.release.folders import make_writable
from jiceng.release.redaction.redact import Policy
from jiceng.release.verify import verify_release
from tests.release.sample import cut
from tests.release.test_verify import resum


@pytest.fixture(scope="module")
def with_database(private_output: Path, tmp_path_factory: pytest.TempPathFactory) -> CutRelease:
    output = tmp_path_factory.mktemp("with_database") / "output"
    shutil.copytree(private_output, output, symlinks=True)
    return cut(output, policy=Policy(text="excerpt"), database=True)


def test_it_is_listed_and_verified(with_database: CutRelease) -> None:
    assert DATABASE in {file.path for file in with_database.release.files}
    assert verify_release(str(with_database.folder)).broken == ()
    with duckdb.connect(with_database.folder / DATABASE, read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM breaks").fetchall() != [(0,)]
        assert connection.execute("SELECT count(*) FROM quotes_full").fetchall() != [(0,)]


def test_a_word_that_the_tables_do_not_show_is_found(with_database: CutRelease, tmp_path: Path) -> None:
    folder = tmp_path / with_database.folder.name
    shutil.copytree(with_database.folder, folder)
    make_writable(folder)
    index = pq.read_table(folder / "search.parquet")
    rows = [*index.to_pylist()[:-1], {**index.to_pylist()[-1], "token": "钱进"}]
    pq.write_table(pa.Table.from_pylist(rows, schema=index.schema), folder / "search.parquet")
    resum(folder)
    assert "search.parquet: is not the index of the tables" in str(verify_release(str(folder)).broken[0])


def test_search_of_a_release(with_database: CutRelease) -> None:
    with duckdb.connect(with_database.folder / DATABASE, read_only=True) as connection:
        assert connection.execute("FROM search_quotes('质量')").fetchall() != []
        assert connection.execute("FROM search_quotes('清淤')").fetchall() == []  # withheld
        assert connection.execute("FROM search_quotes('钱进')").fetchall() == []
        assert connection.execute("FROM search_articles('qianjin')").fetchall() == []


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("UPDATE quotes SET speaker = '赵小兰'", "has other rows of quotes than the Parquet files"),
        ("CREATE TABLE withheld AS SELECT '赵小兰' AS name", "has a table that the dataset does not have: withheld"),
        (None, f"{DATABASE}: cannot be read"),
    ],
)
def test_what_it_adds_to_the_tables_is_found(
    with_database: CutRelease, tmp_path: Path, damage: str | None, sentence: str
) -> None:
    folder = tmp_path / with_database.folder.name
    shutil.copytree(with_database.folder, folder)
    make_writable(folder)
    if damage is None:
        (folder / DATABASE).write_bytes(b"no database" * 3_000)
    else:
        with duckdb.connect(folder / DATABASE) as connection:
            connection.execute(damage)
    resum(folder)
    assert sentence in str(verify_release(str(folder)).broken[0])
