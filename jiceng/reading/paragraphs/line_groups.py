"""What repairing a page gives: its lines in groups that belong together."""

from dataclasses import dataclass, field

from jiceng.reading.lines.columns import PageStyle, SetLines
from jiceng.reading.lines.split import Line


@dataclass(slots=True)
class LineGroup:
    """Lines that belong together: a paragraph or a part of one, a title, a byline line."""

    first: int
    """Index of its first line."""
    end: int
    """Index after its last line."""
    block: int
    """Index of the block in which it begins."""
    alone: bool = False
    """Whether its block holds nothing else."""
    heads_block: bool = False
    """Whether it begins its block."""
    goes_on: bool = False
    """Whether its first line is set as an inner line of a paragraph: the beginning is printed elsewhere."""
    may_go_on: bool = False
    """Whether its first line could be an inner line of a paragraph."""
    title: bool = False
    """Whether its block can hold titles only."""
    open: bool = False
    """Whether its last line is full and ends no sentence: the rest is printed elsewhere."""
    ends_sentence: bool = False
    """Whether its last line ends a sentence."""
    reason: str = ""
    """Name of the rule that parted it from the group before."""


@dataclass(slots=True)
class RepairedPage:
    """A page's lines in groups, with the rule that decided at every line end inside them."""

    lines: list[Line]
    """Those of its articles, as if no furniture were between them."""
    style: PageStyle
    set_lines: SetLines
    """How wide its lines are set."""
    widths: list[float] = field(default_factory=list)
    """For each line the width of its column, in ems."""
    groups: list[LineGroup] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    """For each line the name of the rule that joined it to the one above; empty for the first line of a group."""
    furniture: list[Line] = field(default_factory=list)

    def text_of(self, group: LineGroup) -> str:
        """Return the lines of a group run together."""
        return "".join([line.text for line in self.lines[group.first : group.end]])
