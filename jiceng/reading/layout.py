"""Paragraphs → articles: which titles, bylines and paragraphs belong together, and in which order they are read.

The whole page is decided at once: a beam search over its parts from top to bottom keeps the cheapest readings, in which
an article may have its titles before or after its body, may be printed sections first, and may interrupt another.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from jiceng.reading.bylines import starts_with_dateline
from jiceng.reading.costs import COSTS
from jiceng.reading.parts import Part, parts_of, title_roles
from jiceng.reading.repair import Repaired, Unit
from jiceng.reading.vocabulary import Vocabulary, contrast, likeliest_cut, topic_gaps

BEAM = 4
"""Readings of each shape that are kept at each part."""
MARGIN = 8.0
"""Cost above that of the cheapest reading at which a reading is given up."""
RISE = 4.0
"""What the cheapest reading is thought to cost more behind its next part."""
_MAX_ASIDE = 2
"""Articles that a reading puts aside at a time."""
_SEARCHED_UNITS = 40
"""Paragraphs above a title among which its body may begin unmarked."""
_KEPT_PARTS = 60
"""Last parts of an article's body in which its title may be found to belong to another."""
_SHARED_UNITS = 20
"""Paragraphs in one piece among which an article that was put aside may go on unmarked."""
_SHORT_HEADING = 8
"""Characters of a section heading that the headline may repeat."""
_LONG_HEADING = 16
"""Characters above which a section heading is long."""
_LEAST_REPEATED = 0.25
"""Share of a title's words that the body above it must repeat before its beginning is looked for there."""
_MORE_REPEATED = 0.2
"""How much larger that share must be than that of what stands behind the title."""
_USUAL_GAIN = 0.7
"""Gain of a place at which an article begins inside another's body where nothing is unusual."""

_PRE, _BODY, _POST, _LEAD, _CLOSED, _LIST = range(6)
"""What an article is at: its titles, its body, titles below it, a lead below those, its end; or it is a list."""


@dataclass(slots=True)
class LaidArticle:
    """An article's units in reading order."""

    titles: list[Unit] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    byline: list[Unit] = field(default_factory=list)
    body: list[Unit] = field(default_factory=list)
    headings: set[int] = field(default_factory=set)
    """`first` of the units that are section headings."""
    uncertain: bool = False
    sidebar: bool = False


class _Draft:
    """An article that a reading has open, or has put aside. Never changed once a reading holds it."""

    __slots__ = (
        "body", "bylined", "closing", "first", "found", "headed", "length", "number", "open", "paired", "promise", "stage",
        "titles", "wanted",
    )  # fmt: skip

    def __init__(self, number: int, first: int, stage: int) -> None:
        self.number = number
        self.first = first
        """Index of its first part."""
        self.stage = stage
        self.titles: tuple[int, ...] = ()
        self.wanted: frozenset[int] = frozenset()
        """Words of its titles that its body may repeat."""
        self.found: frozenset[int] = frozenset()
        """Those that its body repeats."""
        self.body: tuple[int, ...] = ()
        self.bylined = False
        self.headed = False
        """Whether it begins with a section heading."""
        self.open = False
        """Whether its last paragraph breaks off."""
        self.paired: bool | None = None
        """Whether its section headings stand in pairs; None before it has one."""
        self.length = 0
        """Characters of its last section heading that is no second of a pair, 0 before it has one."""
        self.closing: float | None = None
        """What it costs to end it as it stands, None before that was asked."""
        self.promise: float | None = None
        """What of that can be told before its end."""

    def at(self, stage: int) -> "_Draft":
        """Return the article at another stage."""
        other = _Draft.__new__(_Draft)
        other.number = self.number
        other.first = self.first
        other.stage = stage
        other.titles = self.titles
        other.wanted = self.wanted
        other.found = self.found
        other.body = self.body
        other.bylined = self.bylined
        other.headed = self.headed
        other.open = self.open
        other.paired = self.paired
        other.length = self.length
        other.closing = None
        other.promise = None
        return other

    def grown(self, index: int, part: Part, stage: int) -> "_Draft":
        """Return the article with another part of its body."""
        other = self.at(stage)
        other.body = (*self.body, index) if len(self.body) < _KEPT_PARTS else (*self.body[1:], index)
        if part.kind == "title":
            other.open = False
            if not part.near and not part.opening:
                if self.body:
                    other.paired = part.paired
                other.length = len(part.text)
        else:
            other.open = part.open and part.kind == "body"
        if len(self.found) < len(self.wanted):
            other.found = self.found | (self.wanted & part.vocabulary)
        return other

    def entitled(self, index: int, parts: Sequence[Part], stage: int) -> "_Draft":
        """Return the article with another title."""
        other = self.at(stage)
        other.titles = (*self.titles, index)
        new = parts[index].vocabulary
        other.wanted = self.wanted | new
        if self.body:
            found = set(self.found)
            for number in self.body:
                found |= new & parts[number].vocabulary
            other.found = frozenset(found)
        return other

    @property
    def similarity(self) -> float:
        """Which share of its titles' words its body repeats."""
        return len(self.found) / (len(self.wanted) or 1)


