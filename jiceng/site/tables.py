"""The tables of a site: those of the dataset, with what a list shows beside them.

A browser narrows a list by whole columns and shows a few rows of it. So each table is there twice: as Parquet, of which
it reads columns (<table>.parquet), and as rows in small compressed blocks (<table>.rows), with an index that says
where each block begins and by which key its first row is looked up (<table>.index). Both have the same rows in the same
order. A table whose texts are searched has an index of their tokens in blocks, too (<table>.search.rows).
"""

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from jiceng.dataset.search.macros import SEARCHED
from jiceng.site.scans import create_scans
from jiceng.site.text_index import positions
from jiceng.steps import tracked

GROUP = 200_000
"""Rows of a row group of Parquet: a column of it is one request."""
BLOCK = 32_768
"""Characters of JSON at which a block of tokens ends."""


@dataclass(frozen=True, slots=True)
class SiteTable:
    """A table of a site."""

    query: str
    """Of the released tables."""
    order: str
    """Columns by which its rows are sorted; the first is that by which they are looked up."""
    block: int
    """Rows of a block."""

    @property
    def lookup(self) -> str:
        """The column by which its rows are looked up."""
        return self.order.partition(",")[0]


QUOTES_OF_PLACES = """
    SELECT community_id, count(*)::INTEGER AS quote_count FROM (
        SELECT quote_id, unnest(list_transform(
            range(1, length(path) + 1), lambda n: array_to_string(path[:n], '/')
        )) AS community_id
        FROM (SELECT quote_id, string_split(community_id, '/') AS path FROM quotes WHERE community_id IS NOT NULL)
    ) GROUP BY ALL
"""
"""Query of the quotes that are spoken for each place or one below it."""

_OFFICES = """
    SELECT person_id, list(DISTINCT title ORDER BY title) AS titles,
        arg_min(role_class, row(article_id, n)) AS role_class, bool_or(public_office) AS public_office
    FROM offices GROUP BY person_id
"""


def _quotes_of(column: str) -> str:
    return f"SELECT {column}, count(*)::INTEGER AS quote_count FROM quotes GROUP BY {column}"


SITE_TABLES: dict[str, SiteTable] = {
    "quotes": SiteTable(
        """
        SELECT quotes.*, articles.page_id, articles.headline, people.name_pinyin AS speaker_pinyin
        FROM quotes JOIN articles USING (article_id) LEFT JOIN people ON people.person_id = quotes.person_id
        """,
        "page_id, quote_id",
        50,
    ),
    "articles": SiteTable(
        f"SELECT articles.*, coalesce(quote_count, 0) AS quote_count "
        f"FROM articles LEFT JOIN ({_quotes_of('article_id')}) USING (article_id)",
        "page_id, article_id",
        10,
    ),
    "pages": SiteTable("SELECT pages.*, scan FROM pages LEFT JOIN scans USING (page_id)", "page_id", 2),
    "breaks": SiteTable("SELECT * FROM breaks", "page_id, raw_offset", 500),
    "people": SiteTable(
        f"SELECT people.*, found.titles, found.role_class, found.public_office "
        f"FROM people LEFT JOIN ({_OFFICES}) AS found USING (person_id)",
        "person_id",
        50,
    ),
    "offices": SiteTable("SELECT * FROM offices", "person_id, article_id, n", 100),
    "organizations": SiteTable(
        f"SELECT organizations.*, coalesce(quote_count, 0) AS quote_count "
        f"FROM organizations LEFT JOIN ({_quotes_of('organization_id')}) USING (organization_id)",
        "organization_id",
        50,
    ),
    "communities": SiteTable(
        f"SELECT communities.*, coalesce(quote_count, 0) AS quote_count "
        f"FROM communities LEFT JOIN ({QUOTES_OF_PLACES}) USING (community_id)",
        "community_id",
        50,
    ),
    "initiatives": SiteTable("SELECT * FROM initiatives", "initiative_id", 50),
    "mentions": SiteTable("SELECT * FROM mentions", "entity_id, entity_type, mention_id", 200),
    "company": SiteTable(
        "SELECT DISTINCT article_id, entity_type, entity_id FROM mentions", "article_id, entity_type, entity_id", 500
    ),
    "rules": SiteTable("SELECT * FROM rules", "rule", 100),
    "newspapers": SiteTable("SELECT * FROM newspapers", "newspaper", 100),
}
"""Table → what of it a site holds; columns of the dataset keep their names and meanings."""

