"""What the descriptors of a release say of its files, as far as it is proved. Others wrote them: nothing is trusted."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, Field, ValidationError

from jiceng.dataset.checks.broken import Broken
from jiceng.escapes import one_line
from jiceng.release.folders import CITATION, CROISSANT, DATAPACKAGE, README
from jiceng.release.redaction.excerpts import profile_schema
from schemas import ReleaseFacts

_Document = TypeVar("_Document", bound=BaseModel)


class _Column(BaseModel):
    name: str


class _TableSchema(BaseModel):
    fields: tuple[_Column, ...]


class _Resource(BaseModel):
    path: str
    hash: str
    table_schema: _TableSchema = Field(alias="schema")


class _DataPackage(BaseModel):
    """datapackage.json."""

    version: str
    resources: tuple[_Resource, ...]


class _FileObject(BaseModel):
    content_url: str | None = Field(None, alias="contentUrl")
    sha256: str | None = None


class _RecordSet(BaseModel):
    name: str
    field: tuple[_Column, ...]


class _Croissant(BaseModel):
    """croissant.json."""

    version: str
    distribution: tuple[_FileObject, ...]
    record_sets: tuple[_RecordSet, ...] = Field(alias="recordSet")


def check_descriptors(
    folder: Path, facts: ReleaseFacts, files: Mapping[str, str], sums: Mapping[str, str]
) -> Iterator[Broken]:
    """Prove that each descriptor can be read and describes these files, with their hashes and columns.

    `files` is the path of each table's files → the table. Raises ValueError for a descriptor that is none.
    """
    package = _parsed(folder / DATAPACKAGE, _DataPackage)
    croissant = _parsed(folder / CROISSANT, _Croissant)
    resources = {each.path: each for each in package.resources}
    objects = {each.content_url: each for each in croissant.distribution if each.content_url is not None}
    record_sets = {each.name: [column.name for column in each.field] for each in croissant.record_sets}
    described = ((DATAPACKAGE, set(resources)), (CROISSANT, set(objects)))
    for name, paths in described:
        if paths != set(files):
            odd = min(paths ^ set(files))
            yield Broken("descriptors", files.get(odd, ""), name, f"does not describe the tables' files: {odd}")
            return
    for path, table in files.items():
        names = profile_schema(table, facts.text).names
        if resources[path].hash != f"sha256:{sums[path]}":
            yield Broken("descriptors", table, DATAPACKAGE, f"has another hash of {path}")
        if objects[path].sha256 != sums[path]:
            yield Broken("descriptors", table, CROISSANT, f"has another hash of {path}")
        if [column.name for column in resources[path].table_schema.fields] != names:
            yield Broken("descriptors", table, DATAPACKAGE, f"has other columns of {table}")
        if record_sets.get(table) != names:
            yield Broken("descriptors", table, CROISSANT, f"has other columns of {table}")
    for name, version in ((DATAPACKAGE, package.version), (CROISSANT, croissant.version)):
        if version != facts.version:
            yield Broken("descriptors", "", name, f"says that it is of release {version}")
    if f'version: "{facts.version}"' not in _text(folder / CITATION):
        yield Broken("descriptors", "", CITATION, "cites another release")
    if not _text(folder / README).startswith("---\n"):
        yield Broken("descriptors", "", README, "has no front matter")


def _parsed(path: Path, model: type[_Document]) -> _Document:
    try:
        return model.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise ValueError(f"{path.name}: {validation_sentence(error)}") from None


def validation_sentence(error: ValidationError) -> str:
    """Return the first thing that is wrong with a document, as the end of a sentence."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    said = one_line(first["msg"])
    return f"`{one_line(where)}`: {said}" if where else f"is no JSON ({said})"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"{path.name}: is not UTF-8 at byte {error.start}") from None