_Split = tuple[int, int, int]
"""Where an article turned out to begin: number of the article it was taken for, index of a part, of a unit in it."""
_Cut = tuple[int, int]
"""Which first units of a part belong to another article: its number, and how many."""
_Trail = tuple["_Trail | None", int, str, "_Split | None", "_Cut | None"]
"""Trail before, number of the article, role of the part in it, where the article begins if not where it seemed to, and
what of the part is not its own."""


class _Reading:
    """A reading of the page down to some part."""

    __slots__ = ("aside", "cost", "count", "current", "trail")

    def __init__(
        self, cost: float, current: _Draft | None, aside: tuple[_Draft, ...], trail: _Trail | None, count: int
    ) -> None:
        self.cost = cost
        self.current = current
        """The article that it is at."""
        self.aside = aside
        """Those that were interrupted, the last one last."""
        self.trail = trail
        self.count = count
        """Articles that it has begun."""

    def key(self) -> tuple[object, ...]:
        """Return what two readings have in common of which the dearer one is given up."""
        current = self.current
        aside = self.aside
        return (
            None if current is None else (current.stage, current.first, current.titles[:1], current.bylined),
            tuple([(draft.first, len(draft.titles)) for draft in aside]) if aside else (),
        )


def _title_cost(draft: _Draft, part: Part, parts: Sequence[Part]) -> float:
    """Return what it costs an article to take one more title."""
    cost = COSTS.opening_as_title if part.opening else COSTS.title_open if part.fills else 0.0
    if not draft.titles:
        return cost + (COSTS.subheadline_first if part.subheadline else 0.0)
    before = parts[draft.titles[-1]]
    count = len(draft.titles)
    if before.kicker:
        cost += COSTS.title_after_kicker
    if part.subheadline:
        cost += COSTS.subheadline
    elif before.subheadline:
        cost += COSTS.title_after_subheadline
    elif before.column:
        cost += COSTS.title_after_column
    if part.kicker:
        cost += COSTS.kicker_not_first
    if count >= 3:
        cost += COSTS.title_fourth
    elif count == 2 and not part.subheadline:
        cost += COSTS.title_third
    if not (before.kicker or part.subheadline):
        cost += COSTS.title_near if part.near else COSTS.title_apart
    return cost


def _start_cost(draft: _Draft, part: Part, parts: Sequence[Part]) -> float:
    """Return what it costs that titles, not section headings, stand above text that nothing marks as a beginning."""
    if part.dateline or (draft.stage == _PRE and draft.bylined):
        return 0.0
    wrapped = spaced = False
    for index in draft.titles:
        title = parts[index]
        if title.column or title.long_kicker:
            return 0.0
        wrapped = wrapped or title.wrapped or title.subheadline
        spaced = spaced or title.spaced
    if wrapped:
        return COSTS.start_wrapped
    if spaced:
        return COSTS.start_spaced
    first = draft.titles[0]
    if first == 0:
        return COSTS.start_on_page
    if parts[first - 1].signed:
        return COSTS.start_after_sign_off
    return COSTS.start_short_kicker if parts[first].kicker else COSTS.start_unmarked


def _echo(draft: _Draft, part: Part, parts: Sequence[Part]) -> float:
    """Return what it costs that a title stands below sections: less where their short headings repeat it."""
    cost = 0.0
    for index in draft.body:
        heading = parts[index]
        if heading.kind != "title" or len(heading.text) > _SHORT_HEADING or not heading.vocabulary:
            continue
        if 2 * len(heading.vocabulary & part.vocabulary) >= len(heading.vocabulary):
            cost += COSTS.echo
            if index == draft.body[0]:
                cost += COSTS.echo_first
    return cost


def _close_cost(draft: _Draft, parts: Sequence[Part]) -> float:
    """Return what it costs to end an article as it stands."""
    if draft.closing is None:
        draft.closing = _closing(draft, parts)
    return draft.closing


def _closing(draft: _Draft, parts: Sequence[Part]) -> float:
    if draft.stage == _LIST:
        return 0.0
    if not draft.titles:
        cost = COSTS.no_title
    else:
        cost = COSTS.titled + COSTS.similar * draft.similarity if draft.body else COSTS.no_body
        if parts[draft.titles[-1]].kicker:
            cost += COSTS.kicker_last
    if draft.body and (draft.stage == _BODY or draft.stage == _LEAD) and parts[draft.body[-1]].kind == "title":
        cost += COSTS.heading_last
    if draft.open:
        cost += COSTS.ends_open
    return cost


def _promise(draft: _Draft) -> float:
    """Return what an open article will cost at its end, as far as can be told."""
    if draft.promise is None:
        draft.promise = 0.0
        if draft.titles:
            if draft.body and draft.stage != _CLOSED:
                draft.promise = COSTS.titled + COSTS.similar * draft.similarity
        elif draft.stage != _LIST and draft.stage != _CLOSED:
            draft.promise = COSTS.title_after_body
    return draft.promise


