"""`jiceng query`, `explain` and `check`: questions to the published dataset."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.cli.options import Output, RowFormat, SafeCsv
from flows.faults import DATA_AT_FAULT, DONE, CallFault, as_call_fault

_MOST_SQL = 1_000_000
"""Bytes of a query, at most."""


def check(output: Output = None) -> int:
    """Prove the dataset's promises.

    Each broken promise is printed as a sentence; exit code 1 if there is one.
    """
    from duckdb import OutOfMemoryException

    from flows.console.output import say
    from flows.console.waiting import waiting
    from flows.settings import load_settings
    from jiceng.dataset.checks.builds import check_build
    from jiceng.dataset.manifest import NoDataset, build_folder

    settings = load_settings(output=output)
    folder = settings.output
    with as_call_fault(NoDataset, OutOfMemoryException), waiting("proving what the dataset promises"):
        broken = check_build(folder, settings.build_memory)
    say(*broken)
    if broken:
        return DATA_AT_FAULT
    say(f"{build_folder(folder).name} keeps all its promises")
    return DONE


def query(
    sql: Annotated[
        str,
        typer.Argument(help="A SELECT, a file of one (question.sql), or -: standard input.", show_default=False),
    ],
    format: Annotated[RowFormat, typer.Option(help="How the rows are written.")] = RowFormat.table,  # noqa: A002
    safe_csv: SafeCsv = False,
    bom: Annotated[
        bool, typer.Option("--bom", help="Begin CSV with a byte-order mark, as Excel needs to show Chinese.")
    ] = False,
    output: Output = None,
) -> int:
    """Ask the dataset a question in SQL.

    The tables are there by name. For example: jiceng query "SELECT speaker, text FROM quotes WHERE kind = 'direct'"
    """
    from flows.console.rows import write_rows
    from flows.console.waiting import waiting
    from flows.run_query import run_query
    from flows.settings import load_settings
    from jiceng.dataset.manifest import NoDataset, build_folder
    from jiceng.dataset.query import open_dataset

    settings = load_settings(output=output)
    question = _question(sql)
    with (
        as_call_fault(NoDataset),
        open_dataset(build_folder(settings.output), memory_limit=settings.query_memory) as connection,
    ):
        with waiting("looking for rows"):
            rows = run_query(connection, question, settings.query_seconds)
        write_rows(rows, format.value, safe_csv, byte_order_mark=bom)
    return DONE


def _question(sql: str) -> str:
    """Return the SQL of an argument: itself, or what a file or standard input holds; raises CallFault."""
    from jiceng.storage import read_file

    if sql != "-" and not sql.endswith(".sql"):
        return sql
    try:
        content = sys.stdin.buffer.read(_MOST_SQL) if sql == "-" else read_file(Path(sql), _MOST_SQL)
        return content.decode("utf-8-sig")
    except OSError as error:
        raise CallFault(f"{sql}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        raise CallFault(f"{sql}, byte {error.start}: is not UTF-8") from None


def explain(
    row_id: Annotated[
        str, typer.Argument(help="Key of a row of any table, or a name of one (吴建芬).", show_default=False)
    ],
    output: Output = None,
) -> int:
    """Show a row, the rule that made it, and the raw lines it was read from."""
    from flows.console.explanation import show_explanation
    from flows.console.waiting import waiting
    from flows.settings import load_settings
    from jiceng.dataset.explain import UnknownRow, explain_row
    from jiceng.dataset.manifest import NoDataset, build_folder

    with as_call_fault(NoDataset, UnknownRow), waiting("looking the row up"):
        explanation = explain_row(build_folder(load_settings(output=output).output), row_id)
    show_explanation(explanation)
    return DONE
