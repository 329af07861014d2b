"""suppressed.toml: what was refused, by a person or a publisher, and stays out of every later release.

    [[names]]
    name = "王小明"
    why = "asked to be left out, letter of 2026-03-01"

    [[pages]]
    page_id = "river-daily/2026-01-03/01"
    why = "the publisher refused"

    [[spans]]
    page_id = "river-daily/2026-01-04/02"
    start = 120
    end = 180
    why = "…"

The file is itself a list of what is not to be known: it lies beside the releases and is never part of one.
"""

from hashlib import sha256
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from jiceng.escapes import one_line
from jiceng.page.tomls import NoToml, toml_values
from jiceng.storage import require_kind
from schemas.rows import Text

_MOST_CHARACTERS = 2**31 - 1
"""Of a page."""


class SuppressionFault(Exception):
    """The suppression list cannot be read; the message says where and why."""


class _Entry(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    why: Text | None = None
    """For whoever keeps the list; published nowhere."""


class SuppressedName(_Entry):
    """A person's name that is hidden wherever it is printed, whatever office the person holds; also an author's."""

    name: str = Field(min_length=2)

    def __str__(self) -> str:
        return f"name {self.name}"


class SuppressedPage(_Entry):
    """A page of which nothing is released."""

    page_id: Text

    def __str__(self) -> str:
        return f"page {self.page_id}"


class SuppressedSpan(_Entry):
    """A half-open range of a page's raw text: its characters are hidden, the records in it are left out."""

    page_id: Text
    start: int = Field(ge=0)
    end: int = Field(le=_MOST_CHARACTERS)

    @model_validator(mode="after")
    def _not_empty(self) -> "SuppressedSpan":
        if self.end <= self.start:
            raise ValueError(f"ends at {self.end}, not after its start {self.start}")
        return self

    def __str__(self) -> str:
        return f"span {self.page_id} {self.start}-{self.end}"


class Suppressed(BaseModel):
    """The suppression list."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    names: tuple[SuppressedName, ...] = ()
    pages: tuple[SuppressedPage, ...] = ()
    spans: tuple[SuppressedSpan, ...] = ()

    def digest(self) -> str:
        """Return a hash over what is suppressed, whatever the order and the reasons."""
        entries = sorted(map(str, (*self.names, *self.pages, *self.spans)))
        return sha256("\n".join(entries).encode()).hexdigest()


def read_suppressed(path: Path) -> Suppressed:
    """Return the list of a file; raises SuppressionFault where it cannot be read or says what it cannot say."""
    try:
        require_kind(path, "a file")
        return Suppressed.model_validate(toml_values(path.read_text(encoding="utf-8")), strict=False)
    except OSError as error:
        raise SuppressionFault(f"{path}: cannot be read ({error.strerror or error})") from None
    except UnicodeDecodeError as error:
        raise SuppressionFault(f"{path}, byte {error.start}: is not UTF-8") from None
    except NoToml as error:
        raise SuppressionFault(f"{path}: is not valid TOML: {one_line(error)}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise SuppressionFault(f"{path}: `{one_line(where)}`: {one_line(first['msg'])}") from None
