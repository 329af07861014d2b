"""The cheapest reading of a page: a beam search over its parts, from top to bottom.

A reading gives every part to an article, in a role. It may have an article's titles before or after its body, print its
sections first and its lead behind its titles, let articles interrupt each other, and change its mind about where an
article began when the title of another turns up.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from jiceng.reading.costs import COSTS
from jiceng.reading.drafts import BODY, CLOSED, LEAD, LIST, POST, PRE, Draft
from jiceng.reading.parts import Part
from jiceng.reading.prices import close_cost, echo_cost, heading_cost, length_cost, promise, start_cost, title_cost
from jiceng.reading.shared_words import Beginning, PageWords, begins_inside
from jiceng.reading.vocabulary import Vocabulary, cohesion, contrast, likeliest_cut

BEAM = 4
"""Readings of each shape that are kept at each part."""
MARGIN = 8.0
"""Cost above that of the cheapest reading at which a reading is given up."""
RISE = 4.0
"""What the cheapest reading is thought to cost more behind its next part."""
_MAX_ASIDE = 2
"""Articles that a reading puts aside at a time."""
_SHARED_UNITS = 20
"""Paragraphs in one piece among which an article that was put aside may go on unmarked."""
_KIN = 0.06
"""What the next section of an article has in common with it, or at least what other articles rarely have."""
_TELLING = 15
"""Words from which on a text tells what it is like."""
_DOUBT = 2.0
"""Cost that another reading may have above that of the best one, so that they may as well be right."""
_USUAL_GAIN = 0.7
"""Gain of a place at which an article begins inside another's body where nothing is unusual."""

Split = tuple[int, int, int]
"""Where an article turned out to begin: number of the article it was taken for, index of a part, of a unit in it."""
Cut = tuple[int, int]
"""Which first units of a part belong to another article: its number, and how many."""
_Trail = tuple["_Trail | None", int, str, "Split | None", "Cut | None"]
"""Trail before, number of the article, role of the part in it, where the article begins if not where it seemed to, and
what of the part is not its own."""


