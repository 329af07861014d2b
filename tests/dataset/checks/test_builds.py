import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from duckdb import OutOfMemoryException
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiceng.dataset.checks.builds import check_build
from jiceng.dataset.manifest import MANIFEST, NoDataset
from tests.dataset.sample import (
    Rows,
    any_text,
    build,
    files_of,
    rewrite,
    rows_of,
    write_newspaper,
    write_page,
    write_table,
)


def promises(folder: Path) -> set[str]:
    return {broken.promise for broken in check_build(folder)}


def test_a_good_build_keeps_its_promises(dataset: Path) -> None:
    assert check_build(dataset) == []
    assert all(rows_of(dataset / "current", table) for table in ("quotes", "mentions", "people", "offices", "rejects"))


def test_the_sample_has_what_the_damages_need(dataset: Path) -> None:
    pages = rows_of(dataset / "current", "pages")
    assert {item["verdict"] for page in pages for item in page["breaks"]} >= {"joined", "paragraph"}
    assert {page["status"] for page in pages} == {"read", "failed"}
    assert any(len(quote["raw_spans"]) > 1 for quote in rows_of(dataset / "current", "quotes"))


def test_no_dataset(tmp_path: Path) -> None:
    with pytest.raises(NoDataset, match="holds no dataset"):
        check_build(tmp_path)


@pytest.mark.parametrize("table", ["pages", "rules", "quotes"])
def test_a_changed_byte(copied: Path, table: str) -> None:
    path = files_of(copied, table)[0]
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 0x40
    path.write_bytes(data)
    broken = check_build(copied)
    assert ("files", path.relative_to(copied).as_posix()) in {(each.promise, each.row) for each in broken}
    assert "other bytes" in " ".join(each.what for each in broken)


@pytest.mark.parametrize("name", ["quotes/river-daily-2026-00000.parquet", "load.sql", MANIFEST])
def test_a_deleted_file(copied: Path, name: str) -> None:
    (copied / name).unlink()
    assert name in {each.row for each in check_build(copied)}


def test_a_cut_file(copied: Path) -> None:
    path = files_of(copied, "articles")[0]
    path.write_bytes(path.read_bytes()[:100])
    assert {("files", "has 100 bytes") for each in check_build(copied) if "has 100 bytes" in each.what}
    assert any(each.promise == "schema" and "is not a Parquet file" in each.what for each in check_build(copied))


def test_a_file_that_is_not_in_the_manifest(copied: Path) -> None:
    (copied / "quotes/part-00001.parquet").write_bytes(files_of(copied, "quotes")[0].read_bytes())
    assert [each.row for each in check_build(copied)] == ["quotes/part-00001.parquet"]


@pytest.mark.parametrize("text", ["", "{", "{}", '{"build_id": 1}'])
def test_a_broken_manifest(copied: Path, text: str) -> None:
    (copied / MANIFEST).write_text(text, encoding="utf-8")
    assert [each.row for each in check_build(copied)] == [MANIFEST]


def test_an_unknown_field_of_the_manifest(copied: Path) -> None:
    manifest = json.loads((copied / MANIFEST).read_text(encoding="utf-8"))
    (copied / MANIFEST).write_text(json.dumps({**manifest, "extra": 1}), encoding="utf-8")
    assert "extra" in check_build(copied)[0].what


def test_another_schema(copied: Path) -> None:
    rows = pq.read_table(files_of(copied, "quotes"))
    write_table(copied, "quotes", rows.drop_columns(["cue"]))
    assert [(each.promise, each.what) for each in check_build(copied)] == [("schema", "lacks the column cue")]


def test_another_type(copied: Path) -> None:
    rows = pq.read_table(files_of(copied, "quotes"))
    at = rows.schema.get_field_index("paragraph")
    field = pa.field("paragraph", pa.int64(), nullable=False)
    write_table(copied, "quotes", rows.set_column(at, field, rows["paragraph"].cast(pa.int64())))
    (broken,) = check_build(copied)
    assert broken.promise == "schema"
    assert "paragraph as int64" in broken.what


