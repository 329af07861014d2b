"""search and search_documents: an index of the dataset's text, made from its tables. Its columns are not promised."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from schemas.rows import Int16, Int32, Int64, Row, Text

SearchTarget = Literal["articles", "initiatives", "quotes"]


class Posting(Row):
    """One row per token and row of articles, initiatives or quotes that has it; sorted by target and token."""

    table: ClassVar[str] = "search"
    key: ClassVar[tuple[str, ...]] = ("target", "token", "document")

    target: SearchTarget = Field(description="table of the row")
    token: Text = Field(description="two letters or digits that follow each other, in lower case; a last one alone")
    document: Int64 = Field(description="document in search_documents")
    weight: Int16 = Field(description="how much the token tells of the row: 1 to 1000, more where it is said often")


class SearchDocument(Row):
    """One row per row of articles, initiatives and quotes: what it is found by besides its text."""

    table: ClassVar[str] = "search_documents"
    key: ClassVar[tuple[str, ...]] = ("target", "document")

    target: SearchTarget = Field(description="table of the row")
    document: Int64 = Field(description="number of the row in the index; another in the next build")
    row_id: Text = Field(description="key of the row")
    newspaper: str | None = Field(description="newspaper of an article or quote")
    issue_date: date | None = Field(description="date of the issue; of an initiative, when it was first seen")
    community_id: str | None = Field(description="place of a quote's speaker or of an initiative")
    length: Int32 = Field(ge=0, description="characters that are searched")


SEARCH_TABLES: dict[str, type[Row]] = {model.table: model for model in (Posting, SearchDocument)}
"""Tables of the index by name."""