def _length_cost(before: int, length: int) -> float:
    """Return what it costs that a section heading is longer or shorter than the one before it in its article."""
    difference = abs(before - length)
    if difference <= 1:
        return COSTS.heading_as_long
    return COSTS.heading_other_length if difference > 4 else 0.0


def _repeated_behind(index: int, parts: Sequence[Part]) -> float:
    """Return which share of a heading's words the paragraphs behind it repeat."""
    heading = parts[index].vocabulary
    index += 1
    while index < len(parts) and parts[index].kind == "title" and parts[index].near:
        index += 1
    if not heading or index >= len(parts) or parts[index].kind != "body":
        return 0.0
    return len(heading & parts[index].vocabulary) / len(heading)


def _heading_cost(index: int, parts: Sequence[Part]) -> float:
    """Return what it costs to read a possible title as a section heading."""
    part = parts[index]
    if part.opening:
        return COSTS.heading_opening
    cost = COSTS.heading + COSTS.heading_echo * _repeated_behind(index, parts)
    if part.column:
        cost += COSTS.heading_column
    if part.wrapped:
        cost += COSTS.heading_wrapped
    if part.long_kicker:
        cost += COSTS.heading_kicker
    if part.subheadline and part.text[0] == "—":
        cost += COSTS.heading_dash
    if part.spaced:
        cost += COSTS.heading_spaced
    if len(part.text) > _LONG_HEADING:
        cost += COSTS.heading_long
    if part.near:
        cost += COSTS.heading_in_pair
    if part.fills:
        cost += COSTS.heading_open
    if index + 1 < len(parts):
        behind = parts[index + 1]
        if behind.kind == "byline":
            cost += COSTS.heading_before_byline
        elif behind.dateline:
            cost += COSTS.heading_before_dateline
    else:
        cost += COSTS.heading_last_on_page
    if index and parts[index - 1].signed:
        cost += COSTS.heading_after_sign_off
    return cost


@dataclass(frozen=True, slots=True)
class _Beginning:
    """Where inside a body another article may begin."""

    position: int
    """In the draft's body."""
    unit: int
    """In that part."""
    headed: bool
    """Whether a section heading stands there."""
    gain: float
    """How much speaks for it."""


def _balance(units: Sequence[Vocabulary], words: Vocabulary) -> list[float]:
    """Return for the cut in front of each unit which share of some words stands behind it, less what stands before it."""
    if not words:
        return [0.0] * len(units)
    change = [0] * (len(units) + 1)
    seen: set[int] = set()
    last: dict[int, int] = {}
    for number, unit in enumerate(units):
        found = unit & words
        if found:
            change[number + 1] -= len(found - seen)
            seen |= found
            last.update(dict.fromkeys(found, number))
    for number in last.values():
        change[number + 1] -= 1
    balance = len(last)
    shares = []
    for step in change[:-1]:
        balance += step
        shares.append(balance / len(words))
    return shares


def _begins_inside(draft: _Draft, new: Vocabulary, behind: float, page: "_Page") -> list[_Beginning]:
    """Return where in an article's body that of a title below it may begin: at a heading, and at a paragraph.

    It is where the words change: the title's begin to be repeated, those of the article's own titles cease to be, and
    the paragraphs on both sides have little in common. `behind` is which share of the title's words is repeated behind
    it: where that is much, it stands above its body.
    """
    parts = page.parts
    repeated: Vocabulary = set()
    for index in draft.body:
        repeated |= new & parts[index].vocabulary
    if not new or len(repeated) < max(_LEAST_REPEATED, behind + _MORE_REPEATED) * len(new):
        return []
    own: Vocabulary = set().union(*[parts[index].vocabulary for index in draft.titles]) - new
    units, gaps = page.units_of(draft.body)
    words = [one for *_, one in units]
    for_new, for_own = _balance(words, new), _balance(words, own)
    best: dict[bool, _Beginning] = {}
    paired: bool | None = None
    for k, (position, number, unit) in enumerate(units):
        part = parts[draft.body[position]]
        headed = part.kind == "title"
        if headed and part.near:
            continue
        if k:
            gain = for_new[k] - for_own[k] - COSTS.gap * gaps[k]
            if headed:
                gain += COSTS.gap_repeated if unit and unit <= new else 0.0
                gain += COSTS.gap_style if paired is not None and paired is not part.paired else 0.0
            else:
                gain += COSTS.gap_start * part.start_of(number)
            if gain >= 0 and (headed not in best or gain > best[headed].gain):
                best[headed] = _Beginning(position, number, headed, gain)
        if headed:
            paired = part.paired
    return list(best.values())


