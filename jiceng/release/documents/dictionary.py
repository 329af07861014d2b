"""dictionary.md: what every table and column of a release means, in English and Chinese."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pyarrow as pa

from jiceng.dataset.tables import description_of
from jiceng.release.contents import RELEASED
from schemas import SCHEMA_VERSION, Entity
from schemas.rows import DictionaryColumn, dictionary_columns, type_words

CHINESE = Path(__file__).with_name("dictionary_zh.toml")

_HEAD = f"""\
# Data dictionary 数据字典

Schema version {SCHEMA_VERSION}. Offsets count code points from 0, ranges are half open; `raw_spans` and `spans` are
lists of `struct<start: int32, end: int32>` in `pages.raw_text`, in reading order. A column that is not marked *null*
always has a value.

结构版本 {SCHEMA_VERSION}。位置按 Unicode 码位计，从 0 起，左闭右开；`raw_spans` 与 `spans` 是在 `pages.raw_text`
中的区间，按阅读顺序排列。未标 *null* 的列总有值。
"""


@cache
def chinese() -> dict[str, dict[str, str]]:
    """Return table → column → its meaning in Chinese; `_` is the table itself."""
    return tomllib.loads(CHINESE.read_text(encoding="utf-8"))


def chinese_meaning(table: str, column: str) -> str:
    """Return what a column (or a nested `column.field`) means in Chinese; raises KeyError where nobody wrote it."""
    own = chinese()[table]
    if column not in own and issubclass(RELEASED[table], Entity):
        return chinese()["entity"][column]
    return own[column]


def release_dictionary(schemas: Mapping[str, pa.Schema]) -> str:
    """Return dictionary.md; `schemas` is table → its schema, whose fields carry their descriptions."""
    sections = [_section(table, schema) for table, schema in schemas.items()]
    return _HEAD + "\n" + "\n".join(sections)


def _section(table: str, schema: pa.Schema) -> str:
    model = RELEASED[table]
    lines = [f"## {table}", "", f"{(model.__doc__ or '').strip()} {chinese()[table]['_']}", ""]
    lines += [f"Key 键: {', '.join(f'`{column}`' for column in model.key)}.", ""]
    lines += ["| column 列 | type 类型 | null | meaning | 含义 |", "|---|---|---|---|---|"]
    known = {column.name: column for column in dictionary_columns(model)}
    for name, field in _columns_and_parts(schema):
        lines.append(_line(table, name, field, known.get(name)))
    return "\n".join(lines) + "\n"


def _columns_and_parts(schema: pa.Schema) -> Iterator[tuple[str, pa.Field]]:
    """Yield the columns by name, each followed by the parts of its structs (`titles.role`), those of spans left out."""
    for field in schema:
        yield field.name, field
        struct = field.type.value_type if pa.types.is_list(field.type) else field.type
        if pa.types.is_struct(struct) and [part.name for part in struct] != ["start", "end"]:
            yield from ((f"{field.name}.{part.name}", part) for part in struct)


def _line(table: str, name: str, field: pa.Field, column: DictionaryColumn | None) -> str:
    said = description_of(field)
    if column is not None and column.codes:
        said += ": " + ", ".join(f"`{code}`" for code in column.codes)
    if column is not None and column.points_to:
        said += f" → {column.points_to}"
    null = "null" if field.nullable else ""
    return f"| `{name}` | {type_words(field.type)} | {null} | {said} | {chinese_meaning(table, name)} |"
