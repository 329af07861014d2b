"""Whether the verdict of a line end is right: what is seen there, by name, and the probability that follows.

Each feature has a weight in `break_features.toml`, learned from gold: the sum of the weights is the logarithm of the
odds that the verdict is right. Features are named by the verdict that they speak of, the most telling ones also by the
rule that gave it. Most line ends are inside a paragraph beyond doubt, below a full line that ends no sentence: all such
line ends of a page have one probability per rule.
"""

import math
from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path

from jiceng.reading.compose.rules.seams import Place
from jiceng.reading.layout.lay_out import LaidArticle
from jiceng.reading.lines.columns import FIRST_LINE_INDENT
from jiceng.reading.lines.datelines import starts_with_dateline
from jiceng.reading.lines.split import Line
from jiceng.reading.paragraphs.line_ends import MAY_END, cuts_word, ends_sentence, opens_pair
from jiceng.reading.paragraphs.line_groups import LineGroup, RepairedPage
from jiceng.weights import read_features
from schemas.page import Verdict

FILE = Path(__file__).with_name("break_features.toml")

_INSIDE_RULES = frozenset(("full_line", "no_indent"))
"""Rules that join lines inside a block wherever the one above is full."""
_FEW_GAPS, _MANY_GAPS = 0.1, 0.8
"""Shares of the paragraphs and titles that have a blank line above them, on pages without and with blank lines."""
_WIDTHS = (10, 14, 20, 27, 40)
"""Ems of a column."""
_ROOM = (-1, 0, 1, 3, 6, 10)
"""Ems that are left in the column when what follows a line is set after it: above 0 where that would have fitted."""
_NO_ROOM = ("-1", "0", "1")
"""Steps of the room after a full line, or one that lacks no more than a character."""
_LENGTHS = (4, 8, 14, 20, 30)
"""Characters of a line."""
_MOST_LINES, _MOST_TITLES = 3, 3
"""Lines of a group, and titles of an article, from which on their number makes no difference."""
_LAST_CHARACTERS = {
    **dict.fromkeys("，、,", "comma"),
    **dict.fromkeys("：:", "colon"),
    **dict.fromkeys("—-", "dash"),
    **dict.fromkeys("《“‘（(「", "open mark"),
    **dict.fromkeys(MAY_END, "closing mark"),
    **dict.fromkeys("）)", "bracket"),
}
_FIRST_CHARACTERS = {
    **dict.fromkeys("●■◆○▲□△★☆▶►※·", "bullet"),
    **dict.fromkeys("【[", "square bracket"),
    **dict.fromkeys("“‘《「\"'", "open mark"),
    **dict.fromkeys("（(", "bracket"),
    **dict.fromkeys("”’》」】）)，、。；：？！,%", "closing mark"),
    **dict.fromkeys("—-", "dash"),
}
_NUMERALS = "一二三四五六七八九十0123456789"
_AFTER_NUMERALS = "、.．"

_REMEMBERED = 1 << 16
"""Looks of line ends of which the weight is remembered."""
_Group = Callable[..., list[str]]
"""What some of the looks of a line end are called, as features."""
_Look = tuple[tuple[str, ...], _Group, tuple[str | int, ...]]
"""Of what the features speak: a verdict, or a verdict and its rule; the group of features; what is seen."""


@dataclass(frozen=True, slots=True)
class BreakEvidence:
    """What every run of line ends of a page can be judged by."""

    page: RepairedPage
    places: Mapping[int, Place]
    """Of the page's groups of lines, by first line."""
    laid: Sequence[LaidArticle]
    """The articles, in the order of their numbers."""
    verdicts: Sequence[Verdict]
    """Of each run of line ends."""
    reasons: Sequence[str]
    below: Sequence[int]
    """Indices of the lines below among those of the articles; 0 where no two of them meet: at furniture, at an edge."""

    def features(self) -> list[list[str]]:
        """Return what is seen at each run of line ends."""
        seen = _SeenPage(self.page, self.places, self.laid)
        found = []
        for decided in zip(self.verdicts, self.reasons, self.below, strict=True):
            looks = seen.inside(decided[1]) if seen.is_inside(*decided) else seen.looks(*decided)
            found.append([name for look in looks for name in _names(*look)])
        return found

    def confidences(self) -> list[float]:
        """Return the probability that each verdict is right, to three digits."""
        seen = _SeenPage(self.page, self.places, self.laid)
        inside: dict[str, float] = {}
        found = []
        for verdict, reason, below in zip(self.verdicts, self.reasons, self.below, strict=True):
            if not seen.is_inside(verdict, reason, below):
                found.append(_probability(seen.looks(verdict, reason, below)))
                continue
            if reason not in inside:
                inside[reason] = _probability(seen.inside(reason))
            found.append(inside[reason])
        return found


