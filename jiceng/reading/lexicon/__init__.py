"""Newspaper Chinese that reading knows: word lists of `words.toml`, read once."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _tables() -> dict[str, Any]:
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def words(name: str) -> tuple[str, ...]:
    """Return a word list of `words.toml`; raises KeyError where there is none of that name."""
    return tuple(_tables()[name])


@cache
def table(name: str) -> dict[str, str]:
    """Return a table of `words.toml`: word → what it means; raises KeyError where there is none of that name."""
    return dict(_tables()[name])


def either(options: Iterable[str]) -> str:
    """Return a regular expression that matches any of some words, the longest first, as a group without number."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(options, key=lambda w: (-len(w), w))) + ")"


@cache
def text_of(name: str) -> str:
    """Return the words of a list of `words.toml` run together."""
    return "".join(words(name))


@cache
def any_of(name: str) -> str:
    """Return a regular expression that matches any word of a list, the longest first, as a group without number."""
    return either(words(name))
