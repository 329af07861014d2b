"""What is generated from the models: Arrow schemas, JSON Schemas, the dictionary."""

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from pydantic import ValidationError

from schemas import TABLES, Span, arrow_schema, json_schema
from schemas.__main__ import generated_documents
from schemas.rows import Row

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("model", TABLES.values(), ids=TABLES)
def test_every_field_is_described(model: type[Row]) -> None:
    for field in arrow_schema(model):
        assert field.metadata[b"description"], field.name


@pytest.mark.parametrize("model", TABLES.values(), ids=TABLES)
def test_keys_and_references_are_columns(model: type[Row]) -> None:
    schema = arrow_schema(model)
    for column in model.key:
        assert not schema.field(column).nullable
    for column, table in model.references.items():
        assert column in schema.names
        assert len(TABLES[table].key) == 1


@pytest.mark.parametrize("model", TABLES.values(), ids=TABLES)
def test_lists_are_never_null(model: type[Row]) -> None:
    for field in arrow_schema(model):
        if pa.types.is_list(field.type):
            assert not field.nullable, field.name
            assert not field.type.value_field.nullable, field.name


@pytest.mark.parametrize(
    ("table", "column", "kind"),
    [
        ("pages", "issue_date", "date32[day]"),
        ("pages", "article_count", "int32"),
        ("articles", "raw_spans", "list<element: struct<start: int32 not null, end: int32 not null> not null>"),
        ("articles", "keywords", "list<element: string not null>"),
        ("articles", "dateline", "struct<agency: string, place: string, date: string>"),
        ("communities", "division_year", "int16"),
        ("quotes", "confidence", "double"),
        ("offices", "public_office", "bool"),
    ],
)
def test_arrow_types(table: str, column: str, kind: str) -> None:
    assert str(arrow_schema(TABLES[table]).field(column).type) == kind


def test_nullable_where_the_contract_says_so() -> None:
    nullable = {field.name for field in arrow_schema(TABLES["initiatives"]) if field.nullable}
    assert nullable == {
        "holder", "organization_id", "community_id", "stated_count", "description", "first_seen", "last_seen",
    }  # fmt: skip


def test_json_schema_names_codes() -> None:
    schema = json_schema(TABLES["quotes"])
    assert schema["properties"]["kind"]["enum"] == ["direct", "indirect"]
    assert schema["additionalProperties"] is False


def test_documents_are_current() -> None:
    for path, text in generated_documents().items():
        assert (DOCS / path).read_text(encoding="utf-8") == text, f"docs/{path} is stale: run `make docs`"


def test_rows_are_strict_and_frozen() -> None:
    newspaper = {"newspaper": "a", "title": "甲报", "scope": "local", "share": "none"}
    row = TABLES["newspapers"].model_validate(newspaper)
    with pytest.raises(ValidationError):
        row.title = "乙报"  # type: ignore[attr-defined]
    for wrong in ({"title": 7}, {"title": ""}, {"home": ""}, {"share": "some"}, {"editor": "nobody"}):
        with pytest.raises(ValidationError):
            TABLES["newspapers"].model_validate({**newspaper, **wrong})


def test_a_table_round_trips_through_arrow() -> None:
    row = TABLES["offices"].model_validate(
        {
            "person_id": "张三@x",
            "article_id": "x",
            "n": 1,
            "title": "书记",
            "role_class": "party",
            "public_office": True,
            "first_seen": date(2020, 1, 2),
            "last_seen": date(2020, 1, 2),
        }
    )
    table = pa.Table.from_pylist([row.model_dump()], schema=arrow_schema(type(row)))
    (back,) = table.to_pylist()
    assert TABLES["offices"].model_validate({**back, "aliases": tuple(back["aliases"])}) == row


@pytest.mark.parametrize(("start", "end"), [(3, 3), (3, 2), (-1, 2), (0, 2**31)])
def test_span_must_not_be_empty(start: int, end: int) -> None:
    with pytest.raises(ValidationError):
        Span(start=start, end=end)


def test_the_key_is_the_first_column() -> None:
    for model in TABLES.values():
        assert tuple(arrow_schema(model).names[: len(model.key)]) == model.key
    assert arrow_schema(TABLES["people"]).names[-5:] == [
        "aliases", "mention_count", "article_count", "first_seen", "last_seen",
    ]  # fmt: skip
