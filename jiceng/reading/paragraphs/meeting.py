"""Two lines that meet at a line end, with everything that the rules ask about them."""

import math

from jiceng.reading.lines.columns import FIRST_LINE_INDENT, Block, PageStyle, SetLines
from jiceng.reading.lines.split import Line
from jiceng.reading.paragraphs.line_ends import cuts_word, ends_sentence, opens_pair
from jiceng.reading.paragraphs.line_groups import LineGroup
from jiceng.reading.paragraphs.weights import WEIGHTS

Decision = bool | None
"""What a rule says of two lines that meet: JOINED, PARTED, or None where it leaves them to the rules after it."""
JOINED = True
"""The text goes on in the line below."""
PARTED = False
"""Another text begins with the line below."""


_COLUMN_LINES = 6
"""Lines of the smallest block that tells the width of its column."""


class Meeting:
    """Two lines that meet; one object is moved down the page, as making one per line would take too long.

    `enter` takes it to a block, `move` to a line of that block, `measure` looks at the line above.
    """

    __slots__ = (
        "above",
        "end",
        "ends",
        "full",
        "group",
        "indented",
        "index",
        "limit",
        "lines",
        "set_lines",
        "slack",
        "start",
        "width",
        "width_above",
    )

    def __init__(self, lines: list[Line], style: PageStyle, set_lines: SetLines) -> None:
        self.lines = lines
        self.indented = style.indented
        """Whether the page prints the indents of first lines."""
        self.set_lines = set_lines
        self.slack = style.measure.slack
        """Ems by which a line may miss the width that it fills."""
        self.index = 0
        """Index of the line below."""
        self.above = -1
        """Index of the line above."""
        self.group = LineGroup(0, 0, 0)
        """The group of the line above."""
        self.start = 0
        """Index of the first line of the block of the line below."""
        self.end = 0
        """Index after the last line of that block."""
        self.width = 0.0
        """Width of that block's column, in ems."""
        self.width_above = 0.0
        """Width of the column of the line above, in ems."""
        self.limit = 0.0
        """Width that the line above has to fill, in ems: a first line is shorter by its indent."""
        self.full = False
        """Whether the line above fills its column: what follows would not have fitted."""
        self.ends = False
        """Whether the line above ends a sentence."""

    def enter(self, block: Block, width: float) -> None:
        """Go to the first line of a block that is set in a column of this width."""
        self.start, self.end = block
        self.index, self.above = self.start, self.start - 1
        self.width_above, self.width = self.width, width

    def move(self, index: int) -> None:
        """Go to a line of the block after its first."""
        self.index, self.above = index, index - 1

    def measure(self) -> None:
        """Find out whether the line above ends a sentence and fills its column."""
        above, set_lines = self.above, self.set_lines
        if self.index == self.start:
            # The first word after a gap may have been too wide for the rest of the line above it.
            reach = set_lines.width[above] + max(1.0, set_lines.leads[self.index])
        else:
            reach = set_lines.reach[above]
            self.width_above = self.width
        limit = self.limit_of(above, self.width_above)
        self.limit = limit
        if set_lines.least[above] - self.slack > limit:
            # Too wide for a first line: it must fill the column itself.
            limit = self.width_above
        self.full = limit < reach + self.slack
        self.ends = ends_sentence(self.lines[above].text)
        if self.full and self._is_apart():
            self.full, self.limit = False, math.inf

    def limit_of(self, index: int, width: float) -> float:
        """Return the width that a line of the group has to fill in a column of this width, in ems."""
        return width - FIRST_LINE_INDENT if index == self.group.first and not self.group.goes_on else width

    def above_is_short(self) -> bool:
        """Return whether the line above, inside a block, has room left for what follows it, and more than by chance."""
        room = self.limit_of(self.above, self.width) - self.set_lines.reach[self.above] - self.slack
        return room > WEIGHTS.short_line

    @property
    def over_gap(self) -> bool:
        """Whether the line below begins a block."""
        return self.index == self.start

    @property
    def single(self) -> bool:
        """Whether the line below is the last of its block."""
        return self.end - self.index == 1

    def can_be(self, width: float) -> bool:
        """Return whether the line below is set as one of this width: it fills it, or ends a sentence inside it."""
        least = self.set_lines.least[self.index]
        if width < least - self.slack:
            return False
        if width < self.set_lines.reach[self.index] + self.slack:
            return True
        return least <= width and ends_sentence(self.lines[self.index].text)

    def can_be_inner(self) -> bool:
        """Return whether the line below is set as an inner line of a paragraph."""
        return self.can_be(self.width)

    def can_be_first(self) -> bool:
        """Return whether the line below is set as the first line of a paragraph."""
        return self.can_be(self.width - FIRST_LINE_INDENT)

    def may_be_torn_off(self) -> bool:
        """Return whether the line below, alone in its block, can be the rest of the line above.

        It is no wider than that line, which is as wide as a first line at least, and no space follows it.
        """
        ems = self.set_lines.ems
        widest = max(ems[self.index], self.width_above - FIRST_LINE_INDENT)
        return self.single and ems[self.above] >= widest and not self.lines[self.index].spaced

    def above_may_be_heading(self) -> bool:
        """Return whether the line above, by itself after another text, may be a heading that fills its column."""
        return (
            not self.indented
            and self.index - self.group.first == 1
            and not self.group.goes_on
            and self.lines[self.above].text[-1] not in "，、：；"
            and not opens_pair(self.lines[self.above].text)
            and not cuts_word(self.lines[self.above], self.lines[self.index])
        )

    def _is_apart(self) -> bool:
        """Return whether one of the lines, inside a block, is set across more than its column: it is a heading.

        The line above is one by itself in its group; the line below follows the end of a sentence.
        """
        if self.over_gap or self.end - self.start < _COLUMN_LINES:
            return False
        least, widest = self.set_lines.least, self.width + WEIGHTS.too_wide
        above, below = least[self.above], least[self.index]
        alone = self.index - self.group.first == 1
        return (alone and above > widest >= below) or (self.ends and below > widest >= above)

    def above_may_be_title(self) -> bool:
        """Return whether the line above, alone in its block, may be a title that happens to fill its column."""
        above = self.lines[self.above]
        return (
            self.index - self.group.first == 1
            and above.gap
            and not self.group.goes_on
            and self.can_be_first()
            and not (self.indented and above.indent)
            and not cuts_word(above, self.lines[self.index])
        )