class _Reading:
    """A reading of the page down to some part."""

    __slots__ = ("aside", "cost", "count", "current", "trail")

    def __init__(
        self, cost: float, current: Draft | None, aside: tuple[Draft, ...], trail: _Trail | None, count: int
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


class _Crossing:
    """What all readings have in common where they take a part."""

    __slots__ = (
        "_beginnings", "_contrasts", "_cuts", "_grown", "_kinships", "after_sign_off", "heading", "index", "limit",
        "page", "part", "parts",
    )  # fmt: skip

    def __init__(self, index: int, page: PageWords, limit: float = float("inf")) -> None:
        self.page = page
        self.index = index
        self.limit = limit
        """What a reading may cost at most."""
        self.parts = page.parts
        self.part = page.parts[index]
        self.after_sign_off = index > 0 and page.parts[index - 1].signed
        self.heading = heading_cost(index, page.parts) if self.part.kind == "title" else 0.0
        self._grown: dict[tuple[int, int], Draft] = {}
        self._beginnings: dict[object, list[Beginning]] = {}
        self._contrasts: dict[object, float] = {}
        self._cuts: dict[object, tuple[int, float]] = {}
        self._kinships: dict[object, float] = {}

    def grown(self, draft: Draft, stage: int) -> Draft:
        """Return an article with the part in its body; readings share their articles."""
        key = (id(draft), stage)
        known = self._grown.get(key)
        if known is None:
            known = self._grown[key] = draft.grown(self.index, self.part, stage)
        return known

    def begins_inside(self, draft: Draft) -> list[Beginning]:
        """Return where in an article's body that of the title here, and of one that goes with it, may begin."""
        key = (draft.body, draft.titles)
        if key not in self._beginnings:
            new = self.part.vocabulary
            behind = self.parts[self.index + 1] if self.index + 1 < len(self.parts) else None
            found = []
            with_next = behind is not None and behind.kind == "title" and (self.part.kicker or behind.near)
            if not with_next:
                found = self._begins(draft, new)
            if behind is not None and behind.kind == "title" and not found:
                found = self._begins(draft, new | behind.vocabulary)
            self._beginnings[key] = found
        return self._beginnings[key]

    def _begins(self, draft: Draft, new: Vocabulary) -> list[Beginning]:
        """Return where the body of a title of these words may begin inside an article's."""
        body = self.page.next_body(self.index + 1)
        repeated = new.in_common(body.vocabulary) / (new.size or 1) if body is not None else 0.0
        return begins_inside(draft, new, repeated, self.page)

    def contrast(self, waiting: Draft, current: Draft) -> float:
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
                page.shared(index, waiting),
                page.size_of(waiting),
                page.shared(index, current),
                page.size_of(current),
            )
        return known

    def kinship(self, current: Draft) -> float:
        """Return how like the next paragraphs are to an article: above 0 as its own are, below as others are; -1 to 1.

        From the cohesion of both.
        """
        key = (current.titles, current.body)
        known = self._kinships.get(key)
        if known is None:
            known = 0.0
            index = self.page.own_body(self.index)
            size = self.parts[index].vocabulary.size if index is not None else 0
            if index is not None and size >= _TELLING:
                alike = cohesion(self.page.shared(index, current), size, self.page.size_of(current))
                known = max(-1.0, min(1.0, alike / _KIN - 1.0))
            self._kinships[key] = known
        return known

    def cut(self, waiting: Draft, current: Draft) -> tuple[int, float]:
        """Return at which paragraph of the part an article put aside may go on, 0 for none, and how like it is."""
        if not 1 < len(self.part.units) <= _SHARED_UNITS:
            return 0, 0.0
        key = (waiting.titles, waiting.body, current.titles, current.body)
        known = self._cuts.get(key)
        if known is None:
            page, index = self.page, self.index
            known = self._cuts[key] = likeliest_cut(
                *self.part.cuts,
                page.shared_by_unit(index, waiting),
                page.size_of(waiting),
                page.shared_by_unit(index, current),
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
        self.current = reading.current if reading.current is None or reading.current.stage != CLOSED else None
        self.closing = 0.0 if self.current is None else close_cost(self.current, self.parts)
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
        draft: Draft | None,
        aside: tuple[Draft, ...],
        number: int,
        role: str,
        split: Split | None = None,
        cut: Cut | None = None,
    ) -> None:
        reading = self.reading
        count = reading.count + 1 if number == reading.count else reading.count
        self.out.append(_Reading(reading.cost + cost, draft, aside, (reading.trail, number, role, split, cut), count))

    def _openings(self) -> Iterator[tuple[float, tuple[Draft, ...]]]:
        """Yield what it costs to begin a new article here, and the articles then put aside."""
        current, aside = self.current, self.reading.aside
        if self.closing <= self.room:
            yield self.closing, aside
        if current is not None and len(aside) < _MAX_ASIDE and current.stage in (BODY, PRE, LEAD):
            if current.stage == PRE:
                cost = COSTS.interrupts_bylined if current.bylined else COSTS.interrupts_titles
            elif current.body:
                cost = COSTS.interrupts_open if current.open else COSTS.interrupts
            else:
                return
            if cost > self.room + COSTS.interrupts_kin:
                return
            if current.body and self.part.kind != "body":
                cost += COSTS.interrupts_kin * self.crossing.kinship(current)
            if cost <= self.room:
                yield cost, (*aside, current)

    def _title(self) -> None:
        """Take a possible title for a title or section heading of each article that it can belong to."""
        reading, current = self.reading, self.current
        if current is not None:
            self._title_of_current(current)
        if reading.aside and (current is None or current.stage in (POST, BODY)):
            self._heading_of_aside(reading.aside[-1])
        if reading.aside and (current is None or current.stage in (BODY, POST)):
            self._title_of_aside()
        if current is not None and current.stage in (BODY, POST) and len(current.body) > 0:
            self._split(current)
        self._title_of_new()

    def _title_of_current(self, current: Draft) -> None:
        """Take the title for one above or below the current article's body, or for a heading inside it."""
        reading, index, parts, part = self.reading, self.index, self.parts, self.part
        heading, stage, number = self.crossing.heading, current.stage, current.number
        if stage == PRE:
            cost = title_cost(current, part, parts)
            if cost <= self.room:
                self._add(cost, current.entitled(index, parts, PRE), reading.aside, number, "title")
            cost = heading + (0.0 if part.opening else start_cost(current, part, parts))
            if cost <= self.room:
                self._add(cost, self.crossing.grown(current, BODY), reading.aside, number, "heading")
        elif stage == POST:
            cost = title_cost(current, part, parts)
            if current.headed:
                cost += echo_cost(current, part, parts)
            if cost <= self.room:
                self._add(cost, current.entitled(index, parts, POST), reading.aside, number, "title")
        elif current.body or current.bylined:
            cost = heading + self._heading_style_cost(current)
            if cost <= self.room:
                self._add(cost, self.crossing.grown(current, stage), reading.aside, number, "heading")
            if stage == BODY and not current.titles and current.body:
                cost = COSTS.title_after_body + title_cost(current, part, parts)
                if parts[current.body[-1]].kind == "title":
                    cost += COSTS.title_after_heading
                if current.headed:
                    cost += echo_cost(current, part, parts)
                if cost <= self.room:
                    self._add(cost, current.entitled(index, parts, POST), reading.aside, number, "title")

    def _heading_style_cost(self, current: Draft) -> float:
        """Return what it costs that the current article has a section heading of this form here."""
        part = self.part
        cost = COSTS.heading_after_open if current.open else 0.0
        if part.opening:
            return cost + (COSTS.opening_inside if current.body else 0.0)
        if part.near:
            return cost
        if current.paired is not None and current.paired is not part.paired:
            cost += COSTS.heading_style
        if current.body:
            cost -= COSTS.heading_kin * self.crossing.kinship(current)
        if current.length:
            cost += length_cost(current.length, len(part.text))
        elif current.body:
            cost += COSTS.heading_first
        return cost

    def _heading_of_aside(self, waiting: Draft) -> None:
        """Take the title for a section heading with which the article last put aside goes on."""
        cost = self.closing + self.crossing.heading + COSTS.resume_heading + self._unmarked_resume(waiting)
        cost -= COSTS.heading_after_sign_off if self.crossing.after_sign_off else 0.0
        cost += COSTS.resume_open_unfitting if waiting.open else 0.0
        if waiting.length and not self.part.near:
            cost += length_cost(waiting.length, len(self.part.text))
        if cost > self.room + COSTS.resume_heading_like:
            return
        if self.current is not None:
            cost -= COSTS.resume_heading_like * self.crossing.contrast(waiting, self.current)
        stage = BODY if waiting.stage == PRE else waiting.stage
        if cost <= self.room:
            draft = self.crossing.grown(waiting, stage)
            self._add(cost, draft, self.reading.aside[:-1], waiting.number, "heading")

    def _title_of_aside(self) -> None:
        """Take the title for that of an article put aside, printed far below it."""
        aside = self.reading.aside
        for position, waiting in enumerate(aside):
            if waiting.body and not waiting.titles:
                draft = waiting.entitled(self.index, self.parts, POST)
                rest = aside[:position] + aside[position + 1 :]
                cost = COSTS.title_of_article_aside + close_cost(draft, self.parts)
                if cost <= self.room:
                    self._add(cost, self.current, rest, waiting.number, "title")

    def _title_of_new(self) -> None:
        """Begin a new article with the title, or with one of its section headings."""
        reading, index, parts, part, current = self.reading, self.index, self.parts, self.part, self.current
        for cost, aside in self._openings():
            cost += COSTS.block_divided if part.near else 0.0
            fresh = Draft(reading.count, index, PRE)
            as_title = cost + title_cost(fresh, part, parts)
            if as_title <= self.room:
                self._add(as_title, fresh.entitled(index, parts, PRE), aside, reading.count, "title")
            if part.opening:
                cost += COSTS.new_plain
            elif current is None or current.stage == POST:
                # Sections first: the article begins with one of its headings.
                cost += COSTS.sections_first + self.crossing.heading
            else:
                continue
            if cost <= self.room:
                draft = Draft(reading.count, index, BODY).grown(index, part, BODY)
                draft.headed = not part.opening
                self._add(cost, draft, aside, reading.count, "heading")

    def _split(self, current: Draft) -> None:
        """Take the title for that of the tail of the body above it: another article began there without a mark."""
        reading, index, parts, part = self.reading, self.index, self.parts, self.part
        least = COSTS.title_after_body + min(COSTS.split, COSTS.split_at_heading) - COSTS.split_gain
        if least > self.room:
            return
        for place in self.crossing.begins_inside(current):
            tail = current.body[place.position :]
            draft = Draft(reading.count, tail[0], POST)
            draft.body = tail
            draft.headed = place.headed
            draft.open = current.open
            draft = draft.entitled(index, parts, POST)
            cost = COSTS.title_after_body + title_cost(Draft(0, 0, POST), part, parts)
            cost -= COSTS.split_gain * (place.gain - _USUAL_GAIN)
            cost += COSTS.split_at_heading + echo_cost(draft, part, parts) if place.headed else COSTS.split
            rest = current.at(current.stage)
            rest.body = current.body[: place.position + (place.unit > 0)]
            rest.open = False
            split = (current.number, tail[0], place.unit)
            if rest.titles:
                self._add(cost + close_cost(rest, parts), draft, reading.aside, reading.count, "title", split)
            if len(reading.aside) < _MAX_ASIDE and current.stage == BODY:
                self._add(cost + COSTS.interrupts, draft, (*reading.aside, rest), reading.count, "title", split)

    def _byline(self) -> None:
        reading, index, parts, current = self.reading, self.index, self.parts, self.current
        behind = parts[index + 1].kind if index + 1 < len(parts) else "end"
        if current is not None and not current.bylined:
            if current.stage == PRE:
                draft = current.at(PRE)
                draft.bylined = True
                self._add(0.0, draft, reading.aside, current.number, "byline")
            elif current.stage in (BODY, LEAD) and current.titles and current.body:
                draft = current.at(CLOSED)
                draft.bylined = True
                cost = self.closing + (COSTS.byline_last_lead if current.stage == LEAD else COSTS.byline_last)
                cost += COSTS.byline_last_before_body if behind == "body" else 0.0
                if cost <= self.room:
                    self._add(cost, draft, reading.aside, current.number, "byline")
        for cost, aside in self._openings():
            draft = Draft(reading.count, index, BODY)
            draft.bylined = True
            cost += COSTS.byline_without_body if behind == "byline" or behind == "end" else 0.0
            self._add(cost, draft, aside, reading.count, "byline")

    def _list(self) -> None:
        """Take the list into the body, or as an article of its own: the outline of a page."""
        reading, index, part, current = self.reading, self.index, self.part, self.current
        if current is not None and current.stage in (PRE, BODY, LEAD):
            stage = BODY if current.stage == PRE else current.stage
            self._add(COSTS.list_inside, self.crossing.grown(current, stage), reading.aside, current.number, "body")
        draft = Draft(reading.count, index, LIST).grown(index, part, LIST)
        self._add(self.closing + COSTS.list_alone, draft, reading.aside, reading.count, "list")

    def _unmarked_resume(self, waiting: Draft) -> float:
        """Return what it costs to leave the current article for one put aside where nothing ends it."""
        current = self.current
        if current is None or current.stage not in (BODY, LEAD):
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
            if current is not None and current.stage in (PRE, BODY, LEAD) and not part.dateline:
                self._resume_inside(current, waiting)
        for cost, aside in self._openings():
            cost += self._unmarked_start()
            if cost <= self.room:
                draft = Draft(reading.count, index, BODY).grown(index, part, BODY)
                self._add(cost, draft, aside, reading.count, "body")

    def _body_of_current(self, current: Draft) -> None:
        """Take the part for the body of the current article, or for the lead that stands below its titles."""
        reading, index, parts, part = self.reading, self.index, self.parts, self.part
        stage = current.stage
        if stage == PRE:
            cost = start_cost(current, part, parts)
            self._add(cost, self.crossing.grown(current, BODY), reading.aside, current.number, "body")
        elif stage in (BODY, LEAD):
            cost = 0.0
            if current.body:
                cost += COSTS.body_dateline_inside if part.dateline else 0.0
                cost += COSTS.body_open_unfitting if current.open and not part.may_go_on else 0.0
                cost += COSTS.body_goes_on_unfitting if part.goes_on and not current.open else 0.0
                cost += COSTS.body_after_sign_off if self.crossing.after_sign_off else 0.0
            self._add(cost, self.crossing.grown(current, stage), reading.aside, current.number, "body")
        elif stage == POST and current.headed and not part.dateline:
            # Titles below the sections, then the lead.
            cost = COSTS.lead + (COSTS.lead_bylined if current.bylined else 0.0)
            self._add(cost, current.grown(index, part, LEAD), reading.aside, current.number, "lead")

    def _unmarked_start(self) -> float:
        """Return what it costs that a new article begins with this paragraph."""
        part, current = self.part, self.current
        if part.dateline:
            return 0.0
        if current is None or current.stage == POST or current.open:
            cost = COSTS.new_plain
            if current is not None and current.stage == POST:
                cost += start_cost(current, part, self.parts)
        elif self.crossing.after_sign_off:
            cost = COSTS.new_unmarked_after_sign_off
        else:
            cost = COSTS.new_unmarked
        start = part.start_of(0)
        cost += COSTS.new_opening_word if start > 0 else COSTS.new_inside_word if start < 0 else 0.0
        return cost + (COSTS.new_goes_on if part.goes_on else 0.0)

    def _resume(self, waiting: Draft) -> None:
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
        if current is not None and current.stage == POST and not (waiting.open and part.goes_on):
            begins = self.parts[current.first]
            marked = begins.kind == "byline" or begins.dateline
            cost += COSTS.resume_after_marked if marked else start_cost(current, part, self.parts)
        if cost > self.room + 2 * COSTS.resume_like:
            return
        if current is not None and not waiting.open:
            cost -= COSTS.resume_like * self.crossing.contrast(waiting, current)
        if cost <= self.room:
            stage = BODY if waiting.stage == PRE else waiting.stage
            self._add(cost, self.crossing.grown(waiting, stage), self.reading.aside[:-1], waiting.number, "body")

    def _resume_inside(self, current: Draft, waiting: Draft) -> None:
        """Take the first paragraphs for the current article, the others as the going on of the one last put aside."""
        part = self.part
        if waiting.open or COSTS.resume_inside + self.closing - 3 * COSTS.resume_inside_like > self.room:
            return
        at, like = self.crossing.cut(waiting, current)
        if not at:
            return
        ours = current.grown(self.index, part, BODY if current.stage == PRE else current.stage)
        ours.open = False
        cost = COSTS.resume_inside - COSTS.resume_inside_like * like + close_cost(ours, self.parts)
        if current.stage == PRE:
            cost += start_cost(current, part, self.parts)
        if cost <= self.room:
            draft = waiting.grown(self.index, part, BODY if waiting.stage == PRE else waiting.stage)
            self._add(cost, draft, self.reading.aside[:-1], waiting.number, "body", None, (current.number, at))


