import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from jiceng.release.redaction import Policy
from jiceng.release.rehydrate import CannotRehydrate, rehydrate_tables
from tests.release.redacted import Written, connected, redacted_tables, whole_tables


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
