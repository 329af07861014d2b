"""Some pages at a time: tables whose keys begin with a page_id are read by ranges of it, which touch few row groups."""

import re
from dataclasses import dataclass

import duckdb

from jiceng.dataset.load_sql import literal

_BOUND = re.compile(r"\$(first|after|least|greatest)\b")


@dataclass(frozen=True, slots=True)
class PageRange:
    """Some pages that follow each other in the order of the keys of their rows: page_id, a slash, and more."""

    first: str
    """The page_id whose rows come first."""
    last: str
    """The page_id whose rows come last."""
    least: str
    """The least page_id; without the slash the order is another one (p/1-b comes before p/1/)."""
    greatest: str
    """The greatest page_id."""

    @property
    def are_pages(self) -> str:
        """SQL that holds for the pages among rows with a page_id, and for some between them."""
        return self.fill("page_id BETWEEN $least AND $greatest")

    def have(self, key: str) -> str:
        """Return SQL that holds for the rows of the pages, given the SQL for their key."""
        return self.fill(rows_in_range(key))

    def fill(self, query: str) -> str:
        """Return a query with $first, $after, $least and $greatest filled in; 0 is the character after the slash."""
        bounds = {
            "first": f"{self.first}/",
            "after": f"{self.last}0",
            "least": self.least,
            "greatest": self.greatest,
        }
        return _BOUND.sub(lambda name: literal(bounds[name[1]]), query)


def rows_in_range(key: str) -> str:
    """Return SQL for `PageRange.fill` that holds for the rows of a range's pages, given the SQL for their key."""
    return f"{key} > $first AND {key} < $after"


def page_ranges(connection: duckdb.DuckDBPyConnection, pages: str, pages_per_range: int) -> list[PageRange]:
    """Return the ranges that the page_ids of a table make, in the order of the keys of their rows."""
    rows = connection.execute(f"""
        SELECT arg_min(page_id, page_id || '/'), arg_max(page_id, page_id || '/'), min(page_id), max(page_id)
        FROM (
            SELECT page_id, (row_number() OVER (ORDER BY page_id || '/') - 1) // {pages_per_range} AS part FROM {pages}
        )
        GROUP BY part ORDER BY part
    """).fetchall()
    return [PageRange(*row) for row in rows]