def change_first(table: str, **columns: Callable[[Any], Any]) -> Callable[[Path], None]:
    """Return a damage: some columns of the table's first row changed."""

    def damage(folder: Path) -> None:
        def change(rows: Rows) -> None:
            for column, new in columns.items():
                rows[0][column] = new(rows[0][column])

        rewrite(folder, table, change)

    return damage


def shift(by: int) -> Callable[[Any], Any]:
    return lambda spans: [{"start": span["start"] + by, "end": span["end"] + by} for span in spans]


def drop(table: str, condition: Callable[[dict[str, Any]], bool]) -> Callable[[Path], None]:
    return lambda folder: rewrite(folder, table, lambda rows: [row for row in rows if not condition(row)])


def double(table: str) -> Callable[[Path], None]:
    return lambda folder: rewrite(folder, table, lambda rows: [rows[0], *rows])


def first_title(**columns: Callable[[Any], Any]) -> Callable[[Path], None]:
    def change(titles: Any) -> Any:
        changed = {column: new(titles[0][column]) for column, new in columns.items()}
        return [{**titles[0], **changed}, *titles[1:]]

    return change_first("articles", titles=change)


def first_span(start: int = 0, end: int = 0) -> Callable[[Any], Any]:
    return lambda spans: [{"start": spans[0]["start"] + start, "end": spans[0]["end"] + end}, *spans[1:]]


def turn_verdicts(old: str, new: str) -> Callable[[Path], None]:
    def change(breaks: Any) -> Any:
        return [{**item, "verdict": new if item["verdict"] == old else item["verdict"]} for item in breaks]

    return lambda folder: rewrite(
        folder, "pages", lambda rows: [{**row, "breaks": change(row["breaks"])} for row in rows]
    )


def each_break(change: Callable[[Any], Any]) -> Callable[[Path], None]:
    return lambda folder: rewrite(
        folder, "pages", lambda rows: [{**row, "breaks": change(row["breaks"])} for row in rows]
    )


