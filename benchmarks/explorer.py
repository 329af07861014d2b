"""How long the explorer's pages take and how much they move: `python -m benchmarks.explorer 100000 1000000`.

Each number is of quotes, generated from the page in raw/: copies of its rows with other days, newspapers and names, and
with their ideographs exchanged by turns, so that files are no smaller than those of real pages. Chromium is given the
site from this machine, each page in a browser that has seen nothing yet.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from flows.site_server import serving
from jiceng.release.contents import RELEASED
from jiceng.release.redaction.excerpts import profile_schema
from jiceng.release.search_files import write_search
from jiceng.site.source import SiteSource, build_source
from jiceng.site.write import write_site
from schemas import SEARCH_TABLES, arrow_schema
from tests.dataset.sample import build

PROJECT = Path(__file__).parents[1]
NAMES = 2_000
"""Copies of each person, at most."""

_ARTICLE = "replace({0}, page, copied)"
_PERSON = f"replace({{0}}, '@', (copy_number % {NAMES}) || '@')"
_TEXT = "translate({0}, ideographs, turned)"
_OWN = {
    "pages": {"page_id": _ARTICLE, "raw_text": _TEXT},
    "breaks": {"page_id": _ARTICLE},
    "articles": {"article_id": _ARTICLE, "page_id": _ARTICLE, "text": _TEXT, "headline": _TEXT},
    "quotes": {
        "quote_id": _ARTICLE,
        "article_id": _ARTICLE,
        "text": _TEXT,
        "person_id": _PERSON,
        "speaker": "{0} || copy_number",
    },
    "offices": {"person_id": _PERSON, "article_id": _ARTICLE},
    "mentions": {"mention_id": _ARTICLE, "article_id": _ARTICLE, "entity_id": _PERSON},
    "people": {"person_id": _PERSON},
}
"""Table → its columns that differ in every copy. Tables that are not here are not copied."""


def copies_of(source: SiteSource, quotes: int, folder: Path) -> SiteSource:
    """Return a source with about so many quotes, whose files are in a new folder."""
    ((own,),) = source.connection.execute("SELECT count(*) FROM quotes").fetchall()
    connection = duckdb.connect()
    for table in RELEASED:
        connection.register(f"own_{table}", source.connection.sql(f"FROM {table}").to_arrow_table())
    connection.execute(f"""
        CREATE TABLE copies AS
        WITH page AS (SELECT page_id AS page, list_sort(list_distinct(string_split(regexp_replace(
            raw_text, '[^一-龥]', '', 'g'), ''))) AS characters FROM own_pages)
        SELECT n AS copy_number, DATE '2012-01-01' + (n // 5 % 3000)::INTEGER AS day, 'daily-' || n % 5 AS paper, page,
            array_to_string(characters, '') AS ideographs, 'daily-' || n % 5 || '/' || day || '/' || n AS copied,
            array_to_string(list_concat(characters[n % len(characters) + 1:], characters[:n % len(characters)]), '')
                AS turned
        FROM range({quotes // own + 1}) AS numbers(n), page
    """)
    for table in RELEASED:
        connection.execute(f"CREATE TABLE {table} AS {_query(connection, table)}")
    connection.execute("UPDATE newspapers SET newspaper = 'daily-0'")
    others = (
        "SELECT newspapers.* REPLACE ('daily-' || number AS newspaper) FROM newspapers, range(1, 5) AS more(number)"
    )
    connection.execute(f"INSERT INTO newspapers {others}")
    folder.mkdir()
    for table in RELEASED:
        connection.execute(f"COPY {table} TO '{folder / table}.parquet' (COMPRESSION zstd)")
    files = {table: [folder / f"{table}.parquet"] for table in RELEASED}
    schemas = {table: profile_schema(table, "full") for table in RELEASED}
    of_search = {table: arrow_schema(model) for table, model in SEARCH_TABLES.items()}
    index = write_search(folder, files, of_search)
    files |= {table: [folder / file.path for file in listed] for table, listed in index.items()}
    schemas |= of_search
    return replace(source, connection=connection, files=files, schemas=schemas)


def _query(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    if table not in _OWN:
        return f"SELECT * FROM own_{table}"
    columns = {name: expression.format(name) for name, expression in _OWN[table].items()}
    there = {name for name, *_ in connection.execute(f"DESCRIBE own_{table}").fetchall()}
    columns |= {name: value for name, value in (("newspaper", "paper"), ("issue_date", "day")) if name in there}
    exchanged = ", ".join(f"{expression} AS {name}" for name, expression in columns.items())
    limit = f" WHERE copy_number < {NAMES}" if table == "people" else ""
    return f"SELECT own_{table}.* REPLACE ({exchanged}) FROM own_{table}, copies{limit}"


@contextmanager
def generated(quotes: int) -> Iterator[tuple[Path, float]]:
    """Give the folder of a site with so many quotes, and the seconds that writing it took."""
    with TemporaryDirectory() as place:
        folder = Path(place)
        build(PROJECT / "raw", folder / "output")
        with build_source(folder / "output") as source:
            copied = copies_of(source, quotes, folder / "copied")
            begun = time.perf_counter()
            write_site(copied, folder / "site")
            yield folder / "site", time.perf_counter() - begun


def main() -> None:
    for quotes in map(int, sys.argv[1:] or ["100000"]):
        with generated(quotes) as (site, seconds), serving(site) as server:
            sizes = {path.name: path.stat().st_size for path in sorted((site / "data").iterdir())}
            print(f"{quotes:,} quotes: written in {seconds:.1f} s, {sum(sizes.values()) / 1e6:.1f} MB")
            print("  " + ", ".join(f"{name} {size / 1e6:.1f}" for name, size in sizes.items() if size > 100_000))
            command = ["node", "bench.js", server.address]
            answer = subprocess.run(command, cwd=PROJECT / "site", check=True, capture_output=True, text=True)
            for row in json.loads(answer.stdout):
                moved = f"{row['bytes'] / 1e6:8.2f} MB {row['requests']:4} requests"
                print(f"  {row['what']:<44} {row['seconds']:6.2f} s {moved}")


if __name__ == "__main__":
    main()
