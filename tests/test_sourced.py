"""SourcedText keeps the source of every character, whatever is done to it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiceng.sourced import EMPTY, NO_SOURCE, SourcedText, raw_lines
from schemas import NORMALISATIONS, Span

RAW = "甲乙\n丙 丁,戊"


@st.composite
def raw_and_piece(draw: st.DrawFn) -> tuple[str, SourcedText]:
    """A raw text and a text made of pieces of it, some joined by separators."""
    raw = draw(st.text(min_size=1, max_size=40))
    ranges = draw(st.lists(st.tuples(st.integers(0, len(raw)), st.integers(0, len(raw))), max_size=6))
    pieces = [SourcedText.of(raw, *sorted(bounds)) for bounds in ranges]
    separator = draw(st.sampled_from(["", "\n"]))
    return raw, SourcedText.join(separator, pieces)


def agrees(raw: str, text: SourcedText) -> bool:
    offsets = list(text.raw_offsets())
    assert len(offsets) == len(text)
    assert offsets == [text.raw_offset(i) for i in range(len(text))]
    from_spans = [offset for span in text.spans() for offset in range(span.start, span.end)]
    assert from_spans == [offset for offset in offsets if offset != NO_SOURCE]
    return all(offset == NO_SOURCE or raw[offset] == char for offset, char in zip(offsets, text.text, strict=True))


@given(raw_and_piece())
def test_joined_pieces_keep_their_sources(made: tuple[str, SourcedText]) -> None:
    assert agrees(*made)


@given(raw_and_piece(), st.integers(-50, 50), st.integers(-50, 50))
def test_a_slice_keeps_its_sources(made: tuple[str, SourcedText], start: int, end: int) -> None:
    raw, text = made
    part = text[start:end]
    assert part.text == text.text[start:end]
    assert list(part.raw_offsets()) == list(text.raw_offsets())[start:end]
    assert agrees(raw, part)


@given(raw_and_piece())
def test_strip_is_the_strip_of_str(made: tuple[str, SourcedText]) -> None:
    raw, text = made
    assert text.strip().text == text.text.strip()
    assert agrees(raw, text.strip())


@given(raw_and_piece(), st.data())
def test_without_leaves_out_the_ranges(made: tuple[str, SourcedText], data: st.DataObject) -> None:
    raw, text = made
    bounds = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    ranges = list(zip(bounds[::2], bounds[1::2], strict=False))
    kept = text.without(ranges)
    left_out = {i for start, end in ranges for i in range(start, end)}
    assert kept.text == "".join(c for i, c in enumerate(text.text) if i not in left_out)
    assert agrees(raw, kept)


@given(raw_and_piece(), raw_and_piece())
def test_neighbours_merge_into_one_span(made: tuple[str, SourcedText], other: tuple[str, SourcedText]) -> None:
    text = made[1]
    assert SourcedText.concat([text[:3], text[3:]]) == text
    spans = text.spans()
    assert all(a.end != b.start for a, b in pairwise(spans))
    assert (text + other[1]).text == text.text + other[1].text


def test_separators_have_no_source() -> None:
    text = SourcedText.join("\n", [SourcedText.of(RAW, 0, 2), SourcedText.of(RAW, 3, 4)])
    assert text.text == "甲乙\n丙"
    assert text.raw_offset(2) == NO_SOURCE
    assert text.spans() == (Span(start=0, end=2), Span(start=3, end=4))


def test_only_normalisations_may_stand_for_a_raw_character() -> None:
    text = SourcedText.of(RAW)
    comma = RAW.index(",")
    assert text.normalised({comma: "，"}).text == "甲乙\n丙 丁，戊"
    assert text.normalised({comma: "，"}).spans() == text.spans()
    for offset, shown in ((comma, "。"), (0, "已")):
        with pytest.raises(ValueError, match="is not a normalisation"):
            text.normalised({offset: shown})


def test_normalisations_are_one_for_one() -> None:
    assert all(len(raw) == len(shown) == 1 for raw, shown in NORMALISATIONS.items())
    assert not set(NORMALISATIONS) & set(NORMALISATIONS.values()) - {" "}


@pytest.mark.parametrize("offset", [-1, 9])
def test_raw_offset_outside_the_text_is_refused(offset: int) -> None:
    with pytest.raises(IndexError):
        SourcedText.of(RAW).raw_offset(offset)


def test_steps_are_refused() -> None:
    with pytest.raises(ValueError, match="without a step"):
        SourcedText.of(RAW)[::2]


def test_the_empty_text() -> None:
    assert SourcedText.of(RAW, 3, 3) == EMPTY == SourcedText.concat([]) == SourcedText.join("\n", [])
    assert EMPTY.spans() == ()
    assert EMPTY.strip() == EMPTY
    assert EMPTY[0:5] == EMPTY


@pytest.mark.parametrize(
    ("raw_text", "lines"),
    [
        ("", []),
        ("甲", [(0, "甲")]),
        ("甲\n", [(0, "甲")]),
        ("\n甲", [(0, ""), (1, "甲")]),
        ("甲\r\n\r乙\u2028\x0b丙\f", [(0, "甲"), (3, ""), (4, "乙"), (6, "\x0b丙")]),
    ],
)
def test_raw_lines(raw_text: str, lines: list[tuple[int, str]]) -> None:
    assert list(raw_lines(raw_text)) == lines
