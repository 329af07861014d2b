from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from jiceng.dataset.checks import changes as change_checks
from jiceng.dataset.checks.changes import check_changes
from jiceng.dataset.manifest import read_manifest
from tests.dataset.sample import CANAL, assemble, write_page


@pytest.mark.parametrize("table", ["quotes", "people"])
def test_damage_in_what_was_written_is_found(wide: Path, output: Path, table: str) -> None:
    write_page(wide, "lake-weekly/2026-02-01/A03", CANAL.replace("陈大山", "周江河"))
    report = assemble(wide, output, hour=1)
    assert report.before is not None
    assert isinstance(report.folder, Path)
    manifest = read_manifest(report.folder)
    old = {file.sha256 for file in read_manifest(report.before).files}
    file = next(f for f in manifest.files_of(table) if f.sha256 not in old and f.rows)
    path = report.folder / file.path
    rows = pq.read_table(path)
    path.unlink()
    pq.write_table(rows.slice(1), path)
    broken = check_changes(output, report.folder, report.before)
    assert [(each.promise, each.row) for each in broken] == [("files", file.path)]


def test_a_reference_to_nothing_is_found(wide: Path, output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_page(wide, "lake-weekly/2026-02-01/A03", CANAL)
    report = assemble(wide, output, hour=1)
    assert report.before is not None
    read = change_checks.read_parquet

    def without_rows(place: Path, columns: list[str] | None = None) -> pa.Table:
        table = read(place, columns=columns)
        return table.slice(0, 0) if columns == ["community_id"] else table

    monkeypatch.setattr(change_checks, "read_parquet", without_rows)
    broken = check_changes(output, report.folder, report.before)
    assert {each.promise for each in broken} == {"4"}
    assert any("points to no row of communities" in each.what for each in broken)


def test_counts_that_are_not_those_of_the_mentions_are_found(
    wide: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_page(wide, "lake-weekly/2026-02-01/A03", CANAL)
    report = assemble(wide, output, hour=1)
    assert report.before is not None
    rows_of_shards = change_checks.rows_of_shards

    def miscounted(*arguments: object, **named: object) -> pa.Table:
        table = rows_of_shards(*arguments, **named)  # type: ignore[arg-type]
        if "mention_count" in table.column_names and len(table):
            at = table.schema.get_field_index("mention_count")
            table = table.set_column(at, table.schema.field(at), pa.array([99] * len(table), pa.int32()))
        return table

    monkeypatch.setattr(change_checks, "rows_of_shards", miscounted)
    assert {each.promise for each in check_changes(output, report.folder, report.before)} == {"counts"}
