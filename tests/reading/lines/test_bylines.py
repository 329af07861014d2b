import pytest

from jiceng.reading.lines.bylines import (
    goes_on_as_byline,
    parse_byline,
    parse_closing_dateline,
    parse_credits,
    parse_dateline,
    starts_with_dateline,
)
from schemas import Credit

_ROLES = {"r": "reporter", "i": "intern", "c": "correspondent", "p": "photographer", "e": "editor", "a": "author"}


def _named(found: tuple[Credit, ...] | None) -> str | None:
    """Return credits as `name:first letter of the role`, a space between them."""
    if found is None:
        return None
    letters = {role: letter for letter, role in _ROLES.items()}
    return " ".join(f"{credit.name}:{letters[credit.role]}" for credit in found)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("□本报记者 张三 李四", "张三:r 李四:r"),
        ("■本报记者 王小明 通讯员 张三", "王小明:r 张三:c"),
        ("□本报记者 张三 实习生 李四", "张三:r 李四:i"),
        ("本报记者 张 三 李四", "张三:r 李四:r"),
        ("本报记者　张三　李四　文/图", "张三:r 李四:r"),
        ("记者 张三、李四", "张三:r 李四:r"),
        ("本报记者”王小明", "王小明:r"),  # a mark that was read for a space
        ("本报记者“亲历”春运", None),
        ("记者 张三/文 李四/图", "张三:r 李四:p"),
        ("记者 张三 文 李四 图", "张三:r 李四:p"),
        ("记者张三", "张三:r"),
        ("记者张三李四", "张三:r 李四:r"),
        ("记者 李 文", "李文:r"),
        ("记者 李文 张文", "李文:r 张文:r"),
        ("本报见习记者 张三", "张三:i"),
        ("特约记者 张三", "张三:c"),
        ("本报首席记者 张三", "张三:r"),
        ("本报摄影记者 张三", "张三:p"),
        ("本报驻巴黎记者 张三", "张三:r"),
        ("新华社记者 张三 李四", "张三:r 李四:r"),
        ("新华社“新华视点”记者 张三 李四", "张三:r 李四:r"),
        ("人民日报记者 张三", "张三:r"),
        ("四川日报全媒体记者 张三 李四", "张三:r 李四:r"),
        ("攀枝花融媒体记者 张三", "张三:r"),
        ("本报记者 张三 四川日报记者 李四", "张三:r 李四:r"),
        ("本报记者 张三 特约通讯员 李四 本报通讯员 王五", "张三:r 李四:c 王五:c"),
        ("本报记者 欧阳 修 张三", "欧阳修:r 张三:r"),
        ("本报记者 阿卜杜拉·买买提 张三", "阿卜杜拉·买买提:r 张三:r"),
        ("本报记者 张三 李四 王五 采写", "张三:r 李四:r 王五:r"),
        ("□ 张三", "张三:a"),
        ("□张三 李四", "张三:a 李四:a"),
        ("□编译 张三", "张三:e"),
        ("文/张三 图/李四", "张三:a 李四:p"),
        ("张三 李四/文 王五/图", "张三:a 李四:a 王五:p"),
        ("撰文/张三 摄影/李四", "张三:a 李四:p"),
        ("编译/张三", "张三:e"),
        ("整理/李四", "李四:e"),
        ("作者：王小明", "王小明:a"),
        ("（记者 张三 李四）", "张三:r 李四:r"),
        ("口本报记者 张三", "张三:r"),
        ("本报评论员 张三", "张三:r"),
        # nobody is named, but it is a byline line
        ("本报评论员", ""),
        ("○本报评论员", ""),
        ("□本报记者", ""),
    ],
)
def test_byline(text: str, named: str) -> None:
    assert _named(parse_byline(text)) == named


