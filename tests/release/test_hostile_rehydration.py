"""Releases that are damaged or made up are refused by `rehydrate` in one line, and nothing is written."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jiceng.release.folders import FACTS, SUMS
from jiceng.release.index import NoRelease
from jiceng.release.redaction.redact import Policy
from jiceng.release.rehydrate import CannotRehydrate, rehydrate_release
from jiceng.storage import sha256_of
from tests.release.sample import copied, cut


@pytest.fixture(scope="module")
def withheld(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release without text; not to be changed."""
    output = tmp_path_factory.mktemp("withheld") / "output"
    shutil.copytree(seed, output, symlinks=True)
    folder = output.parent / "release"
    return copied(cut(output, policy=Policy(text="none", private_people="keep")), folder)


@pytest.fixture
def release(withheld: Path, tmp_path: Path) -> Path:
    """A copy of it, to harm."""
    shutil.copytree(withheld, tmp_path / "release")
    return tmp_path / "release"


def seal(folder: Path) -> None:
    """Write SHA256SUMS anew: who makes a release up gives hashes that fit."""
    names = [path.name for path in sorted(folder.iterdir()) if path.name != SUMS and path.is_file()]
    (folder / SUMS).write_text("".join(f"{sha256_of(folder / name)}  {name}\n" for name in names), encoding="utf-8")


def set_values(folder: Path, table: str, column: str, value: Any) -> None:
    path = folder / f"{table}.parquet"
    rows = pq.read_table(path)
    at = rows.schema.get_field_index(column)
    values = pa.array([value] * len(rows), rows.schema.field(at).type)
    pq.write_table(rows.set_column(at, rows.schema.field(at), values), path)
    seal(folder)


def refused(folder: Path, raw: Path, into: Path) -> str:
    with pytest.raises((CannotRehydrate, NoRelease)) as error:
        rehydrate_release(str(folder), raw, into)
    said = str(error.value)
    assert "\n" not in said
    assert not into.exists()
    assert not list(into.parent.glob(".tmp-*"))
    return said


SPAN = {"start": 0, "end": 5}
HOSTILE: list[tuple[str, str, Any, str]] = [
    ("pages", "source_path", "river-daily/\0", "does not lead to a page file below raw/"),
    ("pages", "source_path", "", "does not lead to a page file below raw/"),
    ("pages", "source_path", "../../etc/passwd", "does not lead to a page file below raw/"),
    ("pages", "source_path", "/dev/zero", "does not lead to a page file below raw/"),
    ("pages", "source_path", "river-daily", "is a folder where a page file should be"),
    ("pages", "source_path", "x" * 5000, "cannot be read"),
    ("pages", "encoding", "rot13", "cannot be read as rot13"),
    ("articles", "normalised", [-(10**9)], "is not the one that was read"),
    ("articles", "normalised", [2**31 - 1], "is not the one that was read"),
    ("articles", "raw_spans", [{"start": -5, "end": 5}], "a span ends before it starts"),
    ("articles", "raw_spans", [{"start": 9, "end": 2}], "a span ends before it starts"),
    ("articles", "raw_spans", [{"start": 0, "end": 2**31 - 1}], "more characters than their page"),
    ("articles", "raw_spans", [SPAN] * 10_000, "more characters than their page"),
    ("articles", "raw_spans", [], "is not the one that was read"),
    ("articles", "page_id", "river-daily/none", "rows belong to no page or article"),
    ("quotes", "text_start", -7, "is not the one that was read"),
    ("quotes", "article_id", "none", "rows belong to no page or article"),
    ("initiatives", "description_start", 2**31 - 1, "is damaged (Out of Range Error"),
]


@pytest.mark.parametrize(("table", "column", "value", "said"), HOSTILE)
def test_values_that_no_release_has(
    release: Path, seed: Path, tmp_path: Path, table: str, column: str, value: Any, said: str
) -> None:
    set_values(release, table, column, value)
    assert any(part in refused(release, seed.parent / "raw", tmp_path / "back") for part in said.split("|"))


def without_column(folder: Path) -> None:
    pq.write_table(pq.read_table(folder / "pages.parquet").drop_columns("encoding"), folder / "pages.parquet")
    seal(folder)


def without_table(folder: Path) -> None:
    (folder / "quotes.parquet").unlink()
    seal(folder)


def with_a_table_that_is_none(folder: Path) -> None:
    (folder / "quotes.parquet").write_bytes(b"PAR1" * 20)
    seal(folder)


def with_a_damaged_footer(folder: Path) -> None:
    content = (folder / "quotes.parquet").read_bytes()
    (folder / "quotes.parquet").write_bytes(content[:-40] + b"\xff" * 32 + content[-8:])
    seal(folder)


def with_facts(**changes: Any) -> Callable[[Path], None]:
    def harm(folder: Path) -> None:
        facts = json.loads((folder / FACTS).read_bytes())
        (folder / FACTS).write_text(json.dumps({**facts, **changes}), encoding="utf-8")
        seal(folder)

    return harm


HARM: list[tuple[Callable[[Path], Any], str]] = [
    (without_column, "pages.parquet: "),
    (without_table, "quotes.parquet: is missing"),
    (with_a_table_that_is_none, "is damaged"),
    (with_a_damaged_footer, "is damaged (Couldn't deserialize thrift"),
    (with_facts(rows="many"), "release.json: does not say what a release says (`rows`"),
    (lambda folder: (folder / FACTS).write_text("[" * 9_000), "release.json: does not say what a release says"),
    (lambda folder: (folder / SUMS).unlink(), "SHA256SUMS: is missing"),
    (lambda folder: (folder / SUMS).write_text("none\n"), "SHA256SUMS, line 1"),
    (lambda folder: (folder / SUMS).write_bytes(b"\xff\xfe"), "is not UTF-8 at byte 0"),
    (lambda folder: (folder / SUMS).write_text(""), "breaks.parquet: is missing|newspapers.parquet: is missing"),
    (with_facts(text="excerpt"), "articles.parquet: "),
]


@pytest.mark.parametrize(("harm", "said"), HARM)
def test_files_that_no_release_has(
    release: Path, seed: Path, tmp_path: Path, harm: Callable[[Path], Any], said: str
) -> None:
    harm(release)
    assert any(part in refused(release, seed.parent / "raw", tmp_path / "back") for part in said.split("|"))