def _outlook(reading: _Reading) -> float:
    """Return a reading's cost with what its open articles would cost if they ended as they stand."""
    cost = reading.cost
    if reading.current is not None:
        cost += promise(reading.current)
    for draft in reading.aside:
        cost += promise(draft)
    return cost


def _end_cost(reading: _Reading, parts: Sequence[Part]) -> float:
    cost = reading.cost
    if reading.current is not None and reading.current.stage != CLOSED:
        cost += close_cost(reading.current, parts)
    return cost + sum(close_cost(draft, parts) + COSTS.aside_at_end for draft in reading.aside)


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
        shape = (len(reading.aside), CLOSED if current is None else current.stage)
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
class Plan:
    """The cheapest reading of a page."""

    roles: list[tuple[int, str]]
    """Of each part: the number of its article, and its role there."""
    splits: list[tuple[int, Split]]
    """Number of each article that begins before its first part, and where; the last one first."""
    cuts: dict[int, Cut]
    """Index of each part whose first units belong to another article."""
    doubtful: frozenset[int]
    """Indices of the parts that another reading, hardly dearer, gives to another article or role."""


def search(parts: Sequence[Part]) -> Plan:
    """Return the cheapest reading of a page's parts that the beam search finds; time is linear in their number."""
    words = PageWords(parts)
    beam = [_Reading(0.0, None, (), None, 0)]
    for index in range(len(parts)):
        limit = min([reading.cost for reading in beam]) + MARGIN + RISE
        steps = _steps(beam, _Crossing(index, words, limit)) or _steps(beam, _Crossing(index, words))
        beam = _best_of_each_shape(steps)
    ends = sorted([(_end_cost(reading, parts), number) for number, reading in enumerate(beam)])
    best = _plan(beam[ends[0][1]], len(parts))
    doubtful: set[int] = set()
    for cost, number in ends[1:]:
        if cost > ends[0][0] + _DOUBT:
            break
        doubtful |= _differing(best, _plan(beam[number], len(parts)))
    return Plan(best.roles, best.splits, best.cuts, frozenset(doubtful))


def _plan(reading: _Reading, count: int) -> Plan:
    """Return what a reading says of each of the parts, which are `count`."""
    roles: list[tuple[int, str]] = []
    splits: list[tuple[int, Split]] = []
    cuts: dict[int, Cut] = {}
    trail = reading.trail
    while trail is not None:
        before, number, role, split, cut = trail
        if cut is not None:
            cuts[count - 1 - len(roles)] = cut
        roles.append((number, role))
        if split is not None:
            splits.append((number, split))
        trail = before
    roles.reverse()
    return Plan(roles, splits, cuts, frozenset())


def _differing(plan: Plan, other: Plan) -> set[int]:
    """Return the indices of the parts whose article or role differs; numbers of articles do not count."""
    firsts: list[dict[int, int]] = [{}, {}]
    different = set()
    for index, here in enumerate(zip(plan.roles, other.roles, strict=True)):
        first, rival = [firsts[k].setdefault(number, index) for k, (number, _) in enumerate(here)]
        if first != rival or here[0][1] != here[1][1]:
            different.add(index)
    return different