class _Page:
    """The parts of a page, and which words they have in common."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self._hits: dict[tuple[int, int], list[int]] = {}
        self._shared: dict[tuple[int, tuple[int, ...], tuple[int, ...]], list[int]] = {}
        self._units: dict[tuple[int, ...], tuple[list[tuple[int, int, Vocabulary]], list[float]]] = {}

    def units_of(self, body: tuple[int, ...]) -> tuple[list[tuple[int, int, Vocabulary]], list[float]]:
        """Return the last units of a body, and what the words on both sides of the cut in front of each have in common.

        A unit is given by the position of its part in the body, its number in that part, and its words.
        """
        known = self._units.get(body)
        if known is None:
            units = [
                (position, number, words)
                for position, index in enumerate(body)
                for number, words in enumerate(self.parts[index].vocabularies)
            ][-_SEARCHED_UNITS:]
            known = self._units[body] = units, topic_gaps([words for *_, words in units])
        return known

    def _hits_of(self, index: int, other: int) -> list[int]:
        """Return how many words each unit of a part has in common with another part."""
        key = (index, other)
        known = self._hits.get(key)
        if known is None:
            words = self.parts[other].vocabulary
            known = self._hits[key] = [len(one & words) for one in self.parts[index].vocabularies]
        return known

    def shared(self, index: int, draft: _Draft) -> list[int]:
        """Return how often each unit of a part has a word in common with a part of an article."""
        key = (index, draft.titles, draft.body)
        known = self._shared.get(key)
        if known is None:
            rows = [self._hits_of(index, other) for other in (*draft.titles, *draft.body)]
            known = self._shared[key] = list(map(sum, zip(*rows, strict=True)))
        return known

    def size_of(self, draft: _Draft) -> int:
        """Return the number of words of an article's parts."""
        parts = self.parts
        return sum([len(parts[index].vocabulary) for index in (*draft.titles, *draft.body)])


class _Crossing:
    """What all readings have in common where they take a part."""

    __slots__ = (
        "_beginnings", "_contrasts", "_cuts", "_grown", "after_sign_off", "heading", "index", "limit", "page", "part", "parts",
    )  # fmt: skip

    def __init__(self, index: int, page: _Page, limit: float = float("inf")) -> None:
        self.page = page
        self.index = index
        self.limit = limit
        """What a reading may cost at most."""
        self.parts = page.parts
        self.part = page.parts[index]
        self.after_sign_off = index > 0 and page.parts[index - 1].signed
        self.heading = _heading_cost(index, page.parts) if self.part.kind == "title" else 0.0
        self._grown: dict[tuple[int, int], _Draft] = {}
        self._beginnings: dict[object, list[_Beginning]] = {}
        self._contrasts: dict[object, float] = {}
        self._cuts: dict[object, tuple[int, float]] = {}

    def grown(self, draft: _Draft, stage: int) -> _Draft:
        """Return an article with the part in its body; readings share their articles."""
        key = (id(draft), stage)
        known = self._grown.get(key)
        if known is None:
            known = self._grown[key] = draft.grown(self.index, self.part, stage)
        return known

    def begins_inside(self, draft: _Draft) -> list[_Beginning]:
        """Return where in an article's body that of the title here, and of one that goes with it, may begin."""
        key = (draft.body, draft.titles)
        if key not in self._beginnings:
            new = self.part.vocabulary
            behind = self.parts[self.index + 1] if self.index + 1 < len(self.parts) else None
            if behind is not None and behind.kind == "title" and (self.part.kicker or behind.near):
                new = new | behind.vocabulary
            body = next((part for part in self.parts[self.index + 1 :] if part.kind == "body"), None)
            repeated = len(new & body.vocabulary) / (len(new) or 1) if body is not None else 0.0
            self._beginnings[key] = _begins_inside(draft, new, repeated, self.page)
        return self._beginnings[key]

    def contrast(self, waiting: _Draft, current: _Draft) -> float:
        """Return how much liker the part is to an article put aside than to the current one.

        A section heading stands for the paragraphs behind it.
        """
        key = (waiting.titles, waiting.body, current.titles, current.body)
        known = self._contrasts.get(key)
        if known is None:
            page, index = self.page, self.index
            if self.part.kind == "title" and index + 1 < len(self.parts) and self.parts[index + 1].kind == "body":
                index += 1
            known = self._contrasts[key] = contrast(
                sum(page.shared(index, waiting)),
                page.size_of(waiting),
                sum(page.shared(index, current)),
                page.size_of(current),
            )
        return known

    def cut(self, waiting: _Draft, current: _Draft) -> tuple[int, float]:
        """Return at which paragraph of the part an article put aside may go on, 0 for none, and how like it is."""
        if not 1 < len(self.part.units) <= _SHARED_UNITS:
            return 0, 0.0
        key = (waiting.titles, waiting.body, current.titles, current.body)
        known = self._cuts.get(key)
        if known is None:
            page, index = self.page, self.index
            known = self._cuts[key] = likeliest_cut(
                *self.part.cuts,
                page.shared(index, waiting),
                page.size_of(waiting),
                page.shared(index, current) or [0] * len(self.part.units),
                page.size_of(current),
            )
        return known


