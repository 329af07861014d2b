import pytest

from jiceng.reading.lines.datelines import parse_closing_dateline, parse_dateline, starts_with_dateline


@pytest.mark.parametrize(
    ("text", "agency", "place", "date"),
    [
        ("本报武汉1月1日电 （记者张三）会议召开。", "本报", "武汉", "1月1日"),
        ("新华社北京 1 月 1 日电 会议召开。", "新华社", "北京", "1月1日"),
        ("据新华社成都1月1日电 会议召开。", "新华社", "成都", "1月1日"),
        ("本报讯 （记者张三）会议召开。", "本报", None, None),
        ("本报讯（记者张三）会议召开。", "本报", None, None),
        ("本报北京１月１日电 会议召开。", "本报", "北京", "１月１日"),
        ("中新网1月1日电 会议召开。", "中新网", None, "1月1日"),
        ("本报哈尔滨、北京1月1日电 （记者张三）会议召开。", "本报", "哈尔滨、北京", "1月1日"),
        ("本报北京电 会议召开。", "本报", "北京", None),
        ("本台消息，会议召开。", "本台", None, None),
        ("本报1月1日讯 会议召开。", "本报", None, "1月1日"),
        ("本报北京1月1日专电 会议召开。", "本报", "北京", "1月1日"),
        ("新华社“雪龙2”号1月1日电 （记者张三）会议召开。", "新华社", "“雪龙2”号", "1月1日"),
        ("本报四川攀枝花1月1日电 会议召开。", "本报", "四川攀枝花", "1月1日"),
        ("新华社北京2019年12月31日电 会议召开。", "新华社", "北京", "2019年12月31日"),
        ("新华社北京十二月三十一日电 会议召开。", "新华社", "北京", "十二月三十一日"),
        ("新华社北京1月1日电会议召开。", "新华社", "北京", "1月1日"),
        ("四川日报成都1月1日电 会议召开。", "四川日报", "成都", "1月1日"),
        ("红星新闻讯 （记者张三）会议召开。", "红星新闻", None, None),
    ],
)
def test_dateline(text: str, agency: str, place: str | None, date: str | None) -> None:
    dateline = parse_dateline(text)
    assert dateline is not None
    assert (dateline.agency, dateline.place, dateline.date) == (agency, place, date)
    assert starts_with_dateline(text)


@pytest.mark.parametrize(
    "text",
    [
        "本报记者了解到，电力供应充足。",
        "本市召开会议。",
        "新华社发",
        "本报电话已开通",
        "本报1月1日电视节目预告",
        "本报读者来电 反映",
        "中国电信宣布",
        "喜讯 传来",
        "据介绍，电影票房",
        "",
    ],
)
def test_no_dateline(text: str) -> None:
    assert parse_dateline(text) is None
    assert not starts_with_dateline(text)


def test_a_short_item_begins_no_dispatch() -> None:
    assert parse_dateline("本报电 会议召开。") is not None
    assert not starts_with_dateline("本报电 会议召开。")


def test_a_dateline_may_close_an_article() -> None:
    dateline = parse_closing_dateline("前景广阔。（本报巴黎1月1日电 记者张三）")
    assert dateline is not None
    assert (dateline.agency, dateline.place, dateline.date) == ("本报", "巴黎", "1月1日")
    assert parse_closing_dateline("前景广阔。（本报电话已开通）") is None
    assert parse_closing_dateline("前景广阔。") is None
