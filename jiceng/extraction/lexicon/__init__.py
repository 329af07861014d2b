"""The extraction rules' knowledge of Chinese newspapers: the word lists and tables of this folder.

Word lists are `<name>.txt`, one word a line; tables are `<name>.csv` with a header; `short_lists.toml` holds what is
too short for a file of its own. All are UTF-8, and lines that start with `#` are comments: the first ones say what the
file holds and where it is from.
"""

import csv
import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any


def _lines(file_name: str) -> list[str]:
    text = files(__name__).joinpath(file_name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """Return the words of the list `<name>.txt`.

    Raises FileNotFoundError where there is no such list.
    """
    return frozenset(line.strip() for line in _lines(f"{name}.txt"))


def lines_once(name: str) -> list[str]:
    """Return the lines of `<name>.txt` for one who makes a table of them and keeps that: the lines are not kept.

    Raises FileNotFoundError where there is no such file.
    """
    return _lines(f"{name}.txt")


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the table `<name>.csv` in their order, by column; an empty cell is an empty string.

    Raises FileNotFoundError where there is no such table.
    """
    return tuple(csv.DictReader(_lines(f"{name}.csv"), strict=True))


@cache
def _short_lists() -> dict[str, Any]:
    return tomllib.loads(files(__name__).joinpath("short_lists.toml").read_text(encoding="utf-8"))


@cache
def short_list(name: str) -> tuple[str, ...]:
    """Return the words of an array of `short_lists.toml`, in their order.

    Raises KeyError where there is no such array.
    """
    return tuple(_short_lists()[name])


@cache
def characters(name: str) -> frozenset[str]:
    """Return the characters of a string of `short_lists.toml`.

    Raises KeyError where there is no such string.
    """
    return frozenset(_short_lists()[name])


def one_of(strings: Iterable[str]) -> str:
    """Return a regular expression that matches the longest of the strings at an offset, as a trie of characters."""
    trie: dict[str, Any] = {}
    for string in sorted(strings):
        node = trie
        for character in string:
            node = node.setdefault(character, {})
        node[""] = {}
    return _expression(trie)


def any_character(characters: Iterable[str]) -> str:
    """Return a regular expression that matches any of some characters, none where there are none."""
    members = "".join(sorted(map(re.escape, set(characters))))
    return f"[{members}]" if members else "(?!)"


class WordFinder:
    """Finds words in texts as a regular expression of all of them would: the longest at each offset.

    Faster where there are hundreds of words: it looks only where a word's first three characters may be, and there only
    for the words that begin with the two characters printed.
    """

    def __init__(self, strings: Iterable[str]) -> None:
        """Take the words, none of them empty."""
        words = tuple(strings)
        self._at = _WordsAtOffset(words)
        self._starts = re.compile(_starts_of(words))

    def may_start_at(self, text: str) -> Iterator[int]:
        """Yield the offsets at which a word may start; each of its first three characters is compared by itself."""
        return (hint.start() for hint in self._starts.finditer(text))

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Yield the matches between two offsets, from left to right; they do not overlap."""
        stop = len(text) if end is None else end
        position = start
        for hint in self._starts.finditer(text, start, stop):
            at = hint.start()
            words = self._at[text[at : at + 2]] if at >= position else None
            match = words.match(text, at, stop) if words is not None else None
            if match is not None:
                position = match.end()
                yield match


def _starts_of(words: Collection[str]) -> str:
    """Return an expression of the first characters of words where each of the next two may be in a word there."""
    follows = [f"(?<={any_character(word for word in words if len(word) == 1)})"]
    for length in (2, 3):
        longer = [word for word in words if min(len(word), 3) == length]
        follows.append("(?=" + "".join(any_character(word[at] for word in longer) for at in range(1, length)) + ")")
    return any_character(word[0] for word in words) + "(?:" + "|".join(follows) + ")"


class _WordsAtOffset(dict[str, re.Pattern[str] | None]):
    """The two characters at an offset → the expression of the words that may start there, None where none may."""

    def __init__(self, words: Iterable[str]) -> None:
        super().__init__()
        self._by_start: dict[str, list[str]] = {}
        for word in words:
            self._by_start.setdefault(word[:2], []).append(word)

    def __missing__(self, pair: str) -> re.Pattern[str] | None:
        words = {*self._by_start.get(pair, ()), *self._by_start.get(pair[:1], ())}
        self[pair] = re.compile(one_of(words)) if words else None
        return self[pair]


_MANY = 500
"""Strings of an article from which on a text is read once for each of their lengths, not for each of them."""


def printed_in(text: str, strings: Iterable[str]) -> list[tuple[int, int, str]]:
    """Return start, end and string wherever a text has any of a few strings; the longest at an offset, none overlaps.

    It finds what a search for `one_of` finds, and is for the strings of one article, whose pattern would cost more.
    """
    sought = set(strings)
    printed: list[tuple[int, int, str]] = []
    if len(sought) > _MANY:
        for length in {len(string) for string in sought}:
            pieces = ((start, text[start : start + length]) for start in range(len(text) - length + 1))
            printed += [(start, -length, piece) for start, piece in pieces if piece in sought]
    else:
        for string in sought:
            start = text.find(string)
            while start >= 0:
                printed.append((start, -len(string), string))
                start = text.find(string, start + 1)
    found: list[tuple[int, int, str]] = []
    stop = 0
    for start, length, string in sorted(printed):
        if start >= stop:
            stop = start - length
            found.append((start, stop, string))
    return found


def _expression(node: dict[str, Any]) -> str:
    branches = [re.escape(character) + _expression(below) for character, below in node.items() if character]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 else "(?:" + "|".join(branches) + ")"
    return f"(?:{joined})?" if "" in node else joined