@pytest.mark.parametrize(
    "text",
    [
        "本报记者 张三摄",
        "本报记者 张三 摄影报道",
        "摄影：张三 李四（某社）",
        "记者了解到，今年的情况有了变化",
        "记者昨日从市民政局获悉",
        "本报记者从会上获悉",
        "本报记者在现场看到",
        "本报记者 深入基层",
        "记者观察",
        "记者手记",
        "记者 来信",
        "记者：面向未来",
        "记者采访发现",
        "记者张三表示",
        "通讯员队伍建设",
        "优秀通讯员",
        "评论员文章",
        "■链接",
        "■任务",
        "■安全",
        "■今日谈",
        "□一",
        "□下一步怎么走",
        "党建引领",
        "文化/体育",
        "图/表说明",
        "（张三）",
        "责任编辑：张三 版式设计：李四",
        "本报武汉1月1日电 （记者张三）",
        "本报武汉1月1日电 记者张三",
    ],
)
def test_no_byline(text: str) -> None:
    assert parse_byline(text) is None


@pytest.mark.parametrize(
    ("above", "text", "expected"),
    [
        ("□本报记者", "张三 李四", True),
        ("□本报记者 张三 李四", "王五 赵六", True),
        ("□本报记者 张三、", "李四", True),
        ("□本报记者 张三", "李四", False),
        ("□本报记者 张三", "工作落到实处", False),
    ],
)
def test_the_rest_of_a_byline(above: str, text: str, expected: bool) -> None:
    assert goes_on_as_byline(above, text) is expected


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("（综合本报记者张三、李四报道）", "张三:r 李四:r"),
        ("（本报记者 张三 李四 采写）", "张三:r 李四:r"),
        ("（记者 张三 通讯员 李四）", "张三:r 李四:c"),
        ("（记者张三报道）", "张三:r"),
        ("（记者 张三 编辑 李四）", "张三:r 李四:e"),
        ("（新华社记者张三，本报记者李四、王五）", "张三:r 李四:r 王五:r"),
        ("（本报巴黎、东京1月1日电 记者张三、李四）", "张三:r 李四:r"),
        ("本报武汉1月1日电 （记者张三）今天召开会议。", "张三:r"),
        ("本报成都1月1日电（记者张三、通讯员李四）今天召开会议。", "张三:r 李四:c"),
        ("本报讯（张三 李四）昨日召开会议。", "张三:a 李四:a"),
        ("本报记者张三报道：会议召开。", "张三:r"),
        ("本报武汉1月1日电　记者张三、李四报道：会议召开。", "张三:r 李四:r"),
        ("新华社记者 张 三摄", "张三:p"),
        ("本报记者 张三 摄影报道", "张三:p"),
        ("张三摄", "张三:p"),
        ("张小三 摄（新华社发）", "张小三:p"),
        ("摄影：张小三 李四（某社）", "张小三:p 李四:p"),
        ("本报记者 方 圆文 新华社记者 王 小摄", "方圆:r 王小:p"),
        ("图为社区一景。 本报记者 张三摄", "张三:p"),
        ("社区的早晨（见上图，本报记者张小三摄）格外热闹。", "张小三:p"),
        ("图片由张小三提供", "张小三:p"),
        ("（通讯员 张三 供图）", "张三:p"),
        ("本报记者 何 小 张三", "何小:r 张三:r"),
        ("（张三整理）", "张三:e"),
        ("（执笔：张 三 李小四）", "张三:a 李小四:a"),
        ("（作者张小明为某大学教授）", "张小明:a"),
        ("（作者：张小明 单位：某大学）", "张小明:a"),
        ("（作者为某地某局局长，本报驻巴黎记者张小三整理）", "张小三:r"),
        ("会议圆满结束。（张小三）", "张小三:a"),
        ("（张 三）", "张三:a"),
        ("会议强调，要摄取经验。", ""),
        ("他爱好摄影。", ""),
        ("（作者为某研究院院长）", ""),
        ("（作者单位：某大学）", ""),
        ("（据新华社电）", ""),
        ("（本报综合）", ""),
        ("图片由某某医院提供", ""),
        ("会上，张三（左）与李四握手。", ""),
        ("发言的有王五（李小四）", ""),
        ("（记者注：此处有误）", ""),
        ("（完）", ""),
        ("（高清）", ""),
        ("记者来到社区，看到居民张三正在整理书籍。", ""),
        ("（以下简称《办法》）", ""),
    ],
)
def test_credits(text: str, named: str) -> None:
    assert _named(parse_credits(text)) == named


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
