import os
import shutil
import time
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from upath import UPath

from jiceng.storage import (
    Listing,
    Location,
    Stamp,
    is_settled,
    link_or_copy,
    location_of,
    move_into_place,
    parquet_dataset,
    put_file,
    read_parquet,
    remove_folder,
    replace_file,
    sha256_of,
    temporary_folder,
)


@pytest.fixture(params=["folder", "objects"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    """An empty folder of this machine, or an address of storage that has objects and no folders."""
    return tmp_path if request.param == "folder" else UPath(f"memory://{uuid4().hex}")


def put(root: Location, name: str, text: str = "x") -> Location:
    replace_file(root / name, text.encode())
    return root / name


@pytest.mark.parametrize(
    ("address", "location"),
    [
        ("raw", Path("raw")),
        ("/data/raw", Path("/data/raw")),
        ("file:///data/raw", Path("/data/raw")),
        ("memory://data/raw", UPath("memory://data/raw")),
    ],
)
def test_a_place_by_its_address(address: str, location: Location) -> None:
    assert location_of(address) == location
    assert location_of(location) is location


def test_an_address_that_nobody_knows() -> None:
    with pytest.raises(ValueError, match="nowhere://data"):
        location_of("nowhere://data")


def test_folders_are_listed_by_name(root: Location) -> None:
    for name in ("b.toml", "a/2/two.txt", "a/1/one.txt", "a-b/x"):
        put(root, name)
    listing = Listing(root)
    assert [(entry.name, entry.is_folder) for entry in listing.entries()] == [
        ("a", True),
        ("a-b", True),
        ("b.toml", False),
    ]
    assert [entry.name for entry in listing.entries("a")] == ["1", "2"]
    (one,) = listing.entries("a/1")
    assert one.stamp is not None
    assert one.stamp.size == 1


def test_a_stamp_follows_every_change(tmp_path: Path) -> None:
    path = tmp_path / "page"
    path.write_text("abc")
    before = Listing(tmp_path).entries()[0].stamp
    assert Listing(tmp_path).entries()[0].stamp == before
    times = path.stat()
    path.write_text("abd")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert Listing(tmp_path).entries()[0].stamp != before


def test_a_file_just_changed_may_change_again_unseen() -> None:
    assert not is_settled(Stamp(1, "v", time.time()))
    assert not is_settled(Stamp(1, "v", 0))
    assert is_settled(Stamp(1, "v", time.time() - 60))


def test_a_file_is_replaced_at_once(root: Location) -> None:
    location = put(root, "deep/file", "old")
    replace_file(location, b"new")
    assert location.read_bytes() == b"new"
    assert sha256_of(location) == "11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437"
    assert [entry.name for entry in Listing(root).entries("deep")] == ["file"]


def test_a_file_is_put_whole_or_not_at_all(root: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = tmp_path / "source"
    source.write_bytes(b"new")
    put_file(source, root / "deep" / "file")
    assert (root / "deep" / "file").read_bytes() == b"new"
    if isinstance(root, Path):

        def cut_off(_: Path, target: Path) -> None:
            target.write_bytes(b"n")
            raise OSError("no space left")

        monkeypatch.setattr(shutil, "copyfile", cut_off)
        with pytest.raises(OSError, match="no space left"):
            put_file(source, root / "deep" / "other")
        assert [entry.name for entry in Listing(root).entries("deep")] == ["file"]


def test_parquet_is_read_from_everywhere(root: Location) -> None:
    locations = []
    for number in range(2):
        with temporary_folder(root) as folder:
            pq.write_table(pa.table({"n": [number], "m": [0]}), folder / "table.parquet")
            move_into_place(folder, root / str(number), last="table.parquet")
        locations.append(root / str(number) / "table.parquet")
    assert read_parquet(locations[1], columns=["n"]).to_pylist() == [{"n": 1}]
    assert parquet_dataset(locations).to_table()["n"].to_pylist() == [0, 1]


def test_a_settled_folder_is_whole(root: Location) -> None:
    with temporary_folder(root) as folder:
        (folder / "sub").mkdir()
        (folder / "sub" / "file").write_text("1")
        (folder / "last").write_text("2")
        move_into_place(folder, root / "a" / "b", last="last")
    assert (root / "a" / "b" / "sub" / "file").read_text() == "1"
    assert (root / "a" / "b" / "last").read_text() == "2"
    assert [entry.name for entry in Listing(root).entries()] == ["a"]


def test_what_says_that_a_folder_is_whole_is_put_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = UPath(f"memory://{uuid4().hex}")
    put_file = type(target.fs).put_file
    names: list[str] = []

    def noted(self: object, source: str, path: str, **more: object) -> None:
        names.append(Path(path).name)
        put_file(self, source, path, **more)

    monkeypatch.setattr(type(target.fs), "put_file", noted)
    for name in ("a", "z", "manifest.json"):
        (tmp_path / name).write_text(name)
    move_into_place(tmp_path, target, last="manifest.json")
    move_into_place(tmp_path, target, last="manifest.json")
    assert names == ["a", "z", "manifest.json"]


def test_a_folder_is_removed(root: Location) -> None:
    put(root, "a/b/c")
    put(root, "kept")
    remove_folder(root / "a")
    assert [entry.name for entry in Listing(root).entries()] == ["kept"]


def test_a_link_is_the_same_file_and_a_copy_has_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = put(tmp_path, "old", "text")
    link_or_copy(old, tmp_path / "sub" / "new")
    assert (tmp_path / "sub" / "new").samefile(old)

    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    link_or_copy(old, tmp_path / "copy")
    assert not (tmp_path / "copy").samefile(old)
    assert (tmp_path / "copy").read_text() == "text"


def test_a_folder_beside_is_settled_or_gone(tmp_path: Path) -> None:
    with temporary_folder(tmp_path) as folder:
        (folder / "file").write_text("1")
        move_into_place(folder, tmp_path / "a" / "b")
    with pytest.raises(FileNotFoundError), temporary_folder(tmp_path) as folder:
        (folder / "no folder" / "file").write_text("2")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a/b/file").read_text() == "1"


def test_a_target_that_stands_is_left(tmp_path: Path) -> None:
    for text in ("1", "2"):
        with temporary_folder(tmp_path) as folder:
            (folder / "file").write_text(text)
            move_into_place(folder, tmp_path / "a")
    assert (tmp_path / "a/file").read_text() == "1"
