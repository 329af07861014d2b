from typing import Any

from jiceng.reading.article import PrintedTitle, ReadArticle, ReadParagraph
from jiceng.records.articles import article_records, first_raw_offset
from jiceng.sourced import SourcedText

from .conftest import NEWSPAPER, RAW_TEXT

TITLE = PrintedTitle("headline", SourcedText.of(RAW_TEXT, 0, 2))
BODY = ReadParagraph("body", SourcedText.of(RAW_TEXT, 3, 11))


def test_an_article_is_named_after_its_first_character(page: Any) -> None:
    assert first_raw_offset(ReadArticle("report", (TITLE,), (BODY,))) == 0
    assert first_raw_offset(ReadArticle("report", (), (BODY,))) == 3
    untitled = ReadArticle("report", (), (BODY,), issues=("no_headline",))
    rows: dict[str, list[Any]] = article_records(page, NEWSPAPER, untitled, 2).rows
    (article,) = rows["articles"]
    assert (article.article_id, article.position) == ("jia/2020-01-02/1/a3", 2)


def test_an_article_that_a_schema_refuses_has_no_rows(page: Any) -> None:
    records = article_records(page, NEWSPAPER, ReadArticle("report", (TITLE,), (BODY,)), 0)
    assert [table for table, rows in records.rows.items() if rows] == ["rejects"]
