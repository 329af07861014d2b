"""Table `rejects`."""

from typing import ClassVar

from pydantic import Field

from schemas.rows import NO_SPANS, Row, Spans, Text


class Reject(Row):
    """One row per record that a schema refused, or a page that could not be read."""

    table: ClassVar[str] = "rejects"
    key: ClassVar[tuple[str, ...]] = ("reject_id",)
    references: ClassVar[dict[str, str]] = {"page_id": "pages"}

    reject_id: Text = Field(description="<page_id>/x<SHA-256 of table, record and errors, 16 digits>")
    table_name: Text = Field(description="table it was meant for")
    record: Text = Field(description="the record, as JSON")
    errors: Text = Field(description="what was wrong with it, as JSON")
    page_id: Text = Field(description="the page it was read from")
    raw_spans: Spans = Field(NO_SPANS, description="where it is in the raw text")
