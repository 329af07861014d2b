from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jiceng.dataset.checks.proofs import prove_page
from jiceng.records import page_records
from tests.reading.interleaving.printed_in_turn import COLUMNS, in_turn

from .conftest import NEWSPAPER


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
    found = page_records(file, NEWSPAPER).rows
    (row,) = found["pages"]
    assert (str(row.issue_date), row.issue_date_source, row.page_number) == (day, source, "1")
    assert {str(article.issue_date) for article in found["articles"]} == {day}
    assert {str(place.first_seen) for place in found["communities"] if place.mention_count} <= {day}


def test_an_undecodable_page_is_a_failed_row_and_a_reject(page: Any) -> None:
    page.file.path.write_bytes("甲".encode() + b"\xff\xff\x00\x00")
    found = page_records(page.file, NEWSPAPER)
    (row,) = found.rows["pages"]
    assert (row.status, row.raw_text) == ("failed", None)
    (reject,) = found.rows["rejects"]
    assert (reject.table_name, reject.page_id) == ("pages", "jia/2020-01-02/1")
    assert "byte 3" in str(found.faults[0])


def test_nothing_is_said_by_a_page_whose_characters_are_damaged(page: Any) -> None:
    sentence = "居民张三说：“车位先让给老人用，账目每周公布一次，大家随时可以来看。”\n"
    page.file.path.write_text("社区的新规\n\n" + sentence * 3, encoding="utf-8")
    assert page_records(page.file, NEWSPAPER).rows["quotes"]
    page.file.path.write_text("社区的新规\n\n" + "".join(one * 2 for one in sentence * 3), encoding="utf-8")
    found = page_records(page.file, NEWSPAPER).rows
    assert found["pages"][0].issues == ("doubled",)
    assert "doubled" in found["articles"][0].issues
    assert not found["quotes"]
    assert not found["people"]


def test_of_a_page_beyond_its_budget_the_last_articles_are_published_as_read(page: Any) -> None:
    speech = "　　居民张三说：“车位先让给老人用，账目每周公布一次，大家随时可以来看。”\n"
    page.file.path.write_text(
        f"车位的新规\n□本报记者 王小明\n{speech}\n账目的新规\n□本报记者 李四\n{speech}", encoding="utf-8"
    )
    whole = page_records(page.file, NEWSPAPER).rows
    assert (len(whole["articles"]), len(whole["quotes"]), whole["pages"][0].issues) == (2, 2, ())
    cut = page_records(replace(page.file, page_characters=len(whole["articles"][0].text)), NEWSPAPER).rows
    assert cut["articles"][0] == whole["articles"][0]
    assert [article.text for article in cut["articles"]] == [article.text for article in whole["articles"]]
    assert cut["quotes"] == whole["quotes"][:1]
    assert cut["pages"][0].issues == ("extraction_cut",)


def test_quotes_of_columns_put_in_order_are_less_certain(page: Any) -> None:
    speech = ["居民王小明说：“书屋里的图书多，我每", "天都来看。”"]
    columns = [*speech, *COLUMNS[0][:24]], COLUMNS[1]
    page.file.path.write_text("\n".join(speech), encoding="utf-8")
    (plain,) = page_records(page.file, NEWSPAPER).rows["quotes"]
    page.file.path.write_text(in_turn(*columns), encoding="utf-8")
    in_order = [quote for quote in page_records(page.file, NEWSPAPER).rows["quotes"] if quote.speaker == "王小明"]
    assert [quote.text for quote in in_order] == [plain.text]
    assert in_order[0].confidence < plain.confidence


def test_promises_hold_where_characters_have_no_width_or_another_form(page: Any) -> None:
    page.file.path.write_text(
        "小⻋的新规\n\u200b\n\ufeff居⺠张　伟说：〝⻋位３０个，\u200b好。〞\n\u2060", encoding="utf-8"
    )
    found = page_records(page.file, NEWSPAPER)
    assert prove_page(found.rows) == []
    assert [(quote.text, quote.speaker) for quote in found.rows["quotes"]] == [("车位30个，好。", "张伟")]
