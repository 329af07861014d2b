"""The ways in which a reading of the page can take its next part, and what each of them costs."""

from collections.abc import Iterator

from jiceng.reading.layout.costs import COSTS
from jiceng.reading.layout.drafts import BODY, CLOSED, LEAD, LIST, POST, PRE, Draft
from jiceng.reading.layout.prices import (
    close_cost,
    echo_cost,
    heading_cost,
    least_promise,
    length_cost,
    promise,
    start_cost,
    title_cost,
)
from jiceng.reading.layout.shared_words import Beginning, PageWords, begins_inside, least_repeated
from jiceng.reading.layout.vocabulary import Vocabulary, cohesion, contrast, likeliest_cut, union

_SHARED_UNITS = 20
"""Paragraphs in one piece among which an article that was put aside may go on unmarked."""
_KIN = 0.06
"""What the next section of an article has in common with it, or at least what other articles rarely have."""
_TELLING = 15
"""Words from which on a text tells what it is like."""
_REPEATED = 0.25
"""Share of a title's words that the body of an article put aside repeats, if the title may be its own."""
_USUAL_GAIN = 0.7
"""Gain of a place at which an article begins inside another's body where nothing is unusual."""

Split = tuple[int, int, int]
"""Where an article turned out to begin: number of the article it was taken for, index of a part, of a unit in it."""
Cut = tuple[int, int]
"""Which first units of a part belong to another article: its number, and how many."""
Move = tuple[float, Draft | None, Draft | None, int, str, Split | None, Cut | None]
"""A way to take a part: its cost; the article that a reading is at behind it; the one that it puts aside; number of the
article that gets the part, and the part's role there; where that article begins if not where it seemed to; what of the
part is not its own."""
Ahead = tuple[float, Move]
"""A move, and what it costs with what the articles that it leaves open promise to cost: the current one, and the one
that it puts aside."""


def _ahead(move: Move) -> Ahead:
    draft, aside = move[1], move[2]
    cost = move[0] if draft is None else move[0] + promise(draft)
    return (cost if aside is None else cost + promise(aside)), move


