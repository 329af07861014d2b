import pytest

from jiceng.reading.bylines import parse_byline, parse_credits, parse_dateline, starts_with_dateline


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("□本报记者 张三 李四", [("张三", "reporter"), ("李四", "reporter")]),
        ("■本报记者 王小明 通讯员 张三", [("王小明", "reporter"), ("张三", "correspondent")]),
        ("□本报记者 张三 实习生 李四", [("张三", "reporter"), ("李四", "intern")]),
        ("本报记者 张 三 李四", [("张三", "reporter"), ("李四", "reporter")]),
        ("记者 张三、李四", [("张三", "reporter"), ("李四", "reporter")]),
        ("□ 张三", [("张三", "author")]),
        ("文/张三 图/李四", [("张三", "author"), ("李四", "photographer")]),
    ],
)
def test_byline(text: str, named: list[tuple[str, str]]) -> None:
    found = parse_byline(text)
    assert found is not None
    assert [(credit.name, credit.role) for credit in found] == named


@pytest.mark.parametrize(
    "text",
    [
        "本报记者 张三摄",
        "记者了解到，今年的情况有了变化",
        "本报记者从会上获悉",
        "■链接",
        "□下一步怎么走",
        "党建引领",
        "本报武汉1月1日电 （记者张三）",
    ],
)
def test_no_byline(text: str) -> None:
    assert parse_byline(text) is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("（综合本报记者张三、李四报道）", [("张三", "reporter"), ("李四", "reporter")]),
        ("本报武汉1月1日电 （记者张三）今天召开会议。", [("张三", "reporter")]),
        ("新华社记者 张 三摄", [("张三", "photographer")]),
        ("图为社区一景。 本报记者 张三摄", [("张三", "photographer")]),
        ("会议强调，要摄取经验。", []),
        ("（作者为某研究院院长）", []),
    ],
)
def test_credits(text: str, named: list[tuple[str, str]]) -> None:
    assert [(credit.name, credit.role) for credit in parse_credits(text)] == named


@pytest.mark.parametrize(
    ("text", "agency", "place", "date"),
    [
        ("本报武汉1月1日电 （记者张三）会议召开。", "本报", "武汉", "1月1日"),
        ("新华社北京 1 月 1 日电 会议召开。", "新华社", "北京", "1月1日"),
        ("据新华社成都1月1日电 会议召开。", "新华社", "成都", "1月1日"),
        ("本报讯 （记者张三）会议召开。", "本报", None, None),
    ],
)
def test_dateline(text: str, agency: str, place: str | None, date: str | None) -> None:
    dateline = parse_dateline(text)
    assert dateline is not None
    assert (dateline.agency, dateline.place, dateline.date) == (agency, place, date)
    assert starts_with_dateline(text)


@pytest.mark.parametrize("text", ["本报记者了解到，电力供应充足。", "本市召开会议。", "新华社发"])
def test_no_dateline(text: str) -> None:
    assert parse_dateline(text) is None
    assert not starts_with_dateline(text)
