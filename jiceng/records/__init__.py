"""Pages and articles → validated rows of every table; what a schema refuses becomes a reject."""

from jiceng.records.articles import article_records
from jiceng.records.pages import failed_page, page_records, records_of
from jiceng.records.validation import PageRecords

__all__ = ["PageRecords", "article_records", "failed_page", "page_records", "records_of"]
