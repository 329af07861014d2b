"""Entities over articles and shards, in DuckDB: rows are grouped by id; if they disagree, the earliest wins.

Ids are made inside the shard, from the article alone, so this only groups. A *partial* is an entity's row over some
articles: the columns of its table, and EARLIEST, which say from which article its name and columns were taken. Merging
partials gives a partial, so they can be merged in any number of steps.
"""

import duckdb
import pyarrow as pa

from schemas import ENTITY_TABLES, TABLES, Entity, arrow_schema

EARLIEST = (
    pa.field("earliest_date", pa.date32()),
    pa.field("earliest_article", pa.string(), nullable=False),
)
"""Order of the rows of one id: day of the issue, null last, then article_id. An article has one row per id."""

_ORDER = "mention_count = 0, earliest_date NULLS LAST, earliest_article"
"""A row of an entity that is mentioned comes before one of a place that is only the parent of a mentioned place."""

RESOLVED_TABLES = tuple(ENTITY_TABLES.values())
"""Tables whose rows are merged over articles; `offices` has a row per article."""

COUNTS = ("mention_count", "article_count", "quote_count")
_MERGED = frozenset({*Entity.model_fields, "quote_count"})


def partial_schema(table: str) -> pa.Schema:
    """Return the Arrow schema of a table's partials."""
    schema = arrow_schema(TABLES[table])
    for field in EARLIEST:
        schema = schema.append(field)
    return schema


def merge_partials(connection: duckdb.DuckDBPyConnection, table: str, source: str) -> pa.Table:
    """Return the partials of a source merged by id, in the order of the id.

    `source` is SQL for a relation with the columns of `partial_schema`. The earliest row of an id gives its columns;
    other names and all aliases become aliases; counts are summed; days are the first and the last.
    """
    schema = partial_schema(table)
    return connection.sql(_merge_query(table, source)).to_arrow_table().cast(schema)


def _merge_query(table: str, source: str) -> str:
    (key,) = TABLES[table].key
    return f"""
        WITH ranked AS (
            SELECT *, row_number() OVER (PARTITION BY {key} ORDER BY {_ORDER}) AS rank FROM {source}
        ),
        merged AS (
            SELECT {key}, {", ".join(_merged_columns(table))},
                list_distinct(flatten(list(list_append(aliases, name)))) AS names
            FROM ranked GROUP BY {key}
        )
        SELECT {", ".join(_selected(name) for name in partial_schema(table).names)}
        FROM ranked AS earliest JOIN merged USING ({key})
        WHERE earliest.rank = 1 ORDER BY {key}
    """


def _merged_columns(table: str) -> list[str]:
    counts = [f"sum({column}) AS {column}" for column in COUNTS if column in TABLES[table].model_fields]
    return [*counts, "min(first_seen) AS first_seen", "max(last_seen) AS last_seen"]


def _selected(column: str) -> str:
    if column == "aliases":
        return "list_sort(list_filter(merged.names, lambda other: other <> earliest.name)) AS aliases"
    if column in _MERGED:
        return f"merged.{column}"
    return f"earliest.{column}"
