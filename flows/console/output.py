"""The console that results are printed on, and texts made safe for it."""

import sys
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console

_WIDE = 1_000_000
"""Columns of a console that is not a terminal: nothing is cut or wrapped."""

_BIDI_CONTROLS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_CONTROLS = {code: "�" for code in (*range(32), *range(127, 160), *_BIDI_CONTROLS) if chr(code) not in "\t\n"}


class _QuietConsole(Console):
    """A console that leaves a closed pipe to the caller."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def output_console() -> Console:
    """Return the console for results: as wide as the terminal, unlimited if there is none."""
    return _QuietConsole(
        file=sys.stdout, markup=False, highlight=False, emoji=False, width=None if sys.stdout.isatty() else _WIDE
    )


def printable(text: str) -> str:
    """Return a text without the characters that would move a cursor, change colours or reverse the text."""
    return text.translate(_CONTROLS)


def chopped(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Yield the half-open ranges of a text's characters that fill at most so many columns each."""
    start, used = 0, 0
    for offset, character in enumerate(text):
        cells = cell_len(character)
        if used + cells > width and offset > start:
            yield start, offset
            start, used = offset, 0
        used += cells
    if start < len(text):
        yield start, len(text)
