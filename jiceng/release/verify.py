"""Is a release whole, and does it keep what it promises? Files first, then tables, descriptors, promises.

Each step needs those before it, so that the first thing found wrong is the one to look at.
"""

import json
import re
import shutil
import tempfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import ValidationError

from jiceng.dataset.checks.broken import Broken
from jiceng.dataset.checks.builds import check_tables, schema_difference
from jiceng.dataset.connection import spilling_connection
from jiceng.release.contents import RELEASED
from jiceng.release.folders import CITATION, CROISSANT, DATAPACKAGE, FACTS, INDEX, README, SUMS, table_of_path
from jiceng.release.index import NoRelease, parse_index
from jiceng.release.redaction.excerpts import profile_schema
from jiceng.release.redaction.rights_checks import check_rights
from jiceng.release.table_files import create_tables
from jiceng.storage import sha256_of
from schemas import Reject, ReleaseFacts, arrow_schema

_SUM = re.compile(r"([0-9a-f]{64})  (?!/)((?:[^/\\\n]+/)*[^/\\\n]+)")
"""A line of SHA256SUMS: 64 digits, two blanks, a path below the release."""
_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying a release gave."""

    version: str
    promises: tuple[str, ...]
    """What the release says that it keeps."""
    broken: tuple[Broken, ...]
    """What is wrong with it, the first thing first; later steps are not taken where one fails."""


def verify_release(address: str) -> Verified:
    """Verify a release given as a folder, a zip archive or an http(s) address; raises NoRelease where there is none."""
    with local_release(address) as folder:
        try:
            facts = read_facts(folder, address)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            broken = Broken("files", "", FACTS, f"does not say what a release says ({where or 'JSON'}: {first['msg']})")
            return Verified("?", (), (broken, *_check_files(folder)))
        return Verified(facts.version, facts.promises, tuple(_check_release(folder, facts)))


def read_facts(folder: Path, address: str) -> ReleaseFacts:
    """Return what the release in a folder says of itself; raises NoRelease where it says nothing, ValidationError."""
    try:
        return ReleaseFacts.model_validate_json((folder / FACTS).read_bytes())
    except OSError as error:
        raise NoRelease(f"{address}: holds no release ({FACTS}: {error.strerror})") from None


def _check_release(folder: Path, facts: ReleaseFacts) -> list[Broken]:
    steps: tuple[Callable[[Path, ReleaseFacts], Iterator[Broken]], ...] = (
        lambda folder, _: _check_files(folder),
        _check_index,
        _check_table_files,
        _check_descriptors,
        _check_promises,
    )
    for step in steps:
        try:
            if broken := list(step(folder, facts)):
                return broken
        except (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException):
            raise  # a query is wrong, not the data
        except (duckdb.Error, pa.ArrowException, OSError, ValueError) as error:
            return [Broken("files", "", folder.name, f"cannot be read ({str(error).strip().partition(chr(10))[0]})")]
    return []


@contextmanager
def local_release(address: str) -> Iterator[Path]:
    """Give the folder of a release; an archive is unpacked, an http(s) address fetched, for as long as it is needed."""
    if not address.startswith(("http://", "https://")) and Path(address).is_dir():
        yield Path(address)
        return
    with tempfile.TemporaryDirectory(prefix="jiceng-verify-") as place:
        folder = Path(place)
        if address.startswith(("http://", "https://")):
            _fetch(address.rstrip("/"), folder)
            yield folder
        else:
            yield _unpacked(address, folder)


def _unpacked(address: str, folder: Path) -> Path:
    try:
        with zipfile.ZipFile(address) as archive:
            archive.extractall(folder)
    except (OSError, zipfile.BadZipFile) as error:
        raise NoRelease(f"{address}: is neither the folder nor the archive of a release ({error})") from None
    return next((path.parent for path in sorted(folder.rglob(FACTS))), folder)


def _fetch(address: str, folder: Path) -> None:
    _fetch_file(address, SUMS, folder)
    for path in read_sums(folder):
        _fetch_file(address, path, folder)


def _fetch_file(address: str, path: str, folder: Path) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with urllib.request.urlopen(f"{address}/{path}", timeout=60) as source, target.open("wb") as file:
            shutil.copyfileobj(source, file, _CHUNK)
    except urllib.error.HTTPError as error:
        if path == SUMS:
            raise NoRelease(f"{address}: holds no release ({SUMS}: {error})") from None
    except OSError as error:
        raise NoRelease(f"{address}/{path}: cannot be fetched ({error})") from None


def read_sums(folder: Path) -> dict[str, str]:
    """Return path → SHA-256 of SHA256SUMS; raises ValueError where a line is none."""
    found: dict[str, str] = {}
    for number, line in enumerate((folder / SUMS).read_text(encoding="utf-8").splitlines(), 1):
        match = _SUM.fullmatch(line)
        if match is None or ".." in match[2].split("/"):
            raise ValueError(f"{SUMS}, line {number}: is no hash and path")
        found[match[2]] = match[1]
    return found


def _check_files(folder: Path) -> Iterator[Broken]:
    if not (folder / SUMS).is_file():
        yield Broken("files", "", SUMS, "is missing")
        return
    sums = read_sums(folder)
    for name, digest in sums.items():
        path = folder / name
        if not path.is_file():
            yield Broken("files", table_of_path(name) or "", name, "is missing")
        elif sha256_of(path) != digest:
            yield Broken(
                "files", table_of_path(name) or "", name, "has other bytes than when it was released (SHA-256)"
            )
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in sums and name != SUMS:
            yield Broken("files", "", name, f"is not in {SUMS}")


def _check_index(folder: Path, facts: ReleaseFacts) -> Iterator[Broken]:
    """Prove that the release is the one that the index beside it lists, where there is one."""
    path = folder.resolve().parent / INDEX
    if not path.is_file():
        return
    listed = parse_index(path.read_bytes(), str(path)).find(facts.version)
    if listed is None or folder.resolve().name != facts.version:
        return
    digests = {file.path: file.sha256 for file in listed.files}
    if digests.get(SUMS) != sha256_of(folder / SUMS):
        yield Broken("files", "", SUMS, f"is not the one that {INDEX} lists: the release was changed as a whole")
    if listed.withdrawn is not None:
        yield Broken("files", "", facts.version, f"was withdrawn on {listed.withdrawn.when}: {listed.withdrawn.why}")


def table_files(folder: Path) -> dict[str, list[Path]]:
    """Return table → its files in key order, of a folder whose SHA256SUMS can be read."""
    found: dict[str, list[Path]] = {table: [] for table in RELEASED}
    for name in sorted(read_sums(folder)):
        table = table_of_path(name)
        if table in found:
            found[table].append(folder / name)
    return found


def _check_table_files(folder: Path, facts: ReleaseFacts) -> Iterator[Broken]:
    for table, paths in table_files(folder).items():
        if not paths:
            yield Broken("files", table, f"{table}.parquet", "is missing")
            continue
        rows = 0
        for path in paths:
            metadata, schema = pq.read_metadata(path), pq.read_schema(path)
            rows += metadata.num_rows
            expected = profile_schema(table, facts.text)
            if not schema.equals(expected):
                yield Broken("schema", table, path.name, schema_difference(expected, schema))
            version = (schema.metadata or {}).get(b"release", b"").decode()
            if version != facts.version:
                yield Broken("files", table, path.name, f"says that it is of release {version or 'none'}")
        if rows != facts.rows.get(table):
            yield Broken("files", table, paths[0].name, f"has {rows} rows, {FACTS} says {facts.rows.get(table)}")


def _check_descriptors(folder: Path, facts: ReleaseFacts) -> Iterator[Broken]:
    """Prove that each descriptor can be read and describes these files, with their hashes and columns."""
    files = {path.name: table for table, paths in table_files(folder).items() for path in paths}
    sums = read_sums(folder)
    package, croissant = _json(folder / DATAPACKAGE), _json(folder / CROISSANT)
    resources = {each["path"]: each for each in package["resources"]}
    objects = {each["contentUrl"]: each for each in croissant["distribution"] if "contentUrl" in each}
    record_sets = {each["name"]: each for each in croissant["recordSet"]}
    for name, described in ((DATAPACKAGE, resources), (CROISSANT, objects)):
        if set(described) != set(files):
            odd = sorted(set(described) ^ set(files))[0]
            yield Broken("descriptors", files.get(odd, ""), name, f"does not describe the tables' files: {odd}")
            return
    for path, table in files.items():
        names = profile_schema(table, facts.text).names
        if resources[path]["hash"] != f"sha256:{sums[path]}":
            yield Broken("descriptors", table, DATAPACKAGE, f"has another hash of {path}")
        if objects[path]["sha256"] != sums[path]:
            yield Broken("descriptors", table, CROISSANT, f"has another hash of {path}")
        if [field["name"] for field in resources[path]["schema"]["fields"]] != names:
            yield Broken("descriptors", table, DATAPACKAGE, f"has other columns of {table}")
        if [field["name"] for field in record_sets[table]["field"]] != names:
            yield Broken("descriptors", table, CROISSANT, f"has other columns of {table}")
    for name, version in ((DATAPACKAGE, package["version"]), (CROISSANT, croissant["version"])):
        if version != facts.version:
            yield Broken("descriptors", "", name, f"says that it is of release {version}")
    if f'version: "{facts.version}"' not in (folder / CITATION).read_text(encoding="utf-8"):
        yield Broken("descriptors", "", CITATION, "cites another release")
    if not (folder / README).read_text(encoding="utf-8").startswith("---\n"):
        yield Broken("descriptors", "", README, "has no front matter")


def _json(path: Path) -> Any:
    """Return what a JSON file holds; raises ValueError that names it."""
    try:
        return json.loads(path.read_bytes())
    except ValueError as error:
        raise ValueError(f"{path.name}: is no JSON: {error}") from None


def _check_promises(folder: Path, facts: ReleaseFacts) -> Iterator[Broken]:
    with spilling_connection() as connection:
        create_tables(connection, table_files(folder))
        promises = set(facts.promises)
        yield from check_rights(connection, facts)
        yield from _check_breaks(connection)
        _as_in_a_build(connection)
        yield from check_tables(connection, promises)


def _check_breaks(connection: duckdb.DuckDBPyConnection) -> Iterator[Broken]:
    """Prove promise 4 of the table that a build does not have."""
    twice = "SELECT page_id, raw_offset FROM breaks GROUP BY ALL HAVING count(*) > 1 LIMIT 1"
    for page_id, offset in connection.execute(twice).fetchall():
        yield Broken("4", "breaks", f"{page_id} {offset}", "the key is there more than once")
    lost = "SELECT page_id, raw_offset FROM breaks WHERE page_id NOT IN (SELECT page_id FROM pages) LIMIT 1"
    for page_id, offset in connection.execute(lost).fetchall():
        yield Broken("4", "breaks", f"{page_id} {offset}", f"page_id points to no row of pages: {page_id}")


def _as_in_a_build(connection: duckdb.DuckDBPyConnection) -> None:
    """Put the breaks back into the pages, and an empty table of rejects beside them."""
    connection.execute("ALTER VIEW pages RENAME TO pages_alone")
    connection.execute("""
        CREATE TEMP TABLE pages AS
        SELECT pages_alone.*, coalesce(found.breaks, []) AS breaks FROM pages_alone LEFT JOIN (
            SELECT page_id, list({
                'raw_offset': raw_offset, 'verdict': verdict, 'reason': reason, 'confidence': confidence
            } ORDER BY raw_offset) AS breaks FROM breaks GROUP BY page_id
        ) AS found USING (page_id) ORDER BY page_id
    """)
    connection.register("rejects", arrow_schema(Reject).empty_table())
