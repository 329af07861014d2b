"""Which of an article's titles is the kicker, the headline, the subheadline: the likeliest roles, by a learned model.

The titles of an article are kickers, then the headline, then subheadlines; a headline may be printed in two pieces.
Each way to divide them so has named features: what a title in a role looks like, and what two titles in a row look
like. `title_roles.toml` says how much each feature weighs; the way whose weights add up to most is the likeliest.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from jiceng.reading.layout.parts import Part
from jiceng.reading.lexicon import any_of, words
from jiceng.reading.lines.datelines import starts_with_dateline
from jiceng.reading.lines.type_size import is_larger
from jiceng.weights import read_features
from schemas.article import TitleRole

FILE = Path(__file__).with_name("title_roles.toml")

_MOST_KICKERS, _MOST_HEADLINES = 2, 2
"""Titles in a row that are one kicker or one headline."""
_LENGTHS = (8, 14, 22)
"""Characters of a title, by which it is short or long."""
_LONGER = (-5, 1, 7)
"""By how many characters a title is longer than the one above it."""
_SHARES = 4
"""Into how many equal parts the share of a title's bigrams that the lead repeats is divided."""
_OPENING = 80
"""Characters of the lead in which titles are looked for."""
_EARLIER = 8
"""By how many characters one title is found earlier there than another."""
_WIDE = str.maketrans(dict(zip("(),:?!「」 ", (*"（），：？！“”", None), strict=True)))
_STRAIGHT_QUOTES = re.compile('"([^"]*)"')
_COLUMN = re.compile("(?<=.)（[^（）]*）?$")
_DATE = re.compile("[0-9〇年月日]")
_DIGIT = re.compile("[0-9]")
_NO_HEADLINE = re.compile(
    f"(?:本报|特约|见习|实习|首席)*(?:记者|通讯员|实习生|作者)[ :：]|{any_of('fact_labels')}[:：]"
    "|[（(][^）)]*(?:[0-9〇一二三四五六七八九]{4}年|月[0-9一二三四五六七八九十]{1,3}日)[^）)]*[）)]$"
)
"""A credit, a fact with its label, a date in brackets."""
_INNER_MARKS = {
    "，": "comma",
    "：": "colon",
    "、": "enumeration",
    "“": "quotation",
    "？": "question",
    "！": "exclamation",
}
_CLOSING_MARKS = "，、。；：？！”’）》】…"


class Division(NamedTuple):
    """A way to divide the titles of an article, in printed order, and how often it has each feature."""

    roles: list[TitleRole]
    features: Counter[str]


def title_roles(titles: Sequence[Part], body: Sequence[str]) -> list[TitleRole]:
    """Return the role of each title of an article, in printed order; `body` is the texts below them, the lead first."""
    if len(titles) < 2:
        return ["headline" for _ in titles]
    by_size = _roles_by_size([title.size for title in titles])
    if by_size is not None:
        return by_size
    return max(divisions(titles, body), key=_weight).roles


def _roles_by_size(sizes: Sequence[float | None]) -> list[TitleRole] | None:
    """Return the roles of titles whose type tells them: the largest is the headline; None where sizes do not differ."""
    known = [size for size in sizes if size is not None]
    if len(known) < len(sizes) or not is_larger(max(known), min(known)):
        return None
    largest = [number for number, size in enumerate(known) if not is_larger(max(known), size)]
    first, last = largest[0], largest[-1]
    return [
        "kicker" if number < first else "subheadline" if number > last else "headline" for number in range(len(known))
    ]


def _weight(division: Division) -> float:
    weight = feature_weights().get
    return sum([weight(name, 0.0) * times for name, times in division.features.items()])


