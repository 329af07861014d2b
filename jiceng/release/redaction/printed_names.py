"""Names of people in strings: where they are, and what is shown instead, character for character."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from jiceng.extraction.places.gazetteer import names_of_counties_and_larger
from jiceng.reading.lexicon.surnames import surnames

SOMEONE = "某"
"""What newspapers print for a character of a name that they do not give: 王某, 王某某."""
_BLANKS = re.compile(r"[^\S\n]+")
"""White space that layout puts into a name; a line feed divides paragraphs."""

Ranges = list[tuple[int, int]]


def surname_of(name: str) -> str:
    """Return the surname that a name begins with, an empty string where it begins with none (安东尼奥·某某)."""
    if "·" in name or len(name) < 2:
        return ""
    if len(name) > 2 and name[:2] in surnames():
        return name[:2]
    return name[0] if name[0] in surnames() else ""


def hidden_name(name: str) -> str:
    """Return surname and 某 for every other character (王小明 → 王某某): as long as the name, so that offsets stay."""
    surname = surname_of(name)
    return surname + SOMEONE * (len(name) - len(surname))


def given_name(name: str) -> str | None:
    """Return the given name of two or more characters after a surname, by which a person may be called."""
    surname = surname_of(name)
    given = name[len(surname) :]
    return given if surname and len(given) > 1 else None


def ordinary_words(candidates: Collection[str]) -> frozenset[str]:
    """Return those of some names that mean something else, too: words and places.

    A word (席位, 平台) is what jieba's dictionary has as other than a name; a place (张家港) is a county, city or
    province of the gazetteer, with or without its kind.
    """
    with _dictionary().open(encoding="utf-8") as lines:
        entries = (line.split() for line in lines)
        words_found = {entry[0] for entry in entries if entry[0] in candidates and not entry[2].startswith("nr")}
    places = _places()
    return frozenset(words_found | {name for name in candidates if name in places})


def _dictionary() -> Path:
    """Return jieba's dictionary; jieba is not imported, for it warns of its own code from Python 3.12 on."""
    package = find_spec("jieba")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).with_name("dict.txt")


@cache
def _places() -> frozenset[str]:
    """Return the names of provinces, cities and counties, each also without its last character (市, 县, 区 …)."""
    names = names_of_counties_and_larger()
    return frozenset([*names, *(name[:-1] for name in names if len(name) > 2)])


@cache
def public_figures() -> frozenset[str]:
    """Return the names that are public wherever they are printed (public_figures.txt)."""
    lines = files("jiceng.release.redaction").joinpath("public_figures.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


class FoundName(NamedTuple):
    """A name in a string."""

    name: str
    mask: tuple[int, int]
    """The half-open range of what is to be hidden of it: all but its surname."""


class NameFinder:
    """Finds names of a large set in strings, in time linear in the string."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names to be found anywhere; none of them is empty."""
        self._names = frozenset(names)
        lengths: dict[str, set[int]] = {}
        for name in self._names:
            lengths.setdefault(name[0], set()).add(len(name))
        self._lengths = {first: sorted(found) for first, found in lengths.items()}
        self._firsts = re.compile(f"[{re.escape(''.join(sorted(lengths)))}]" if lengths else r"(?!)")

    def find(self, text: str, local: Collection[str] = (), kept: Collection[str] = ()) -> list[FoundName]:
        """Return the names in a string, in order and apart.

        `local` are further names, sought in this string only. A name inside one of `kept` is not found.
        Blanks inside a name do not hide it.
        """
        squeezed, places = _squeezed(text)
        candidates = [*self._anywhere(squeezed), *_occurrences(squeezed, local)]
        if not candidates:
            return []
        protected = list(_occurrences(squeezed, kept))
        found: list[FoundName] = []
        end = 0
        for start, stop in sorted(candidates, key=lambda each: (each[0], -each[1])):
            if start >= end and not any(first <= start and stop <= last for first, last in protected):
                given = start + len(surname_of(squeezed[start:stop]))
                mask = (given, stop) if places is None else (places[given], places[stop - 1] + 1)
                found.append(FoundName(squeezed[start:stop], mask))
                end = stop
        return found

    def masks(self, text: str, local: Collection[str] = (), kept: Collection[str] = ()) -> Ranges:
        """Return the ranges of what is to be hidden of the names in a string, in order and apart; see `find`."""
        return [name.mask for name in self.find(text, local, kept)]

    def _anywhere(self, text: str) -> Iterator[tuple[int, int]]:
        for match in self._firsts.finditer(text):
            start = match.start()
            for length in self._lengths[match[0]]:
                if start + length <= len(text) and text[start : start + length] in self._names:
                    yield start, start + length

    def hide(self, text: str, local: Collection[str] = (), kept: Collection[str] = ()) -> str:
        """Return a string with its names hidden, as long as before."""
        return masked(text, self.masks(text, local, kept))


def _squeezed(text: str) -> tuple[str, list[int] | None]:
    """Return a string without blanks and the offset of each of its characters; None where it has no blanks."""
    if not _BLANKS.search(text):
        return text, None
    places = [offset for offset, character in enumerate(text) if character == "\n" or not character.isspace()]
    return "".join(text[place] for place in places), places


def _occurrences(text: str, names: Iterable[str]) -> Iterator[tuple[int, int]]:
    for name in names:
        start = text.find(name)
        while start >= 0:
            yield start, start + len(name)
            start = text.find(name, start + 1)


def masked(text: str, masks: Ranges, shift: int = 0) -> str:
    """Return a string with 某 for every printed character of some ranges; `shift` is its first character's offset."""
    shown = list(text)
    for start, stop in masks:
        for at in range(max(start - shift, 0), min(stop - shift, len(text))):
            if not shown[at].isspace():
                shown[at] = SOMEONE
    return "".join(shown)
