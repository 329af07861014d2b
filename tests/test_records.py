"""Findings → rows: ids, references, counts, quarantine."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiceng import records
from jiceng.extraction.findings import (
    Findings,
    FoundCommunity,
    FoundInitiative,
    FoundMention,
    FoundOffice,
    FoundPerson,
    FoundQuote,
)
from jiceng.extraction.text.article_text import ArticleText
from jiceng.page import find_pages, read_page
from jiceng.reading.article import PrintedTitle, ReadArticle, ReadParagraph
from jiceng.sourced import SourcedText
from schemas import ENTITY_TABLES, TABLES, Newspaper

RAW_TEXT = "标题\n张三说，好日子。\n李四来了，张三走了。"
NEWSPAPER = Newspaper(newspaper="jia", title="甲报", home="四川省/攀枝花市")


def read(paragraphs: list[tuple[int, int]]) -> ReadArticle:
    title = PrintedTitle("headline", SourcedText.of(RAW_TEXT, 0, 2))
    body = tuple(ReadParagraph("body", SourcedText.of(RAW_TEXT, *bounds)) for bounds in paragraphs)
    return ReadArticle("report", (title,), body)


ARTICLE = read([(3, 11), (12, 22)])


@pytest.fixture
def page(tmp_path: Path) -> Any:
    folder = tmp_path / "raw" / "jia" / "2020-01-02"
    folder.mkdir(parents=True)
    (folder.parent / "newspaper.toml").write_text('title = "甲报"', encoding="utf-8")
    (folder / "1.txt").write_text(RAW_TEXT, encoding="utf-8")
    return read_page(find_pages(tmp_path / "raw").pages[0])


def rows_of(page: Any, monkeypatch: pytest.MonkeyPatch, **found: Any) -> dict[str, list[Any]]:
    def extract(article: ArticleText) -> Findings:
        return Findings(article, **found)

    monkeypatch.setattr(records, "extract", extract)
    return records.article_records(page, NEWSPAPER, ARTICLE, 1).rows


def mention(start: int, end: int) -> FoundMention:
    return FoundMention(start, end, "office_before")


PERSON = FoundPerson("张三", (mention(0, 2), mention(14, 16)), (FoundOffice("局长", "市民政局", "government", True),))
QUOTE = FoundQuote(4, 8, "indirect", "cue_before", "named", "张三", "person", "局长", "市民政局", "government", "说")


def test_the_article_id_is_its_first_character(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (article,) = rows_of(page, monkeypatch)["articles"]
    assert article.article_id == "jia/2020-01-02/1/a0"
    assert article.headline == "标题"
    assert (article.text, str(article.issue_date)) == ("张三说，好日子。\n李四来了，张三走了。", "2020-01-02")


def test_a_person_is_named_by_the_place_of_the_office(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = rows_of(page, monkeypatch, people=(PERSON,), quotes=(QUOTE,))
    (person,) = rows["people"]
    assert person.person_id == "张三@四川省/攀枝花市"
    assert (person.mention_count, person.article_count, person.quote_count) == (2, 1, 1)
    assert person.name_pinyin == "zhang san"
    (office,) = rows["offices"]
    assert (office.title, office.organization_id) == ("局长", "四川省/攀枝花市/民政局")
    (quote,) = rows["quotes"]
    assert quote.quote_id == "jia/2020-01-02/1/q7-11"
    assert (quote.text, quote.paragraph, quote.person_id) == ("好日子。", 0, person.person_id)
    assert (quote.organization_id, quote.community_id) == ("四川省/攀枝花市/民政局", "四川省/攀枝花市")
    assert {c.community_id for c in rows["communities"]} == {"四川省", "四川省/攀枝花市"}
    assert [m.mention_id for m in rows["mentions"] if m.entity_type == "person"] == [
        "jia/2020-01-02/1/m3-5-person",
        "jia/2020-01-02/1/m17-19-person",
    ]


def test_a_person_without_office_is_named_by_the_article(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    person = FoundPerson("李四", (mention(9, 11),))
    (row,) = rows_of(page, monkeypatch, people=(person,))["people"]
    assert row.person_id == "李四@jia/2020-01-02/1/a0"


def test_one_place_in_the_text_names_one_entity_of_a_kind(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    twin = FoundPerson("张三丰", (mention(0, 2), mention(9, 11)))
    rows = rows_of(page, monkeypatch, people=(PERSON, twin))
    assert len({m.mention_id for m in rows["mentions"]}) == len(rows["mentions"])
    assert [person.mention_count for person in rows["people"]] == [2, 1]


def test_what_a_schema_refuses_is_kept_with_the_reasons(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    place = FoundCommunity("四川省/攀枝花市/东区", "西区", "county", "home", (mention(0, 2),), "四川省/攀枝花市")
    rows = rows_of(page, monkeypatch, communities=(place,))
    (reject,) = rows["rejects"]
    assert reject.table_name == "communities"
    assert "community_id does not end with the name" in reject.errors
    assert reject.raw_spans[0].start == 3
    assert rows["mentions"] == []
    assert reject.reject_id.startswith("jia/2020-01-02/1/x")


def test_a_quote_twice_is_one_row(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(rows_of(page, monkeypatch, people=(PERSON,), quotes=(QUOTE, QUOTE))["quotes"]) == 1


def test_initiatives_say_when_their_count_disagrees(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = FoundInitiative("“两个好”工程", "programme", (mention(4, 7),), "市民政局", ("甲", "乙", "丙"), 2)
    (row,) = rows_of(page, monkeypatch, initiatives=(found,))["initiatives"]
    assert row.initiative_id == "两个好@四川省/攀枝花市/民政局"
    assert row.issues == ("count_disagrees",)


def test_every_reference_points_to_a_row(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    initiative = FoundInitiative("“好日子”工程", "programme", (mention(4, 7),), "市民政局")
    rows = rows_of(page, monkeypatch, people=(PERSON,), quotes=(QUOTE,), initiatives=(initiative,))
    keys = {table: {getattr(row, TABLES[table].key[0]) for row in rows[table]} for table in rows}
    for table, model in TABLES.items():
        for column, target in model.references.items():
            if target not in ("rules", "newspapers", "pages"):
                ids = {getattr(row, column) for row in rows[table]} - {None}
                assert ids <= keys[target], (table, column)
    assert all(m.entity_id in keys[ENTITY_TABLES[m.entity_type]] for m in rows["mentions"])


@pytest.mark.parametrize(
    ("folder_date", "day", "source"),
    [(None, "2020-01-03", "furniture"), (date(2020, 1, 2), "2020-01-02", "path")],
)
def test_the_furniture_dates_a_page_that_nothing_else_dates(
    page: Any, folder_date: date | None, day: str, source: str
) -> None:
    page.file.path.write_text(
        "2020年1月3日 星期五 第4版\n\n东区的好日子\n\n市民政局局长张三来到东区。\n", encoding="utf-8"
    )
    file = replace(page.file, folder_date=folder_date)
    found = records.page_records(file, NEWSPAPER).rows
    (row,) = found["pages"]
    assert (str(row.issue_date), row.issue_date_source, row.page_number) == (day, source, "1")
    assert {str(article.issue_date) for article in found["articles"]} == {day}
    assert {str(place.first_seen) for place in found["communities"] if place.mention_count} <= {day}


def test_an_undecodable_page_is_a_failed_row_and_a_reject(page: Any) -> None:
    page.file.path.write_bytes("甲".encode() + b"\xff\xff\x00\x00")
    found = records.page_records(page.file, NEWSPAPER)
    (row,) = found.rows["pages"]
    assert (row.status, row.raw_text) == ("failed", None)
    (reject,) = found.rows["rejects"]
    assert (reject.table_name, reject.page_id) == ("pages", "jia/2020-01-02/1")
    assert "byte 3" in str(found.faults[0])
