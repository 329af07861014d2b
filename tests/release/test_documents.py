import json
from pathlib import Path

import duckdb
import pytest

from jiceng.release.contents import RELEASED, released_schema
from jiceng.release.cut import CutRelease
from jiceng.release.documents.datapackage import MAY_BE_EMPTY
from jiceng.release.documents.dictionary import _columns_and_parts, chinese, chinese_meaning, release_dictionary
from jiceng.release.documents.load_sql import VARIABLE
from jiceng.release.documents.quality import read_scores, read_sealed, record_score
from jiceng.release.redaction.excerpts import STRICTEST_FIRST, profile_schema
from schemas import Entity, arrow_schema
from tests.release.sample import copied


def test_every_column_has_a_meaning_in_chinese_and_no_meaning_is_left_over() -> None:
    left = {(table, column) for table, columns in chinese().items() for column in columns if column != "_"}
    for profile in STRICTEST_FIRST:
        schemas = {table: profile_schema(table, profile) for table in RELEASED}
        assert release_dictionary(schemas)  # raises KeyError where one lacks
        for table, schema in schemas.items():
            for column, _ in _columns_and_parts(schema):
                assert chinese_meaning(table, column)
                left -= {(table, column)}
    assert left == {("entity", name) for name in Entity.model_fields}


def test_the_dictionary_has_every_column(released: CutRelease) -> None:
    text = (released.folder / "dictionary.md").read_text(encoding="utf-8")
    for table in RELEASED:
        section = text.partition(f"\n## {table}\n")[2].partition("\n## ")[0]
        assert all(f"| `{name}` |" in section for name in released_schema(table).names)
    assert "`breaks`" not in text.partition("\n## pages\n")[2].partition("\n## ")[0]


def test_load_sql_works_wherever_the_folder_is_put(
    released: CutRelease, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copied(released, tmp_path / "somewhere" / released.folder.name)
    sql = (folder / "load.sql").read_text(encoding="utf-8")
    assert str(released.folder.parents[1]) not in sql
    for place, before in (
        (folder, ""),
        (folder.parent, ""),
        (tmp_path, f"SET VARIABLE {VARIABLE} = 'somewhere/{folder.name}';"),
        (Path("/"), f"SET VARIABLE {VARIABLE} = '{folder}';"),
    ):
        monkeypatch.chdir(place)
        with duckdb.connect() as connection:
            connection.execute(before + sql)
            for table, rows in released.release.rows.items():
                assert connection.execute(f"SELECT count(*) FROM {table}").fetchall() == [(rows,)]
            assert connection.execute("SELECT count(*) FROM quotes_full").fetchall() == [
                (released.release.rows["quotes"],)
            ]
            uncommented = "SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL"
            assert connection.execute(uncommented).fetchall() == []
            uncommented = "SELECT column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL"
            assert connection.execute(uncommented).fetchall() == []
    monkeypatch.chdir("/")
    with duckdb.connect() as connection, pytest.raises(duckdb.Error, match=f"is not here: SET VARIABLE {VARIABLE}"):
        connection.execute(sql)


def test_descriptors_name_every_file_with_hash_and_size(released: CutRelease) -> None:
    package = json.loads((released.folder / "datapackage.json").read_text(encoding="utf-8"))
    croissant = json.loads((released.folder / "croissant.json").read_text(encoding="utf-8"))
    files = {file.path: file for file in released.release.files if file.table in RELEASED}
    assert {resource["path"] for resource in package["resources"]} == set(files)
    for resource in package["resources"]:
        file = files[resource["path"]]
        assert resource["hash"] == f"sha256:{file.sha256}"
        assert (resource["sizeInBytes"], resource["rows"]) == (file.bytes, file.rows)
        schema = resource["schema"]
        assert [field["name"] for field in schema["fields"]] == released_schema(file.table or "").names
        required = [field["name"] for field in schema["fields"] if field.get("constraints", {}).get("required")]
        never_null = [field.name for field in released_schema(file.table or "") if not field.nullable]
        assert required == [name for name in never_null if (file.table, name) != MAY_BE_EMPTY]
    objects = {each["contentUrl"]: each for each in croissant["distribution"]}
    assert set(objects) == set(files)
    assert all(each["sha256"] == files[path].sha256 for path, each in objects.items())
    for record_set in croissant["recordSet"]:
        assert [field["name"] for field in record_set["field"]] == released_schema(record_set["name"]).names
    assert package["version"] == croissant["version"] == "2026.11.22"


def test_words_of_the_publisher_stand_in_every_descriptor(released: CutRelease) -> None:
    for name in ("README.md", "CITATION.cff", ".zenodo.json", "datapackage.json", "croissant.json"):
        text = (released.folder / name).read_text(encoding="utf-8")
        assert "Rivers & lakes" in text, name
        assert "A. Maker" in text, name


def test_the_card_lists_every_table_for_the_hub(released: CutRelease) -> None:
    _, front, body = (released.folder / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    for table in RELEASED:
        assert f"- config_name: {table}\n" in front
        assert f"  - {table}.parquet\n" in front
        assert f"[{table}.parquet]({table}.parquet)" in body


def test_quality_has_measured_figures_only(released: CutRelease) -> None:
    quality = json.loads((released.folder / "quality.json").read_text(encoding="utf-8"))
    assert [score["name"] for score in quality["gold"]] == list(read_scores())
    assert all(score["pages"] and score["end_to_end"] for score in quality["gold"])
    assert len(quality["rules"]) == released.release.rows["rules"]
    assert (quality["pages"]["all"], quality["pages"]["failed"]) == (6, 1)
    assert quality["pages"]["doubtful"] >= 1
    assert quality["rejected_records"]["all"] == sum(quality["rejected_records"]["by_table"].values())


def test_pages_of_a_build_have_the_columns_that_a_release_leaves_out() -> None:
    assert set(arrow_schema(RELEASED["pages"]).names) - set(released_schema("pages").names) == {"breaks"}


def test_a_score_is_kept_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiceng.release.documents.quality.SCORES", tmp_path / "scores.json")
    assert read_scores() == {}
    record_score("two", "abc", "rules", {"pages": 2})
    record_score("one", "def", "rules", {"pages": 1})
    record_score("two", "abc", "newer rules", {"pages": 3})
    assert read_scores() == {
        "one": {"gold": "def", "rules_version": "rules", "pages": 1},
        "two": {"gold": "abc", "rules_version": "newer rules", "pages": 3},
    }


def test_the_datasheet_and_quality_have_the_figures_of_sealed_sets(released: CutRelease) -> None:
    sealed = read_sealed()
    assert json.loads((released.folder / "quality.json").read_text(encoding="utf-8"))["sealed"] == sealed
    datasheet = (released.folder / "DATASHEET.md").read_text(encoding="utf-8")
    people = " | ".join(f"{each['figures']['people']:.3f}" for each in sealed)
    assert f"\n| people | {people} |\n" in datasheet
    assert f"{sealed[0]['name']}: {sealed[0]['articles']} articles" in datasheet