class _Steps:
    """Every way in which a reading can take the next part."""

    __slots__ = ("closing", "crossing", "current", "index", "out", "part", "parts", "reading", "room")

    def __init__(self, reading: _Reading, crossing: _Crossing) -> None:
        self.reading = reading
        self.crossing = crossing
        self.index = crossing.index
        self.parts = crossing.parts
        self.part = crossing.part
        self.current = reading.current if reading.current is None or reading.current.stage != _CLOSED else None
        self.closing = 0.0 if self.current is None else _close_cost(self.current, self.parts)
        self.room = crossing.limit - reading.cost
        """What the step may cost at most."""
        self.out: list[_Reading] = []
        if self.part.kind == "title":
            self._title()
        elif self.part.kind == "byline":
            self._byline()
        elif self.part.kind == "list":
            self._list()
        else:
            self._body()

    def _add(
        self,
        cost: float,
        draft: _Draft | None,
        aside: tuple[_Draft, ...],
        number: int,
        role: str,
        split: _Split | None = None,
        cut: _Cut | None = None,
    ) -> None:
        reading = self.reading
        count = reading.count + 1 if number == reading.count else reading.count
        self.out.append(_Reading(reading.cost + cost, draft, aside, (reading.trail, number, role, split, cut), count))

    def _openings(self) -> Iterator[tuple[float, tuple[_Draft, ...]]]:
        """Yield what it costs to begin a new article here, and the articles then put aside."""
        current, aside = self.current, self.reading.aside
        if self.closing <= self.room:
            yield self.closing, aside
        if current is not None and len(aside) < _MAX_ASIDE and current.stage in (_BODY, _PRE, _LEAD):
            if current.stage == _PRE:
                cost = COSTS.interrupts_bylined if current.bylined else COSTS.interrupts_titles
            elif current.body:
                cost = COSTS.interrupts_open if current.open else COSTS.interrupts
            else:
                return
            if cost <= self.room:
                yield cost, (*aside, current)

    def _title(self) -> None:
        """Take a possible title for a title or section heading of each article that it can belong to."""
        reading, current = self.reading, self.current
        if current is not None:
            self._title_of_current(current)
        if reading.aside and (current is None or current.stage in (_POST, _BODY)):
            self._heading_of_aside(reading.aside[-1])
        if reading.aside and (current is None or current.stage in (_BODY, _POST)):
            self._title_of_aside()
        if current is not None and current.stage in (_BODY, _POST) and len(current.body) > 0:
            self._split(current)
        self._title_of_new()

    def _title_of_current(self, current: _Draft) -> None:
        """Take the title for one above or below the current article's body, or for a heading inside it."""
        reading, index, parts, part = self.reading, self.index, self.parts, self.part
        heading, stage, number = self.crossing.heading, current.stage, current.number
        if stage == _PRE:
            cost = _title_cost(current, part, parts)
            if cost <= self.room:
                self._add(cost, current.entitled(index, parts, _PRE), reading.aside, number, "title")
            cost = heading + (0.0 if part.opening else _start_cost(current, part, parts))
            if cost <= self.room:
                self._add(cost, self.crossing.grown(current, _BODY), reading.aside, number, "heading")
        elif stage == _POST:
            cost = _title_cost(current, part, parts)
            if current.headed:
                cost += _echo(current, part, parts)
            if cost <= self.room:
                self._add(cost, current.entitled(index, parts, _POST), reading.aside, number, "title")
        elif current.body or current.bylined:
            cost = heading + self._heading_style_cost(current)
            if cost <= self.room:
                self._add(cost, self.crossing.grown(current, stage), reading.aside, number, "heading")
            if stage == _BODY and not current.titles and current.body:
                cost = COSTS.title_after_body + _title_cost(current, part, parts)
                if parts[current.body[-1]].kind == "title":
                    cost += COSTS.title_after_heading
                if current.headed:
                    cost += _echo(current, part, parts)
                if cost <= self.room:
                    self._add(cost, current.entitled(index, parts, _POST), reading.aside, number, "title")

    def _heading_style_cost(self, current: _Draft) -> float:
        """Return what it costs that the current article has a section heading of this form here."""
        part = self.part
        cost = COSTS.heading_after_open if current.open else 0.0
        if part.opening:
            return cost + (COSTS.opening_inside if current.body else 0.0)
        if part.near:
            return cost
        if current.paired is not None and current.paired is not part.paired:
            cost += COSTS.heading_style
        if current.length:
            cost += _length_cost(current.length, len(part.text))
        elif current.body:
            cost += COSTS.heading_first
        return cost

    def _heading_of_aside(self, waiting: _Draft) -> None:
        """Take the title for a section heading with which the article last put aside goes on."""
        cost = self.closing + self.crossing.heading + COSTS.resume_heading + self._unmarked_resume(waiting)
        cost -= COSTS.heading_after_sign_off if self.crossing.after_sign_off else 0.0
        cost += COSTS.resume_open_unfitting if waiting.open else 0.0
        if waiting.length and not self.part.near:
            cost += _length_cost(waiting.length, len(self.part.text))
        if cost > self.room + COSTS.resume_heading_like:
            return
        if self.current is not None:
            cost -= COSTS.resume_heading_like * self.crossing.contrast(waiting, self.current)
        stage = _BODY if waiting.stage == _PRE else waiting.stage
        if cost <= self.room:
            draft = self.crossing.grown(waiting, stage)
            self._add(cost, draft, self.reading.aside[:-1], waiting.number, "heading")

    def _title_of_aside(self) -> None:
        """Take the title for that of an article put aside, printed far below it."""
        aside = self.reading.aside
        for position, waiting in enumerate(aside):
            if waiting.body and not waiting.titles:
                draft = waiting.entitled(self.index, self.parts, _POST)
                rest = aside[:position] + aside[position + 1 :]
                cost = COSTS.title_of_article_aside + _close_cost(draft, self.parts)
                if cost <= self.room:
                    self._add(cost, self.current, rest, waiting.number, "title")

    def _title_of_new(self) -> None:
        """Begin a new article with the title, or with one of its section headings."""
        reading, index, parts, part, current = self.reading, self.index, self.parts, self.part, self.current
        for cost, aside in self._openings():
            cost += COSTS.block_divided if part.near else 0.0
            fresh = _Draft(reading.count, index, _PRE)
            as_title = cost + _title_cost(fresh, part, parts)
            if as_title <= self.room:
                self._add(as_title, fresh.entitled(index, parts, _PRE), aside, reading.count, "title")
            if part.opening:
                cost += COSTS.new_plain
            elif current is None or current.stage == _POST:
                # Sections first: the article begins with one of its headings.
                cost += COSTS.sections_first + self.crossing.heading
            else:
                continue
            if cost <= self.room:
                draft = _Draft(reading.count, index, _BODY).grown(index, part, _BODY)
                draft.headed = not part.opening
                self._add(cost, draft, aside, reading.count, "heading")

    def _split(self, current: _Draft) -> None:
        """Take the title for that of the tail of the body above it: another article began there without a mark."""
        reading, index, parts, part = self.reading, self.index, self.parts, self.part
        least = COSTS.title_after_body + min(COSTS.split, COSTS.split_at_heading) - COSTS.split_gain
        if least > self.room:
            return
        for place in self.crossing.begins_inside(current):
            tail = current.body[place.position :]
            draft = _Draft(reading.count, tail[0], _POST)
            draft.body = tail
            draft.headed = place.headed
            draft.open = current.open
            draft = draft.entitled(index, parts, _POST)
            cost = COSTS.title_after_body + _title_cost(_Draft(0, 0, _POST), part, parts)
            cost -= COSTS.split_gain * (place.gain - _USUAL_GAIN)
            cost += COSTS.split_at_heading + _echo(draft, part, parts) if place.headed else COSTS.split
            rest = current.at(current.stage)
            rest.body = current.body[: place.position + (place.unit > 0)]
            rest.open = False
            split = (current.number, tail[0], place.unit)
            if rest.titles:
                self._add(cost + _close_cost(rest, parts), draft, reading.aside, reading.count, "title", split)
            if len(reading.aside) < _MAX_ASIDE and current.stage == _BODY:
                self._add(cost + COSTS.interrupts, draft, (*reading.aside, rest), reading.count, "title", split)

    def _byline(self) -> None:
        reading, index, parts, current = self.reading, self.index, self.parts, self.current
        behind = parts[index + 1].kind if index + 1 < len(parts) else "end"
        if current is not None and not current.bylined:
            if current.stage == _PRE:
                draft = current.at(_PRE)
                draft.bylined = True
                self._add(0.0, draft, reading.aside, current.number, "byline")
            elif current.stage in (_BODY, _LEAD) and current.titles and current.body:
                draft = current.at(_CLOSED)
                draft.bylined = True
                cost = self.closing + (COSTS.byline_last_lead if current.stage == _LEAD else COSTS.byline_last)
                cost += COSTS.byline_last_before_body if behind == "body" else 0.0
                if cost <= self.room:
                    self._add(cost, draft, reading.aside, current.number, "byline")
        for cost, aside in self._openings():
            draft = _Draft(reading.count, index, _BODY)
            draft.bylined = True
            cost += COSTS.byline_without_body if behind == "byline" or behind == "end" else 0.0
            self._add(cost, draft, aside, reading.count, "byline")

    def _list(self) -> None:
        """Take the list into the body, or as an article of its own: the outline of a page."""
        reading, index, part, current = self.reading, self.index, self.part, self.current
        if current is not None and current.stage in (_PRE, _BODY, _LEAD):
            stage = _BODY if current.stage == _PRE else current.stage
            self._add(COSTS.list_inside, self.crossing.grown(current, stage), reading.aside, current.number, "body")
        draft = _Draft(reading.count, index, _LIST).grown(index, part, _LIST)
        self._add(self.closing + COSTS.list_alone, draft, reading.aside, reading.count, "list")

    def _unmarked_resume(self, waiting: _Draft) -> float:
        """Return what it costs to leave the current article for one put aside where nothing ends it."""
        current = self.current
        if current is None or current.stage not in (_BODY, _LEAD):
            return 0.0
        if self.crossing.after_sign_off or (waiting.open and self.part.goes_on):
            return 0.0
        return COSTS.resume_unmarked

    def _body(self) -> None:
        reading, index, part, current = self.reading, self.index, self.part, self.current
        if current is not None:
            self._body_of_current(current)
        if reading.aside:
            waiting = reading.aside[-1]
            self._resume(waiting)
            if current is not None and current.stage in (_PRE, _BODY, _LEAD) and not part.dateline:
                self._resume_inside(current, waiting)
        for cost, aside in self._openings():
            cost += self._unmarked_start()
            if cost <= self.room:
                draft = _Draft(reading.count, index, _BODY).grown(index, part, _BODY)
                self._add(cost, draft, aside, reading.count, "body")

    def _body_of_current(self, current: _Draft) -> None:
        """Take the part for the body of the current article, or for the lead that stands below its titles."""
        reading, index, parts, part = self.reading, self.index, self.parts, self.part
        stage = current.stage
        if stage == _PRE:
            cost = _start_cost(current, part, parts)
            self._add(cost, self.crossing.grown(current, _BODY), reading.aside, current.number, "body")
        elif stage in (_BODY, _LEAD):
            cost = 0.0
            if current.body:
                cost += COSTS.body_dateline_inside if part.dateline else 0.0
                cost += COSTS.body_open_unfitting if current.open and not part.may_go_on else 0.0
                cost += COSTS.body_goes_on_unfitting if part.goes_on and not current.open else 0.0
                cost += COSTS.body_after_sign_off if self.crossing.after_sign_off else 0.0
            self._add(cost, self.crossing.grown(current, stage), reading.aside, current.number, "body")
        elif stage == _POST and current.headed and not part.dateline:
            # Titles below the sections, then the lead.
            cost = COSTS.lead + (COSTS.lead_bylined if current.bylined else 0.0)
            self._add(cost, current.grown(index, part, _LEAD), reading.aside, current.number, "lead")

    def _unmarked_start(self) -> float:
        """Return what it costs that a new article begins with this paragraph."""
        part, current = self.part, self.current
        if part.dateline:
            return 0.0
        if current is None or current.stage == _POST or current.open:
            cost = COSTS.new_plain
            if current is not None and current.stage == _POST:
                cost += _start_cost(current, part, self.parts)
        elif self.crossing.after_sign_off:
            cost = COSTS.new_unmarked_after_sign_off
        else:
            cost = COSTS.new_unmarked
        start = part.start_of(0)
        cost += COSTS.new_opening_word if start > 0 else COSTS.new_inside_word if start < 0 else 0.0
        return cost + (COSTS.new_goes_on if part.goes_on else 0.0)

    def _resume(self, waiting: _Draft) -> None:
        """Take the part as the going on of the article last put aside."""
        part, current = self.part, self.current
        cost = self.closing + self._unmarked_resume(waiting)
        if waiting.open:
            cost += (
                COSTS.resume_fitting
                if part.goes_on
                else COSTS.resume_may_fit
                if part.may_go_on
                else COSTS.resume_open_unfitting
            )
        else:
            cost += COSTS.resume_goes_on_unfitting if part.goes_on else COSTS.resume
        cost += COSTS.resume_dateline if part.dateline else 0.0
        if current is not None and current.stage == _POST and not (waiting.open and part.goes_on):
            begins = self.parts[current.first]
            marked = begins.kind == "byline" or begins.dateline
            cost += COSTS.resume_after_marked if marked else _start_cost(current, part, self.parts)
        if cost > self.room + 2 * COSTS.resume_like:
            return
        if current is not None and not waiting.open:
            cost -= COSTS.resume_like * self.crossing.contrast(waiting, current)
        if cost <= self.room:
            stage = _BODY if waiting.stage == _PRE else waiting.stage
            self._add(cost, self.crossing.grown(waiting, stage), self.reading.aside[:-1], waiting.number, "body")

    def _resume_inside(self, current: _Draft, waiting: _Draft) -> None:
        """Take the first paragraphs for the current article, the others as the going on of the one last put aside."""
        part = self.part
        if waiting.open or COSTS.resume_inside + self.closing - 3 * COSTS.resume_inside_like > self.room:
            return
        at, like = self.crossing.cut(waiting, current)
        if not at:
            return
        ours = current.grown(self.index, part, _BODY if current.stage == _PRE else current.stage)
        ours.open = False
        cost = COSTS.resume_inside - COSTS.resume_inside_like * like + _close_cost(ours, self.parts)
        if current.stage == _PRE:
            cost += _start_cost(current, part, self.parts)
        if cost <= self.room:
            draft = waiting.grown(self.index, part, _BODY if waiting.stage == _PRE else waiting.stage)
            self._add(cost, draft, self.reading.aside[:-1], waiting.number, "body", None, (current.number, at))


