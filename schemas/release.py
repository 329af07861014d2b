"""Releases: what `output/releases/index.json` and a release's own `release.json` say, the table `breaks`, changes."""

from datetime import date, datetime
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from schemas.newspaper import SharePolicy
from schemas.page import Verdict
from schemas.rows import Int32, Row, Share, Struct, Text

PrivatePeople = Literal["keep", "pseudonymise"]

VERSION_PATTERN = r"^\d{4}\.(0[1-9]|1[0-2])\.(0[1-9]|[12]\d|3[01])(\.[1-9]\d*)?$"
"""A calendar version: 2026.11.22, the second of that day 2026.11.22.1."""


class PageBreak(Row):
    """One row per run of line ends of a page: what it means, and the rule that decided."""

    table: ClassVar[str] = "breaks"
    key: ClassVar[tuple[str, ...]] = ("page_id", "raw_offset")
    references: ClassVar[dict[str, str]] = {"page_id": "pages", "newspaper": "newspapers"}

    page_id: Text = Field(description="the page")
    newspaper: Text = Field(description="its newspaper")
    issue_date: date | None = Field(None, description="day of the issue")
    raw_offset: Int32 = Field(ge=0, description="first line end of the run, in the raw text")
    verdict: Verdict = Field(description="what the break separates (joined: nothing, the text goes on)")
    reason: Text = Field(description="the rule that decided")
    confidence: Share = Field(description="how often the verdict is right where this rule decides")


class Change(Struct):
    """A row of `changes.parquet`: a row that the release before does not have, or has differently."""

    table: Text = Field(description="the table")
    change: Literal["added", "removed", "changed", "moved"] = Field(
        description="added, removed, changed, or moved: its offsets alone changed"
    )
    key: tuple[Text, ...] = Field(description="key of the row in the newer release; of a removed row, in the older")
    key_before: tuple[Text, ...] | None = Field(None, description="key in the older release where it is another")
    columns: tuple[Text, ...] = Field(description="columns that differ, of a changed or moved row")
    why: tuple[Text, ...] = Field(
        description="new, changed or removed pages, new rules, another profile, changed descriptions"
    )


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ReleaseFile(_Document):
    """A file of a release."""

    path: str = Field(description="below the release's folder, with forward slashes")
    table: str | None = Field(None, description="the table whose rows it has; none for a document")
    rows: int | None = Field(None, ge=0, description="number of rows, where it is a table's")
    bytes: int = Field(ge=0, description="size")
    sha256: str = Field(pattern="^[0-9a-f]{64}$", description="SHA-256 of its bytes")


class InputShard(_Document):
    """A shard whose rows are in the release."""

    name: str = Field(description="<newspaper>/<YYYY-MM>, or <newspaper>/undated-<division>")
    fingerprint: str = Field(description="hash of its pages, their descriptions, the rules and library versions")
    pages: int = Field(ge=0, description="page files, those that could not be opened among them")


class InputManifest(_Document):
    """The build that a release freezes: all that decides what is in it."""

    build_id: str = Field(description="the build")
    created: datetime = Field(description="when it was built, UTC")
    inputs: str = Field(description="hash over all that decides the build's content")
    dataset_version: str = Field(description="version of jiceng that built it")
    libraries: dict[str, str] = Field(description="versions of the libraries that decide bytes")
    failed_pages: int = Field(ge=0, description="pages that could not be read")
    shards: tuple[InputShard, ...] = Field(description="its shards, by name")


class Withdrawn(_Document):
    """That a release was withdrawn."""

    when: date = Field(description="day of the withdrawal")
    why: str = Field(min_length=1, description="the reason, in words")


class Redacted(_Document):
    """What a release does not show, in numbers, and by which limits; nothing in it tells what."""

    head_characters: int | None = Field(None, ge=0, description="first characters of a text in an excerpt, at most")
    quoted_share: Share | None = Field(
        None,
        description="part of an article that its quotations and descriptions have together, at most; its head, too",
    )
    above_share: tuple[str, ...] = Field((), description="newspapers whose `share` allows less text than is here")
    hidden_people: int = Field(0, ge=0, description="rows of `people` with a pseudonym")
    opaque_pages: int = Field(0, ge=0, description="pages whose keys, and those of their rows, are codes")
    names_that_are_words: int = Field(
        0, ge=0, description="hidden names that are words or places, too, and are hidden in the person's articles only"
    )
    suppressed_names: int = Field(0, ge=0, description="names hidden at the request of those concerned")
    suppressed_pages: int = Field(0, ge=0, description="pages left out at the request of those concerned")
    suppressed_spans: int = Field(0, ge=0, description="passages hidden at the request of those concerned")
    rehydratable: bool = Field(True, description="whether `jiceng rehydrate` can put the text back")


class ReleaseFacts(_Document):
    """release.json: what a release says of itself, apart from its files and their hashes (SHA256SUMS)."""

    version: str = Field(pattern=VERSION_PATTERN, description="calendar version")
    date: date
    schema_version: str = Field(description="version of the tables' names and meanings")
    rules_version: str = Field(description="hash over the code and lexicons that read the pages")
    dataset_version: str = Field(description="version of jiceng that cut the release")
    code_commit: str | None = Field(None, description="commit of the code that cut it, where it is known")
    text: SharePolicy = Field(description="how much of the newspapers' text it carries")
    private_people: PrivatePeople = Field(description="whether people without a public office have pseudonyms")
    promises: tuple[str, ...] = Field(description="promises of the contract that it keeps and `jiceng verify` proves")
    redacted: Redacted = Field(default_factory=Redacted, description="what it does not show")
    rows: dict[str, int] = Field(description="rows of each table")
    input: InputManifest = Field(description="the build that it freezes")


class Release(ReleaseFacts):
    """A release as index.json lists it."""

    bytes: int = Field(ge=0, description="size of all its files together")
    files: tuple[ReleaseFile, ...] = Field(description="its files by path, those of a table in key order")
    withdrawn: Withdrawn | None = Field(None, description="set where it was withdrawn: only its tombstone is left")

    def files_of(self, table: str) -> list[ReleaseFile]:
        """Return the files of a table, in key order."""
        return [file for file in self.files if file.table == table]


def version_order(version: str) -> tuple[int, ...]:
    """Return what sorts calendar versions by age: 2026.11.22 before 2026.11.22.1 before 2026.11.22.10."""
    return tuple(int(number) for number in version.split("."))


class ReleaseIndex(_Document):
    """index.json: all releases, newest first."""

    releases: tuple[Release, ...] = Field((), description="newest first")

    @model_validator(mode="after")
    def _newest_first(self) -> Self:
        versions = [version_order(release.version) for release in self.releases]
        if versions != sorted(set(versions), reverse=True):
            raise ValueError("releases are not newest first, each once")
        return self

    def find(self, version: str) -> Release | None:
        """Return the release of a version, None if there is none."""
        return next((release for release in self.releases if release.version == version), None)

    def latest(self) -> Release | None:
        """Return the newest release that is not withdrawn, None if there is none."""
        return next((release for release in self.releases if release.withdrawn is None), None)
