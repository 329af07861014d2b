import pytest

from jiceng.reading import read_lines
from jiceng.reading.compose.printed import PrintedText
from jiceng.reading.paragraphs.line_groups import LineGroup


def _text(raw: str, *, title: bool = False) -> str:
    """Return the text of all lines of a raw text as one group."""
    lines = read_lines(raw)
    return PrintedText(raw, lines).of([LineGroup(0, len(lines), 0)], title=title).text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("社区食\n堂开门", "社区食堂开门"),
        ("open the\nlibrary", "open the library"),
        ("open,\nthen close", "open, then close"),
        ("第 3\n5 号", "第35号"),
        ("社区\u3000食堂", "社区 食堂"),
        ("社区  食堂", "社区 食堂"),
        ("1 月 13 日", "1月13日"),
        ("好,真好!", "好，真好！"),
        ("(社区)", "（社区）"),
        ("ok, 3:2", "ok, 3:2"),
    ],
)
def test_text_is_without_the_white_space_and_line_ends_of_the_layout(raw: str, text: str) -> None:
    assert _text(raw) == text


def test_a_space_at_a_line_end_is_kept_in_titles_only() -> None:
    assert _text("社区食堂 \n老人吃饭", title=True) == "社区食堂 老人吃饭"
    assert _text("社区食堂 \n老人吃饭") == "社区食堂老人吃饭"


def test_groups_are_joined_in_the_order_given_and_know_where_they_are_from() -> None:
    raw = "社区食堂\n\n老人吃饭"
    text = PrintedText(raw, read_lines(raw)).of([LineGroup(1, 2, 1), LineGroup(0, 1, 0)], title=False)
    assert text.text == "老人吃饭社区食堂"
    assert list(text.raw_offsets()) == [6, 7, 8, 9, 0, 1, 2, 3]