_UNLIKE = frozenset({"text", "raw_text", "description", "text_sha256", "raw_sha256", "source_sha256"})
"""Columns whose values are all different: a dictionary of them would be read besides."""


_TEXTS = ("articles", "quotes")
"""Tables whose texts are so many that they are searched by an index."""
SEARCH_LENGTH = "search_length"
"""Column of a table that is searched by an index: characters of a row in it."""


def write_tables(connection: duckdb.DuckDBPyConnection, folder: Path, raw: Path | None = None) -> None:
    """Write every table of a site into `folder`; the same rows give the same bytes. `raw` has scans of its pages."""
    create_scans(connection, raw)
    for name, table in tracked(SITE_TABLES.items(), "tables"):
        searched = SEARCHED[name] if name in _TEXTS else ()
        length = " + ".join(f"coalesce(length({column}), 0) + 1" for column in searched)
        added = f", ({length})::INTEGER AS {SEARCH_LENGTH}" if searched else ""
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE site_table AS SELECT *{added} FROM ({table.query}) ORDER BY {table.order}"
        )
        _write_columns(connection, folder / f"{name}.parquet")
        _write_rows(connection, table, folder / f"{name}.rows", folder / f"{name}.index")
        if searched:
            _write_search(connection, searched, folder / f"{name}.search.rows", folder / f"{name}.search.index")
    connection.execute("DROP TABLE site_table")


def _write_columns(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    rows = connection.sql("FROM site_table").to_arrow_reader(GROUP)
    repeated = [field.name for field in rows.schema if field.name not in _UNLIKE]
    with pq.ParquetWriter(path, rows.schema, compression="zstd", use_dictionary=repeated) as writer:
        for batch in rows:
            writer.write_batch(batch, row_group_size=GROUP)


def _write_rows(connection: duckdb.DuckDBPyConnection, table: SiteTable, path: Path, index: Path) -> None:
    """Write the rows as JSON, a list per block."""
    cursor = connection.execute(f"SELECT {table.lookup}, to_json(each)::VARCHAR FROM site_table AS each")
    _write_blocks(iter(lambda: cursor.fetchmany(table.block), []), path, index, table.block)


def _write_search(connection: duckdb.DuckDBPyConnection, columns: Sequence[str], path: Path, index: Path) -> None:
    """Write the tokens of columns with their positions, in blocks of about BLOCK characters."""
    rows = connection.sql(f"SELECT {', '.join(columns)} FROM site_table").to_arrow_reader(GROUP)
    tokens = positions((pa.Table.from_batches([batch]) for batch in rows), columns)
    _write_blocks(_tokens_in_blocks(tokens), path, index)


def _tokens_in_blocks(tokens: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    block: list[tuple[str, str]] = []
    size = 0
    for token, gaps in tokens:
        row = f'{{"token":{json.dumps(token, ensure_ascii=False)},"gaps":[{gaps}]}}'
        block.append((token, row))
        size += len(row)
        if size >= BLOCK:
            yield block
            block, size = [], 0
    if block:
        yield block


def _write_blocks(
    blocks: Iterable[Sequence[tuple[str, str]]], path: Path, index: Path, rows: int | None = None
) -> None:
    """Write blocks of rows, each its key and its JSON and each block compressed by itself, and the index of the blocks.

    `rows` is the number of rows of a block where all but the last have as many.
    """
    offsets, keys = [0], []
    with path.open("wb") as file:
        for block in blocks:
            keys.append(block[0][0])
            content = f"[{','.join(row for _, row in block)}]".encode()
            offsets.append(offsets[-1] + file.write(gzip.compress(content, 6, mtime=0)))
    found = json.dumps({"rows": rows, "offsets": offsets, "keys": keys}, ensure_ascii=False)
    index.write_bytes(gzip.compress(found.encode(), 6, mtime=0))
