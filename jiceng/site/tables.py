"""The tables of a site: those of the dataset, with what a list shows beside them, as Parquet files for ranges.

A browser reads a few row groups of a file, found by the key's smallest and largest value in each: so the groups are
small, the rows in the order of what they are looked up by, and each table is one file.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow.parquet as pq


@dataclass(frozen=True, slots=True)
class SiteTable:
    """A table of a site."""

    query: str
    """Of the released tables."""
    order: str
    """Columns by which its rows are sorted: those that it is looked up by."""
    group: int
    """Rows of a row group."""


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

SITE_TABLES: dict[str, SiteTable] = {
    "quotes": SiteTable(
        """
        SELECT quotes.*, articles.headline, people.name_pinyin AS speaker_pinyin
        FROM quotes JOIN articles USING (article_id) LEFT JOIN people ON people.person_id = quotes.person_id
        """,
        "quote_id",
        2_000,
    ),
    "articles": SiteTable(
        """
        SELECT articles.*, coalesce(found.quote_count, 0)::INTEGER AS quote_count
        FROM articles LEFT JOIN (
            SELECT article_id, count(*) AS quote_count FROM quotes GROUP BY article_id
        ) AS found USING (article_id)
        """,
        "article_id",
        250,
    ),
    "pages": SiteTable("SELECT * FROM pages", "page_id", 25),
    "breaks": SiteTable("SELECT * FROM breaks", "page_id, raw_offset", 5_000),
    "people": SiteTable(
        f"SELECT people.*, found.titles, found.role_class, found.public_office "
        f"FROM people LEFT JOIN ({_OFFICES}) AS found USING (person_id)",
        "person_id",
        5_000,
    ),
    "offices": SiteTable("SELECT * FROM offices", "person_id, article_id, n", 5_000),
    "organizations": SiteTable(
        """
        SELECT organizations.*, coalesce(found.quote_count, 0)::INTEGER AS quote_count
        FROM organizations LEFT JOIN (
            SELECT organization_id, count(*) AS quote_count FROM quotes GROUP BY organization_id
        ) AS found USING (organization_id)
        """,
        "organization_id",
        5_000,
    ),
    "communities": SiteTable(
        f"SELECT communities.*, coalesce(found.quote_count, 0)::INTEGER AS quote_count "
        f"FROM communities LEFT JOIN ({QUOTES_OF_PLACES}) AS found USING (community_id)",
        "community_id",
        5_000,
    ),
    "initiatives": SiteTable("SELECT * FROM initiatives", "initiative_id", 5_000),
    "mentions": SiteTable("SELECT * FROM mentions", "entity_type, entity_id, mention_id", 5_000),
    "rules": SiteTable("SELECT * FROM rules", "rule", 5_000),
    "newspapers": SiteTable("SELECT * FROM newspapers", "newspaper", 5_000),
}
"""Table → what of it a site holds; columns of the dataset keep their names and meanings."""


def write_tables(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Write every table of a site into `folder` as <table>.parquet; the same rows give the same bytes."""
    for name, table in SITE_TABLES.items():
        rows = connection.sql(f"SELECT * FROM ({table.query}) ORDER BY {table.order}").to_arrow_reader(table.group)
        with pq.ParquetWriter(folder / f"{name}.parquet", rows.schema, compression="zstd") as writer:
            for batch in rows:
                writer.write_batch(batch, row_group_size=table.group)
