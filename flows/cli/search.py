"""`jiceng search`: words, phrases and names in the published dataset."""

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from flows.cli.options import Output, RowFormat, SafeCsv
from flows.faults import DONE, CallFault, as_call_fault


class Target(StrEnum):
    """What is searched."""

    quotes = "quotes"
    articles = "articles"
    initiatives = "initiatives"


Since = Annotated[str | None, typer.Option(help="Earliest date: 2024, 2024-05 or 2024-05-01.", metavar="DATE")]
Until = Annotated[str | None, typer.Option(help="Latest date: 2024, 2024-05 or 2024-05-31.", metavar="DATE")]
Newspaper = Annotated[str | None, typer.Option(help="Folder name of a newspaper.")]


def search(
    words: Annotated[
        list[str],
        typer.Argument(help="Words or phrases, all of which must be there; a name also in pinyin.", show_default=False),
    ],
    targets: Annotated[
        list[Target] | None, typer.Option("--in", help="What is searched; may be given again (default: all three).")
    ] = None,
    since: Since = None,
    until: Until = None,
    newspaper: Newspaper = None,
    place: Annotated[
        str | None, typer.Option(help="A place and all below it: 四川省/攀枝花市.", metavar="PATH")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="Hits of each, at most.")] = 10,
    format: Annotated[RowFormat, typer.Option(help="How the hits are written.")] = RowFormat.table,  # noqa: A002
    safe_csv: SafeCsv = False,
    output: Output = None,
) -> int:
    """Find words, phrases or names in quotes, articles and initiatives.

    The best come first, with a snippet in which 【】 mark what was found. For example: jiceng search 网格化 议事
    """
    from flows.console.rows import write_rows
    from flows.console.waiting import waiting
    from flows.run_query import run_query
    from flows.settings import load_settings
    from jiceng.dataset.manifest import NoDataset
    from jiceng.dataset.query import open_tables
    from jiceng.dataset.search.ask import Question, search_sql, with_whole_names
    from jiceng.dataset.search.macros import LOOK_UP_ALL

    settings = load_settings(output=output)
    earliest, latest = day_of(since, "--since", last=False), day_of(until, "--until", last=True)
    if not any(character.isalnum() for word in words for character in word):
        raise CallFault(f"{' '.join(words)}: has no letter or digit to look for")
    with as_call_fault(NoDataset), open_tables(settings.output) as connection:
        with waiting("searching"):
            found = [target.value for target in targets or Target]
            connection.execute(LOOK_UP_ALL)
            asked = with_whole_names(connection, words)
            sql = search_sql(Question(asked, found, limit, earliest, latest, newspaper, place))
            rows = run_query(connection, sql, settings.query_seconds)
        write_rows(rows, format.value, safe_csv)
    return DONE


def day_of(given: str | None, option: str, last: bool) -> date | None:
    """Return the first or the last day of a year, a month or a day as it is given; raises CallFault if it is none."""
    from calendar import monthrange

    if given is None:
        return None
    try:
        parts = given.split("-")
        year, month, day = (int(part) for part in [*parts, *["0"] * (3 - len(parts))])
        month = month or (12 if last else 1)
        return date(year, month, day or (monthrange(year, month)[1] if last else 1))
    except ValueError:
        raise CallFault(f"{option} {given}: is no date; give one like 2024, 2024-05 or 2024-05-01") from None