class Moves:
    """The ways to take one part. What depends on an article alone is found once for all readings that are at it."""

    def __init__(self, index: int, page: PageWords) -> None:
        self._page = page
        self._index = index
        self._parts = page.parts
        self._part = page.parts[index]
        self._behind = page.parts[index + 1] if index + 1 < len(page.parts) else None
        self._after_sign_off = index > 0 and page.parts[index - 1].signed
        self._new = self._begin()
        if self._part.kind == "title":
            self._heading = heading_cost(index, page.parts)
            self._new_title_cost = title_cost(Draft(index, index, PRE), self._part, page.parts)
            self._new_by_heading = self._begin_with_heading()
            self._words_of_title = self._find_words_of_title()
        self._new_promise = promise(self._new)
        self._known: dict[int, list[Ahead]] = {}
        self._kinships: dict[int, float] = {}
        self._common: dict[int, tuple[int, int]] = {}
        self._common_by_unit: dict[int, tuple[list[int], int]] = {}
        self._with_part: dict[tuple[int, int], Draft] = {}

    def of(self, current: Draft | None, room: float) -> list[Ahead]:
        """Return the ways that a reading has whatever it has put aside; `current` is the article that it is at.

        None costs more than `room`, promises counted in, which is not less for the first reading that asks than for
        others at that article.
        """
        known = self._known.get(id(current))
        if known is None:
            kind = self._part.kind
            if kind == "title":
                moves = self._title(current, room)
            elif kind == "byline":
                moves = self._byline(current, room)
            elif kind == "list":
                moves = self._list(current)
            else:
                moves = self._body(current, room)
            known = self._known[id(current)] = [ahead for move in moves if (ahead := _ahead(move))[0] <= room]
        return known

    def resuming(self, current: Draft | None, waiting: Draft, room: float) -> list[Ahead]:
        """Return the ways with which the article last put aside goes on; none costs more than `room`."""
        room -= least_promise(waiting)
        found: list[Move | None] = []
        if self._part.kind == "title" and not self._part.near:
            if current is None or current.stage in (POST, BODY):
                found.append(self._heading_of_aside(current, waiting, room))
        elif self._part.kind == "body":
            found.append(self._resume(current, waiting, room))
            if current is not None and current.stage in (PRE, BODY, LEAD) and not self._part.dateline:
                found.append(self._resume_inside(current, waiting, room))
        return [_ahead(move) for move in found if move is not None]

    def can_be_title_below(self, current: Draft | None) -> bool:
        """Say whether the part can be the title of an article put aside, printed far below it."""
        part = self._part
        return part.kind == "title" and not part.near and (current is None or current.stage in (BODY, POST))

    def title_below(self, current: Draft | None, waiting: Draft) -> Ahead | None:
        """Return the way to take the part for the title of an article put aside, which it ends; None for none."""
        words = self._part.vocabulary
        if not waiting.body or waiting.titles or (words.shared & waiting.said).bit_count() < _REPEATED * words.size:
            return None
        draft = waiting.entitled(self._index, self._parts, POST)
        cost = COSTS.title_of_article_aside + close_cost(draft, self._parts)
        return _ahead((cost, current, None, waiting.number, "title", None, None))

    def _begin(self) -> Draft:
        """Return the article that begins with the part: as its first title, its body or its byline line."""
        index, part = self._index, self._part
        if part.kind == "title":
            return Draft(index, index, PRE).entitled(index, self._parts, PRE)
        if part.kind == "byline":
            return Draft(index, index, BODY).with_byline(BODY)
        stage = LIST if part.kind == "list" else BODY
        return Draft(index, index, stage).grown(index, part, stage)

    def _begin_with_heading(self) -> Draft:
        """Return the article that begins with the part as a section heading."""
        draft = Draft(self._index, self._index, BODY).grown(self._index, self._part, BODY)
        draft.headed = not self._part.opening
        return draft

    def _grown(self, draft: Draft, stage: int) -> Draft:
        """Return an article with the part in its body."""
        key = (id(draft), stage)
        known = self._with_part.get(key)
        if known is None:
            known = self._with_part[key] = draft.grown(self._index, self._part, stage)
        return known

    def _openings(self, current: Draft | None, room: float) -> Iterator[tuple[float, Draft | None]]:
        """Yield what it costs to begin a new article here, and the article then put aside."""
        if current is None:
            yield 0.0, None
            return
        room -= self._new_promise
        closing = close_cost(current, self._parts)
        if closing <= room:
            yield closing, None
        room -= promise(current)
        if current.stage == PRE:
            cost = COSTS.interrupts_bylined if current.bylined else COSTS.interrupts_titles
        elif current.stage in (BODY, LEAD) and current.body:
            cost = COSTS.interrupts_open if current.open else COSTS.interrupts
            if self._part.kind != "body" and cost <= room + COSTS.interrupts_kin:
                cost += COSTS.interrupts_kin * self._kinship(current)
        else:
            return
        if cost <= room:
            yield cost, current

    def _title(self, current: Draft | None, room: float) -> Iterator[Move]:
        """Take a possible title for a title or section heading of the current article, or of a new one."""
        if current is not None:
            yield from self._title_of_current(current, room - least_promise(current))
            if current.stage in (BODY, POST) and current.body and current.titles and not self._part.near:
                yield from self._split(current)
        yield from self._title_of_new(current, room)

    def _title_of_current(self, current: Draft, room: float) -> Iterator[Move]:
        """Take the title for one above or below the current article's body, or for a heading inside it."""
        index, parts, part = self._index, self._parts, self._part
        stage, number = current.stage, current.number
        if stage == PRE:
            cost = title_cost(current, part, parts)
            if cost <= room:
                yield cost, current.entitled(index, parts, PRE), None, number, "title", None, None
            cost = self._heading + (0.0 if part.opening else start_cost(current, part, parts))
            if cost <= room:
                yield cost, self._grown(current, BODY), None, number, "heading", None, None
        elif stage == POST:
            cost = title_cost(current, part, parts)
            if current.headed:
                cost += echo_cost(current, part, parts)
            if cost <= room:
                yield cost, current.entitled(index, parts, POST), None, number, "title", None, None
        elif current.body or current.bylined:
            cost = self._heading + self._heading_style_cost(current)
            if cost <= room:
                yield cost, self._grown(current, stage), None, number, "heading", None, None
            if stage == BODY and not current.titles and current.body:
                cost = COSTS.title_after_body + title_cost(current, part, parts)
                if parts[current.body[-1]].kind == "title":
                    cost += COSTS.title_after_heading
                if current.headed:
                    cost += echo_cost(current, part, parts)
                if cost <= room:
                    yield cost, current.entitled(index, parts, POST), None, number, "title", None, None

    def _heading_style_cost(self, current: Draft) -> float:
        """Return what it costs that the current article has a section heading of this form here."""
        part = self._part
        cost = COSTS.heading_after_open if current.open else 0.0
        if part.opening:
            return cost + (COSTS.opening_inside if current.body else 0.0)
        if part.near:
            return cost
        if current.paired is not None and current.paired is not part.paired:
            cost += COSTS.heading_style
        if current.body:
            cost -= COSTS.heading_kin * self._kinship(current)
        if current.length:
            cost += length_cost(current.length, len(part.text))
        elif current.body:
            cost += COSTS.heading_first
        return cost

    def _title_of_new(self, current: Draft | None, room: float) -> Iterator[Move]:
        """Begin a new article with the title, or with one of its section headings."""
        part, number = self._part, self._index
        divided = COSTS.block_divided if part.near else 0.0
        for opening, aside in self._openings(current, room - divided):
            cost = opening + divided
            yield cost + self._new_title_cost, self._new, aside, number, "title", None, None
            if part.opening:
                yield cost + COSTS.new_plain, self._new_by_heading, aside, number, "heading", None, None
            elif current is None or current.stage == POST:
                # Sections first: the article begins with one of its headings.
                cost += COSTS.sections_first + self._heading
                yield cost, self._new_by_heading, aside, number, "heading", None, None

    def _split(self, current: Draft) -> Iterator[Move]:
        """Take the title for that of the tail of the body above it: another article began there without a mark."""
        index, parts, part = self._index, self._parts, self._part
        for place in self._begins_inside(current):
            tail = current.body[place.position :]
            draft = Draft(index, tail[0], POST)
            draft.body = tail
            draft.said = union([parts[number].vocabulary for number in tail]).shared
            draft.headed = place.headed
            draft.open = current.open
            draft = draft.entitled(index, parts, POST)
            cost = COSTS.title_after_body + self._new_title_cost
            cost -= COSTS.split_gain * (place.gain - _USUAL_GAIN)
            cost += COSTS.split_at_heading + echo_cost(draft, part, parts) if place.headed else COSTS.split
            rest = current.at(current.stage)
            rest.body = current.body[: place.position + (place.unit > 0)]
            rest.said = union([parts[number].vocabulary for number in rest.body]).shared
            rest.open = False
            split = (current.number, tail[0], place.unit)
            yield cost + close_cost(rest, parts), draft, None, index, "title", split, None

    def _begins_inside(self, draft: Draft) -> list[Beginning]:
        """Return where in an article's body that of the title here, and of one that goes with it, may begin."""
        for words, least in self._words_of_title:
            if (words.shared & draft.said).bit_count() >= least:
                found = begins_inside(draft, words, self._page)
                if found:
                    return found
        return []

    def _find_words_of_title(self) -> list[tuple[Vocabulary, float]]:
        """Return the words of the title and those of it with the next one, and how many a body above it must repeat."""
        new, behind = self._part.vocabulary, self._behind
        body = self._page.next_body(self._index + 1)
        if behind is None or behind.kind != "title":
            found = [new]
        elif self._part.kicker or behind.near:
            found = [new | behind.vocabulary]
        else:
            found = [new, new | behind.vocabulary]
        return [(words, least_repeated(words, body)) for words in found]

    def _byline(self, current: Draft | None, room: float) -> Iterator[Move]:
        """Take the byline line for the current article's, or begin a new one with it."""
        if current is not None and not current.bylined:
            if current.stage == PRE:
                yield 0.0, current.with_byline(PRE), None, current.number, "byline", None, None
            elif current.stage in (BODY, LEAD) and current.titles and current.body:
                cost = close_cost(current, self._parts)
                cost += COSTS.byline_last_lead if current.stage == LEAD else COSTS.byline_last
                if self._behind is not None and self._behind.kind == "body":
                    cost += COSTS.byline_last_before_body
                yield cost, current.with_byline(CLOSED), None, current.number, "byline", None, None
        without_body = self._behind is None or self._behind.kind == "byline"
        beginning = COSTS.byline_without_body if without_body else 0.0
        for opening, aside in self._openings(current, room - beginning):
            yield opening + beginning, self._new, aside, self._index, "byline", None, None

    def _list(self, current: Draft | None) -> Iterator[Move]:
        """Take the list into the body, or as an article of its own: the outline of a page."""
        if current is not None and current.stage in (PRE, BODY, LEAD):
            stage = BODY if current.stage == PRE else current.stage
            yield COSTS.list_inside, self._grown(current, stage), None, current.number, "body", None, None
        cost = COSTS.list_alone + (0.0 if current is None else close_cost(current, self._parts))
        yield cost, self._new, None, self._index, "list", None, None

    def _body(self, current: Draft | None, room: float) -> Iterator[Move]:
        """Take the paragraphs for the current article, or begin a new one with them."""
        if current is not None:
            yield from self._body_of_current(current)
        start = self._unmarked_start(current)
        for opening, aside in self._openings(current, room - start):
            yield opening + start, self._new, aside, self._index, "body", None, None

    def _body_of_current(self, current: Draft) -> Iterator[Move]:
        """Take the part for the body of the current article, or for the lead that stands below its titles."""
        part, stage = self._part, current.stage
        if stage == PRE:
            cost = start_cost(current, part, self._parts)
            yield cost, self._grown(current, BODY), None, current.number, "body", None, None
        elif stage in (BODY, LEAD):
            cost = 0.0
            if current.body:
                cost += COSTS.body_dateline_inside if part.dateline else 0.0
                cost += COSTS.body_open_unfitting if current.open and not part.may_go_on else 0.0
                cost += COSTS.body_goes_on_unfitting if part.goes_on and not current.open else 0.0
                cost += COSTS.body_after_sign_off if self._after_sign_off else 0.0
            yield cost, self._grown(current, stage), None, current.number, "body", None, None
        elif stage == POST and current.headed and not part.dateline:
            # Titles below the sections, then the lead.
            cost = COSTS.lead + (COSTS.lead_bylined if current.bylined else 0.0)
            yield cost, self._grown(current, LEAD), None, current.number, "lead", None, None

    def _unmarked_start(self, current: Draft | None) -> float:
        """Return what it costs that a new article begins with this paragraph."""
        part = self._part
        if part.dateline:
            return 0.0
        if current is None or current.stage == POST or current.open:
            cost = COSTS.new_plain
            if current is not None and current.stage == POST:
                cost += start_cost(current, part, self._parts)
        elif self._after_sign_off:
            cost = COSTS.new_unmarked_after_sign_off
        else:
            cost = COSTS.new_unmarked
        start = part.start_of(0)
        cost += COSTS.new_opening_word if start > 0 else COSTS.new_inside_word if start < 0 else 0.0
        return cost + (COSTS.new_goes_on if part.goes_on else 0.0)

    def _unmarked_resume(self, current: Draft | None, waiting: Draft) -> float:
        """Return what it costs to leave the current article for one put aside where nothing ends it."""
        if current is None or current.stage not in (BODY, LEAD):
            return 0.0
        if self._after_sign_off or (waiting.open and self._part.goes_on):
            return 0.0
        return COSTS.resume_unmarked

    def _heading_of_aside(self, current: Draft | None, waiting: Draft, room: float) -> Move | None:
        """Take the title for a section heading with which the article last put aside goes on."""
        cost = self._heading + COSTS.resume_heading + self._unmarked_resume(current, waiting)
        cost += 0.0 if current is None else close_cost(current, self._parts)
        cost -= COSTS.heading_after_sign_off if self._after_sign_off else 0.0
        cost += COSTS.resume_open_unfitting if waiting.open else 0.0
        if waiting.length and not self._part.near:
            cost += length_cost(waiting.length, len(self._part.text))
        if cost > room + COSTS.resume_heading_like:
            return None
        if current is not None:
            cost -= COSTS.resume_heading_like * self._contrast(waiting, current)
        draft = self._grown(waiting, BODY if waiting.stage == PRE else waiting.stage)
        return cost, draft, None, waiting.number, "heading", None, None

    def _resume(self, current: Draft | None, waiting: Draft, room: float) -> Move | None:
        """Take the part as the going on of the article last put aside."""
        part = self._part
        cost = self._unmarked_resume(current, waiting)
        cost += 0.0 if current is None else close_cost(current, self._parts)
        if not waiting.open:
            cost += COSTS.resume_goes_on_unfitting if part.goes_on else COSTS.resume
        elif part.goes_on:
            cost += COSTS.resume_fitting
        else:
            cost += COSTS.resume_may_fit if part.may_go_on else COSTS.resume_open_unfitting
        cost += COSTS.resume_dateline if part.dateline else 0.0
        if current is not None and current.stage == POST and not (waiting.open and part.goes_on):
            begins = self._parts[current.first]
            marked = begins.kind == "byline" or begins.dateline
            cost += COSTS.resume_after_marked if marked else start_cost(current, part, self._parts)
        if cost > room + 2 * COSTS.resume_like:
            return None
        if current is not None and not waiting.open:
            cost -= COSTS.resume_like * self._contrast(waiting, current)
        draft = self._grown(waiting, BODY if waiting.stage == PRE else waiting.stage)
        return cost, draft, None, waiting.number, "body", None, None

    def _resume_inside(self, current: Draft, waiting: Draft, room: float) -> Move | None:
        """Take the first paragraphs for the current article, the others as the going on of the one last put aside."""
        if waiting.open or not 1 < len(self._part.units) <= _SHARED_UNITS:
            return None
        if COSTS.resume_inside + close_cost(current, self._parts) - 3 * COSTS.resume_inside_like > room:
            return None
        at, like = self._cut(waiting, current)
        if not at:
            return None
        ours = self._grown(current, BODY if current.stage == PRE else current.stage)
        cost = COSTS.resume_inside - COSTS.resume_inside_like * like + close_cost(ours, self._parts)
        cost -= COSTS.ends_open if ours.open else 0.0
        if current.stage == PRE:
            cost += start_cost(current, self._part, self._parts)
        draft = self._grown(waiting, BODY if waiting.stage == PRE else waiting.stage)
        return cost, draft, None, waiting.number, "body", None, (current.number, at)

    def _kinship(self, current: Draft) -> float:
        """Return how like the next paragraphs are to an article: above 0 as its own are, below as others are; -1 to 1.

        From the cohesion of both.
        """
        known = self._kinships.get(id(current))
        if known is None:
            known = 0.0
            index = self._page.own_body(self._index)
            size = self._parts[index].vocabulary.size if index is not None else 0
            if index is not None and size >= _TELLING:
                alike = cohesion(self._page.shared(index, current), size, self._page.size_of(current))
                known = max(-1.0, min(1.0, alike / _KIN - 1.0))
            self._kinships[id(current)] = known
        return known

    def _contrast(self, waiting: Draft, current: Draft) -> float:
        """Return how much liker the part is to an article put aside than to the current one."""
        return contrast(*self._in_common(waiting), *self._in_common(current))

    def _in_common(self, draft: Draft) -> tuple[int, int]:
        """Return how often the part has a word in common with a part of an article, and how many words that has.

        A section heading stands for the paragraphs behind it.
        """
        known = self._common.get(id(draft))
        if known is None:
            index = self._index
            if self._part.kind == "title" and self._behind is not None and self._behind.kind == "body":
                index += 1
            known = self._common[id(draft)] = self._page.shared(index, draft), self._page.size_of(draft)
        return known

    def _cut(self, waiting: Draft, current: Draft) -> tuple[int, float]:
        """Return at which paragraph of the part an article put aside may go on, 0 for none, and how like it is."""
        return likeliest_cut(*self._part.cuts, *self._in_common_by_unit(waiting), *self._in_common_by_unit(current))

    def _in_common_by_unit(self, draft: Draft) -> tuple[list[int], int]:
        """Return the same for each paragraph of the part."""
        known = self._common_by_unit.get(id(draft))
        if known is None:
            known = self._page.shared_by_unit(self._index, draft), self._page.size_of(draft)
            self._common_by_unit[id(draft)] = known
        return known
