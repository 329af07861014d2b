"""What the file of an OCR engine gives of a page: its raw text, and what only the boxes tell of its lines."""

from typing import NamedTuple


class Scored(NamedTuple):
    """Characters of the raw text to which an engine gave one score."""

    start: int
    end: int
    score: float
    """From 0 to 1: how sure the engine is."""


class OcrPage(NamedTuple):
    """A page as derived from an engine's file."""

    text: str
    """Its raw text."""
    sizes: tuple[float, ...] = ()
    """Of each line that prints something, the size of its type, in sizes of the page's text; empty where boxes of lines
    are not known."""
    scores: tuple[Scored, ...] = ()
    """In the order of the text; characters without a score are in none."""
    number: str | None = None
    """The page's number, as the file gives it."""
    mended: int = 0
    """Lines whose box could not be used, and was taken from their neighbours."""
