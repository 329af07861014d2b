"""croissant.json: the release as MLCommons Croissant 1.0."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa

from jiceng.dataset.tables import description_of
from jiceng.release.about import ANNOTATIONS_LICENSE_URL, DESCRIPTION, KEYWORDS, About
from jiceng.release.contents import RELEASED
from schemas import ReleaseFacts, ReleaseFile

_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context that the specification of Croissant 1.0 gives, with the two keys that mlcroissant 1.1 has besides."""


def croissant_json(
    facts: ReleaseFacts,
    about: About,
    files: Mapping[str, Sequence[ReleaseFile]],
    schemas: Mapping[str, pa.Schema],
) -> str:
    """Return croissant.json: a file object a Parquet file, a record set a table.

    Fields do not say which others they reference: mlcroissant (1.1.1) would join the tables, and fails on cycles.
    """
    described: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": "jiceng",
        "alternateName": about.title,
        "description": DESCRIPTION,
        "version": facts.version,
        "datePublished": facts.date.isoformat(),
        "inLanguage": "zh",
        "keywords": list(KEYWORDS),
        "license": ANNOTATIONS_LICENSE_URL,
        "usageInfo": "RIGHTS.md",
        "creator": [{"@type": "sc:Organization", "name": creator} for creator in about.creators],
        "citeAs": f"{', '.join(about.creators)}: {about.title}, release {facts.version} ({facts.date.year}).",
        "isLiveDataset": False,
        "distribution": [each for table, found in files.items() for each in _distribution(table, found)],
        "recordSet": [_record_set(table, files[table], schemas[table]) for table in files],
    }
    if about.url:
        described["url"] = about.url
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _distribution(table: str, files: Sequence[ReleaseFile]) -> Iterator[dict[str, Any]]:
    for file in files:
        yield {
            "@type": "cr:FileObject",
            "@id": file.path,
            "name": file.path,
            "contentUrl": file.path,
            "contentSize": f"{file.bytes} B",
            "encodingFormat": "application/x-parquet",
            "sha256": file.sha256,
        }
    if len(files) > 1:
        yield {
            "@type": "cr:FileSet",
            "@id": f"{table}-files",
            "name": f"{table}-files",
            "description": f"the files of {table}",
            "encodingFormat": "application/x-parquet",
            "includes": f"{table}-*.parquet",
        }


def _record_set(table: str, files: Sequence[ReleaseFile], schema: pa.Schema) -> dict[str, Any]:
    model = RELEASED[table]
    source = {"fileObject": {"@id": files[0].path}} if len(files) == 1 else {"fileSet": {"@id": f"{table}-files"}}
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": (model.__doc__ or "").strip(),
        "key": [{"@id": f"{table}/{column}"} for column in model.key],
        "field": [_field(table, field, source) for field in schema],
    }


def _field(table: str, field: pa.Field, source: dict[str, Any]) -> dict[str, Any]:
    name = f"{table}/{field.name}"
    repeated = pa.types.is_list(field.type)
    kind = field.type.value_type if repeated else field.type
    described: dict[str, Any] = {
        "@type": "cr:Field",
        "@id": name,
        "name": field.name,
        "description": description_of(field),
    }
    if repeated:
        described["repeated"] = True
    if not pa.types.is_struct(kind):
        return {**described, "dataType": _type(kind), "source": {**source, "extract": {"column": field.name}}}
    described["subField"] = [
        _sub_field(name, field.name, part, source, repeated) for part in kind if not pa.types.is_list(part.type)
    ]
    return described


def _sub_field(parent: str, column: str, part: pa.Field, source: dict[str, Any], repeated: bool) -> dict[str, Any]:
    """Return a field of a struct; lists in a list of structs (`titles.spans`) are beyond Croissant 1.0."""
    described = {
        "@type": "cr:Field",
        "@id": f"{parent}/{part.name}",
        "name": part.name,
        "description": description_of(part),
        "dataType": _type(part.type),
        "source": {**source, "extract": {"column": column}, "transform": {"jsonPath": part.name}},
    }
    return {**described, "repeated": True} if repeated else described


def _type(kind: pa.DataType) -> str:
    if pa.types.is_integer(kind):
        return "sc:Integer"
    if pa.types.is_floating(kind):
        return "sc:Float"
    if pa.types.is_boolean(kind):
        return "sc:Boolean"
    return "sc:Date" if pa.types.is_date(kind) else "sc:Text"
