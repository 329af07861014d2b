"""The contract as Pydantic models: every table's rows, and what is generated from them."""

from schemas.article import Article, Credit, Dateline, Paragraph, Title
from schemas.community import Community
from schemas.entity import Entity
from schemas.initiative import Initiative
from schemas.mention import ENTITY_TABLES, Mention
from schemas.newspaper import Newspaper
from schemas.normalisations import LINE_ENDS, NO_WIDTH, NORMALISATIONS, PLAIN_FORMS, WHITE_SPACE, may_stand_for
from schemas.organization import Organization
from schemas.page import Break, Breaks, Page, count_printed
from schemas.person import Office, Person
from schemas.quote import Quote
from schemas.reject import Reject
from schemas.release import Change, PageBreak, Release, ReleaseFacts, ReleaseFile, ReleaseIndex, Withdrawn
from schemas.rows import NO_SPANS, SCHEMA_VERSION, Row, Span, Spans, arrow_schema, dictionary_section, json_schema
from schemas.rule import Rule
from schemas.search import SEARCH_TABLES, Posting, SearchDocument

TABLES: dict[str, type[Row]] = {
    model.table: model
    for model in (
        Newspaper,
        Page,
        Article,
        Quote,
        Person,
        Office,
        Organization,
        Community,
        Initiative,
        Mention,
        Rule,
        Reject,
    )
}
"""Every table of the dataset by name, in the order of the contract."""

__all__ = [
    "ENTITY_TABLES",
    "LINE_ENDS",
    "NORMALISATIONS",
    "NO_SPANS",
    "NO_WIDTH",
    "PLAIN_FORMS",
    "WHITE_SPACE",
    "SEARCH_TABLES",
    "SCHEMA_VERSION",
    "TABLES",
    "Article",
    "Break",
    "Breaks",
    "Change",
    "Community",
    "Credit",
    "Dateline",
    "Entity",
    "Initiative",
    "Mention",
    "Newspaper",
    "Office",
    "Organization",
    "Page",
    "PageBreak",
    "Paragraph",
    "Posting",
    "Person",
    "Quote",
    "Reject",
    "Release",
    "ReleaseFacts",
    "ReleaseFile",
    "ReleaseIndex",
    "Row",
    "Rule",
    "SearchDocument",
    "Span",
    "Spans",
    "Title",
    "Withdrawn",
    "arrow_schema",
    "count_printed",
    "dictionary_section",
    "json_schema",
    "may_stand_for",
]
