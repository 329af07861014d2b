"""What is stale; one shard's records as Parquet, proved before it exists.

A shard is a newspaper's month, by the folder of its pages; the undated pages of a newspaper are divided by a hash of
their page_id. It stands in `shards/<newspaper>/<month>/<fingerprint>/`, one Parquet file a table that has rows, with a
`report.json`. What is measured of rules (`confidence`) is not in it, so that a new measurement reads no page again.
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
from typing import cast

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

import jiceng
import schemas
from jiceng.dataset.proofs import prove_page
from jiceng.dataset.resolve import EARLIEST, RESOLVED_TABLES, merge_partials
from jiceng.dataset.tables import rows_a_group, sorted_by_key, table_of
from jiceng.page import Fault, InputFault, PageFile, RawFolder, read_page
from jiceng.records import PageRecords, failed_page, page_records
from jiceng.storage import Place, settle, sha256_of, written_beside
from schemas import SCHEMA_VERSION, TABLES, Entity, Newspaper, Reject, Row

SHARDS = "shards"
REPORT = "report.json"
UNDATED_DIVISIONS = 16
PAGES_A_CHUNK = 16
"""Pages that a worker reads at a time."""
MEASURED = "confidence"
"""Column of quotes and mentions that is joined from `rules` when shards are compacted."""
TABLES_OF_PAGES = tuple(name for name in TABLES if name not in ("newspapers", "rules"))
LIBRARIES = ("charset-normalizer", "jieba", "lxml", "pyarrow", "pydantic", "pypinyin", "rjieba")
"""Those whose versions can change bytes of a shard."""

_RULES = (
    "reading",
    "extraction",
    "ocr",
    "records.py",
    "page.py",
    "sourced.py",
    "dataset/shards.py",
    "dataset/proofs.py",
    "dataset/resolve.py",
)
"""What decides a shard's rows, below jiceng/; schemas/ besides."""
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ShardSource:
    """The pages of a shard, not yet read."""

    name: str
    """<newspaper>/<YYYY-MM>, or <newspaper>/undated-<division>."""
    newspaper: Newspaper
    pages: tuple[PageFile, ...]
    """In the order of their page_id."""
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ShardReport:
    """What reading a shard gave."""

    name: str
    fingerprint: str
    rows: dict[str, int]
    failed_pages: int
    rejects: int
    faults: tuple[Fault, ...]
    seconds: float
    """0 where the shard stood already."""
    characters: int = 0
    """Without white space."""


def list_shards(raw: RawFolder) -> list[ShardSource]:
    """Divide the pages of raw/ into shards, in the order of their names, and take their fingerprints."""
    newspapers = {newspaper.newspaper: newspaper for newspaper in raw.newspapers}
    divided: dict[str, list[PageFile]] = defaultdict(list)
    for page in raw.pages:
        divided[_shard_name(page)].append(page)
    shards = []
    for name in sorted(divided):
        pages = tuple(sorted(divided[name], key=lambda page: page.page_id))
        newspaper = newspapers[pages[0].newspaper]
        shards.append(ShardSource(name, newspaper, pages, _fingerprint(newspaper, pages)))
    return shards


def _shard_name(page: PageFile) -> str:
    if page.folder_date is not None:
        return f"{page.newspaper}/{page.folder_date:%Y-%m}"
    division = int.from_bytes(sha256(page.page_id.encode()).digest()[:4]) % UNDATED_DIVISIONS
    return f"{page.newspaper}/undated-{division:02d}"


def _fingerprint(newspaper: Newspaper, pages: Iterable[PageFile]) -> str:
    """Hash everything that decides a shard's bytes; 32 hexadecimal digits."""
    basis = {
        "schema_version": SCHEMA_VERSION,
        "rules_version": rules_version(),
        "libraries": library_versions(),
        "newspaper": newspaper.model_dump(),
        "pages": [[page.source_path, _file_hash(page.path), _file_hash(page.toml_path)] for page in pages],
    }
    return sha256(json.dumps(basis, sort_keys=True).encode()).hexdigest()[:32]


def _file_hash(path: Place | None) -> str | None:
    if path is None:
        return None
    try:
        return sha256_of(path)
    except OSError as error:
        return f"cannot be read: {error.errno}"


@cache
def library_versions() -> dict[str, str]:
    """Return what else decides bytes: the libraries, and the tables of Unicode that tell white space."""
    versions = {library: version(library) for library in LIBRARIES}
    return {**versions, "unicode": unicodedata.unidata_version}


@cache
def rules_version() -> str:
    """Return a hash over the code, lexicons and models that read pages, and the schemas; 16 hexadecimal digits."""
    digest = sha256()
    package, contract = Path(jiceng.__file__).parent, Path(schemas.__file__).parent
    for root in (*(package / part for part in _RULES), contract):
        for path in sorted(_sources(root), key=lambda path: path.relative_to(root).as_posix()):
            digest.update(f"{root.name}/{path.relative_to(root).as_posix()}\0{sha256_of(path)}\n".encode())
    return digest.hexdigest()[:16]


