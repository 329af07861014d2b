from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiceng.extraction.text.marks import ALL_MARKS, SPEECH_MARKS, with_double_marks


def ranges(marks, text, lost_end=None):
    """Return what is between the marks of a text that is one paragraph, with the opening mark and the depth."""
    found = marks.ranges(text, marks.offsets(text), 0, len(text), lost_end)
    return [(text[m.start : m.end], m.mark, m.depth) for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“甲‘乙’”", [("乙", "‘", 1), ("甲‘乙’", "“", 0)]),
        ("《甲“乙”》", [("乙", "“", 0), ("甲“乙”", "《", 0)]),
        ("“甲《乙”丙", [("乙”丙", "《", 1), ("甲《乙", "“", 0)]),  # the bracket inside never closes
        ("“甲》乙”", [("甲》乙", "“", 0)]),  # a mark that closes nothing that is open
        ("“甲」乙", [("甲」乙", "“", 0)]),
        ('"甲"', []),
        ("甲》乙", [("甲", "", 0)]),
    ],
)
def test_each_opening_mark_has_its_own_partner(text, expected):
    assert ranges(ALL_MARKS, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“甲」乙", [("甲", "“", 0)]),
        ("「甲”乙", [("甲", "「", 0)]),
        ('"甲"乙"丙"', [("甲", '"', 0), ("丙", '"', 0)]),
        ('"甲”', [("甲", '"', 0)]),
        ("“甲“乙”丙”", [("乙", "“", 1), ("甲“乙”丙", "“", 0)]),
        ("甲”乙“丙”丁”", [("甲", "", 0), ("丙", "“", 0), ("丁", "", 0)]),
        ("”“甲", [("甲", "“", 0)]),
    ],
)
def test_marks_of_speech_close_each_other(text, expected):
    assert ranges(SPEECH_MARKS, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲说：“乙“。丙说：”丁。”", [("乙", True), ("丁。", True)]),
        ('“甲。"乙说，"丙。”', [("甲。", True), ("丙。", True)]),
        ('"甲。"乙说，"丙。"', [("甲。", False), ("丙。", False)]),
        ("“甲”，“乙”。", [("甲", False), ("乙", False)]),
        ("开会了。”甲。”乙说，好。", [("甲。", True)]),
        ("甲天天都来，”乙。”甲说：”丙。”", [("乙。", True), ("丙。", True)]),
        ("”甲。”乙说。", [("甲。", True)]),
        ("甲说：“乙。“丙表示：”丁。”", [("乙。", True), ("丁。", True)]),
        ("甲说：“乙。“丙表示：“丁。”", [("乙。", True), ("丁。", False)]),
        ("甲。”乙说，“丙。”", [("甲。", False), ("丙。", False)]),
        ("“甲说：“乙”。”", [("乙", False), ("甲说：“乙”。", False)]),
    ],
)
def test_marks_the_wrong_way_round_are_read_by_their_place(text, expected):
    found = SPEECH_MARKS.ranges(text, SPEECH_MARKS.offsets(text), 0, len(text))
    assert [(text[m.start : m.end], m.turned) for m in found] == expected


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("甲说：『好。』乙说：‘也好。’", "甲说：“好。”乙说：“也好。”"),
        ("甲说：“乙说：‘好。’我去了。”", "甲说：“乙说：‘好。’我去了。”"),
        ("甲说：“丢了。\n乙说：『好。』", "甲说：“丢了。\n乙说：“好。”"),
        ("所谓‘议事’，甲说：‘好。", "所谓‘议事’，甲说：‘好。"),
        ("『议事』和‘好’", "『议事』和‘好’"),
    ],
)
def test_single_marks_after_a_colon_are_marks_of_speech(text, read):
    assert with_double_marks(text) == read


def test_a_range_whose_closing_mark_was_lost_ends_where_the_caller_says():
    text = "“甲。乙说：“丙”"
    assert ranges(SPEECH_MARKS, text, lambda text, start, mark: text.rfind("。", start, mark) + 1) == [
        ("甲。", "“", 0),
        ("丙", "“", 0),
    ]
    assert ranges(SPEECH_MARKS, text, lambda *_: 0) == [("丙", "“", 1), ("甲。乙说：“丙”", "“", 0)]


@given(st.text('“”‘’《》（）「」"甲。', max_size=40))
def test_ranges_are_inside_their_paragraph_and_nested_or_apart(text):
    for marks in (ALL_MARKS, SPEECH_MARKS):
        found = marks.ranges(text, marks.offsets(text), 0, len(text))
        assert all(0 <= m.start <= m.end <= len(text) for m in found)
        closed = sorted((m.start, m.end) for m in found if m.closed and m.mark)
        assert all(b >= d or b < c for (_, b), (c, d) in pairwise(closed))
