"""`jiceng export`: the published dataset for spreadsheets, Datasette and other programs."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.options import Output
from flows.faults import DONE, as_call_fault


class ExportFormat(StrEnum):
    """What the dataset is written as."""

    csv = "csv"
    xlsx = "xlsx"
    sqlite = "sqlite"
    duckdb = "duckdb"


def export(
    names: Annotated[
        list[str] | None, typer.Argument(help="Tables and views (default: what the format is good for).")
    ] = None,
    format: Annotated[ExportFormat, typer.Option(help="What it is written as.")] = ExportFormat.csv,  # noqa: A002
    into: Annotated[
        Path | None, typer.Option(help="New file, or for CSV a new folder (default: jiceng.FORMAT, jiceng-csv).")
    ] = None,
    output: Output = None,
) -> int:
    """Write tables and views for other programs: CSV that Excel reads, a workbook, SQLite, or one DuckDB file.

    Lists become JSON. For example: jiceng export statements --format xlsx
    """
    from flows.console.output import say
    from flows.console.waiting import waiting
    from flows.settings import load_settings
    from jiceng.dataset.export import CannotExport, export_dataset
    from jiceng.dataset.manifest import NoDataset

    settings = load_settings(output=output)
    target = into or Path("jiceng-csv" if format is ExportFormat.csv else f"jiceng.{format.value}")
    with as_call_fault(NoDataset, CannotExport), waiting("writing the export"):
        written = export_dataset(settings.output, target, format.value, names or ())
    say(f"{written} is written")
    return DONE