def _outlook(reading: _Reading) -> float:
    """Return a reading's cost with what its open articles would cost if they ended as they stand."""
    cost = reading.cost
    if reading.current is not None:
        cost += _promise(reading.current)
    for draft in reading.aside:
        cost += _promise(draft)
    return cost


def _end_cost(reading: _Reading, parts: Sequence[Part]) -> float:
    cost = reading.cost
    if reading.current is not None and reading.current.stage != _CLOSED:
        cost += _close_cost(reading.current, parts)
    return cost + sum(_close_cost(draft, parts) + COSTS.aside_at_end for draft in reading.aside)


def _best_of_each_shape(readings: Iterable[_Reading]) -> list[_Reading]:
    """Return the cheapest readings of each shape: how many articles are put aside, and the current one's stage."""
    counts: dict[tuple[int, int], int] = {}
    kept = []
    ranked = sorted([(_outlook(reading), number, reading) for number, reading in enumerate(readings)])
    limit = ranked[0][0] + MARGIN
    for outlook, _, reading in ranked:
        if outlook > limit:
            break
        current = reading.current
        shape = (len(reading.aside), _CLOSED if current is None else current.stage)
        count = counts.get(shape, 0)
        if count < BEAM:
            counts[shape] = count + 1
            kept.append(reading)
    return kept


