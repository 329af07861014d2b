import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiceng.reading import read_lines
from jiceng.reading.layout.parts import parts_of
from jiceng.reading.paragraphs.repair import repair

from .invented_parts import body, kinds_of, page_of, printed

_BODY = "傍晚六点，槐树湾的书屋开门，\n放学的孩子跑进书屋借阅图书，书\n屋的三面书架摆满图书。"
_JOINED = _BODY.replace("\n", "")
_MORE = "入冬以后，书屋又添了火炉子，\n最后一个孩子合上图书才锁门。"
_PAGES = st.lists(
    st.sampled_from(
        [
            "",
            "山村书屋",
            "□本报记者 张三",
            "（本报记者 张三）",
            "会议召开。",
            "打好攻坚战",
            "责任编辑：张三",
            "2020年1月1日 星期三",
        ]
    ),
    max_size=20,
).map("\n".join)


@given(_PAGES)
def test_every_group_of_lines_but_furniture_is_in_one_part(raw: str) -> None:
    page = repair(read_lines(raw))
    groups = [group.first for part in parts_of(page) for group in part.groups]
    assert groups == [group.first for group in page.groups if page.lines[group.first].kind != "furniture"]
    for part in parts_of(page):
        assert len(part.texts) == len(part.groups)
        assert part.text == ("" if part.kind == "list" else part.texts[0])
        assert len(part.bigrams_by_group) == (0 if part.kind == "byline" else len(part.groups))


def test_titles_byline_lines_and_paragraphs_are_parts() -> None:
    assert kinds_of(printed(f"山村书屋亮到夜里\n\n□本报记者 张三\n\n{_BODY}\n\n{_MORE}")) == [
        ("title", ["山村书屋亮到夜里"]),
        ("byline", ["□本报记者 张三"]),
        ("body", [_JOINED, _MORE.replace("\n", "")]),
    ]


def test_the_page_on_which_an_article_goes_on_is_no_title() -> None:
    assert kinds_of(printed(f"山村书屋亮到夜里\n\n（上接第一版）\n{_BODY}")) == [
        ("title", ["山村书屋亮到夜里"]),
        ("body", ["（上接第一版）", _JOINED]),
    ]


def test_byline_lines_in_one_piece_are_one_part() -> None:
    together = printed(f"山村书屋\n\n□本报记者 张三\n通讯员 李四\n\n{_BODY}")
    apart = printed(f"山村书屋\n\n□本报记者 张三\n\n□通讯员 李四\n\n{_BODY}")
    assert [part.kind for part in together] == ["title", "byline", "body"]
    assert [part.kind for part in apart] == ["title", "byline", "byline", "body"]


@pytest.mark.parametrize(
    "parting",
    ["（本报记者 张三、李四采写）", "本报武汉1月1日电 （记者张三）今天召开会议，讨论书屋的事。"],
    ids=["a credit that closes an article", "a dateline"],
)
def test_paragraphs_are_parted_at_what_begins_or_ends_an_article(parting: str) -> None:
    texts = [part.texts for part in printed(f"{_BODY}\n\n{parting}\n\n{_MORE}") if part.kind == "body"]
    assert len(texts) == 2
    assert any(parting in own for own in texts)


def test_what_is_known_of_a_body() -> None:
    signed = printed(f"{_BODY}\n\n（本报记者 张三、李四采写）")[-1]
    dispatch = printed("本报武汉1月1日电 （记者张三）今天召开会议，讨论书屋的事。\n")[0]
    assert (signed.signed, signed.dateline) == (True, False)
    assert (dispatch.signed, dispatch.dateline) == (False, True)


@pytest.mark.parametrize("count", [8, 9, 12])
def test_many_short_lines_in_a_row_are_a_list(count: int) -> None:
    names = [f"第{number}社区书屋" for number in range(count)]
    found = printed("\n\n".join([_BODY, *names, _BODY]))
    assert [part.texts for part in found if part.kind == "list"] == ([names] if count >= 9 else [])


def test_the_titles_of_what_follows_a_list_are_not_in_it() -> None:
    names = [f"第{number}社区书屋" for number in range(11)]
    (found,) = (part for part in printed("\n\n".join([*names, "□本报记者 张三", _BODY])) if part.kind == "list")
    assert found.texts == names[:-2]


@pytest.mark.parametrize(
    "text",
    [
        "山村书屋亮到夜里",
        "书屋为什么亮到夜里？",
        "山村书屋（身边的变化）",
        "旧仓库翻修一新——",
        "“书屋真好”",
    ],
)
def test_what_may_be_a_title(text: str) -> None:
    assert kinds_of(printed(f"{text}\n\n{_BODY}"))[0] == ("title", [text])


@pytest.mark.parametrize(
    "text",
    [
        "书屋开门了。",
        "书屋开门，",
        "图为书屋。",
        "新华社发",
        "张三摄",
        "—张三",
        "责编：张三",
        "山村书屋（身边的变化",
        "（身边的变化）",
        "“书屋真好。”",
        "“书屋真好！”",
        "山村书屋" * 21,
    ],
)
def test_what_may_be_no_title(text: str) -> None:
    assert all(part.kind != "title" for part in printed(f"{text}\n\n{_BODY}"))


def test_brackets_may_be_a_subheadline_below_a_title() -> None:
    found = printed(f"山村书屋\n\n（身边的变化）\n\n{_BODY}")
    assert [part.kind for part in found] == ["title", "title", "body"]
    assert found[1].subheadline


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("山村书屋亮到夜里", set()),
        ("更顺畅——", {"kicker"}),
        ("旧仓库翻修一新槐树湾——", {"kicker", "long_kicker"}),
        ("——记槐树湾书屋", {"subheadline"}),
        ("山村书屋（身边的变化）", {"column"}),
        ("书屋（一）", set()),
        ("旧仓库翻新 孩子有去处", {"spaced"}),
        ("核心阅读", {"opening"}),
    ],
)
def test_what_a_title_says_of_itself(text: str, marks: set[str]) -> None:
    part = printed(f"{text}\n\n{_BODY}")[0]
    names = ("kicker", "long_kicker", "subheadline", "column", "spaced", "opening", "wrapped", "near", "paired")
    assert {name for name in names if getattr(part, name)} == marks


def test_titles_in_one_block_are_near_each_other() -> None:
    first, second, third, *_ = printed(f"旧仓库翻修一新——\n山村书屋亮到夜里\n\n身边的变化\n\n{_BODY}")
    assert [(part.near, part.paired) for part in (first, second, third)] == [
        (False, True),
        (True, False),
        (False, False),
    ]


def test_the_name_of_a_column_says_nothing_of_what_an_article_is_about() -> None:
    plain, column = printed(f"书屋亮灯\n\n书屋亮灯（身边的变化）\n\n{_BODY}")[:2]
    assert plain.bigrams.size == column.bigrams.size == plain.bigrams.in_common(column.bigrams)


@pytest.mark.parametrize(
    ("text", "start"), [("近日，书屋开门", 1), ("1月2日，书屋开门", 1), ("书屋开门", 0), ("如今，书屋开门", -1)]
)
def test_how_paragraphs_begin(text: str, start: int) -> None:
    part = body(_JOINED, text)
    assert (part.start_of(0), part.start_of(1)) == (0, start)


def test_cuts_give_sizes_and_what_is_on_both_sides() -> None:
    (part,) = page_of(body("茶山采茶", "采茶茶山", "书屋"))
    assert part.cuts == ([3, 3, 1], [0, 2, 0])
    assert part.cuts is part.cuts
