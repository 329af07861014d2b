import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jiceng.release.archive import zip_release
from jiceng.release.folders import CHANGED_ROWS
from jiceng.release.redaction.redact import Policy
from jiceng.release.rehydrate import CannotRehydrate, rehydrate_release, rehydrate_tables
from tests.release.redacted import Written, connected, redacted_tables, whole_tables
from tests.release.sample import copied, cut


def put_back(tables: dict[str, pa.Table], text: Any, raw: Path, into: Path) -> dict[str, pa.Table]:
    into.mkdir()
    written = Written(into)
    with connected(tables) as connection:
        rehydrate_tables(connection, text, raw, written)
    return written.tables


@pytest.mark.parametrize("text", ["excerpt", "none"])
def test_all_text_comes_back(seed: Path, tmp_path: Path, text: Any) -> None:
    redacted = redacted_tables(seed, Policy(text=text, private_people="keep"))
    whole = whole_tables(seed)
    assert set(whole["pages"]["source_format"].to_pylist()) == {"text", "hocr", "alto", "paddle"}
    assert redacted["quotes"]["text"].null_count > 0
    back = put_back(redacted, text, seed.parent / "raw", tmp_path / "back")
    assert back.keys() == whole.keys()
    for table, rows in whole.items():
        assert back[table] == rows, table


def test_other_page_files_are_refused_by_name(seed: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    shutil.copytree(seed.parent / "raw", raw)
    redacted = redacted_tables(seed, Policy(text="excerpt", private_people="keep"))
    page = raw / "river-daily/2026-01-03/01.txt"
    page.write_text(page.read_text(encoding="utf-8").replace("广场", "广埸"), encoding="utf-8")
    with pytest.raises(CannotRehydrate, match=r"river-daily/2026-01-03/01\.txt: is not the file"):
        put_back(redacted, "excerpt", raw, tmp_path / "back")
    page.unlink()
    with pytest.raises(CannotRehydrate, match=r"river-daily/2026-01-03/01\.txt: cannot be read"):
        put_back(redacted, "excerpt", raw, tmp_path / "again")


@pytest.mark.parametrize(
    ("table", "column", "said"),
    [
        ("pages", "raw_sha256", "reads another text from it"),
        ("articles", "text_sha256", "the text of its spans is not the one that was read"),
        ("quotes", "text_sha256", "its text is not the one that was read"),
        ("initiatives", "description_sha256", "its description is not the one that was read"),
    ],
)
def test_a_hash_that_disagrees_is_refused(seed: Path, tmp_path: Path, table: str, column: str, said: str) -> None:
    redacted = redacted_tables(seed, Policy(text="excerpt", private_people="keep"))
    rows = redacted[table]
    wrong = pa.array([None if digest is None else "0" * 64 for digest in rows[column].to_pylist()], pa.string())
    redacted[table] = rows.set_column(rows.schema.get_field_index(column), column, wrong)
    with pytest.raises(CannotRehydrate, match=said):
        put_back(redacted, "excerpt", seed.parent / "raw", tmp_path / "back")


def tables_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.parquet") if path.name != CHANGED_ROWS}


def shown(text: Any) -> Policy:
    return Policy(text=text, private_people="keep")


@pytest.fixture(scope="module")
def outputs(seed: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two copies of an output with the repository's own page in it, for two releases of one version."""
    folders = tuple(tmp_path_factory.mktemp("copies") / name for name in ("one", "two"))
    for folder in folders:
        shutil.copytree(seed, folder, symlinks=True)
    return folders  # type: ignore[return-value]


@pytest.mark.parametrize("text", ["excerpt", "none"])
def test_the_full_release_comes_back_byte_for_byte(
    outputs: tuple[Path, Path], seed: Path, tmp_path: Path, text: Any
) -> None:
    version = {"excerpt": "2026.11.22", "none": "2026.11.22.1"}[text]
    full = cut(outputs[0], version=version, policy=shown("full"))
    withheld = cut(outputs[1], version=version, policy=shown(text))
    assert any("人民" in row for row in pq.read_table(full.folder / "pages.parquet")["raw_text"].to_pylist() if row)
    assert tables_of(withheld.folder) != tables_of(full.folder)
    folder, facts = rehydrate_release(str(withheld.folder), seed.parent / "raw", tmp_path / "back")
    assert facts.version == version
    assert tables_of(folder) == tables_of(full.folder)
    assert {path.name for path in folder.iterdir()} == set(tables_of(full.folder))


def test_an_archive_is_rehydrated_too(outputs: tuple[Path, Path], seed: Path, tmp_path: Path) -> None:
    release = cut(outputs[1], version="2026.11.23", day=date(2026, 11, 23), policy=shown("excerpt"))
    archive = zip_release(release.folder, tmp_path)
    one, _ = rehydrate_release(str(archive), seed.parent / "raw", tmp_path / "one")
    two, _ = rehydrate_release(str(release.folder), seed.parent / "raw", tmp_path / "two")
    assert tables_of(one) == tables_of(two)


def test_what_cannot_be_put_back_is_refused_in_a_line(
    dataset: Path, seed: Path, private_output: Path, tmp_path: Path
) -> None:
    raw = seed.parent / "raw"
    output = tmp_path / "output"
    shutil.copytree(private_output, output, symlinks=True)
    hidden = cut(output, version="2026.11.24", policy=Policy(text="excerpt"))
    with pytest.raises(CannotRehydrate, match="hides people, and nothing in it tells which page file is which"):
        rehydrate_release(str(hidden.folder), raw, tmp_path / "back")
    whole = cut(output, version="2026.11.25", policy=shown("full"))
    with pytest.raises(CannotRehydrate, match="carries all text already"):
        rehydrate_release(str(whole.folder), raw, tmp_path / "back")
    excerpt = cut(output, version="2026.11.26", policy=shown("excerpt"))
    with pytest.raises(CannotRehydrate, match="is not a folder; give the folder of your page files"):
        rehydrate_release(str(excerpt.folder), tmp_path / "nowhere", tmp_path / "back")
    with pytest.raises(CannotRehydrate, match=r"river-daily/.*\.txt: is not the file|cannot be read"):
        rehydrate_release(str(excerpt.folder), raw, tmp_path / "back")
    damaged = copied(excerpt, tmp_path / "damaged")
    (damaged / "quotes.parquet").write_bytes(b"")
    with pytest.raises(CannotRehydrate, match=r"quotes\.parquet: is not the file that was released"):
        rehydrate_release(str(damaged), private_output.parent / "raw", tmp_path / "back")
    (tmp_path / "there").mkdir()
    with pytest.raises(CannotRehydrate, match="there: is there already"):
        rehydrate_release(str(excerpt.folder), raw, tmp_path / "there")
    assert not (tmp_path / "back").exists()
    assert not list(tmp_path.glob(".tmp-*"))
