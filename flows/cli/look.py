"""`jiceng stats`, `quotes` and `communities`: what a dataset holds, without SQL."""

from enum import StrEnum
from typing import Annotated

import typer

from flows.cli.options import Output, RowFormat, SafeCsv
from flows.cli.search import Newspaper, Since, Until, day_of
from flows.faults import DONE, as_call_fault


class Kind(StrEnum):
    """How something is quoted."""

    direct = "direct"
    indirect = "indirect"


def stats(output: Output = None) -> int:
    """Show what the dataset holds: rows, newspapers and dates, who is quoted most, initiatives and communities."""
    from flows.console.statistics import show_statistics
    from flows.console.waiting import waiting
    from flows.run_query import run_query
    from flows.settings import load_settings
    from jiceng.dataset.manifest import NoDataset, build_folder, read_manifest
    from jiceng.dataset.query import open_tables
    from jiceng.dataset.questions import STATISTICS
    from schemas import TABLES

    settings = load_settings(output=output)
    with as_call_fault(NoDataset):
        build = build_folder(settings.output)
        manifest = read_manifest(build)
        with waiting("counting"), open_tables(build) as connection:
            answers = {}
            for heading, sql in STATISTICS.items():
                rows = run_query(connection, sql, settings.query_seconds).read_all()
                answers[heading] = (rows.column_names, [list(row.values()) for row in rows.to_pylist()])
    show_statistics({table: manifest.rows_of(table) for table in TABLES}, answers)
    return DONE


def quotes(
    speaker: Annotated[str | None, typer.Option(help="Name of the speaker, or its pinyin: 凌永航.")] = None,
    community: Annotated[
        str | None, typer.Option(help="Name or path of a place, and all below it: 兰尖社区, 四川省/攀枝花市.")
    ] = None,
    organization: Annotated[str | None, typer.Option(help="Words of the speaker's organization: 民政局.")] = None,
    newspaper: Newspaper = None,
    since: Since = None,
    until: Until = None,
    kind: Annotated[Kind | None, typer.Option(help="Direct or indirect quotes only.")] = None,
    role_class: Annotated[str | None, typer.Option(help="Class of the speaker's office: party, government …")] = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help="Quotes, at most.")] = 50,
    format: Annotated[RowFormat, typer.Option(help="How the quotes are written.")] = RowFormat.table,  # noqa: A002
    safe_csv: SafeCsv = False,
    output: Output = None,
) -> int:
    """List who said what, by date.

    For example: jiceng quotes --community 兰尖社区 --kind direct
    """
    from jiceng.dataset.questions import QuotesAsked, quotes_sql

    asked = QuotesAsked(
        speaker=speaker,
        community=community,
        organization=organization,
        newspaper=newspaper,
        since=day_of(since, "--since", last=False),
        until=day_of(until, "--until", last=True),
        kind=kind.value if kind else None,
        role_class=role_class,
        most=limit,
    )
    return _show(quotes_sql(asked), output, format, safe_csv)


def communities(
    place: Annotated[str | None, typer.Argument(help="Name or path of a place, and all below it.")] = None,
    tree: Annotated[bool, typer.Option("--tree", help="Draw provinces, cities, streets … as a tree.")] = False,
    format: Annotated[RowFormat, typer.Option(help="How the rows are written.")] = RowFormat.table,  # noqa: A002
    safe_csv: SafeCsv = False,
    output: Output = None,
) -> int:
    """List communities with the numbers of their quotes and initiatives.

    For example: jiceng communities 攀枝花市 --tree
    """
    from flows.console.statistics import show_tree
    from flows.console.waiting import waiting
    from flows.run_query import run_query
    from flows.settings import load_settings
    from jiceng.dataset.manifest import NoDataset
    from jiceng.dataset.query import open_tables
    from jiceng.dataset.questions import communities_sql

    sql = communities_sql(place)
    if not tree:
        return _show(sql, output, format, safe_csv)
    settings = load_settings(output=output)
    with as_call_fault(NoDataset), waiting("looking for communities"), open_tables(settings.output) as connection:
        found = run_query(connection, sql, settings.query_seconds).read_all().to_pylist()
    show_tree(found)
    return DONE


def _show(sql: str, output: str | None, row_format: RowFormat, safe_csv: bool) -> int:
    """Write the rows of a question."""
    from flows.console.rows import write_rows
    from flows.console.waiting import waiting
    from flows.run_query import run_query
    from flows.settings import load_settings
    from jiceng.dataset.manifest import NoDataset
    from jiceng.dataset.query import open_tables

    settings = load_settings(output=output)
    with as_call_fault(NoDataset), open_tables(settings.output) as connection:
        with waiting("looking for rows"):
            rows = run_query(connection, sql, settings.query_seconds)
        write_rows(rows, row_format.value, safe_csv)
    return DONE
