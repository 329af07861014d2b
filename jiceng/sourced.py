"""SourcedText: a string that knows which characters of the raw text it is made of."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import overload

from schemas import LINE_ENDS, Spans, may_stand_for

_LINE_END = re.compile(rf"\r\n|[{LINE_ENDS}]")

NO_SOURCE = -1
"""Raw offset of a character that the raw text does not have: the line feed between paragraphs."""


class SourcedText:
    """A string with the raw offset of each of its characters.

    Immutable. Offsets into the string and raw offsets both count code points. Kept as runs: the character at
    `starts[k] + i` of the string is the raw character at `origins[k] + i`, up to the next run.
    """

    __slots__ = ("_origins", "_starts", "text")

    def __init__(self, text: str, starts: tuple[int, ...], origins: tuple[int, ...]) -> None:
        """Take a string and its runs as they are; use `of`, slicing and joining instead."""
        self.text = text
        self._starts = starts
        self._origins = origins

    @classmethod
    def of(cls, raw: str, start: int = 0, end: int | None = None) -> "SourcedText":
        """Return the characters `start` to `end` of the raw text."""
        text = raw[start:end]
        return cls(text, (0,), (start,)) if text else EMPTY

    @classmethod
    def of_ranges(cls, raw: str, ranges: Sequence[tuple[int, int]]) -> "SourcedText":
        """Return the characters of some half-open ranges of the raw text, none of them empty, one after the other."""
        texts: list[str] = []
        starts: list[int] = []
        origins: list[int] = []
        length = 0
        expected = NO_SOURCE
        for start, end in ranges:
            if start != expected:
                starts.append(length)
                origins.append(start)
            texts.append(raw[start:end])
            length += end - start
            expected = end
        return cls("".join(texts), tuple(starts), tuple(origins))

    @classmethod
    def of_pieces(cls, texts: Sequence[str], origins: Sequence[int]) -> "SourcedText":
        """Return some pieces of the raw text, none empty or adjoining the one before, with their raw offsets."""
        starts: list[int] = []
        length = 0
        for text in texts:
            starts.append(length)
            length += len(text)
        return cls("".join(texts), tuple(starts), tuple(origins))

    @classmethod
    def concat(cls, parts: Iterable["SourcedText"]) -> "SourcedText":
        """Return the parts joined without a separator."""
        texts: list[str] = []
        starts: list[int] = []
        origins: list[int] = []
        length = 0
        for part in parts:
            beside = bool(starts and part._starts)
            new = 1 if beside and _goes_on(starts[-1], origins[-1], length, part._origins[0]) else 0
            starts += [length + start for start in part._starts[new:]]
            origins += part._origins[new:]
            texts.append(part.text)
            length += len(part.text)
        return cls("".join(texts), tuple(starts), tuple(origins))

    @classmethod
    def join(cls, separator: str, parts: Iterable["SourcedText"]) -> "SourcedText":
        """Return the parts with a separator between them that the raw text does not have."""
        between = cls(separator, (0,), (NO_SOURCE,)) if separator else EMPTY
        pieces: list[SourcedText] = []
        for part in parts:
            if pieces:
                pieces.append(between)
            pieces.append(part)
        return cls.concat(pieces)

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"SourcedText({self.text!r}, {list(self.spans().ranges())})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SourcedText):
            return NotImplemented
        return self.text == other.text and self._starts == other._starts and self._origins == other._origins

    def __hash__(self) -> int:
        return hash((self.text, self._origins))

    def __add__(self, other: "SourcedText") -> "SourcedText":
        return SourcedText.concat((self, other))

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> "SourcedText": ...
    def __getitem__(self, index: int | slice) -> "str | SourcedText":
        """Return a character, or the slice with its sources; a slice's step must be 1."""
        if isinstance(index, int):
            return self.text[index]
        start, end, step = index.indices(len(self.text))
        if step != 1:
            raise ValueError("a SourcedText is sliced in reading order, without a step")
        if start >= end:
            return EMPTY
        first = bisect_right(self._starts, start) - 1
        last = bisect_right(self._starts, end - 1)
        starts = [max(0, run - start) for run in self._starts[first:last]]
        origins = list(self._origins[first:last])
        if origins[0] != NO_SOURCE:
            origins[0] += start - self._starts[first]
        return SourcedText(self.text[start:end], tuple(starts), tuple(origins))

    def strip(self) -> "SourcedText":
        """Return the text without white space at its ends."""
        start = len(self.text) - len(self.text.lstrip())
        return self[start : start + len(self.text.strip())]

    def without(self, ranges: Sequence[tuple[int, int]]) -> "SourcedText":
        """Return the text without the given half-open ranges, which are in order and do not overlap."""
        if not ranges:
            return self
        texts: list[str] = []
        starts: list[int] = []
        origins: list[int] = []
        length = position = 0
        for start, end in (*ranges, (len(self.text), len(self.text))):
            if position < start:
                run = bisect_right(self._starts, position) - 1
                origin = self._origins[run]
                if origin != NO_SOURCE:
                    origin += position - self._starts[run]
                if not starts or not _goes_on(starts[-1], origins[-1], length, origin):
                    starts.append(length)
                    origins.append(origin)
                inner = slice(run + 1, bisect_left(self._starts, start))
                starts += [at - position + length for at in self._starts[inner]]
                origins += self._origins[inner]
                texts.append(self.text[position:start])
                length += start - position
            position = end
        return SourcedText("".join(texts), tuple(starts), tuple(origins))

    def normalised(self, characters: Mapping[int, str]) -> "SourcedText":
        """Return the text with the characters at some offsets replaced by their normalisation.

        Raises ValueError if the new character is not in NORMALISATIONS for the one that it replaces.
        """
        if not characters:
            return self
        shown = list(self.text)
        for offset, character in characters.items():
            if not may_stand_for(shown[offset], character):
                raise ValueError(f"{character!r} is not a normalisation of {shown[offset]!r}")
            shown[offset] = character
        return SourcedText("".join(shown), self._starts, self._origins)

    def printed_as(self, read: str, printed: str) -> "SourcedText":
        """Return the text with the characters of a raw text as it is printed for those of the same text as it is read.

        A character stays that is none of the text as it is read: a separator, or a normalisation.
        """
        shown = [
            printed[origin] if origin != NO_SOURCE and read[origin] == character else character
            for character, origin in zip(self.text, self.raw_offsets(), strict=True)
        ]
        return SourcedText("".join(shown), self._starts, self._origins)

    def moved(self, offsets: Sequence[int]) -> "SourcedText":
        """Return the text with raw offset `o` replaced by `offsets[o]`, for a text of a text made from the raw one."""
        starts: list[int] = []
        origins: list[int] = []
        for at, origin in enumerate(self.raw_offsets()):
            source = NO_SOURCE if origin == NO_SOURCE else offsets[origin]
            if not starts or not _goes_on(starts[-1], origins[-1], at, source):
                starts.append(at)
                origins.append(source)
        return SourcedText(self.text, tuple(starts), tuple(origins))

    def raw_offset(self, offset: int) -> int:
        """Return the raw offset of the character at an offset, NO_SOURCE for a separator."""
        if not 0 <= offset < len(self.text):
            raise IndexError(f"offset {offset} is outside a text of {len(self.text)} characters")
        run = bisect_right(self._starts, offset) - 1
        origin = self._origins[run]
        return origin if origin == NO_SOURCE else origin + offset - self._starts[run]

    def raw_offsets(self) -> Iterator[int]:
        """Yield the raw offset of every character, NO_SOURCE for separators."""
        for start, end, origin in self._runs():
            yield from range(origin, origin + end - start) if origin != NO_SOURCE else [NO_SOURCE] * (end - start)

    def spans(self) -> Spans:
        """Return the spans of the text in the raw text, in reading order; separators have none."""
        starts: list[int] = []
        ends: list[int] = []
        expected = NO_SOURCE
        for start, end, origin in zip(self._starts, (*self._starts[1:], len(self.text)), self._origins, strict=False):
            if origin == NO_SOURCE:
                continue
            stop = origin + end - start
            if origin == expected:
                ends[-1] = stop
            else:
                starts.append(origin)
                ends.append(stop)
            expected = stop
        return Spans(tuple(starts), tuple(ends))

    def first_raw_offset(self) -> int:
        """Return the least raw offset of its characters; raises ValueError if it has none."""
        return min(origin for origin in self._origins if origin != NO_SOURCE)

    def _runs(self) -> Iterator[tuple[int, int, int]]:
        ends = (*self._starts[1:], len(self.text)) if self._starts else ()
        yield from zip(self._starts, ends, self._origins, strict=True)


def _goes_on(start: int, origin: int, next_start: int, next_origin: int) -> bool:
    """Return whether a run continues the one before it without a gap in the raw text."""
    return origin != NO_SOURCE and next_origin != NO_SOURCE and origin + next_start - start == next_origin


EMPTY = SourcedText("", (), ())
"""The text without characters."""


def raw_lines(raw_text: str) -> Iterator[tuple[int, str]]:
    """Yield the raw offset and text of each line, blank ones, too, without their line ends.

    Text after the last line end is a line, unless it is empty.
    """
    start = 0
    for end in _LINE_END.finditer(raw_text):
        yield start, raw_text[start : end.start()]
        start = end.end()
    if start < len(raw_text):
        yield start, raw_text[start:]
