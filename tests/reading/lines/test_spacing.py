import pytest

from jiceng.reading import read_articles, read_lines
from jiceng.reading.lines.spacing import printed_ranges, without_spaces

_PAGE = (
    "村 口 的 路 灯 亮 了\n\n□本 报 记 者 覃 飞 燕 实 习 生 贺 兰 心\n\n"
    "本 报 讯  1月3日 ， 石 桥 村 的 路 灯 全 部 亮 了 。\n"
)


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("路 灯 亮 了", "路灯亮了"),
        ("1 月 3 日 ， 村里", "1月3日，村里"),
        ("超 过 95 % ， 另 有", "超过95 %，另有"),
        ("用 AI 系 统", "用 AI 系统"),
        ("the new lamp", "the new lamp"),
        ("改 造 小 棚 户  创 造 大 幸 福", "改造小棚户  创造大幸福"),
        ("路灯亮了", "路灯亮了"),
    ],
)
def test_single_spaces_beside_chinese_are_left_out(printed: str, text: str) -> None:
    assert without_spaces(printed) == text


def test_a_page_that_prints_spaces_between_characters_is_read_without_them() -> None:
    article = read_articles(_PAGE).articles[0]
    assert [title.text.text for title in article.titles if title.role == "headline"] == ["村口的路灯亮了"]
    assert [credit.name for credit in article.byline] == ["覃飞燕", "贺兰心"]
    text = article.paragraphs[0].text
    assert text.text == "本报讯 1月3日，石桥村的路灯全部亮了。"
    assert [_PAGE[text.raw_offset(index)] for index in range(len(text))] == list(text.text)


def test_a_page_with_spaces_in_names_only_keeps_them() -> None:
    raw = "村口的路灯亮了，出门散步的人多起来。\n\n本报记者 张 三 李 四\n\n石桥村的路灯全部亮了，晚上出门方便多了。"
    assert [line.text for line in read_lines(raw)] == raw.split("\n\n")


def test_a_line_without_spaces_between_characters_keeps_its_own() -> None:
    raw = f"{_PAGE}\n05 综合新闻\n责任编辑：覃飞燕 版式设计：贺兰心"
    assert [line.text for line in read_lines(raw)[-2:]] == ["05 综合新闻", "责任编辑：覃飞燕 版式设计：贺兰心"]
    assert len(read_articles(raw).furniture) == 2


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("社区党委书记张　伟说，好。", "社区党委书记张伟说，好。"),
        ("社区党委书记 张　伟 说，好。", "社区党委书记张伟说，好。"),
        ("社区党委书记 张伟说，好。", "社区党委书记 张伟说，好。"),
        ("居民代表陈晓东、周　涛、吴 丹等参加。", "居民代表陈晓东、周涛、吴丹等参加。"),
        ("制图：王　芳", "制图：王芳"),
        ("责编：白小林 何磊，李江 张三", "责编：白小林 何磊，李江 张三"),
        ("黑龙江 日前，大剧院开演", "黑龙江 日前，大剧院开演"),
        ("张 伟 刘 洋，", "张 伟 刘 洋，"),
        ("强化科技支撑 创新治理机制", "强化科技支撑 创新治理机制"),
        ("高 效治理", "高 效治理"),
    ],
)
def test_the_space_inside_a_name_of_two_characters_is_left_out(printed: str, text: str) -> None:
    (line,) = read_lines(printed)
    assert line.text == text
    assert "".join(printed[start:end] for start, end in printed_ranges(line)) == text
