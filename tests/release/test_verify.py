import json
import os
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jiceng.release.archive import zip_release
from jiceng.release.cut import CutRelease
from jiceng.release.folders import INDEX
from jiceng.release.index import NoRelease
from jiceng.release.release_files import sums_text
from jiceng.release.verify import read_sums, verify_release
from jiceng.storage import sha256_of
from schemas import ReleaseFile
from tests.dataset.sample import copy_of
from tests.release.sample import copied
from tests.release.served import served


@pytest.fixture
def folder(released: CutRelease, tmp_path: Path) -> Path:
    return copied(released, tmp_path / released.folder.name)


def first_broken(folder: Path) -> str:
    return str(verify_release(str(folder)).broken[0])


def resum(folder: Path) -> None:
    """Let the hashes agree with files that were changed: of the sums and of the descriptors."""
    old = read_sums(folder)
    for name in ("datapackage.json", "croissant.json"):
        text = (folder / name).read_text(encoding="utf-8")
        for path, digest in old.items():
            if path.endswith(".parquet"):
                text = text.replace(digest, sha256_of(folder / path))
        (folder / name).write_text(text, encoding="utf-8")
    files = [ReleaseFile(path=path, bytes=0, sha256=sha256_of(folder / path)) for path in old]
    (folder / "SHA256SUMS").write_text(sums_text(files), encoding="utf-8")


def change_rows(folder: Path, table: str, change: Callable[[list[dict[str, object]]], object]) -> None:
    path = folder / f"{table}.parquet"
    read = pq.read_table(path)
    rows = read.to_pylist()
    change(rows)
    pq.write_table(pa.Table.from_pylist(rows, schema=read.schema), path)
    resum(folder)


def first_joined(rows: list[dict[str, object]]) -> dict[str, object]:
    return next(row for row in rows if row["verdict"] == "joined")


def test_a_release_is_whole_where_it_stands_and_copied(released: CutRelease, folder: Path) -> None:
    for place in (released.folder, folder):
        verified = verify_release(str(place))
        assert verified.broken == ()
        assert verified.version == "2026.11.22"


def test_an_archive_is_whole_and_the_same_every_time(folder: Path, tmp_path: Path) -> None:
    first = zip_release(folder, tmp_path).read_bytes()
    for path in folder.iterdir():
        os.utime(path, (0, 0))
    path = zip_release(copy_of(folder, tmp_path / "elsewhere"), tmp_path)
    assert path.name == "jiceng-2026.11.22.zip"
    assert path.read_bytes() == first
    assert verify_release(str(path)).broken == ()


def test_an_address_is_fetched(folder: Path) -> None:
    with served(folder.parent) as server:
        assert verify_release(f"{server.address}/{folder.name}/").broken == ()
        (folder / "RIGHTS.md").write_text("free for all")
        broken = verify_release(f"{server.address}/{folder.name}").broken
        assert "RIGHTS.md: has other bytes" in str(broken[0])
        with pytest.raises(NoRelease, match="holds no release"):
            verify_release(f"{server.address}/nothing")


def test_where_there_is_no_release(tmp_path: Path) -> None:
    for address in (tmp_path, tmp_path / "nothing", tmp_path / "no.zip"):
        (tmp_path / "no.zip").write_bytes(b"PK no archive")
        with pytest.raises(NoRelease):
            verify_release(str(address))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda folder: (folder / "quotes.parquet").unlink(), "quotes quotes.parquet: is missing"),
        (lambda folder: (folder / "LICENSE").write_text("x"), "LICENSE: has other bytes than when it was released"),
        (lambda folder: (folder / "more.txt").write_text("x"), "more.txt: is not in SHA256SUMS"),
        (lambda folder: (folder / "SHA256SUMS").unlink(), "SHA256SUMS: is missing"),
        (lambda folder: (folder / "SHA256SUMS").write_text("x\n"), "SHA256SUMS, line 1: is no hash and path"),
        (lambda folder: (folder / "release.json").write_text("{}"), "release.json: does not say what a release says"),
    ],
)
def test_damage_of_files_is_named(folder: Path, damage: Callable[[Path], object], said: str) -> None:
    damage(folder)
    assert said in first_broken(folder)


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("datapackage.json", '"path": "quotes.parquet"', '"path": "q.parquet"', "does not describe the tables' files"),
        ("croissant.json", '"version": "2026.11.22"', '"version": "2026.11.21"', "is of release 2026.11.21"),
        ("croissant.json", "{", "", "croissant.json: is no JSON"),
        ("CITATION.cff", "2026.11.22", "2026.11.21", "CITATION.cff: cites another release"),
        ("README.md", "---\n", "", "README.md: has no front matter"),
    ],
)
def test_a_wrong_descriptor_is_named_though_hashes_agree(
    folder: Path, name: str, old: str, new: str, said: str
) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    files = [ReleaseFile(path=each, bytes=0, sha256=sha256_of(folder / each)) for each in read_sums(folder)]
    (folder / "SHA256SUMS").write_text(sums_text(files), encoding="utf-8")
    assert said in first_broken(folder)


def test_a_wrong_hash_in_a_descriptor_is_named(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"][3]["hash"] = "sha256:" + "0" * 64
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    resum(folder)
    assert "datapackage.json: has another hash of quotes.parquet" in first_broken(folder)


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        ("quotes", lambda rows: rows.pop(), "rows, release.json says"),
        ("quotes", lambda rows: rows[0].update(text=f"{rows[0]['text']}。"), "promise 3, quotes"),
        ("quotes", lambda rows: rows[0].update(article_id="gone"), "article_id points to no row of articles"),
        ("breaks", lambda rows: rows[0].update(page_id="gone"), "page_id points to no row of pages"),
        ("breaks", lambda rows: first_joined(rows).update(verdict="paragraph"), "promise 7, "),
        ("breaks", lambda rows: rows[1].update(raw_offset=rows[0]["raw_offset"]), "the key is there more than once"),
        ("people", lambda rows: rows[0].update(mention_count=99), "mention_count is 99"),
        ("articles", lambda rows: rows[0]["raw_spans"].pop(), "promise"),
    ],
)
def test_a_broken_promise_is_named_though_hashes_agree(
    folder: Path, table: str, change: Callable[[list[dict[str, object]]], object], said: str
) -> None:
    change_rows(folder, table, change)
    assert said in first_broken(folder)


def test_a_table_of_another_release_is_named(folder: Path) -> None:
    path = folder / "rules.parquet"
    table = pq.read_table(path)
    pq.write_table(table.replace_schema_metadata({**table.schema.metadata, b"release": b"2026.11.01"}), path)
    resum(folder)
    assert "says that it is of release 2026.11.01" in first_broken(folder)


def test_a_column_too_few_is_named(folder: Path) -> None:
    path = folder / "rules.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["gold"]), path)
    resum(folder)
    assert "rules.parquet: lacks the column gold" in first_broken(folder)


def test_a_release_that_was_changed_as_a_whole_is_not_the_one_of_the_index(
    released: CutRelease, tmp_path: Path
) -> None:
    folder = copied(released, tmp_path / "releases" / "2026.11.22")
    (folder.parent / INDEX).write_bytes((released.folder.parent / INDEX).read_bytes())
    assert verify_release(str(folder)).broken == ()
    (folder / "LICENSE").write_text("free for all")
    resum(folder)
    assert "is not the one that index.json lists" in first_broken(folder)