def _steps(beam: Sequence[_Reading], crossing: _Crossing) -> Iterable[_Reading]:
    """Return the cheapest of the readings that come to the same behind the next part."""
    best: dict[tuple[object, ...], _Reading] = {}
    for reading in beam:
        for step in _Steps(reading, crossing).out:
            key = step.key()
            rival = best.get(key)
            if rival is None or step.cost < rival.cost:
                best[key] = step
    return best.values()


@dataclass(frozen=True, slots=True)
class _Plan:
    """The cheapest reading of a page."""

    roles: list[tuple[int, str]]
    """Of each part: the number of its article, and its role there."""
    splits: list[tuple[int, _Split]]
    """Number of each article that begins before its first part, and where; the last one first."""
    cuts: dict[int, _Cut]
    """Index of each part whose first units belong to another article."""


def _search(parts: Sequence[Part]) -> _Plan:
    page = _Page(parts)
    beam = [_Reading(0.0, None, (), None, 0)]
    for index in range(len(parts)):
        limit = min([reading.cost for reading in beam]) + MARGIN + RISE
        steps = _steps(beam, _Crossing(index, page, limit)) or _steps(beam, _Crossing(index, page))
        beam = _best_of_each_shape(steps)
    roles: list[tuple[int, str]] = []
    splits: list[tuple[int, _Split]] = []
    cuts: dict[int, _Cut] = {}
    trail = min(beam, key=lambda reading: _end_cost(reading, parts)).trail
    while trail is not None:
        before, number, role, split, cut = trail
        if cut is not None:
            cuts[len(parts) - 1 - len(roles)] = cut
        roles.append((number, role))
        if split is not None:
            splits.append((number, split))
        trail = before
    roles.reverse()
    return _Plan(roles, splits, cuts)


