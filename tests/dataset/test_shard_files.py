import os
import random
from pathlib import Path

import pytest

from jiceng.dataset.compaction import sections_of, write_section
from jiceng.dataset.shard_files import (
    DamagedShard,
    damaged_shards,
    discard_shard,
    prove_shard,
    shard_folder,
    shard_rows,
)
from jiceng.dataset.shards import ShardSource, list_shards, write_shard
from jiceng.dataset.tables import published_schema
from jiceng.page import find_pages


@pytest.fixture
def shard(raw: Path, written: Path) -> ShardSource:
    """A shard of the output folder `written`."""
    return next(shard for shard in list_shards(find_pages(raw)) if shard.name == "river-daily/2026-01")


def test_a_written_shard_is_proved(written: Path, raw: Path) -> None:
    assert damaged_shards(written, list_shards(find_pages(raw))) == []


def test_every_flipped_bit_and_every_cut_is_found(written: Path, shard: ShardSource) -> None:
    chance = random.Random(1)
    for path in sorted(shard_folder(written, shard).iterdir()):
        data = path.read_bytes()
        for at in chance.sample(range(len(data) - 4), 8):  # a line end that ends JSON says nothing
            path.write_bytes(data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :])
            found = [str(each) for each in damaged_shards(written, [shard])]
            assert len(found) == 1 or path.name == "report.json", (path.name, at)
            assert all(each.startswith(f"shard {shard.name}: {path.name} has other ") for each in found)
        path.write_bytes(data[: len(data) // 2])
        assert damaged_shards(written, [shard])
        path.write_bytes(data)
    prove_shard(written, shard)


@pytest.mark.parametrize("name", ["quotes.parquet", "sources.json", "report.json"])
@pytest.mark.parametrize("kind", ["missing", "folder", "pipe"])
def test_a_file_of_another_kind_or_none(written: Path, shard: ShardSource, name: str, kind: str) -> None:
    path = shard_folder(written, shard) / name
    path.unlink()
    if kind != "missing":
        (os.mkdir if kind == "folder" else os.mkfifo)(path)
    assert [str(each) for each in damaged_shards(written, [shard])] == [f"shard {shard.name}: {name} is missing"]


def test_the_folder_of_another_shard_is_not_taken_for_it(written: Path, raw: Path, shard: ShardSource) -> None:
    other = next(each for each in list_shards(find_pages(raw)) if each.name != shard.name)
    discard_shard(written, shard)
    shard_folder(written, other).rename(shard_folder(written, shard))
    assert [str(each) for each in damaged_shards(written, [shard])] == [
        f"shard {shard.name}: report.json is that of another shard"
    ]


def test_damage_is_seen_where_rows_are_used(written: Path, shard: ShardSource, tmp_path: Path) -> None:
    path = shard_folder(written, shard) / "quotes.parquet"
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 16
    path.write_bytes(data)
    with pytest.raises(DamagedShard, match=r"river-daily/2026-01: quotes\.parquet has other bytes"):
        shard_rows(written, shard, "quotes")
    with pytest.raises(DamagedShard, match=r"quotes\.parquet has other bytes"):
        write_section(tmp_path, written, sections_of([shard])[0], "quotes", published_schema("quotes", {}))


@pytest.mark.parametrize("damage", ["no report", "report cut"])
def test_what_is_left_of_a_shard_is_no_obstacle(written: Path, shard: ShardSource, damage: str) -> None:
    report = shard_folder(written, shard) / "report.json"
    if damage == "no report":
        report.unlink()
    else:
        report.write_bytes(report.read_bytes()[:40])
    assert write_shard(written, shard).seconds > 0
    prove_shard(written, shard)


def test_a_table_without_rows_has_no_file(written: Path, shard: ShardSource) -> None:
    assert shard_rows(written, shard, "rejects") is None