def divisions(titles: Sequence[Part], body: Sequence[str]) -> list[Division]:
    """Return the ways to divide two or more titles of an article; none makes a credit or date the headline."""
    kind = "dispatch" if body and starts_with_dateline(body[0]) else "report"
    texts = [_STRAIGHT_QUOTES.sub("“\\1”", title.text).translate(_WIDE) for title in titles]
    bare = [_COLUMN.sub("", text) for text in texts]
    lead = body[0] if body else ""
    looks = [
        [*_form(title, text, own, kind), *_words(own, lead)]
        for title, text, own in zip(titles, texts, bare, strict=True)
    ]
    meetings = [
        [f"any of a {kind}", *_meeting(above, below, own, body), _order(above, own, lead)]
        for (above, below), own in zip(pairwise(texts), bare[1:], strict=True)
    ]
    found = []
    for roles in _ways(titles):
        names = [f"{role}: {name}" for role, look in zip(roles, looks, strict=True) for name in look]
        for (above, below), meeting in zip(pairwise(roles), meetings, strict=True):
            names += [f"{above} above {below}: {name}" for name in meeting]
        found.append(Division(roles, Counter(names)))
    return found


def _ways(titles: Sequence[Part]) -> list[list[TitleRole]]:
    """Return kickers, then headlines, then subheadlines, in every number that the titles allow."""
    count = len(titles)
    ways: list[list[TitleRole]] = []
    for kickers in range(_MOST_KICKERS + 1):
        for headlines in range(1, min(_MOST_HEADLINES, count - kickers) + 1):
            roles: list[tuple[TitleRole, int]] = [("kicker", kickers), ("headline", headlines)]
            roles.append(("subheadline", count - kickers - headlines))
            ways.append([role for role, times in roles for _ in range(times)])
    no_headlines = [number for number, title in enumerate(titles) if _NO_HEADLINE.match(title.text)]
    return [way for way in ways if all(way[number] != "headline" for number in no_headlines)] or ways


def _form(title: Part, text: str, bare: str, kind: str) -> Iterator[str]:
    """Yield what a title looks like: its length, its marks, how it begins and ends."""
    length = _step(len(bare), _LENGTHS, "characters")
    yield from (f"any of a {kind}", length, f"{length} of a {kind}")
    if bare != text:
        yield "column"
    if text[0] == "（" and text[-1] == "）":
        yield "bracketed date" if _DATE.search(text) else "bracketed"
    if title.kicker:
        yield "kicker"
    if title.spaced:
        yield "space"
    if title.wrapped:
        yield "wrapped"
    if _DIGIT.search(bare):
        yield "number"
    for mark, name in _INNER_MARKS.items():
        if mark in bare[1:-1]:
            yield name


def _words(bare: str, lead: str) -> Iterator[str]:
    """Yield how a title begins and ends, and how much of it the lead repeats."""
    yield from (f"begins {bare[0]}", f"begins {bare[:2]}", f"ends {bare[-1]}", f"ends {bare[-2:]}")
    if bare.endswith(words("kicker_line_ends")):
        yield "ends as kickers do"
    if bare.endswith(words("subheadline_ends")):
        yield "ends as subheadlines do"
    if lead:
        bigrams = {bare[at : at + 2] for at in range(len(bare) - 1)}
        yield f"lead {sum([one in lead for one in bigrams]) * _SHARES // max(1, len(bigrams))}"


def _meeting(above: str, below: str, bare: str, body: Sequence[str]) -> Iterator[str]:
    """Yield what two titles in a row look like; `bare` is the second without the name of its column."""
    yield _step(len(bare) - len(above), _LONGER, "longer")
    if above[-1] in "，、":
        yield "open"
    if below[0] in _CLOSING_MARKS:
        yield "closing mark"
    if any(above[-1] + below[0] in text for text in body):
        yield "word across"


def _order(above: str, below: str, lead: str) -> str:
    """Return which of two titles the lead begins with."""
    opening = lead[:_OPENING]
    places = []
    for text in (above, below):
        found = [place for at in range(len(text) - 1) if (place := opening.find(text[at : at + 2])) >= 0]
        if not found:
            return "lead: not of both"
        places.append(sum(found) / len(found))
    if abs(places[1] - places[0]) <= _EARLIER:
        return "lead: of both at once"
    return f"lead: {'above' if places[0] < places[1] else 'below'} first"


def _step(value: int, steps: Sequence[int], what: str) -> str:
    """Return the name of the first step that a value does not exceed."""
    return next((f"{step} {what} or less" for step in steps if value <= step), f"more {what}")


@cache
def feature_weights() -> dict[str, float]:
    """Return what each feature weighs; they are changed in place when they are learned."""
    return read_features(FILE)
