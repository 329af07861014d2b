from itertools import pairwise

import pytest

from jiceng.reading import read_articles
from jiceng.reading.layout.title_roles import FILE, divisions, title_roles
from jiceng.weights import read_features
from tests.reading.layout.invented_parts import title

_PLAIN, _LONG = "书屋亮到夜里", "槐树湾的书屋一直亮到夜里九点"
_REPORT = "天黑了，槐树湾的书屋还亮着灯。"
_DISPATCH = "本报成都1月2日电 （记者张三）记者2日从省文化厅获悉：四川新建书屋二百间。"


def roles_of(*texts: str, body: str = _REPORT) -> str:
    """Return the first letter of the role of each title."""
    titles = [
        title(text, kicker=text.endswith("—"), spaced=" " in text, column=text[-1] == "）" and text[0] != "（")
        for text in texts
    ]
    return "".join(role[0] for role in title_roles(titles, [body] if body else []))


@pytest.mark.parametrize(
    ("titles", "roles"),
    [
        ((), ""),
        ((_PLAIN,), "h"),
        (("槐树湾村村民李四——",), "h"),
        ((_PLAIN, "——记槐树湾的书屋"), "hs"),
        (("槐树湾村村民李四——", "“书屋就是我的家”"), "kh"),
        (("李四在槐树湾村调研时强调", "办好书屋 方便村民"), "kh"),
        (("村民自己动手，三年建起书屋", "槐树湾，夜里也有光（身边的变化）"), "kh"),
        ((_PLAIN + "（身边的变化）", "——槐树湾村见闻"), "hs"),
        (("李四在槐树湾村调研时强调", "办好书屋 方便村民", "王五出席"), "khs"),
        ((_LONG, "（二〇二五年一月二日）"), "hs"),
    ],
)
def test_title_roles(titles: tuple[str, ...], roles: str) -> None:
    assert roles_of(*titles) == roles


@pytest.mark.parametrize(
    ("titles", "roles"),
    [
        (("省文化厅——", "四川新建书屋二百间"), "kh"),
        (("四川新建书屋二百间", "比去年同期增长10%"), "hs"),
        (("省文化厅", "发布书屋建设标准"), "kh"),
    ],
)
def test_titles_of_dispatches(titles: tuple[str, ...], roles: str) -> None:
    assert roles_of(*titles, body=_DISPATCH) == roles


def test_who_was_there_is_a_subheadline() -> None:
    lead = "全省书屋建设会议2日在成都召开，省长张三出席会议并讲话。"
    assert roles_of("全省书屋建设会议在成都召开", "张三出席并讲话", body=lead) == "hs"


@pytest.mark.parametrize(
    "credit",
    ["记者 张三 通讯员 李四", "本报记者 张三", "时间：1月2日上午", "嘉宾：张三 省文化厅厅长", "来源：槐树湾日报"],
)
@pytest.mark.parametrize("body", [_REPORT, _DISPATCH, ""])
def test_a_credit_is_no_headline(credit: str, body: str) -> None:
    assert roles_of(credit, _LONG, body=body) == "kh"
    assert roles_of(_LONG, credit, body=body) == "hs"


def test_of_credits_alone_one_is_the_headline_still() -> None:
    assert "h" in roles_of("时间：1月2日上午", "地点：槐树湾")


@pytest.mark.parametrize("count", [2, 3, 4, 9])
def test_every_division_has_kickers_then_a_headline_then_subheadlines(count: int) -> None:
    order = ("kicker", "headline", "subheadline")
    found = [one.roles for one in divisions([title(_PLAIN)] * count, [_REPORT])]
    assert len({tuple(roles) for roles in found}) == len(found)
    for roles in found:
        assert len(roles) == count
        assert "headline" in roles
        assert all(order.index(above) <= order.index(below) for above, below in pairwise(roles))


def test_marks_of_half_width_and_spaces_between_characters_make_no_difference() -> None:
    wide, narrow = [
        divisions([title("四川“书屋”（身边的变化）"), title(_PLAIN)], [_REPORT]),
        divisions([title('四 川 "书屋" (身边的变化)'), title(_PLAIN)], [_REPORT]),
    ]
    assert wide == narrow


def test_weights_are_of_features_that_exist() -> None:
    prefixes = {name.split(": ")[0] for name in read_features(FILE)}
    roles = ("kicker", "headline", "subheadline")
    assert prefixes <= {*roles, *(f"{above} above {below}" for above in roles for below in roles)}


def test_titles_of_a_page_get_their_roles() -> None:
    raw = f"槐树湾村村民李四——\n\n“书屋就是我的家”\n\n{_REPORT}书屋里坐满了人。\n"
    (article,) = read_articles(raw).articles
    assert [(one.role, one.text.text) for one in article.titles] == [
        ("kicker", "槐树湾村村民李四——"),
        ("headline", "“书屋就是我的家”"),
    ]
