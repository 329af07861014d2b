from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiceng.reading.lines.folio import is_folio_line, needs_company, printed_date, printed_page_number


@pytest.mark.parametrize(
    "text",
    [
        "2020年1月1日 星期三 第3版",
        "2020 年 1 月 1 日 星 期 三",
        "２０２０年１月１日　星期三",
        "二〇二〇年一月一日 星期三",
        "2020.1.1 星期三",
        "2020年1月1日 星期三 农历己亥年十二月初七",
        "农历己亥年腊月初七",
        "A03 要闻",
        "03 | 综合",
        "要闻 A03",
        "第三版",
        "攀枝花日报 2020年1月1日 星期三 第3版",
        "今日8版 总第12345期",
        "国内统一连续出版物号：CN 51-0012 邮发代号：61-1",
        "新闻热线：0812-3333333",
        "社长：张三 总编辑：李四",
        "责编 张三 美编 李四 校对 王五",
        "责编/张三 美编/李四",
        "本版责编：张三 李四",
        "编辑：张 三　校对：李 四",
        "一审：张三 二审：李四 三审：王五",
        "责任编辑：张三 电话：0812-3333333 邮箱：abc@example.com",
        "PANZHIHUA RIBAO",
    ],
)
def test_folio_lines(text: str) -> None:
    assert is_folio_line(text)
    assert not needs_company(text, at_foot=False)


@pytest.mark.parametrize(
    "text",
    [
        "电话：0812-3333333",
        "www.example.com",
        "地址：某路1号",
        "今日天气 晴 10℃~20℃ 微风",
        "版权所有 未经许可不得转载",
        "本地新闻",
    ],
)
def test_lines_that_need_company(text: str) -> None:
    assert is_folio_line(text)
    assert needs_company(text, at_foot=False)


def test_a_date_at_the_foot_may_close_a_document() -> None:
    assert needs_company("2020年1月1日", at_foot=True)
    assert not needs_company("2020年1月1日", at_foot=False)


@pytest.mark.parametrize(
    "text",
    [
        "第3版《新闻》出版",
        "要闻回顾",
        "综合治理",
        "综合施策，久久为功",
        "2020年是关键之年",
        "2020年1月",
        "3000米",
        "10个村",
        "第一书记",
        "周三多来信",
        "星期三的早晨",
        "正月里来",
        "三农工作",
        "A股收涨",
        "喜讯捷报",
        "情况通报",
        "编辑说明",
        "编辑部的故事",
        "主办单位介绍",
        "健康教育",
        "党建引领",
    ],
)
def test_no_folio_lines(text: str) -> None:
    assert not is_folio_line(text)


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        (["2020年1月1日 星期三"], date(2020, 1, 1)),
        (["要闻", "２０２０年１月２１日", "2020.1.21"], date(2020, 1, 21)),
        (["二〇二〇年十月二十一日"], date(2020, 10, 21)),
        (["2020年1月1日", "2020年1月2日"], None),
        (["2020年2月30日"], None),
        (["1月1日 星期三"], None),
        ([], None),
    ],
)
def test_printed_date(texts: list[str], day: date | None) -> None:
    assert printed_date(texts) == day


@pytest.mark.parametrize(
    ("texts", "number"),
    [
        (["2020年1月1日 星期三 第3版"], "3"),
        (["03 要闻"], "3"),
        (["要闻 A03"], "A03"),
        (["今日8版"], None),
        (["第3版", "第4版"], None),
        (["2020年1月1日"], None),
        (["第三版"], None),
    ],
)
def test_printed_page_number(texts: list[str], number: str | None) -> None:
    assert printed_page_number(texts) == number


@given(st.text(alphabet="2020年1月日十三〇./-星期第版A 要闻责编：张三报@", min_size=1, max_size=100))
def test_any_line(text: str) -> None:
    is_folio_line(text)
    needs_company(text, at_foot=True)
    printed_date([text])
    printed_page_number([text])
