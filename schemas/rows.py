"""The base of every row, and what is generated from rows: Arrow schemas, JSON Schema, the data dictionary."""

import types
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from operator import lt
from typing import Annotated, Any, ClassVar, Literal, Self, Union, get_args, get_origin

import pyarrow as pa
from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo

from schemas.struct_columns import StructColumns

SCHEMA_VERSION = "1.0.0"
"""Version of the tables' names and meanings; a change of meaning raises the first number."""

Int32 = Annotated[int, Field(gt=-(2**31) - 1, lt=2**31), pa.int32()]
"""A whole number stored as int32, the width of every count and offset of the contract."""

Int64 = Annotated[int, Field(gt=-(2**63) - 1, lt=2**63), pa.int64()]
"""A whole number stored as int64."""

Int16 = Annotated[int, Field(gt=-(2**15) - 1, lt=2**15), pa.int16()]
"""A whole number stored as int16."""

Text = Annotated[str, Field(min_length=1)]
"""A string that is never empty: what is missing is null."""

Share = Annotated[float, Field(ge=0.0, le=1.0)]
"""A probability or proportion between 0 and 1."""


class Struct(BaseModel):
    """A nested value of a row: strict, frozen, every field described."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Row(Struct):
    """One row of a published table."""

    table: ClassVar[str]
    """Name of the table."""
    key: ClassVar[tuple[str, ...]]
    """Columns that together are unique; the table is sorted by them."""
    references: ClassVar[dict[str, str]] = {}
    """Column → table whose single key column it points to."""


class Span(Struct):
    """A half-open range of code points in the raw text."""

    start: Int32 = Field(ge=0, description="first code point, from 0")
    end: Int32 = Field(description="one after the last code point")

    @model_validator(mode="after")
    def _not_empty(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"span ends at {self.end}, not after its start {self.start}")
        return self

    def __len__(self) -> int:
        return self.end - self.start


class Spans(StructColumns[Span]):
    """Spans in reading order: their starts, and their ends."""

    __slots__ = ()
    struct = Span

    def is_valid(self) -> bool:
        """Return whether each is a span; said at once where all are whole numbers, for most texts have one span."""
        columns = self.columns
        if len(columns) == 2 and len(columns[0]) == len(columns[1]) and type(columns[0]) is type(columns[1]) is tuple:
            starts, ends = columns
            if set(map(type, starts + ends)) == {int}:
                return bool(min(starts) >= 0 and max(ends) < 2**31 and self.agrees())
        return super().is_valid()

    def agrees(self) -> bool:
        """Return whether none is empty."""
        return all(map(lt, self.starts, self.ends))

    @property
    def starts(self) -> tuple[int, ...]:
        """The first code point of each."""
        return self.columns[0]

    @property
    def ends(self) -> tuple[int, ...]:
        """One after the last code point of each."""
        return self.columns[1]

    def ranges(self) -> Iterator[tuple[int, int]]:
        """Yield the start and end of each."""
        return zip(*self.columns, strict=True)


NO_SPANS = Spans()


def spans_length(spans: Spans) -> int:
    """Return the number of code points that the spans cover together."""
    return sum(spans.ends) - sum(spans.starts)


def require_spans_cover(text: str, spans: Spans, what: str) -> None:
    """Raise ValueError unless `spans` have one code point for each of `text` (line feeds of `text` not counted)."""
    length = len(text) - text.count("\n")
    if spans_length(spans) != length:
        raise ValueError(f"{what} has {length} characters, its raw_spans {spans_length(spans)}")


_PRIMITIVES: dict[type, pa.DataType] = {
    str: pa.string(),
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
}


def _arrow_type(annotation: Any, metadata: list[Any]) -> tuple[pa.DataType, bool]:
    """Return the Arrow type of an annotation and whether it may be null."""
    for extra in metadata:
        if isinstance(extra, pa.DataType):
            return extra, False
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *extras = get_args(annotation)
        return _arrow_type(inner, extras)
    if origin in (Union, types.UnionType):
        (inner,) = [part for part in get_args(annotation) if part is not type(None)]
        return _arrow_type(inner, metadata)[0], True
    if origin is Literal:
        return pa.string(), False
    if origin is tuple:
        item, nullable = _arrow_type(get_args(annotation)[0], [])
        return pa.list_(pa.field("element", item, nullable=nullable)), False
    if isinstance(annotation, type) and issubclass(annotation, StructColumns):
        return _arrow_type(tuple[annotation.struct, ...], [])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return pa.struct(list(_arrow_fields(annotation))), False
    return _PRIMITIVES[annotation], False


def columns(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return a model's fields in the order of the table's columns: inherited ones come last."""
    own = model.__annotations__
    return dict(sorted(model.model_fields.items(), key=lambda item: item[0] not in own))


