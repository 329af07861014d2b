"""Shards: what they are made of, which are stale, and their records as Parquet, checked before they are written.

A shard is a newspaper's month, by the folder of its pages; the undated pages of a newspaper are divided by a hash of
their page_id. It is a folder, `shards/<newspaper>/<month>/<fingerprint>/`, with one Parquet file per table that has
rows, `sources.json`, whose hash is the fingerprint, and `report.json`, written last. Confidences of mentions are not
in it, so that no page is read again when rules are measured anew.
"""

import json
import logging
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Any, cast

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import jiceng
import schemas
from jiceng.dataset.checks.proofs import prove_page
from jiceng.dataset.hashes import FileHashes
from jiceng.dataset.resolve import EARLIEST, RESOLVED_TABLES, merge_partials
from jiceng.dataset.seals import sealed_text
from jiceng.dataset.shard_files import (
    REPORT,
    SHARDS,
    SOURCES,
    DamagedShard,
    ShardReport,
    discard_shard,
    is_fresh,
    read_report,
    shard_folder,
)
from jiceng.dataset.tables import rows_per_group, sorted_by_key, table_of
from jiceng.page import PAGE_CHARACTERS, Fault, InputFault, PageFile, RawFolder, RawPage, read_pages, unopened
from jiceng.storage import Location, Stamp, move_into_place, sha256_of, temporary_folder
from schemas import SCHEMA_VERSION, TABLES, Entity, Newspaper, Reject, Row

if TYPE_CHECKING:
    from jiceng.records import PageRecords

UNDATED_DIVISIONS = 16
PAGES_PER_CHUNK = 16
"""Pages that a worker reads at a time."""
MEASURED = "confidence"
"""Column that is joined from the measurements of rules when shards are compacted."""
MEASURED_TABLES = ("mentions",)
"""Tables in which it is so."""
TABLES_OF_PAGES = tuple(name for name in TABLES if name not in ("newspapers", "rules"))
LIBRARIES = ("charset-normalizer", "jieba", "lxml", "pyarrow", "pydantic", "rjieba")
"""Libraries whose versions can change the bytes of a shard."""

_RULES = (
    "reading",
    "extraction",
    "ocr",
    "records",
    "page",
    "code_points.py",
    "escapes.py",
    "ideographs.py",
    "rule.py",
    "weights.py",
    "sourced.py",
    "dataset/shards.py",
    "dataset/checks/proofs.py",
    "dataset/resolve.py",
)
"""Sources below jiceng/ that decide the rows of a shard; those in schemas/ do, too."""
_NOT_OF_ROWS = frozenset({"schemas/release.py", "schemas/__main__.py"})
"""Sources in schemas/ that no row depends on."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ShardSources:
    """Everything that decides a shard's bytes."""

    schema_version: str
    rules: dict[str, str]
    """Source file of the rules, of the lexicons and of the schemas → SHA-256."""
    libraries: dict[str, str]
    newspaper: dict[str, Any]
    """Row of `newspapers`."""
    pages: dict[str, list[str | None]]
    """Path of a page file below raw/ → SHA-256 of it and of its toml."""
    page_characters: int = PAGE_CHARACTERS
    """Characters of a page's articles in which people, quotes and the like are looked for."""

    @property
    def fingerprint(self) -> str:
        """Hash of all fields; 32 hexadecimal digits."""
        return sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class ShardSource:
    """The pages of a shard, not yet read."""

    name: str
    """<newspaper>/<YYYY-MM>, or <newspaper>/undated-<division>."""
    newspaper: Newspaper
    pages: tuple[PageFile, ...]
    """In the order of their page_id."""
    sources: ShardSources
    fingerprint: str


def list_shards(raw: RawFolder, output: Location | None = None) -> list[ShardSource]:
    """Divide the pages of raw/ into shards, by name, and compute their fingerprints.

    With `output`, only files that have changed since the last call are hashed.
    """
    newspapers = {newspaper.newspaper: newspaper for newspaper in raw.newspapers}
    divided: dict[str, list[PageFile]] = defaultdict(list)
    for page in raw.pages:
        divided[_shard_name(page)].append(page)
    hashes = FileHashes() if output is None else FileHashes.load(output / SHARDS)
    shards = []
    for name in sorted(divided):
        pages = tuple(sorted(divided[name], key=lambda page: page.page_id))
        newspaper = newspapers[pages[0].newspaper]
        sources = _sources_of(newspaper, pages, hashes)
        shards.append(ShardSource(name, newspaper, pages, sources, sources.fingerprint))
    if output is not None:
        hashes.store(output / SHARDS)
    return shards


def _shard_name(page: PageFile) -> str:
    if page.folder_date is not None:
        return f"{page.newspaper}/{page.folder_date:%Y-%m}"
    division = int.from_bytes(sha256(page.page_id.encode()).digest()[:4]) % UNDATED_DIVISIONS
    return f"{page.newspaper}/undated-{division:02d}"


