"""One page file → validated rows of every table."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import accumulate
from typing import Any

from jiceng.page import Fault, PageFile, RawPage, read_page
from jiceng.reading import read_articles
from jiceng.reading.article import PageReading
from jiceng.reading.lines.folio import printed_date, printed_page_number
from jiceng.records.articles import article_records
from jiceng.records.validation import PageRecords, reject
from schemas import NO_SPANS, Breaks, Newspaper, count_printed
from schemas.page import PageIssue


def page_records(file: PageFile, newspaper: Newspaper) -> PageRecords:
    """Read the page of one file into rows of every table.

    Raises InputFault where the file cannot be opened.
    """
    return records_of(read_page(file), newspaper)


def records_of(page: RawPage, newspaper: Newspaper) -> PageRecords:
    """Return the rows of every table for a page that was read from its file."""
    if page.raw_text is None:
        fault = page.fault or Fault(page.file.source_path, "cannot be decoded")
        return failed_page(page, fault, [str(fault)])
    records = PageRecords(read=(page.source_sha256, page.toml_sha256))
    reading = read_articles(page.raw_text, page.sizes)
    page = _with_printed_folio(page, reading)
    read_through = _articles_read_through(page, reading)
    records.accept("pages", _page_candidate(page, reading, read_through), page.file.page_id)
    for position, article in enumerate(reading.articles, start=1):
        certainty = reading.certainty if position <= read_through else 0.0
        found = article_records(page, newspaper, article, position, certainty)
        for table, rows in found.rows.items():
            records.rows[table] += rows
        for table, article_ids in found.entity_articles.items():
            records.entity_articles[table] += article_ids
    return records


def _articles_read_through(page: RawPage, reading: PageReading) -> int:
    """Return how many articles, from the first on, have no more characters than may be looked through on a page."""
    ends = accumulate(sum(len(paragraph.text) for paragraph in article.paragraphs) for article in reading.articles)
    return sum(end <= page.file.page_characters for end in ends)


def _with_printed_folio(page: RawPage, reading: PageReading) -> RawPage:
    """Return the page with the date and number that its furniture prints, where its path and toml give none."""
    raw_text = page.raw_text or ""
    folio = [raw_text[start:end] for start, end in reading.furniture.ranges()]
    if page.issue_date is None and (printed := printed_date(folio)) is not None:
        page = replace(page, issue_date=printed, issue_date_source="furniture")
    return page if page.page_number is not None else replace(page, page_number=printed_page_number(folio))


def _page_columns(page: RawPage) -> dict[str, Any]:
    return {
        "page_id": page.file.page_id,
        "newspaper": page.file.newspaper,
        "issue_date": page.issue_date,
        "issue_date_source": page.issue_date_source,
        "page_number": page.page_number,
        "source_path": page.file.source_path,
        "source_sha256": page.source_sha256,
        "source_format": page.source_format,
        "source_url": page.source_url,
        "image_sha256": page.image_sha256,
        "encoding": page.encoding,
    }


def failed_page(page: RawPage, fault: Fault, reasons: Sequence[str], field: str = "raw_text") -> PageRecords:
    """Return the row of a page that could not be read, with its fault and a reject that gives the reasons."""
    records = PageRecords(faults=[fault], read=(page.source_sha256, page.toml_sha256))
    candidate = {**_page_columns(page), "status": "failed"}
    records.accept("pages", candidate, page.file.page_id)
    errors = [{"field": field, "error": reason} for reason in reasons]
    records.rows["rejects"].append(reject("pages", candidate, errors, page.file.page_id, NO_SPANS))
    return records


def _page_candidate(page: RawPage, reading: PageReading, read_through: int) -> dict[str, Any]:
    raw_text = page.raw_text or ""
    return {
        **_page_columns(page),
        "status": "read",
        "raw_text": raw_text,
        "raw_sha256": sha256(raw_text.encode()).hexdigest(),
        "furniture_spans": reading.furniture,
        "breaks": Breaks(*zip(*reading.breaks, strict=True)),
        "article_count": len(reading.articles),
        "character_count": count_printed(raw_text),
        "issues": (
            *reading.issues,
            *_issues_of_file(page),
            *(("extraction_cut",) if read_through < len(reading.articles) else ()),
        ),
    }


def _issues_of_file(page: RawPage) -> list[PageIssue]:
    """Return what is to be said of a page by its file alone: nothing is printed on it, or boxes were mended."""
    found: list[PageIssue] = []
    if page.source_format != "text" and not (page.raw_text or "").strip():
        found.append("blank")
    if page.mended:
        found.append("box_mended")
    return found
