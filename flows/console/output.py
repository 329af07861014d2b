"""How results are printed: `say` for lines, `output_console` for tables; both write escapes for what is not shown."""

import sys
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from flows.console.escapes import printable, printable_line

_WIDE = 1_000_000
"""Columns of a console that is not a terminal: nothing is cut or wrapped."""


class OutputConsole(Console):
    """A console that writes escapes for what a terminal would obey, and leaves a closed pipe to the caller.

    Where the width of a text or its offsets count, it is made printable before it is measured.
    """

    def __init__(self, file: TextIO, **settings: Any) -> None:
        super().__init__(file=file, markup=False, highlight=False, emoji=False, **settings)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Yield the segments of something, their text made printable; codes of Rich's own stay."""
        for segment in super().render(renderable, options):
            yield segment if segment.control else segment._replace(text=printable(segment.text))

    def on_broken_pipe(self) -> None:
        """Raise BrokenPipeError."""
        raise BrokenPipeError


def output_console(width: int | None = None) -> OutputConsole:
    """Return the console for results: of so many columns, else as wide as the terminal, unlimited if there is none."""
    return OutputConsole(sys.stdout, width=width or (None if sys.stdout.isatty() else _WIDE))


def say(*lines: object) -> None:
    """Print lines on standard output; what would break a line is an escape."""
    for line in lines:
        print(printable_line(str(line)), flush=True)


def chopped(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield the half-open ranges of a text's characters that fill at most so many columns each when they are shown."""
    start, used = 0, 0
    for offset, character in enumerate(text):
        cells = cell_len(printable(character))
        if used + cells > width and offset > start:
            yield start, offset
            start, used = offset, 0
        used += cells
    if start < len(text):
        yield start, len(text)
