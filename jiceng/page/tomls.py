"""newspaper.toml and page tomls, read and checked against their models."""

import tomllib
from datetime import date
from hashlib import sha256
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from jiceng.escapes import one_line
from jiceng.page.faults import Fault, InputFault, unopened
from jiceng.storage import Location, has_credentials, read_file
from schemas import Newspaper
from schemas.rows import Text

_MOST_BYTES = 1_000_000
"""Of a toml."""


_LAST_PAGE = 1_000_000
"""A larger number is none of a page."""


class NoToml(ValueError):
    """A text is no TOML; the message says why, and where."""


class MissingToml(InputFault):
    """A toml is not there."""


class PageNotes(BaseModel):
    """What a page toml may say of its page file."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    encoding: Text | None = None
    issue_date: date | None = None
    page_number: Text | Annotated[int, Field(ge=0, le=_LAST_PAGE)] | None = None
    source_url: Text | None = None
    image_sha256: Text | None = Field(None, pattern="^[0-9a-f]{64}$")


def read_newspaper(folder: Location) -> Newspaper:
    """Read the newspaper.toml of a newspaper's folder; raises MissingToml, or InputFault if it is wrong."""
    path = folder / "newspaper.toml"
    where = f"{folder.name}/newspaper.toml"
    values = _parsed(_read_bytes(path, where), where, Newspaper, frozenset({"newspaper"}))
    return Newspaper.model_validate({"newspaper": folder.name, **values})


def read_page_notes(path: Location, where: str) -> tuple[PageNotes, str]:
    """Return what a page toml says, and its SHA-256; `where` is its path below raw/.

    Raises InputFault if it cannot be read or is wrong.
    """
    data = _read_bytes(path, where)
    return PageNotes.model_validate(_parsed(data, where, PageNotes)), sha256(data).hexdigest()


def _read_bytes(path: Location, where: str) -> bytes:
    try:
        return read_file(path, _MOST_BYTES)
    except FileNotFoundError as error:
        raise MissingToml(Fault(where, "is missing; `jiceng init` writes one"), unopened(error)) from None
    except OSError as error:
        raise InputFault(Fault(where, f"cannot be read ({error.strerror})"), unopened(error)) from None


def toml_values(text: str) -> dict[str, Any]:
    """Return what a TOML document says; raises NoToml also for what Python cannot read though it is TOML."""
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise NoToml("has too many lists or tables inside each other") from None
    except ValueError as error:  # a number of thousands of digits is no TOMLDecodeError
        raise NoToml(str(error)) from None


def _parsed(data: bytes, where: str, model: type[BaseModel], given: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Return the values of a TOML file, checked against a model; `given` are fields that the file must not set."""
    read = sha256(data).hexdigest()
    try:
        values = toml_values(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputFault(Fault(where, "is not UTF-8", error.start), read) from None
    except NoToml as error:
        raise InputFault(Fault(where, f"is not valid TOML: {one_line(error)}"), read) from None
    try:
        model.model_validate({**dict.fromkeys(given, "given"), **values})
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InputFault(Fault(where, f"`{one_line(field)}`: {one_line(first['msg'])}"), read) from None
    for name, value in values.items():
        if isinstance(value, str) and has_credentials(value):
            raise InputFault(Fault(where, f"`{one_line(name)}`: has credentials in it, which would be published"), read)
    if overlap := given & values.keys():
        raise InputFault(Fault(where, f"`{min(overlap)}`: is the folder's name and cannot be set"), read)
    return values