def _sources_of(newspaper: Newspaper, pages: Sequence[PageFile], hashes: FileHashes) -> ShardSources:
    return ShardSources(
        schema_version=SCHEMA_VERSION,
        rules=rule_sources(),
        libraries=library_versions(),
        newspaper=newspaper.model_dump(mode="json"),
        pages={
            page.source_path: [
                _file_hash(hashes, page.path, page.stamp),
                _file_hash(hashes, page.toml_path, page.toml_stamp),
            ]
            for page in pages
        },
        page_characters=max(page.page_characters for page in pages),
    )


def _file_hash(hashes: FileHashes, location: Location | None, stamp: Stamp | None) -> str | None:
    if location is None:
        return None
    try:
        return hashes.of(location, stamp)
    except OSError as error:
        return unopened(error)


@cache
def library_versions() -> dict[str, str]:
    """Return the versions of libraries, and of the Unicode tables that define white space."""
    versions = {library: version(library) for library in LIBRARIES}
    return {**versions, "unicode": unicodedata.unidata_version}


@cache
def rule_sources() -> dict[str, str]:
    """Return path → SHA-256 of each source file, lexicon and model that decides rows."""
    package, contract = Path(jiceng.__file__).parent, Path(schemas.__file__).parent
    hashed = {}
    for root, name in (*((package / part, f"jiceng/{part}") for part in _RULES), (contract, "schemas")):
        for path in sorted(_sources(root)):
            below = path.relative_to(root).as_posix()
            hashed[name if below == "." else f"{name}/{below}"] = sha256_of(path)
    return {name: digest for name, digest in hashed.items() if name not in _NOT_OF_ROWS}


@cache
def rules_version() -> str:
    """Return the hash of `rule_sources`; 16 hexadecimal digits."""
    return sha256(json.dumps(rule_sources(), sort_keys=True).encode()).hexdigest()[:16]


def _sources(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
        return
    for path in root.rglob("*"):
        hidden = any(part.startswith((".", "__pycache__")) for part in path.relative_to(root).parts)
        if path.is_file() and not hidden and path.suffix != ".pyc":
            yield path


def read_sources(output: Location, name: str, fingerprint: str) -> ShardSources | None:
    """Return what a written shard was made of; None if that cannot be read."""
    try:
        return ShardSources(**json.loads((output / SHARDS / name / fingerprint / SOURCES).read_bytes()))
    except (OSError, ValueError, TypeError):
        return None


class OtherRules(Exception):
    """A worker's rules, schemas or libraries are not those with which the build was planned."""


def _require_same_rules(shard: ShardSource) -> None:
    for ours, theirs in ((rule_sources(), shard.sources.rules), (library_versions(), shard.sources.libraries)):
        if differ := sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)):
            raise OtherRules(
                f"a worker has another {differ[0]} than the build was planned with; install the same jiceng everywhere"
            )


def write_shard(output: Location, shard: ShardSource, pool: Executor | None = None) -> ShardReport:
    """Read the pages of a shard and write its tables atomically; a shard that is already written is left as it is.

    Pages are read in chunks, by the workers of the pool if there is one; the bytes are the same. A page that cannot be
    opened is left out and named among the faults; a page whose rows break a promise gets the status `failed`. The
    fingerprint that the shard is written with is that of what was read: another than the planned one if a page was
    changed, or could not be opened, meanwhile. So the next build reads it again.
    """
    if is_fresh(output, shard):
        try:
            return read_report(output, shard)
        except DamagedShard as error:
            _log.warning("%s; it is read again", error)
            discard_shard(output, shard)
    _require_same_rules(shard)
    started = perf_counter()
    chunks = [shard.pages[start : start + PAGES_PER_CHUNK] for start in range(0, len(shard.pages), PAGES_PER_CHUNK)]
    newspapers = [shard.newspaper] * len(chunks)
    read = list((pool.map if pool else map)(_read_chunk, chunks, newspapers))
    with duckdb.connect() as connection:
        tables = {
            name: _shard_table(connection, name, [chunk.tables[name] for chunk in read]) for name in TABLES_OF_PAGES
        }
    sources = _sources_as_read(shard.sources, read)
    report = ShardReport(
        name=shard.name,
        fingerprint=sources.fingerprint,
        rows={name: table.num_rows for name, table in tables.items()},
        characters=pc.sum(tables["pages"]["character_count"]).as_py() or 0,
        failed_pages=sum(status == "failed" for status in tables["pages"]["status"].to_pylist()),
        rejects=tables["rejects"].num_rows,
        faults=tuple(fault for chunk in read for fault in chunk.faults),
        seconds=perf_counter() - started,
        files={},
    )
    return _store(output, sources, tables, report)


def _sources_as_read(planned: ShardSources, read: Iterable["_ChunkRecords"]) -> ShardSources:
    pages = dict(planned.pages)
    for chunk in read:
        for path, found in chunk.read.items():
            pages[path] = [then if now is None else now for then, now in zip(pages[path], found, strict=True)]
    return replace(planned, pages=pages)


def as_written(shards: Iterable[ShardSource], reports: Iterable[ShardReport]) -> list[ShardSource]:
    """Return shards with the fingerprints that they were written with, as reports say."""
    fingerprints = {report.name: report.fingerprint for report in reports}
    return [replace(shard, fingerprint=fingerprints.get(shard.name, shard.fingerprint)) for shard in shards]


