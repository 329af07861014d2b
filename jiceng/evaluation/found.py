"""What jiceng finds on the pages of a gold folder: rows of every table, and entities merged as in a dataset."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from jiceng.evaluation.gold import GoldArticle, GoldPage
from jiceng.records import PageRecords, article_records, page_records
from schemas import ENTITY_TABLES, TABLES, Spans

ENTITIES = tuple(ENTITY_TABLES.values())
"""Tables of the entities that a gold folder lists."""


@dataclass(frozen=True)
class FoundPage:
    """The rows made of one page, by table; quotes and mentions in the order of their keys, as in a dataset."""

    page_id: str
    rows: dict[str, list[Any]]


@dataclass(frozen=True)
class Found:
    """The rows made of some pages."""

    pages: dict[str, FoundPage]
    entities: dict[str, Any]
    """Id of an entity → its row; if pages disagree, that of the earliest."""


def read_end_to_end(pages: Iterable[GoldPage]) -> Found:
    """Read the pages from their files, as a build does."""
    return _found([(page.page_id, [page_records(page.raw.file, page.newspaper)]) for page in pages])


def extract_from_gold(pages: Iterable[GoldPage]) -> Found:
    """Extract records from the gold's own articles, as if a reader without faults had read the pages."""
    return _found([(page.page_id, [_extracted(page, article) for article in page.articles]) for page in pages])


def _extracted(page: GoldPage, article: GoldArticle) -> PageRecords:
    if not article.article.paragraphs:
        return PageRecords()
    return article_records(page.raw, page.newspaper, article.article, position=1)


def _found(read: Sequence[tuple[str, Sequence[PageRecords]]]) -> Found:
    pages = {}
    entities: dict[str, tuple[tuple[Any, ...], Any]] = {}
    for page_id, of_page in read:
        rows: dict[str, list[Any]] = {table: [] for table in TABLES}
        for records in of_page:
            for table, more in records.rows.items():
                rows[table] += more
            for table in ENTITIES:
                (key,) = TABLES[table].key
                for row, article_id in zip(records.rows[table], records.entity_articles[table], strict=True):
                    order = _earliest(row, article_id)
                    known = entities.get(getattr(row, key))
                    if known is None or order < known[0]:
                        entities[getattr(row, key)] = order, row
        for table in ("quotes", "mentions"):
            (key,) = TABLES[table].key
            rows[table].sort(key=attrgetter(key))
        pages[page_id] = FoundPage(page_id, rows)
    return Found(pages, {entity_id: row for entity_id, (_, row) in entities.items()})


def _earliest(row: Any, article_id: str) -> tuple[Any, ...]:
    """Return the sort key of an entity's rows; the same order as in jiceng/dataset/resolve.py."""
    return row.mention_count == 0, row.first_seen is None, row.first_seen or date.min, article_id


def raw_offsets(spans: Spans) -> list[int]:
    """Return the raw offsets that spans cover, in reading order."""
    return [offset for start, end in spans.ranges() for offset in range(start, end)]
