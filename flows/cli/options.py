"""Options that several commands have, and the words that options accept."""

from enum import StrEnum
from typing import Annotated

import typer


class RowFormat(StrEnum):
    """How rows are written."""

    table = "table"
    csv = "csv"
    json = "json"
    jsonl = "jsonl"
    markdown = "markdown"
    parquet = "parquet"


class TextFormat(StrEnum):
    """How a list is written."""

    table = "table"
    csv = "csv"
    json = "json"


class Engine(StrEnum):
    """What reads pages."""

    processes = "processes"
    dask = "dask"


class Scope(StrEnum):
    """Whether a newspaper's home says where 东区 or 市委 is."""

    local = "local"
    national = "national"


class Share(StrEnum):
    """What a public release may carry of a newspaper's text."""

    full = "full"
    excerpt = "excerpt"
    none = "none"


class People(StrEnum):
    """Whether people without a public office are named."""

    keep = "keep"
    pseudonymise = "pseudonymise"


Raw = Annotated[str | None, typer.Option(help="Folder or address of the raw pages (default: raw).", metavar="PLACE")]
Output = Annotated[
    str | None, typer.Option(help="Folder or address of the dataset (default: output).", metavar="PLACE")
]
Direct = Annotated[bool, typer.Option("--direct", help="Build without Prefect.")]
SafeCsv = Annotated[
    bool, typer.Option("--safe-csv", help="In CSV, put ' before cells that a spreadsheet program would compute.")
]
ReleaseAddress = Annotated[
    str, typer.Argument(help="Folder, zip archive or http(s) address of a release.", show_default=False)
]