def _probability(looks: Sequence[_Look]) -> float:
    return round(1 / (1 + math.exp(-sum([_weight(*look) for look in looks]))), 3)


@lru_cache(_REMEMBERED)
def _weight(prefixes: tuple[str, ...], group: _Group, seen: tuple[str | int, ...]) -> float:
    """Return what a group of features weighs; as most line ends look like many others, it is seldom added up."""
    weights = _weights()
    return sum([weights.get(name, 0.0) for name in _names(prefixes, group, seen)])


def _names(prefixes: tuple[str, ...], group: _Group, seen: tuple[str | int, ...]) -> list[str]:
    return [f"{prefix}: {name}" for name in group(*seen) for prefix in prefixes]


@cache
def _weights() -> Mapping[str, float]:
    return read_features(FILE)


class _SeenPage:
    """A page with its habits, and what is seen at its line ends."""

    def __init__(self, page: RepairedPage, places: Mapping[int, Place], laid: Sequence[LaidArticle]) -> None:
        self._page, self._places = page, places
        self._lines, self._set_lines = page.lines, page.set_lines
        self._slack = page.style.measure.slack
        self._groups = list(chain.from_iterable([[group] * (group.end - group.first) for group in page.groups]))
        self._articles = [_extent(article) for article in laid]
        numbered = [(places[group.first].article, group.first) for group in page.groups]
        self._last = set(dict(numbered).values())
        """`first` of the last printed group of each article."""
        self._first = set(dict(reversed(numbered)).values())
        self._habit = f"{'indents' if page.style.indented else 'no indents'}, {self._usual_gap()}"
        self._habits = self._habit, _setting(page), f"column {_step(page.style.measure.width, _WIDTHS)}"

    def _usual_gap(self) -> str:
        starts = self._page.groups[1:]
        gaps = sum([self._lines[group.first].gap for group in starts])
        if gaps <= _FEW_GAPS * len(starts):
            return "no blank lines"
        return "blank lines" if gaps >= _MANY_GAPS * len(starts) else "some blank lines"

    def is_inside(self, verdict: Verdict, reason: str, below: int) -> bool:
        """Return whether lines are joined inside a paragraph beyond doubt: the one above is full and ends nothing."""
        if verdict != "joined" or reason not in _INSIDE_RULES:
            return False
        above = below - 1
        if self._lines[above].text[-1] in MAY_END or self._lines[below].gap:
            return False
        return self._set_lines.fill(above, self._limit(above), self._slack)

    def inside(self, reason: str) -> list[_Look]:
        """Return what is seen at all line ends inside paragraphs that a rule joins beyond doubt."""
        return [((f"inside {reason}",), _habits, self._habits)]

    def _limit(self, index: int) -> float:
        """Return the width that a line has to fill, in ems."""
        group, width = self._groups[index], self._page.widths[index]
        return width - FIRST_LINE_INDENT if index == group.first and not group.goes_on else width

    def looks(self, verdict: Verdict, reason: str, below: int) -> list[_Look]:
        """Return what is seen at a run of line ends: groups of features, by the verdict, some also by the rule."""
        kind = "parted" if verdict in ("paragraph", "part") else verdict
        own = f"{kind} {reason}"
        if not below:
            return [((own,), _habits, ())]
        above = below - 1
        line_above, line = self._lines[above], self._lines[below]
        upper, lower = self._groups[above], self._groups[below]
        marks = ends, begins, below_ends = _ending(line_above.text), _beginning(line.text), _ending(line.text)
        roles = self._roles(upper, lower)
        gap, indent = "gap" if line.gap else "no gap", _indent(line)
        cut = ends == "character" and kind != "joined" and cuts_word(line_above, line)
        lengths = _step(len(line_above.text), _LENGTHS), _step(len(line.text), _LENGTHS)
        number = min(below - upper.first, _MOST_LINES), min(lower.end - below, _MOST_LINES)
        both, one = (own, kind), (kind,)
        return [
            (both, _habits, self._habits),
            (both, _marks, marks),
            (both, _roles, roles),
            (one, _of_habit, (self._habit, gap, indent, _indent(self._lines[upper.first]), ends)),
            (one, _of_words, (*lengths, line_above.spaced, opens_pair(line_above.text), cut)),
            (both, _of_room, (self._habit, ends, self._room(above), self._is_too_wide(above))),
            (one, _of_room_below, (self._room_below(below), self._filled(below), number[1], _tone(ends))),
            (one, _of_lines, (*number, ends, begins, gap)),
            (one, _of_following, (self._following(below), _tone(ends), _tone(below_ends))),
            (one, _of_groups, (line_above.kind, line.kind, upper.title, lower.title, upper.alone, lower.alone)),
            (one, _of_places, (self._habit, *roles, upper.open, lower.goes_on, lower.may_go_on, lower.heads_block)),
            (one, _of_articles, self._both_articles(upper, lower)),
        ]

    def _roles(self, upper: LineGroup, lower: LineGroup) -> tuple[str, str, bool, bool]:
        """Return what two groups are, whether the first ends its article, and whether the second begins its own."""
        roles = self._places[upper.first].role, self._places[lower.first].role
        return (*roles, upper.first in self._last, lower.first in self._first)

    def _both_articles(self, upper: LineGroup, lower: LineGroup) -> tuple[str, str]:
        articles = self._articles
        return articles[self._places[upper.first].article], articles[self._places[lower.first].article]

    def _room(self, index: int) -> str:
        return _step(self._limit(index) - self._set_lines.reach[index] - self._slack, _ROOM)

    def _room_below(self, index: int) -> str:
        return _step(self._page.widths[index] - self._set_lines.reach[index] - self._slack, _ROOM)

    def _is_too_wide(self, index: int) -> str:
        """Return as what line a line is too wide, nothing where it is not."""
        limit = self._limit(index)
        if self._set_lines.least[index] - self._slack <= limit:
            return ""
        return "inner" if limit == self._page.widths[index] else "first"

    def _filled(self, index: int) -> str:
        """Return whether a line is full as an inner line, and as a first one."""
        width, slack = self._page.widths[index], self._slack
        inner = self._set_lines.fill(index, width, slack)
        return f"{inner:d}{self._set_lines.fill(index, width - FIRST_LINE_INDENT, slack):d}"

    def _following(self, index: int) -> str:
        """Return what follows a line."""
        after = index + 1
        if after == len(self._lines):
            return "nothing"
        line = self._lines[after]
        parted = "" if self._groups[after] is self._groups[index] else ", parted,"
        if line.kind != "text":
            return line.kind + parted
        if starts_with_dateline(line.text):
            return "dispatch" + parted
        return ("gap" if line.gap else _indent(line)) + parted


