"""A real release of pages that name private people: nothing of them is in any of its files."""

import hashlib
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from jiceng.release.archive import zip_release
from jiceng.release.contents import RELEASED
from jiceng.release.cut import CutRelease
from jiceng.release.folders import releases_folder
from jiceng.release.redaction.redact import Policy
from jiceng.release.redaction.suppression import Suppressed, SuppressedName, SuppressedPage
from jiceng.release.verify import verify_release
from tests.release.sample import cut
from tests.release.test_people_hidden import strings

OPAQUE_PAGES = ("2026-01-04/02", "2026-01-06/01", "2026-01-07/01", "undated/赵小兰")
NOWHERE = ("钱进", "qian jin", "小兰常", *OPAQUE_PAGES)
"""What may be in no file: the name of a private person whom nobody public is called like, and where people stand."""


def values(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every string of a folder: names of files, values and metadata of Parquet files, all text of others."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        yield name, name
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            yield from ((name, text) for row in table.to_pylist() for text in strings(row))
            yield from ((name, value.decode()) for value in table.schema.metadata.values())
        elif path.suffix == ".duckdb":
            yield from ((name, text) for text in strings_of_database(path))
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                yield from ((name, inside) for inside in archive.namelist())
        elif path.is_file():
            yield name, path.read_text(encoding="utf-8")


def strings_of_database(path: Path) -> Iterator[str]:
    """Yield all that the tables of a database file have, and what their definitions and its bytes say."""
    with duckdb.connect(path, read_only=True) as connection:
        for (table,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            yield from (text for row in connection.table(table).to_arrow_table().to_pylist() for text in strings(row))
        for column in ("sql", "comment"):
            yield from (str(row[0]) for row in connection.execute(f"SELECT {column} FROM duckdb_views()").fetchall())
    yield path.read_bytes().decode(errors="replace")


def found(folder: Path, words: tuple[str, ...]) -> set[tuple[str, str]]:
    return {
        (name, word) for name, text in values(folder) for word in words if word in text or word in text.replace(" ", "")
    }


@pytest.fixture
def output(private_output: Path, tmp_path: Path) -> Path:
    shutil.copytree(private_output, tmp_path / "output", symlinks=True)
    return tmp_path / "output"


def cut_both(output: Path, text: Any) -> CutRelease:
    """Cut a release that names everybody, then one that names nobody private, so that changes between them are told."""
    cut(output, version="2026.11.22")
    return cut(output, date(2026, 11, 23), policy=Policy(text=text), database=True)


@pytest.mark.parametrize("text", ["full", "excerpt", "none"])
def test_no_private_name_is_left_in_any_file(output: Path, private_output: Path, text: Any) -> None:
    assert found(cut(output, version="2026.11.21").folder, NOWHERE), "the search finds what is there"
    release = cut_both(output, text)
    assert found(release.folder, NOWHERE) == set()
    digests = tuple(
        hashlib.sha256((private_output.parent / f"raw/river-daily/{page}.txt").read_bytes()).hexdigest()
        for page in OPAQUE_PAGES
    )
    assert found(release.folder, digests) == set()
    zip_release(release.folder, release.folder)
    assert found(release.folder, NOWHERE) == set()


def test_such_a_release_is_verified(output: Path) -> None:
    for text in ("full", "excerpt", "none"):
        release = cut(output, policy=Policy(text=text))  # type: ignore[arg-type]
        assert verify_release(str(release.folder)).broken == ()
        assert "rights" in release.release.promises


def test_nothing_unredacted_is_left_beside_it(output: Path) -> None:
    cut(output, policy=Policy())
    left = [path.name for path in releases_folder(output).iterdir()]
    assert sorted(left) == [".lock", ".secret", "2026.11.22", "index.json"]


def test_what_was_refused_is_in_no_file(output: Path) -> None:
    suppressed = Suppressed(
        names=(SuppressedName(name="周正"),), pages=(SuppressedPage(page_id="river-daily/2026-01-05/01"),)
    )
    cut(output, version="2026.11.22")
    policy = Policy(text="full", private_people="keep", suppressed=suppressed)
    release = cut(output, date(2026, 11, 23), policy=policy, accept_fall=frozenset(RELEASED))
    assert found(release.folder, ("周正", "2026-01-05/01", "副局长")) == set()
    assert release.release.redacted.suppressed_names == 1
    assert release.release.redacted.suppressed_pages == 1
    assert verify_release(str(release.folder)).broken == ()
