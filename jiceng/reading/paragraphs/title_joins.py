"""Whether a title goes on in the line below it: what two lines of a block of titles look like, and a learned model.

Each feature of the two lines has a weight in `title_joins.toml`; the title goes on if they add up to more than nothing.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from jiceng.reading.lexicon import words
from jiceng.reading.lines.columns import FIRST_LINE_INDENT
from jiceng.reading.lines.datelines import starts_with_dateline
from jiceng.reading.lines.split import Line, layout_spaces
from jiceng.reading.paragraphs.line_ends import cuts_word, ends_sentence, opens_pair
from jiceng.reading.paragraphs.meeting import Meeting
from jiceng.reading.paragraphs.weights import WEIGHTS
from jiceng.weights import read_features, weigh_features

FILE = Path(__file__).with_name("title_joins.toml")

_DIFFERENCES, _DIFFERENCES_OF_WORDS = (-4, -2, -1, 0, 1, 2, 4), (-2, -1, 0, 1, 2)
"""By how many characters the line below is longer; the second where it also counts whether a word is cut."""
_SHORTER, _ABOVE = (5, 8, 11, 14, 18), (8, 12, 16, 20)
"""Characters of the shorter line, and of the line above."""
_MOST_LINES = 5
"""Lines of a block from which on their number makes no difference."""
_LINES_BELOW = 20
"""Lines below the block that may repeat what stands on both sides of the line end."""
_NEARLY_FULL, _ALMOST_FULL = 3, 1
"""Ems that a line lacks to be as wide as its column."""
_NUMBERED = re.compile("[0-9一二三四五六七八九十]+[.、]")
_BULLETS = "●■◆○▲□"
_CLOSING_MARKS = "，、。；：？！”’）》】…,"


def goes_on(meeting: Meeting) -> bool:
    """Return whether the title above goes on in the line below rather than not."""
    return weigh_features(feature_weights(), features(meeting)) > 0


def features(meeting: Meeting) -> list[str]:
    """Return what the two lines look like."""
    above, below = meeting.lines[meeting.above], meeting.lines[meeting.index]
    return [
        "any: any",
        *(f"lengths: {name}" for name in _of_lengths(above, below)),
        *(f"words: {name}" for name in _of_words(meeting, above.text, below.text)),
        *(f"place: {name}" for name in _of_place(meeting)),
        *(f"width: {name}" for name in _of_widths(meeting)),
    ]


def _of_lengths(above: Line, below: Line) -> Iterator[str]:
    first, second = _length(above), _length(below)
    difference = second - first + (above.text[-1] in "，、")
    cut = cuts_word(above, below)
    yield f"difference {_step(difference, _DIFFERENCES)}"
    yield f"difference {_step(difference, _DIFFERENCES_OF_WORDS)}, {'a word' if cut else 'no word'} cut"
    yield f"shorter {_step(min(first, second), _SHORTER)}"
    yield f"above {_step(first, _ABOVE)}"
    if cut:
        yield "a word cut"


def _of_words(meeting: Meeting, above: str, below: str) -> Iterator[str]:
    marks = {
        "kicker above": above.endswith(words("kicker_line_ends")),
        "open word above": above.endswith(words("open_title_ends")),
        "open word below": below.startswith(words("open_title_starts")),
        "dash below": below[0] == "—",
        "bracket below": below[0] in "（(",
        "bullet below": below[0] in _BULLETS,
        "number below": _NUMBERED.match(below) is not None,
        "comma above": above[-1] in "，、,",
        "closing mark below": below[0] in _CLOSING_MARKS,
        "mark above": above[-1] in "？！”…?!",
        "open below": opens_pair(below),
        "sentence below": ends_sentence(below),
        "brackets below": below[-1] in "）)",
        "space above": " " in above,
        "space below": " " in below,
        "repeated": any(above[at : at + 2] in below for at in range(len(above) - 1)),
    }
    yield from (name for name, is_so in marks.items() if is_so)
    texts = "".join([line.text for line in meeting.lines[meeting.end : meeting.end + _LINES_BELOW]])
    if above[-1] + below[0] in texts:
        yield "across in 2 characters"
    if above[-2:] + below[0] in texts or above[-1] + below[:2] in texts:
        yield "across in 3 characters"


def _of_place(meeting: Meeting) -> Iterator[str]:
    lines, end = meeting.lines, meeting.end
    yield f"of {min(end - meeting.start, _MOST_LINES)}"
    if meeting.single:
        yield "last"
    if meeting.above == meeting.start:
        yield "first"
    if meeting.above > meeting.group.first:
        yield "wrapped"
    if end == len(lines):
        yield "page ends"
    else:
        yield f"{lines[end].kind} follows"
        if starts_with_dateline(lines[end].text):
            yield "dispatch follows"


def _of_widths(meeting: Meeting) -> Iterator[str]:
    ems, width, slack = meeting.set_lines.ems, meeting.width, meeting.slack
    full_above = meeting.set_lines.fill(meeting.above, width, slack)
    full_below = meeting.set_lines.fill(meeting.index, width, slack)
    full_first = meeting.set_lines.fill(meeting.above, width - FIRST_LINE_INDENT, slack)
    found = {
        "indents": meeting.indented,
        "halves": are_halves(meeting),
        "full above": full_above,
        "full below": full_below,
        "full first line above": full_first,
        "nearly full above": ems[meeting.above] >= width - _NEARLY_FULL,
        "almost full above": ems[meeting.above] >= width - _ALMOST_FULL,
        "almost full below": ems[meeting.index] >= width - _ALMOST_FULL,
        "too wide below": ems[meeting.index] > width,
    }
    yield from (name for name, is_so in found.items() if is_so)
    yield f"full {full_above:d}{full_first:d}, {full_below:d}"


def are_halves(meeting: Meeting) -> bool:
    """Return whether the lines are halves of a title, neither a kicker, a subheadline or wrapped already.

    The second is as long as the first or one longer, or one shorter where a word is cut.
    """
    above, below = meeting.lines[meeting.above], meeting.lines[meeting.index]
    least = WEIGHTS.half_title if below.text[-1] not in "）)" else WEIGHTS.half_title_with_column
    if (
        above.text.endswith(words("kicker_line_ends"))
        or below.text.startswith(("—", "（"))
        or min(len(above.text), len(below.text)) < least
        or meeting.above > meeting.group.first
        or (not meeting.single and (opens_pair(below.text) or below.spaced))
    ):
        return False
    difference = _length(below) - _length(above) + (above.text[-1] in "，、")
    if 0 <= difference <= WEIGHTS.half_title_longer:
        return True
    return difference == -WEIGHTS.half_title_shorter and cuts_word(above, below)


def _length(line: Line) -> int:
    """Return the characters of a line but the spaces of layout."""
    return len(line.text) - sum([end - start for start, end in layout_spaces(line.text)])


def _step(value: int, steps: Sequence[int]) -> str:
    """Return the name of the first step that a value does not exceed."""
    return next((f"up to {step}" for step in steps if value <= step), "more")


@cache
def feature_weights() -> dict[str, float]:
    """Return what each feature weighs; they are changed in place when they are learned."""
    return read_features(FILE)
