"""What stands in a build: its manifest, and where builds are."""

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

BUILDS = "builds"
CURRENT = "current"
MANIFEST = "manifest.json"
LOAD_SQL = "load.sql"


class NoDataset(Exception):
    """A folder holds no dataset, or one whose manifest cannot be read; the message says which and what to do."""


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BuildFile(_Model):
    """A file of a build."""

    path: str
    """Below the build's folder, with forward slashes."""
    table: str | None
    """None for load.sql."""
    rows: int | None
    bytes: int
    sha256: str


class BuildShard(_Model):
    """A shard whose rows are in the build."""

    name: str
    fingerprint: str
    pages: int
    """Page files, those that could not be opened among them."""


class BuildFault(_Model):
    """Something in raw/ that is not in the build, or not with its text."""

    path: str
    message: str
    offset: int | None
    place: str | None = None


class Manifest(_Model):
    """manifest.json: all that identifies a build, and the hash of every file of it."""

    build_id: str
    created: str
    """UTC, ISO 8601."""
    dataset_version: str
    schema_version: str
    rules_version: str
    libraries: dict[str, str]
    inputs: str
    """Hash over all that decides the build's content: a build with the same is not written again."""
    previous: str | None
    """The build that was current when this one was made."""
    failed_pages: int
    shards: tuple[BuildShard, ...]
    files: tuple[BuildFile, ...]
    faults: tuple[BuildFault, ...]

    def files_of(self, table: str) -> list[BuildFile]:
        """Return the files of a table, in key order."""
        return [file for file in self.files if file.table == table]

    def rows_of(self, table: str) -> int:
        """Return the number of rows of a table."""
        return sum(file.rows or 0 for file in self.files_of(table))


def read_manifest(folder: Path) -> Manifest:
    """Return a build's manifest; raises NoDataset where it is missing or wrong."""
    path = folder / MANIFEST
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except OSError as error:
        raise NoDataset(f"{path}: cannot be read ({error.strerror}); give the folder of a build") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise NoDataset(f"{path}: is no manifest of a build ({where or 'JSON'}: {first['msg']})") from None


def current_build(output: Path) -> Path | None:
    """Return the folder of the published build, its link resolved once; None where there is none."""
    link = output / CURRENT
    return link.resolve() if link.is_dir() else None


def build_folder(folder: Path) -> Path:
    """Return the build that a folder is or publishes, its link resolved once; raises NoDataset where there is none."""
    for candidate in (folder, folder / CURRENT):
        if (candidate / MANIFEST).is_file():
            return candidate.resolve()
    raise NoDataset(f"{folder}: holds no dataset; `jiceng build` makes one")