DAMAGES: dict[str, tuple[str, str, Callable[[Path], None]]] = {
    "an article loses its last character's span": ("1", "pages", change_first("articles", raw_spans=lambda s: s[:-1])),
    "a title loses a character": ("1", "pages", first_title(spans=first_span(end=-1))),
    "a title overlaps the text": ("1", "pages", first_title(spans=first_span(end=30))),
    "a span outside the raw text": ("1", "pages", change_first("articles", raw_spans=lambda s: [*s, shifted(s)])),
    "furniture that is text too": (
        "1",
        "pages",
        lambda folder: rewrite(
            folder,
            "pages",
            lambda rows: [
                {**row, "furniture_spans": [{"start": 0, "end": 1}]} if row["raw_text"] else row for row in rows
            ],
        ),
    ),
    "a changed character of a text": ("2", "articles", change_first("articles", text=lambda t: "变" + t[1:])),
    "a look-alike": ("2", "articles", change_first("articles", text=lambda t: t.replace("，", ",", 1))),
    "a text that is longer than its spans": ("2", "articles", change_first("articles", text=lambda t: t + "了")),
    "a changed title": ("2", "articles", first_title(text=lambda t: t[:-1] + "园")),
    "shifted spans of an article": ("2", "articles", change_first("articles", raw_spans=shift(1))),
    "a shifted offset of a quote": ("3", "quotes", change_first("quotes", text_start=lambda n: n + 1)),
    "a changed quote": ("3", "quotes", change_first("quotes", text=lambda t: t[:-1] + "变")),
    "a quote in another paragraph": ("3", "quotes", change_first("quotes", paragraph=lambda n: n + 1)),
    "a quote in no paragraph": ("3", "quotes", change_first("quotes", paragraph=lambda n: 99)),
    "shifted spans of a quote": ("3", "quotes", change_first("quotes", raw_spans=shift(2))),
    "a shifted offset of a mention": ("3", "mentions", change_first("mentions", text_end=lambda n: n + 1)),
    "a changed surface": ("3", "mentions", change_first("mentions", surface=lambda t: "变" + t[1:])),
    "shifted paragraphs": (
        "3",
        "articles",
        change_first("articles", paragraphs=lambda ps: [{**ps[0], "text_start": 1}, *ps[1:]]),
    ),
    "a paragraph too many": ("3", "articles", change_first("articles", paragraphs=lambda ps: [*ps, ps[-1]])),
    "a person is gone": ("4", "quotes", drop("people", lambda row: row["quote_count"] > 0)),
    "a mentioned person is gone": ("4", "mentions", drop("people", lambda row: row["mention_count"] > 0)),
    "a parent is gone": ("4", "communities", drop("communities", lambda row: row["level"] == "province")),
    "an article is gone": ("4", "quotes", drop("articles", lambda row: row["position"] == 1)),
    "a rule is gone": ("4", "mentions", drop("rules", lambda row: row["target"] == "mentions" or True)),
    "a newspaper is gone": ("4", "pages", drop("newspapers", lambda row: row["newspaper"] == "river-daily")),
    "a key twice": ("4", "quotes", double("quotes")),
    "an office twice": ("4", "offices", double("offices")),
    "rows out of order": ("files", "mentions", lambda folder: rewrite(folder, "mentions", lambda rows: rows[::-1])),
    "offices out of order": ("files", "offices", lambda folder: rewrite(folder, "offices", lambda rows: rows[::-1])),
    "another key of a quote": ("ids", "quotes", change_first("quotes", quote_id=lambda key: key + "0")),
    "another key of an article": ("ids", "articles", change_first("articles", article_id=lambda key: key + "0")),
    "a wrong number of mentions": ("counts", "people", change_first("people", mention_count=lambda n: n + 1)),
    "a wrong number of articles": ("counts", "communities", change_first("communities", article_count=lambda n: n + 1)),
    "a wrong number of quotes": ("counts", "people", change_first("people", quote_count=lambda n: n + 1)),
    "a wrong number of articles of a page": ("counts", "pages", change_first("pages", article_count=lambda n: n + 1)),
    "a wrong number of characters": ("counts", "articles", change_first("articles", character_count=lambda n: n + 1)),
    "another hash of a text": ("counts", "articles", change_first("articles", text_sha256=lambda h: "0" * 64)),
    "another day": ("counts", "quotes", change_first("quotes", issue_date=lambda day: None)),
    "joined where a paragraph ends": ("7", "pages", turn_verdicts("paragraph", "joined")),
    "a paragraph where the text goes on": ("7", "pages", turn_verdicts("joined", "paragraph")),
    "a lost verdict": ("7", "pages", each_break(lambda breaks: breaks[1:])),
    "a break in mid-line": (
        "7",
        "pages",
        each_break(lambda breaks: [{**item, "raw_offset": item["raw_offset"] - 1} for item in breaks]),
    ),
}


def shifted(spans: Any) -> dict[str, int]:
    return {"start": spans[-1]["end"] + 10_000, "end": spans[-1]["end"] + 10_001}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damage_breaks_its_promise(copied: Path, damage: str) -> None:
    promise, table, do = DAMAGES[damage]
    do(copied)
    assert (promise, table) in {(broken.promise, broken.table) for broken in check_build(copied)}


def test_the_row_is_named(copied: Path) -> None:
    quote_id = rows_of(copied, "quotes")[0]["quote_id"]
    DAMAGES["a changed quote"][2](copied)
    (broken,) = check_build(copied)
    assert broken.row == quote_id
    assert "of its article's text" in str(broken)


_pages = st.lists(any_text(200), min_size=1, max_size=6)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=_pages)
def test_any_pages_make_a_dataset_that_keeps_its_promises(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("any")
    write_newspaper(folder / "raw", "any", '"江西省/南昌市"')
    for number, text in enumerate(texts):
        write_page(folder / "raw", f"any/undated/{number}", text)
    report = build(folder / "raw", folder / "output")
    assert check_build(report.folder) == []
    assert report.failed_pages == 0


def test_too_little_memory_is_no_fault_of_the_data(dataset: Path) -> None:
    with pytest.raises(OutOfMemoryException):
        check_build(dataset, "300KB")
    assert check_build(dataset, "64MB") == []
