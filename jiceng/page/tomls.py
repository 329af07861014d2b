"""newspaper.toml and page tomls, read and checked against their models."""

import tomllib
from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from jiceng.page.faults import Fault, InputFault
from jiceng.storage import Location
from schemas import Newspaper
from schemas.rows import Text


class PageNotes(BaseModel):
    """What a page toml may say of its page file."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    encoding: Text | None = None
    issue_date: date | None = None
    page_number: Text | int | None = None
    source_url: Text | None = None
    image_sha256: Text | None = Field(None, pattern="^[0-9a-f]{64}$")


def read_newspaper(folder: Location) -> Newspaper:
    """Read the newspaper.toml of a newspaper's folder; raises InputFault if it is missing or wrong."""
    path = folder / "newspaper.toml"
    where = f"{folder.name}/newspaper.toml"
    return Newspaper.model_validate({"newspaper": folder.name, **_read_toml(path, where, Newspaper, {"newspaper"})})


def read_page_notes(path: Location, where: str) -> PageNotes:
    """Read a page toml; `where` is its path below raw/. Raises InputFault if it cannot be read or is wrong."""
    return PageNotes.model_validate(_read_toml(path, where, PageNotes))


def _read_toml(path: Location, where: str, model: type[BaseModel], given: set[str] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]
    """Return the values of a TOML file, checked against a model; `given` are fields that the file must not set."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputFault(Fault(where, "is missing; `jiceng init` writes one")) from None
    except OSError as error:
        raise InputFault(Fault(where, f"cannot be read ({error.strerror})")) from None
    try:
        values = tomllib.loads(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise InputFault(Fault(where, "is not UTF-8", error.start)) from None
    except tomllib.TOMLDecodeError as error:
        raise InputFault(Fault(where, f"is not valid TOML: {error}")) from None
    try:
        model.model_validate({**dict.fromkeys(given, "given"), **values})
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise InputFault(Fault(where, f"`{field}`: {first['msg']}")) from None
    if overlap := given & values.keys():
        raise InputFault(Fault(where, f"`{min(overlap)}`: is the folder's name and cannot be set"))
    return values