def _placed_units(parts: Sequence[Part], plan: _Plan) -> list[tuple[Unit, int, str, int]]:
    """Return every unit in printed order with the number of its article, its role there and the index of its part."""
    places = [
        (index, at, role, unit)
        for index, (part, (_, role)) in enumerate(zip(parts, plan.roles, strict=True))
        for at, unit in enumerate(part.units)
    ]
    owners = [
        plan.cuts[index][0] if index in plan.cuts and at < plan.cuts[index][1] else plan.roles[index][0]
        for index, at, *_ in places
    ]
    if not plan.splits:
        return [(unit, owner, role, index) for owner, (index, _, role, unit) in zip(owners, places, strict=True)]
    places_of: dict[int, list[int]] = {}
    for place, owner in enumerate(owners):
        places_of.setdefault(owner, []).append(place)
    for number, (taken_for, *beginning) in reversed(plan.splits):
        taken = places_of.get(taken_for, [])
        first = bisect_left(taken, beginning, key=lambda place: list(places[place][:2]))
        moved = [place for place in taken[first:] if places[place][2] != "title"]
        places_of[taken_for] = taken[:first] + [place for place in taken[first:] if places[place][2] == "title"]
        places_of.setdefault(number, []).extend(moved)
        for place in moved:
            owners[place] = number
    return [(unit, owner, role, index) for owner, (index, _, role, unit) in zip(owners, places, strict=True)]


def lay_out(page: Repaired) -> list[LaidArticle]:
    """Return the articles of a page in reading order; every unit but furniture stands in exactly one."""
    parts = parts_of(page)
    plan = _search(parts)
    articles: dict[int, LaidArticle] = {}
    leads: dict[int, list[Unit]] = {}
    titles: dict[int, list[Part]] = {}
    for unit, number, role, index in _placed_units(parts, plan):
        article = articles.setdefault(number, LaidArticle())
        if role == "title":
            article.titles.append(unit)
            titles.setdefault(number, []).append(parts[index])
        elif role == "byline":
            article.byline.append(unit)
        elif role == "lead" or number in leads:
            leads.setdefault(number, []).append(unit)
        else:
            article.body.append(unit)
            article.sidebar = article.sidebar or role == "list"
        if role == "heading":
            article.headings.add(unit.first)
    doubtful = {number for number, (taken_for, *_) in plan.splits for number in (number, taken_for)}
    doubtful |= {number for index, (other, _) in plan.cuts.items() for number in (other, plan.roles[index][0])}
    for number, article in articles.items():
        if number in leads:
            article.body = leads[number] + article.body
        article.uncertain = number in leads or number in doubtful
        dispatch = bool(article.body) and starts_with_dateline(page.lines[article.body[0].first].text)
        article.roles = title_roles(titles.get(number, []), dispatch=dispatch)
    return list(articles.values())
