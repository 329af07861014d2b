"""Rows explained: markers below characters, long lines folded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from flows.console.explanation import explanation_lines, folded, passage_lines
from jiceng.dataset.explain import Explanation, MarkedLine, Passage


def shown(line: MarkedLine, width: int = 100) -> list[tuple[str, str]]:
    return [(text.plain, markers) for text, markers in folded(line, width)]


@pytest.mark.parametrize(
    ("text", "marked", "expected"),
    [
        ("市民张三说", ((2, 4),), [("市民张三说", "    ▔▔▔▔")]),
        ("1 月 13 日", ((0, 1), (2, 3), (4, 6), (7, 8)), [("1 月 13 日", "▔ ▔▔ ▔▔ ▔▔")]),
        ("甲\t乙", ((2, 3),), [("甲 乙", "   ▔▔")]),
        ("ab\x1b[31m红", ((0, 2), (7, 8)), [("ab\\x1b[31m红", "▔▔        ▔▔")]),
        ("a\u202eb", ((1, 3),), [("a\\u202eb", " ▔▔▔▔▔▔▔")]),
    ],
)
def test_markers_stand_below_their_characters(
    text: str, marked: tuple[tuple[int, int], ...], expected: list[tuple[str, str]]
) -> None:
    assert shown(MarkedLine(1, 0, text, marked)) == expected


def test_long_line_is_continued_and_unmarked_parts_are_left_out() -> None:
    line = MarkedLine(1, 0, "一二三四五六七八九十", ((4, 6),))
    assert shown(line, width=4) == [("…", ""), ("五六", "▔▔▔▔"), ("…", "")]
    assert shown(line, width=6) == [("…", ""), ("四五六", "  ▔▔▔▔"), ("…", "")]


@given(st.text(alphabet="张三ab“　", min_size=1, max_size=60), st.data(), st.integers(2, 30))
def test_every_marked_character_has_its_markers(text: str, data: st.DataObject, width: int) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    pieces = shown(MarkedLine(1, 0, text, ((start, end),)), width)
    assert sum(markers.count("▔") for _, markers in pieces) == cell_len(text[start:end])
    assert all(cell_len(piece) <= width and cell_len(markers) <= width for piece, markers in pieces)
    assert text[start:end] in "".join(piece for piece, markers in pieces if markers)


def test_passage_names_file_line_and_rule() -> None:
    lines = (MarkedLine(9, 0, "市民张三", ((2, 4),)), MarkedLine(10, 5, "说", ((0, 1),)))
    passage = Passage("quote", "p", "example/undated/1.txt", ((2, 4), (5, 6)), lines, rule="direct_after")
    assert [line.plain for line in passage_lines(passage, 80)] == [
        "quote in example/undated/1.txt, line 9, rule direct_after",
        " 9 市民张三",
        "       ▔▔▔▔",
        "10 说",
        "   ▔▔",
    ]


def test_explanation_leaves_out_what_says_nothing() -> None:
    explanation = Explanation("people", "p1", {"person_id": "p1", "aliases": [], "community_id": None, "name": "张三"})
    assert [line.plain for line in explanation_lines(explanation, 80)] == [
        "people p1",
        "person_id  p1",
        "name       张三",
    ]
