"""Pages of traditional characters: read in simplified ones, shown as they are printed."""

from typing import Any

from jiceng.records import page_records
from jiceng.sourced import SourcedText
from tests.reading.test_traditional import PAGE

from .conftest import NEWSPAPER
from .test_pages import prove_page


def rows_of(page: Any, text: str) -> dict[str, list[Any]]:
    page.file.path.write_text(text, encoding="utf-8")
    found = page_records(page.file, NEWSPAPER)
    assert prove_page(found.rows) == []
    return found.rows


def test_texts_and_names_are_shown_as_printed(page: Any) -> None:
    rows = rows_of(page, PAGE)
    (article,) = rows["articles"]
    assert article.headline == "舊區停車有了新規"
    assert [credit.name for credit in article.byline] == ["江曉嵐"]
    assert "traditional" in article.issues
    assert [(quote.speaker, quote.speaker_title, quote.text) for quote in rows["quotes"]] == [
        ("王小明", "黨委書記", "車位先讓給老人用。"),
        ("周麗華", "居民", "這樣安排我們沒意見。"),
        ("陳國強", "主任", "下個月再增加30個車位。"),
    ]
    assert sorted(person.name for person in rows["people"]) == ["周麗華", "王小明", "陳國強"]
    assert {quote.public_office for quote in rows["quotes"]} == {True, False}


def test_places_are_the_same_in_every_newspaper(page: Any) -> None:
    communities = {row.community_id for row in rows_of(page, PAGE)["communities"]}
    assert "四川省/成都市/青羊区/草市街街道/文殊院社区" in communities


def test_a_name_printed_with_spaces_is_shown_as_printed(page: Any) -> None:
    (article,) = rows_of(page, PAGE.replace("江曉嵐", "江　曉　嵐"))["articles"]
    assert [credit.name for credit in article.byline] == ["江曉嵐"]


def test_only_characters_that_were_read_for_others_are_replaced() -> None:
    text = SourcedText.join("\n", (SourcedText.of("会,议", 0, 2).normalised({1: "，"}), SourcedText.of("会,议", 2)))
    assert text.printed_as("会,议", "會,議").text == "會，\n議"