def _store(output: Location, sources: ShardSources, tables: Mapping[str, pa.Table], report: ShardReport) -> ShardReport:
    with temporary_folder(output / SHARDS) as folder:
        for name, table in tables.items():
            if table.num_rows:
                pq.write_table(
                    table, folder / f"{name}.parquet", compression="zstd", row_group_size=rows_per_group(name)
                )
        text = json.dumps(asdict(sources), ensure_ascii=False, indent=1, sort_keys=True)
        (folder / SOURCES).write_text(text + "\n", encoding="utf-8")
        report = replace(report, files={path.name: sha256_of(path) for path in sorted(folder.iterdir())})
        stored = {name: value for name, value in asdict(report).items() if name != "seconds"}
        (folder / REPORT).write_text(sealed_text(stored), encoding="utf-8")
        if not is_fresh(output, report):
            discard_shard(output, report)  # a folder without its report is in the way
        move_into_place(folder, shard_folder(output, report), last=REPORT)
    return report


@dataclass(frozen=True, slots=True)
class _ChunkRecords:
    """The rows of some pages, and the faults of pages that are left out or failed."""

    tables: dict[str, pa.Table]
    faults: tuple[Fault, ...]
    read: dict[str, tuple[str | None, str | None]]
    """Path of a page file → SHA-256 of it and of its toml as they were read, or why not; None of one not opened."""


def _read_chunk(pages: Sequence[PageFile], newspaper: Newspaper) -> _ChunkRecords:
    """Read some pages; runs in a worker."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES_OF_PAGES}
    earliest: dict[str, list[tuple[object, ...]]] = {name: [] for name in RESOLVED_TABLES}
    faults: list[Fault] = []
    read: dict[str, tuple[str | None, str | None]] = {}
    for file, records in ((page, records) for page in pages for records in _records_of_file(page, newspaper)):
        read[file.source_path] = records.read
        faults += records.faults
        for name in TABLES_OF_PAGES:
            rows[name] += records.rows.get(name, [])
        for name in RESOLVED_TABLES:
            entities = zip(records.rows.get(name, ()), records.entity_articles[name], strict=True)
            earliest[name] += [(cast("Entity", row).first_seen, article_id) for row, article_id in entities]
    tables = {name: _chunk_table(name, rows[name]) for name in TABLES_OF_PAGES}
    for name in RESOLVED_TABLES:
        columns = list(zip(*earliest[name], strict=True)) or [()] * len(EARLIEST)
        for field, values in zip(EARLIEST, columns, strict=True):
            tables[name] = tables[name].append_column(field, pa.array(values, field.type))
    return _ChunkRecords(tables, tuple(faults), read)


def _chunk_table(name: str, rows: Sequence[Row]) -> pa.Table:
    table = table_of(TABLES[name], rows)
    return table.drop_columns([MEASURED]) if name in MEASURED_TABLES else table


def _shard_table(connection: duckdb.DuckDBPyConnection, name: str, chunks: Sequence[pa.Table]) -> pa.Table:
    table = pa.concat_tables(chunks)
    if name not in RESOLVED_TABLES or not table.num_rows:
        return sorted_by_key(table, TABLES[name].key)
    connection.register("partials", table)
    return merge_partials(connection, name, "partials").combine_chunks()


def _records_of_file(file: PageFile, newspaper: Newspaper) -> "list[PageRecords]":
    """Return the records of each page of a file."""
    try:
        pages = read_pages(file)
    except InputFault as error:
        return [_left_out(file, error)]
    return [_proved_records(page, newspaper) for page in pages]


def _proved_records(page: RawPage, newspaper: Newspaper) -> "PageRecords":
    """Return the records of a page if they keep the promises, else those of a failed page."""
    from jiceng.records import records_of  # imported here: takes a second, and most runs read nothing

    try:
        records = records_of(page, newspaper)
    except (OSError, MemoryError):
        raise
    except Exception as error:
        _log.debug("reading %s", page.file.source_path, exc_info=True)
        return _refused(page, [f"jiceng failed on it ({type(error).__name__}: {error})"])
    if not records.rows["pages"]:
        return _refused(page, [reject.errors for reject in records.rows["rejects"] if isinstance(reject, Reject)])
    broken = prove_page(records.rows)
    return _refused(page, [str(each) for each in broken], "articles") if broken else records


def _left_out(page: PageFile, error: InputFault) -> "PageRecords":
    """Return the fault of a page of which nothing could be read, because of its file or its toml."""
    from jiceng.records import PageRecords

    is_of_page = error.fault.path == page.source_path
    return PageRecords(faults=[error.fault], read=(error.read, None) if is_of_page else (None, error.read))


def _refused(page: RawPage, reasons: Sequence[str], field: str = "raw_text") -> "PageRecords":
    """Return the records of a failed page: its row, and a reject that says why it failed."""
    from jiceng.records import failed_page

    more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
    said = f"is left out: {reasons[0]}{more}; this is a fault of jiceng, please report it"
    return failed_page(page, Fault(page.file.source_path, said), reasons, field)
