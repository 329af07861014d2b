"""Some pages at a time: tables whose keys begin with a page_id are read by ranges of it, which touch few row groups."""

from dataclasses import dataclass

import duckdb

from jiceng.dataset.load_sql import literal

PAGES_A_TIME = 100


@dataclass(frozen=True, slots=True)
class PageRange:
    """Some pages that follow each other in the order of the keys of their rows: page_id, a slash, and more."""

    first: str
    last: str
    least: str
    greatest: str
    """Of the page_ids, which without the slash have another order (p/1-b comes before p/1/)."""

    @property
    def are_pages(self) -> str:
        """SQL that holds for the pages among rows with a page_id, and for some between them."""
        return f"page_id BETWEEN {literal(self.least)} AND {literal(self.greatest)}"

    def have(self, key: str) -> str:
        """Return SQL that holds for the rows of the pages; 0 is the character behind the slash."""
        return f"{key} > {literal(self.first + '/')} AND {key} < {literal(self.last + '0')}"


def page_ranges(connection: duckdb.DuckDBPyConnection, pages: str) -> list[PageRange]:
    """Return the ranges that the page_ids of a table make, in the order of the keys of their rows."""
    rows = connection.execute(f"""
        SELECT arg_min(page_id, page_id || '/'), arg_max(page_id, page_id || '/'), min(page_id), max(page_id)
        FROM (
            SELECT page_id, (row_number() OVER (ORDER BY page_id || '/') - 1) // {PAGES_A_TIME} AS part FROM {pages}
        )
        GROUP BY part ORDER BY part
    """).fetchall()
    return [PageRange(*row) for row in rows]
