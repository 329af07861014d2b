"""datapackage.json: the release as a Frictionless Data Package."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from jiceng.dataset.tables import description_of
from jiceng.release.about import ANNOTATIONS_LICENSE, ANNOTATIONS_LICENSE_URL, DESCRIPTION, KEYWORDS, About
from jiceng.release.contents import RELEASED
from schemas import ReleaseFacts, ReleaseFile

MAY_BE_EMPTY = ("articles", "text")
"""A column that is never null and may be an empty string, which Frictionless takes for a missing value."""


def datapackage_json(
    facts: ReleaseFacts,
    about: About,
    files: Mapping[str, Sequence[ReleaseFile]],
    schemas: Mapping[str, pa.Schema],
) -> str:
    """Return datapackage.json: a resource a file, with its table's schema, hash, size and rows.

    The size is given as `sizeInBytes`, for Frictionless (5.21) finds any Parquet resource invalid that has `bytes`.
    """
    described: dict[str, Any] = {
        "name": "jiceng",
        "title": about.title,
        "description": DESCRIPTION,
        "version": facts.version,
        "created": f"{facts.date}T00:00:00Z",
        "keywords": list(KEYWORDS),
        "contributors": [{"title": creator, "role": "author"} for creator in about.creators],
        "licenses": [
            {"name": ANNOTATIONS_LICENSE, "path": ANNOTATIONS_LICENSE_URL, "title": "annotations only; see RIGHTS.md"}
        ],
        "resources": [_resource(table, file, schemas) for table, found in files.items() for file in found],
    }
    if about.url:
        described["homepage"] = about.url
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _resource(table: str, file: ReleaseFile, schemas: Mapping[str, pa.Schema]) -> dict[str, Any]:
    return {
        "name": file.path.removesuffix(".parquet"),
        "description": (RELEASED[table].__doc__ or "").strip(),
        "path": file.path,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "hash": f"sha256:{file.sha256}",
        "sizeInBytes": file.bytes,
        "rows": file.rows,
        "schema": _table_schema(table, schemas),
    }


def _table_schema(table: str, schemas: Mapping[str, pa.Schema]) -> dict[str, Any]:
    model = RELEASED[table]
    described: dict[str, Any] = {
        "fields": [_field(table, field) for field in schemas[table]],
        "primaryKey": list(model.key),
        "missingValues": ["", "nan"],
    }
    references = {column: target for column, target in model.references.items() if column in schemas[table].names}
    if references:
        described["x-references"] = references
    return described


def _field(table: str, field: pa.Field) -> dict[str, Any]:
    described: dict[str, Any] = {
        "name": field.name,
        "type": _type(field.type),
        "description": description_of(field),
    }
    if not field.nullable and (table, field.name) != MAY_BE_EMPTY:
        described["constraints"] = {"required": True}
    return described


def _type(kind: pa.DataType) -> str:
    """Return Frictionless' name of a type; nested ones have none but `any`."""
    if pa.types.is_string(kind):
        return "string"
    if pa.types.is_integer(kind):
        return "integer"
    if pa.types.is_floating(kind):
        return "number"
    if pa.types.is_boolean(kind):
        return "boolean"
    return "date" if pa.types.is_date(kind) else "any"