def _habits(*habits: str) -> list[str]:
    return ["any", *habits]


def _marks(ends: str, begins: str, below_ends: str) -> list[str]:
    return [f"above ends {ends}", f"below begins {begins}", f"below ends {below_ends}"]


def _roles(upper: str, lower: str, is_last: bool, is_first: bool) -> list[str]:
    return [f"roles {upper}, {lower}", f"extent {is_last:d}{is_first:d}"]


def _of_habit(habit: str, gap: str, indent: str, first_indent: str, ends: str) -> list[str]:
    return [
        f"{habit}, {gap}",
        f"{habit}, {indent}",
        f"{habit}, above ends {ends}",
        f"{gap}, above ends {ends}",
        f"{indent} after {first_indent}",
    ]


def _of_words(above: str, below: str, spaced: bool, opened: bool, cut: bool) -> list[str]:
    shown = {"space above": spaced, "open mark above": opened, "a word cut": cut}
    return [f"above up to {above}", f"below up to {below}", *(name for name, is_so in shown.items() if is_so)]


def _of_room(habit: str, ends: str, room: str, too_wide: str) -> list[str]:
    names = [f"room {room}", f"room {room}, above ends {ends}", f"room {room}, {habit}"]
    if room not in _NO_ROOM:
        names += ["short above", f"short above, ends {ends}"]
    return [*names, f"{too_wide} line too wide"] if too_wide else names


