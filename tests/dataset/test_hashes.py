import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from jiceng.dataset import shards as shards_module
from jiceng.dataset.hashes import HASHES, FileHashes
from jiceng.dataset.shard_files import SHARDS
from jiceng.dataset.shards import list_shards
from jiceng.page import find_pages
from tests.dataset.sample import CANAL, write_page


def test_a_page_that_did_not_change_is_not_hashed_again(
    raw: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in raw.rglob("*.txt"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    monkeypatch.setattr("jiceng.dataset.hashes.is_settled", lambda stamp: True)
    shards = list_shards(find_pages(raw), output)
    hashed: list[object] = []
    sha256_of = shards_module.sha256_of

    def count(place: Path) -> str:
        hashed.append(place)
        return sha256_of(place)

    monkeypatch.setattr("jiceng.dataset.hashes.sha256_of", count)
    assert list_shards(find_pages(raw), output) == shards
    assert hashed == []
    page = write_page(raw, "river-daily/2026-01-03/01", CANAL)
    changed = list_shards(find_pages(raw), output)
    assert hashed == [page]
    assert [new.name for new, old in zip(changed, shards, strict=True) if new.fingerprint != old.fingerprint] == [
        "river-daily/2026-01"
    ]
    (output / "shards/hashes.parquet").write_bytes(b"no Parquet")
    assert [shard.fingerprint for shard in list_shards(find_pages(raw), output)] == [s.fingerprint for s in changed]


def test_a_file_changed_a_moment_ago_is_hashed_again(raw: Path, output: Path) -> None:
    page = write_page(raw, "river-daily/2026-01-03/01", CANAL)
    list_shards(find_pages(raw), output)
    stored = pq.read_table(output / "shards/hashes.parquet") if (output / "shards/hashes.parquet").exists() else None
    assert stored is None or str(page.absolute()) not in stored["path"].to_pylist()


def test_something_else_in_the_place_of_the_cache_is_no_cache(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / HASHES)
    assert FileHashes.load(tmp_path) == FileHashes()


def test_a_flipped_bit_of_the_cache_is_no_hash(raw: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiceng.dataset.hashes.is_settled", lambda stamp: True)
    list_shards(find_pages(raw), output)
    path = output / SHARDS / HASHES
    data, known = path.read_bytes(), FileHashes.load(output / SHARDS)
    assert known != FileHashes()
    for at in range(4, len(data) - 8, 7):
        path.write_bytes(data[:at] + bytes([data[at] ^ 2]) + data[at + 1 :])
        assert FileHashes.load(output / SHARDS) in (known, FileHashes()), at
