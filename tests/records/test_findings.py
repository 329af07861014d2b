"""Findings → rows: ids, references, counts, quarantine."""

from typing import Any

import pytest

from jiceng.extraction.findings import (
    Findings,
    FoundCommunity,
    FoundInitiative,
    FoundMention,
    FoundOffice,
    FoundPerson,
    FoundQuote,
)
from jiceng.extraction.organizations.find import with_organizations
from jiceng.extraction.text.article_text import ArticleText
from jiceng.reading.article import PrintedTitle, ReadArticle, ReadParagraph
from jiceng.records import article_records
from jiceng.sourced import SourcedText
from schemas import ENTITY_TABLES, TABLES

from .conftest import NEWSPAPER, RAW_TEXT


def read(paragraphs: list[tuple[int, int]]) -> ReadArticle:
    title = PrintedTitle("headline", SourcedText.of(RAW_TEXT, 0, 2))
    body = tuple(ReadParagraph("body", SourcedText.of(RAW_TEXT, *bounds)) for bounds in paragraphs)
    return ReadArticle("report", (title,), body)


ARTICLE = read([(3, 11), (12, 22)])


def rows_of(page: Any, monkeypatch: pytest.MonkeyPatch, **found: Any) -> dict[str, list[Any]]:
    def extract(article: ArticleText) -> Findings:
        return with_organizations(Findings(article, **found))

    monkeypatch.setattr("jiceng.records.articles.extract", extract)
    return article_records(page, NEWSPAPER, ARTICLE, 1).rows


def mention(start: int, end: int) -> FoundMention:
    return FoundMention(start, end, "office_before")


PERSON = FoundPerson("张三", (mention(0, 2), mention(14, 16)), (FoundOffice("局长", "市民政局", "government", True),))
QUOTE = FoundQuote(
    4,
    8,
    "indirect",
    "cue_before",
    "named",
    "张三",
    "person",
    "局长",
    "市民政局",
    "government",
    "说",
    public_office=True,
)


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
    assert (quote.position, quote.public_office) == (1, True)
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


def test_quotes_are_numbered_in_the_order_of_the_text(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    later = FoundQuote(14, 18, "indirect", "cue_before", "none")
    rows = rows_of(page, monkeypatch, people=(PERSON,), quotes=(later, QUOTE, QUOTE))["quotes"]
    assert [(row.text_start, row.position, row.public_office) for row in rows] == [(4, 1, True), (14, 2, None)]


def test_initiatives_say_when_their_count_disagrees(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = FoundInitiative("“两个好”工程", "programme", (mention(4, 7),), "市民政局", ("甲", "乙", "丙"), 2)
    (row,) = rows_of(page, monkeypatch, initiatives=(found,))["initiatives"]
    assert row.initiative_id == "两个好@四川省/攀枝花市/民政局"
    assert row.issues == ("count_disagrees",)


def test_initiatives_say_when_another_may_run_them(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    found = FoundInitiative(
        "“两个好”工程", "programme", (mention(4, 7),), "市民政局", ("甲", "乙", "丙"), 2, holder_uncertain=True
    )
    (row,) = rows_of(page, monkeypatch, initiatives=(found,))["initiatives"]
    assert row.issues == ("count_disagrees", "holder_uncertain")


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