def _arrow_fields(model: type[BaseModel]) -> Iterator[pa.Field]:
    for name, field in columns(model).items():
        kind, nullable = _arrow_type(field.annotation, field.metadata)
        yield pa.field(name, kind, nullable=nullable, metadata={"description": field.description or ""})


@cache
def arrow_schema(model: type[Struct]) -> pa.Schema:
    """Return the Arrow schema of a table: nested lists and structs, non-null flags, descriptions as field metadata."""
    return pa.schema(list(_arrow_fields(model)))


def json_schema(model: type[Row]) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one row of a table."""
    schema = model.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def type_words(kind: pa.DataType) -> str:
    """Return an Arrow type as the data dictionary writes it: list<struct<start: int32, end: int32>>."""
    if pa.types.is_list(kind):
        return f"list<{type_words(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return "struct<" + ", ".join(f"{f.name}: {type_words(f.type)}" for f in kind) + ">"
    return {"date32[day]": "date32"}.get(str(kind), str(kind))


def _codes(annotation: Any) -> tuple[str, ...]:
    """Return the admissible codes of an annotation, empty where any string will do."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(code for part in get_args(annotation) if not isinstance(part, str) for code in _codes(part))


@dataclass(frozen=True, slots=True)
class DictionaryColumn:
    """A column, or a field of a nested one (`titles.role`), as the data dictionary lists it."""

    name: str
    type: str
    nullable: bool
    meaning: str
    codes: tuple[str, ...]
    points_to: str | None
    """Table that it references."""


def dictionary_columns(model: type[Row]) -> Iterator[DictionaryColumn]:
    """Yield the columns of a table in their order, each followed by its nested fields."""
    for field, info in zip(arrow_schema(model), columns(model).values(), strict=True):
        yield DictionaryColumn(
            name=field.name,
            type=type_words(field.type),
            nullable=field.nullable,
            meaning=info.description or "",
            codes=_codes(info.annotation),
            points_to=model.references.get(field.name),
        )
        struct = field.type.value_type if pa.types.is_list(field.type) else field.type
        if pa.types.is_struct(struct) and field.name != "raw_spans":
            yield from _nested_columns(field.name, info.annotation)


def _nested_columns(column: str, annotation: Any) -> Iterator[DictionaryColumn]:
    model = _struct_of(annotation)
    if model is None or model is Span:
        return
    for name, info in model.model_fields.items():
        kind, nullable = _arrow_type(info.annotation, info.metadata)
        codes = _codes(info.annotation)
        yield DictionaryColumn(
            f"{column}.{name}", type_words(kind), nullable, info.description or "", codes, points_to=None
        )


def dictionary_section(model: type[Row]) -> str:
    """Return the table's section of the data dictionary, as Markdown."""
    lines = [f"## {model.table}", "", (model.__doc__ or "").strip(), ""]
    lines += [f"Key: {', '.join(f'`{column}`' for column in model.key)}.", ""]
    lines += ["| column | type | null | meaning |", "|---|---|---|---|"]
    for column in dictionary_columns(model):
        meaning = column.meaning
        if column.codes:
            meaning += ": " + ", ".join(f"`{code}`" for code in column.codes)
        if column.points_to:
            meaning += f" → {column.points_to}"
        lines.append(f"| `{column.name}` | {column.type} | {'yes' if column.nullable else ''} | {meaning} |")
    return "\n".join(lines) + "\n"


def _struct_of(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, StructColumns):
        return annotation.struct
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _struct_of(part))), None)
