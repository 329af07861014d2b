"""The folder of releases, and the files of a release."""

from pathlib import Path

RELEASES = "releases"
"""Folder of releases, below the output folder."""
INDEX = "index.json"
"""All releases, newest first; beside their folders."""
SUPPRESSED = "suppressed.toml"
"""What was refused and stays out of every later release; beside the folders, never published."""

FACTS = "release.json"
README = "README.md"
LICENSE = "LICENSE"
RIGHTS = "RIGHTS.md"
DATASHEET = "DATASHEET.md"
DICTIONARY = "dictionary.md"
CITATION = "CITATION.cff"
ZENODO = ".zenodo.json"
DATAPACKAGE = "datapackage.json"
CROISSANT = "croissant.json"
QUALITY = "quality.json"
BILL_OF_MATERIALS = "sbom.cdx.json"
LOAD_SQL = "load.sql"
CHANGES = "CHANGES.md"
CHANGED_ROWS = "changes.parquet"
SUMS = "SHA256SUMS"
"""Hash of every other file of the release; written last."""
TOMBSTONE = "WITHDRAWN.md"
"""All that is left in the folder of a release that was withdrawn."""

DOCUMENTS = (
    README,
    LICENSE,
    RIGHTS,
    DATASHEET,
    DICTIONARY,
    CITATION,
    ZENODO,
    DATAPACKAGE,
    CROISSANT,
    QUALITY,
    BILL_OF_MATERIALS,
    LOAD_SQL,
    CHANGES,
    FACTS,
    SUMS,
)
"""Files of every release that are no tables."""


def releases_folder(output: Path) -> Path:
    """Return the folder of releases of an output folder."""
    return output / RELEASES


def release_folder(output: Path, version: str) -> Path:
    """Return the folder of a release."""
    return releases_folder(output) / version


def table_path(table: str, number: int, files: int) -> str:
    """Return a table's file below the release: quotes.parquet, or quotes-00000.parquet … where it has more."""
    return f"{table}.parquet" if files == 1 else f"{table}-{number:05d}.parquet"


def table_of_path(path: str) -> str | None:
    """Return the table whose rows a file of a release has, by its path; None of another file."""
    name, dot, kind = path.partition(".")
    stem, dash, number = name.rpartition("-")
    if not dot or kind != "parquet" or path == CHANGED_ROWS:
        return None
    return stem if dash and number.isdigit() else name


def make_read_only(folder: Path) -> None:
    """Take from everybody the right to write the files of a release, so that no slip changes it."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(0o444)


def make_writable(folder: Path) -> None:
    """Give the owner back the right to write the files of a folder."""
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(0o644)
