"""What readers of engines' files find on a page: lines with boxes, or blocks in the tool's own order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from jiceng.ocr.boxes import TextLine

BlockRole = Literal["title", "text", "table", "caption", "furniture"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, title or the like that a tool has put together; its lines are not known."""

    role: BlockRole
    text: str
    score: float | None = None
    """From 0 to 1; None if the tool gives none."""


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page as a reader found it: with lines, else with blocks, else with text; with none, it is blank."""

    lines: Sequence[TextLine] = ()
    blocks: Sequence[Block] = ()
    number: str | None = None
    """The page's printed number, if the file gives it."""
    text: str | None = None
    """The raw text, of a file that has neither boxes nor blocks."""
