"""A small raw folder, what is built from it, and ways to damage a build."""

import shutil
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

from jiceng.dataset.builds.assemble import BuildReport, assemble_build
from jiceng.dataset.hashes import HASHES
from jiceng.dataset.manifest import MANIFEST, BuildFile, manifest_text, read_manifest
from jiceng.dataset.publishing import publish
from jiceng.dataset.shards import list_shards, write_shard
from jiceng.page import find_pages
from jiceng.storage import sha256_of

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)

SQUARE = """\
市民广场建成开放
□本报记者 王小明
　　1月3日，东湖区民政局局长张三介绍：“市民广场今年春天建成,
欢迎大家都来走走看看，也请大家爱护广场的一草一木。”
　　东湖区红旗社区党委书记李四表示，社区将组织志愿者维护秩序，做好
服务工作，让居民玩得开心。
"""
LIBRARY = """\
社区图书室重新开门
　　东湖区红旗社区党委书记李四说：“图书室添了三千册新书，晚上也
开放，孩子们放学以后有地方去了。”
　　居民赵小兰说：“我们盼这一天盼了很久，今后周末都会带孩子来这里看书。”
"""
CANAL = """\
河道清淤今日完工
　　西湖区水利局局长陈大山说：“清淤工程比原定日期提前十天完成，
两岸居民不用再担心积水了。”
"""


def write_raw(raw: Path) -> Path:
    """Two newspapers: a dated month of two issues, undated pages, a page in GB18030 and one that is no text."""
    write_newspaper(raw, "river-daily", '"江西省/南昌市"')
    write_newspaper(raw, "lake-weekly", '"江西省/南昌市"')
    write_page(raw, "river-daily/2026-01-03/01", SQUARE)
    write_page(raw, "river-daily/2026-01-04/02", LIBRARY)
    write_page(raw, "river-daily/undated/one", CANAL)
    write_page(raw, "river-daily/undated/one-b", SQUARE.replace("张三", "孙建国"))
    write_page(raw, "lake-weekly/2026-02-01/A01", LIBRARY, encoding="gb18030")
    (raw / "lake-weekly/2026-02-01/A02.txt").write_bytes(b"\xff\x00\x81\xff" * 9)
    return raw


def write_newspaper(raw: Path, name: str, home: str) -> None:
    folder = raw / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "newspaper.toml").write_text(f'title = "{name}"\nhome = {home}\n', encoding="utf-8")


def write_page(raw: Path, page_id: str, text: str, encoding: str = "utf-8") -> Path:
    path = raw / f"{page_id}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))
    return path


def assemble(
    raw: Path, output: Path, pool: Executor | None = None, hour: int = 0, database_bytes: int = 0
) -> BuildReport:
    """Read and compact everything, `hour` hours after NOON; without jiceng.duckdb, which takes time."""
    folder = find_pages(raw)
    shards = list_shards(folder, output)
    for shard in shards:
        write_shard(output, shard, pool)
    now = NOON + timedelta(hours=hour)
    return assemble_build(output, shards, folder.newspapers, folder.faults, now, database_bytes=database_bytes)


def build(raw: Path, output: Path, pool: Executor | None = None, hour: int = 0, database_bytes: int = 0) -> BuildReport:
    report = assemble(raw, output, pool, hour, database_bytes)
    publish(output, report)
    return report


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Return the Parquet files below a folder, by their path."""
    files = (path for path in folder.rglob("*.parquet") if path.name != HASHES)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(files)}


def rows_of(folder: Path, table: str) -> list[dict[str, Any]]:
    """Return a table's rows, in the order of its files."""
    return [row for path in files_of(folder, table) for row in pq.read_table(path).to_pylist()]


def any_text(length: int) -> st.SearchStrategy[str]:
    """Any characters at all, those that the readers of pages look for among them more often."""
    usual = st.sampled_from("\n\n\n\r\t\f\u2028 　，。：“”（）《》□本报记者讯市区社说表示abA1,;")
    return st.text(st.one_of(usual, st.characters(codec="utf-8")), max_size=length)


Rows = list[dict[str, Any]]


def rewrite(folder: Path, table: str, change: Callable[[Rows], Rows | None]) -> None:
    """Change a table's rows behind the builder's back, with a manifest that agrees."""
    schema = pq.read_schema(files_of(folder, table)[0])
    rows = rows_of(folder, table)
    changed = change(rows)
    write_table(folder, table, pa.Table.from_pylist(rows if changed is None else changed, schema=schema))


def files_of(folder: Path, table: str) -> list[Path]:
    """Return the files of a table, in the manifest's order."""
    return [folder / file.path for file in read_manifest(folder).files_of(table)]


def write_table(folder: Path, table: str, rows: pa.Table) -> None:
    """Put a table into one file, whatever files it had.

    They are unlinked first: their bytes may belong to another build too.
    """
    manifest = read_manifest(folder)
    for path in files_of(folder, table):
        path.unlink()
    path = folder / table / "part-00000.parquet"
    pq.write_table(rows, path)
    others = [file for file in manifest.files if file.table != table]
    file = BuildFile(
        path=f"{table}/{path.name}",
        table=table,
        rows=rows.num_rows,
        bytes=path.stat().st_size,
        sha256=sha256_of(path),
    )
    changed = manifest.model_copy(update={"files": (*others, file)})
    (folder / MANIFEST).write_text(manifest_text(changed), encoding="utf-8")


def copy_of(build: Path, target: Path) -> Path:
    shutil.copytree(build, target)
    return target