def _of_room_below(room: str, filled: str, lines: int, tone: str) -> list[str]:
    return [f"below room {room}", f"below fills {filled}, lines {lines}", f"below fills {filled}, {tone} above"]


def _of_lines(above: int, below: int, ends: str, begins: str, gap: str) -> list[str]:
    return [
        f"lines {above}, {below}",
        f"lines {above} above, ends {ends}",
        f"lines {below} below, begins {begins}",
        f"{gap}, below begins {begins}",
    ]


def _of_following(following: str, tone: str, tone_below: str) -> list[str]:
    return [
        f"{tone}, {tone_below}",
        f"{following} follows",
        f"{following} follows, {tone_below} below",
        f"{following} follows, {tone}, {tone_below}",
    ]


def _of_groups(kind: str, kind_below: str, title: bool, title_below: bool, alone: bool, alone_below: bool) -> list[str]:
    return [
        f"kinds {kind}, {kind_below}",
        f"titles {title:d}{title_below:d}",
        f"alone {alone:d}{alone_below:d}",
    ]


def _of_places(
    habit: str, upper: str, lower: str, is_last: bool, is_first: bool, is_open: bool, *below: bool
) -> list[str]:
    goes_on, may_go_on, heads_block = below
    return [
        f"{upper} above",
        f"{lower} below",
        f"roles {upper}, {lower}, {habit}",
        f"extent {is_last:d}{is_first:d}, roles {upper}, {lower}",
        f"goes on {is_open:d}{goes_on:d}{may_go_on:d}",
        f"heads {heads_block:d}",
    ]


def _of_articles(above: str, below: str) -> list[str]:
    return [f"above: {above}", f"below: {below}"]


def _ending(text: str) -> str:
    """Return how a line ends."""
    if ends_sentence(text):
        return "sentence"
    last = text[-1]
    return _LAST_CHARACTERS.get(last) or ("Latin" if last.isascii() and last.isalnum() else "character")


def _beginning(text: str) -> str:
    """Return how a line begins."""
    first = text[0]
    known = _FIRST_CHARACTERS.get(first)
    if known:
        return "bracketed" if known == "bracket" and text[-1] in "）)" else known
    if first in _NUMERALS and (text[1:2] in _AFTER_NUMERALS or text[2:3] in _AFTER_NUMERALS):
        return "number"
    if first.isascii() and first.isalnum():
        return "Latin"
    return "dispatch" if starts_with_dateline(text) else "character"


def _tone(ending: str) -> str:
    return "sentence" if ending == "sentence" else "open"


def _indent(line: Line) -> str:
    return "indent" if line.indent else "no indent"


def _setting(page: RepairedPage) -> str:
    if page.style.paragraph_per_line:
        return "a paragraph per line"
    return "uneven lines" if page.style.measure.slack else "even lines"


def _extent(article: LaidArticle) -> str:
    """Return what an article consists of, and whether that is certain."""
    certain = "uncertain" if article.uncertain else "certain"
    return f"{certain}, titles {min(len(article.titles), _MOST_TITLES)}, {'body' if article.body else 'no body'}"


def _step(value: float, steps: Sequence[int]) -> str:
    """Return the name of the first step that a value does not exceed."""
    number = bisect_left(steps, value)
    return str(steps[number]) if number < len(steps) else "more"
