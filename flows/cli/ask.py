"""`jiceng query`, `explain` and `check`: questions to the published dataset."""

from typing import Annotated

import typer

from flows.cli.options import Output, RowFormat, SafeCsv
from flows.faults import DATA_AT_FAULT, DONE, as_call_fault


def check(output: Output = None) -> int:
    """Prove the dataset's promises.

    Each broken promise is printed as a sentence; exit code 1 if there is one.
    """
    from flows.console.output import say
    from flows.settings import load_settings
    from jiceng.dataset.checks.builds import check_build
    from jiceng.dataset.manifest import NoDataset, build_folder

    folder = load_settings(output=output).output
    with as_call_fault(NoDataset):
        broken = check_build(folder)
    for promise in broken:
        say(promise)
    if broken:
        return DATA_AT_FAULT
    say(f"{build_folder(folder).name} keeps all its promises")
    return DONE


def query(
    sql: Annotated[str, typer.Argument(help="One SELECT; the tables are there by name.", show_default=False)],
    format: Annotated[RowFormat, typer.Option(help="How the rows are written.")] = RowFormat.table,  # noqa: A002
    safe_csv: SafeCsv = False,
    output: Output = None,
) -> int:
    """Ask the dataset a question in SQL.

    For example: jiceng query "SELECT speaker, text FROM quotes WHERE kind = 'direct'"
    """
    from flows.console.rows import write_rows
    from flows.run_query import run_query
    from flows.settings import load_settings
    from jiceng.dataset.manifest import NoDataset, build_folder
    from jiceng.dataset.query import open_dataset

    with as_call_fault(NoDataset), open_dataset(build_folder(load_settings(output=output).output)) as connection:
        write_rows(run_query(connection, sql), format.value, safe_csv)
    return DONE


def explain(
    row_id: Annotated[str, typer.Argument(help="Key of a row of any table.", show_default=False)],
    output: Output = None,
) -> int:
    """Show a row, the rule that made it, and the raw lines it was read from."""
    from flows.console.explanation import show_explanation
    from flows.settings import load_settings
    from jiceng.dataset.explain import UnknownRow, explain_row
    from jiceng.dataset.manifest import NoDataset, build_folder

    with as_call_fault(NoDataset, UnknownRow):
        explanation = explain_row(build_folder(load_settings(output=output).output), row_id)
    show_explanation(explanation)
    return DONE
