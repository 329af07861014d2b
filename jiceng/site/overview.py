"""The figures of a site's first page: small, whatever the dataset's size, so that it is there at once."""

from datetime import date
from typing import Any

import duckdb

from jiceng.release.contents import RELEASED, count_rows
from jiceng.site.tables import QUOTES_OF_PLACES

_MOST_PLACES = 3_000
"""Places of the tree; with more, streets, towns and villages are left to the list of communities."""

_QUERIES: dict[str, str] = {
    "newspapers": """
        SELECT newspaper, title, home, share, coalesce(found.pages, 0) AS pages, coalesce(found.failed, 0) AS failed,
            found.first, found.last, coalesce(told.articles, 0) AS articles
        FROM newspapers LEFT JOIN (
            SELECT newspaper, count(*) AS pages, count(*) FILTER (status = 'failed') AS failed,
                min(issue_date) AS first, max(issue_date) AS last
            FROM pages GROUP BY newspaper
        ) AS found USING (newspaper) LEFT JOIN (
            SELECT newspaper, count(*) AS articles FROM articles GROUP BY newspaper
        ) AS told USING (newspaper)
        ORDER BY newspaper
    """,
    "days": """
        SELECT issue_date AS day, count(*) AS pages FROM pages WHERE issue_date IS NOT NULL
        GROUP BY issue_date ORDER BY issue_date
    """,
    "months": """
        SELECT strftime(issue_date, '%Y-%m') AS month, coalesce(role_class, '') AS role_class, count(*) AS quotes
        FROM quotes GROUP BY ALL ORDER BY month NULLS FIRST, role_class
    """,
    "people": """
        SELECT person_id, name, coalesce(community_id, organization_id) AS place, quote_count AS quotes
        FROM people WHERE quote_count > 0
        ORDER BY quote_count DESC, person_id LIMIT 12
    """,
    "organizations": """
        SELECT organization_id, any_value(name) AS name, any_value(organizations.community_id) AS place,
            count(*) AS quotes
        FROM quotes JOIN organizations USING (organization_id)
        GROUP BY organization_id ORDER BY count(*) DESC, organization_id LIMIT 12
    """,
    "initiatives": """
        SELECT kind, count(*) AS initiatives FROM initiatives GROUP BY kind ORDER BY count(*) DESC, kind
    """,
    "speaks": """
        WITH most AS (
            SELECT community_id FROM quotes WHERE community_id IS NOT NULL
            GROUP BY community_id ORDER BY count(*) DESC, community_id LIMIT 15
        )
        SELECT community_id, coalesce(role_class, '') AS role_class, count(*) AS quotes
        FROM quotes JOIN most USING (community_id) GROUP BY ALL ORDER BY community_id, role_class
    """,
    "places": f"""
        SELECT community_id, level, coalesce(quote_count, 0) AS quotes
        FROM communities LEFT JOIN ({QUOTES_OF_PLACES}) USING (community_id)
        WHERE level IN ('province', 'city', 'county') OR (SELECT count(*) FROM communities) <= {_MOST_PLACES}
        ORDER BY community_id
    """,
    "quality": """
        SELECT target, count(*) AS rules, sum(support)::BIGINT AS support,
            round(sum(precision * support) / nullif(sum(support) FILTER (precision IS NOT NULL), 0), 4) AS precision
        FROM rules GROUP BY target ORDER BY target
    """,
}
"""Name of a figure → its rows."""


def overview(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Return the figures of the released tables on a connection, ready for JSON: days as YYYY-MM-DD."""
    figures: dict[str, Any] = {"rows": count_rows(connection, RELEASED)}
    figures |= {name: _rows(connection, query) for name, query in _QUERIES.items()}
    return figures


def _rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[dict[str, Any]]:
    cursor = connection.execute(query)
    names = [description[0] for description in cursor.description or ()]
    return [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in zip(names, row, strict=True)}
        for row in cursor.fetchall()
    ]