def _sources(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
        return
    for path in root.rglob("*"):
        hidden = any(part.startswith((".", "__pycache__")) for part in path.relative_to(root).parts)
        if path.is_file() and not hidden and path.suffix != ".pyc":
            yield path


def shard_folder(output: Path, shard: ShardSource) -> Path:
    """Return where the shard stands once it is written."""
    return output / SHARDS / shard.name / shard.fingerprint


def is_fresh(output: Path, shard: ShardSource) -> bool:
    """Say whether the shard is written as it is now."""
    return (shard_folder(output, shard) / REPORT).is_file()


def read_report(output: Path, shard: ShardSource) -> ShardReport:
    """Return the report of a shard that is fresh."""
    stored = json.loads((shard_folder(output, shard) / REPORT).read_text(encoding="utf-8"))
    faults = tuple(Fault(**fault) for fault in stored.pop("faults"))
    return ShardReport(**stored, faults=faults, seconds=0.0)


def write_shard(output: Path, shard: ShardSource, pool: Executor | None = None) -> ShardReport:
    """Read a shard's pages and write its tables, beside and renamed; a shard that stands is left as it is.

    Pages are read in chunks, by the pool's workers where one is given; the bytes are the same. A page that cannot be
    opened is left out and named among the faults; one whose rows break a promise is published as failed.
    """
    if is_fresh(output, shard):
        return read_report(output, shard)
    started = perf_counter()
    chunks = [shard.pages[start : start + PAGES_A_CHUNK] for start in range(0, len(shard.pages), PAGES_A_CHUNK)]
    newspapers = [shard.newspaper] * len(chunks)
    read = list((pool.map if pool else map)(_read_chunk, chunks, newspapers))
    with duckdb.connect() as connection:
        tables = {
            name: _shard_table(connection, name, [chunk.tables[name] for chunk in read]) for name in TABLES_OF_PAGES
        }
    report = ShardReport(
        name=shard.name,
        fingerprint=shard.fingerprint,
        rows={name: table.num_rows for name, table in tables.items()},
        failed_pages=sum(status == "failed" for status in tables["pages"]["status"].to_pylist()),
        rejects=tables["rejects"].num_rows,
        faults=tuple(fault for chunk in read for fault in chunk.faults),
        seconds=0.0,
        characters=sum(tables["pages"]["character_count"].to_pylist()),
    )
    _store(output, shard, tables, report)
    return replace(report, seconds=perf_counter() - started)


def _store(output: Path, shard: ShardSource, tables: Mapping[str, pa.Table], report: ShardReport) -> None:
    stored = {name: value for name, value in asdict(report).items() if name != "seconds"}
    with written_beside(output / SHARDS) as folder:
        for name, table in tables.items():
            if table.num_rows:
                pq.write_table(table, folder / f"{name}.parquet", compression="zstd", row_group_size=rows_a_group(name))
        text = json.dumps(stored, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / REPORT).write_text(text + "\n", encoding="utf-8")
        settle(folder, shard_folder(output, shard))


@dataclass(frozen=True, slots=True)
class _ChunkRecords:
    """The tables of some pages and the faults for which they lack others."""

    tables: dict[str, pa.Table]
    faults: tuple[Fault, ...]


def _read_chunk(pages: Sequence[PageFile], newspaper: Newspaper) -> _ChunkRecords:
    """Read some pages; runs in a worker."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES_OF_PAGES}
    earliest: dict[str, list[tuple[object, ...]]] = {name: [] for name in RESOLVED_TABLES}
    faults: list[Fault] = []
    for page in pages:
        records = _proved_records(page, newspaper)
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
    return _ChunkRecords(tables, tuple(faults))


def _chunk_table(name: str, rows: Sequence[Row]) -> pa.Table:
    table = table_of(TABLES[name], rows)
    return table.drop_columns([MEASURED]) if MEASURED in table.column_names else table


def _shard_table(connection: duckdb.DuckDBPyConnection, name: str, chunks: Sequence[pa.Table]) -> pa.Table:
    table = pa.concat_tables(chunks)
    if name not in RESOLVED_TABLES or not table.num_rows:
        return sorted_by_key(table, TABLES[name].key)
    connection.register("partials", table)
    return merge_partials(connection, name, "partials").combine_chunks()


def _proved_records(page: PageFile, newspaper: Newspaper) -> PageRecords:
    """Return the page's records if they keep the promises, else the row of a failed page and why."""
    try:
        records = page_records(page, newspaper)
    except InputFault as error:
        return PageRecords(faults=[error.fault])
    except (OSError, MemoryError):
        raise
    except Exception as error:
        _log.debug("reading %s", page.source_path, exc_info=True)
        return _refused(page, [f"jiceng failed on it ({type(error).__name__}: {error})"])
    if not records.rows["pages"]:
        return _refused(page, [reject.errors for reject in records.rows["rejects"] if isinstance(reject, Reject)])
    broken = prove_page(records.rows)
    return _refused(page, [str(each) for each in broken], "articles") if broken else records


def _refused(page: PageFile, reasons: Sequence[str], field: str = "raw_text") -> PageRecords:
    """Return a failed page: nothing that was read from it is published, and a reject says why."""
    try:
        source = read_page(page)
    except InputFault as error:
        return PageRecords(faults=[error.fault])
    more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
    fault = Fault(page.source_path, f"is left out: {reasons[0]}{more}; this is a fault of jiceng, please report it")
    return failed_page(source, fault, reasons, field)
