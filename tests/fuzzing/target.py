"""A target, and a folder for the files that it needs."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

MOST_BYTES = 5_000
"""Of an input: what goes wrong does so with little."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something that reads what others wrote."""

    name: str
    run: Callable[[bytes], None]
    """Reads an input; raises what `allowed.ALLOWED` does not name only where jiceng is wrong."""
    seeds: Callable[[], list[bytes]]
    """Inputs that are read, from which others are made."""
    tokens: tuple[bytes, ...] = ()
    """What the format is made of, and what it stumbles over."""


@cache
def place() -> Path:
    """Return a folder for the files of this process."""
    return Path(tempfile.mkdtemp(prefix="jiceng-fuzzing-"))
