"""The ways to take a possible title: for a title, or for a section heading."""

from collections.abc import Iterator

from jiceng.reading.layout.beginnings import Beginning, begins_inside, least_repeated
from jiceng.reading.layout.bigrams import Bigrams, union
from jiceng.reading.layout.costs import (
    close_cost,
    echo_cost,
    heading_cost,
    least_estimate,
    length_cost,
    start_cost,
    title_cost,
)
from jiceng.reading.layout.drafts import BODY, TITLES, TITLES_BELOW, Draft
from jiceng.reading.layout.moves.base import Moves
from jiceng.reading.layout.moves.move import Move, Split
from jiceng.reading.layout.page_bigrams import PageBigrams
from jiceng.reading.layout.weights import WEIGHTS


class TitleMoves(Moves):
    """The ways to take a possible title."""

    def __init__(self, page: PageBigrams, index: int) -> None:
        super().__init__(page, index)
        if self._next is not None and self._next.kind == "body":
            self._compared = index + 1
        self._heading = heading_cost(index, page.parts)
        self._new_title_cost = title_cost(Draft(index, index, TITLES), self._part, page.parts)
        self._new_by_heading = self._begin_with_heading()
        self._wordings = self._find_wordings()

    def _begin(self) -> Draft:
        return Draft(self._index, self._index, TITLES).with_title(self._index, self._parts, TITLES)

    def _begin_with_heading(self) -> Draft:
        """Return the article that begins with the part as a section heading."""
        draft = Draft(self._index, self._index, BODY).with_body(self._index, self._part, BODY)
        draft.headed = not self._part.opening
        return draft

    def _find_wordings(self) -> list[tuple[Bigrams, float]]:
        """Return the bigrams that the title may have, and how many of them a body above it must repeat.

        They are its own, and those with the next title, which may belong to it.
        """
        new, following = self._part.bigrams, self._next
        body = self._page.next_body(self._index + 1)
        if following is None or following.kind != "title":
            found = [new]
        elif self._part.kicker or following.near:
            found = [new | following.bigrams]
        else:
            found = [new, new | following.bigrams]
        return [(bigrams, least_repeated(bigrams, body)) for bigrams in found]

    def _moves(self, current: Draft | None, budget: float) -> Iterator[Move]:
        if current is not None:
            yield from self._of_current(current, budget - least_estimate(current))
            if current.stage in (BODY, TITLES_BELOW) and current.body and current.titles and not self._part.near:
                yield from self._split(current)
        yield from self._of_new(current, budget)

    def _of_current(self, current: Draft, budget: float) -> Iterator[Move]:
        """Take it for a title above or below the current article's body, or for a heading inside the body."""
        index, parts, part = self._index, self._parts, self._part
        stage, number = current.stage, current.number
        if stage == TITLES:
            cost = title_cost(current, part, parts)
            if cost <= budget:
                yield Move(cost, current.with_title(index, parts, TITLES), number, "title")
            cost = self._heading + (0.0 if part.opening else start_cost(current, part, parts))
            cost += WEIGHTS.heading_after_kicker if parts[current.titles[-1]].kicker else 0.0
            cost += WEIGHTS.heading_in_title_block if part.near and not current.bylined else 0.0
            if cost <= budget:
                yield Move(cost, self._with_body(current, BODY), number, "heading")
        elif stage == TITLES_BELOW:
            cost = title_cost(current, part, parts)
            if current.headed:
                cost += echo_cost(current, part, parts)
            if cost <= budget:
                yield Move(cost, current.with_title(index, parts, TITLES_BELOW), number, "title")
        elif current.body or current.bylined:
            cost = self._heading + self._heading_style_cost(current)
            if cost <= budget:
                yield Move(cost, self._with_body(current, stage), number, "heading")
            if stage == BODY and not current.titles and current.body:
                cost = WEIGHTS.title_after_body + title_cost(current, part, parts)
                if parts[current.body[-1]].kind == "title":
                    cost += WEIGHTS.title_after_heading
                if current.headed:
                    cost += echo_cost(current, part, parts)
                if cost <= budget:
                    yield Move(cost, current.with_title(index, parts, TITLES_BELOW), number, "title")

    def _heading_style_cost(self, current: Draft) -> float:
        """Return what it costs that the current article has a section heading of this form here."""
        part = self._part
        cost = WEIGHTS.heading_after_open if current.open else 0.0
        if part.opening:
            return cost + (WEIGHTS.opening_inside if current.body else 0.0)
        if part.near:
            return cost
        if current.paired is not None and current.paired is not part.paired:
            cost += WEIGHTS.heading_style
        if current.body:
            cost -= WEIGHTS.heading_kin * self._kinship(current)
        if current.heading_length:
            cost += length_cost(current.heading_length, len(part.text))
        elif current.body:
            cost += WEIGHTS.heading_first
        return cost

    def _of_new(self, current: Draft | None, budget: float) -> Iterator[Move]:
        """Begin a new article with it, as its title or as one of its section headings."""
        part, number = self._part, self._index
        divided = WEIGHTS.block_divided if part.near else 0.0
        for opening, interrupted in self._openings(current, budget - divided):
            cost = opening + divided
            yield Move(cost + self._new_title_cost, self._new, number, "title", interrupted)
            if part.opening:
                yield Move(cost + WEIGHTS.new_plain, self._new_by_heading, number, "heading", interrupted)
            elif current is None or current.stage == TITLES_BELOW:
                # Sections first: the article begins with one of its headings.
                cost += WEIGHTS.sections_first + self._heading
                yield Move(cost, self._new_by_heading, number, "heading", interrupted)

    def _split(self, current: Draft) -> Iterator[Move]:
        """Take it for the title of an article that began, unmarked, inside the current article's body."""
        index, parts, part = self._index, self._parts, self._part
        for place in self._begins_inside(current):
            tail = current.body[place.position :]
            draft = Draft(index, tail[0], TITLES_BELOW)
            draft.body = tail
            draft.body_bigrams = union([parts[number].bigrams for number in tail]).shared
            draft.headed = place.headed
            draft.open = current.open
            draft = draft.with_title(index, parts, TITLES_BELOW)
            cost = WEIGHTS.title_after_body + self._new_title_cost
            cost -= WEIGHTS.split_gain * (place.gain - WEIGHTS.usual_gain)
            cost += WEIGHTS.split_at_heading + echo_cost(draft, part, parts) if place.headed else WEIGHTS.split
            rest = current.copy(current.stage)
            rest.body = current.body[: place.position + (place.group > 0)]
            rest.body_bigrams = union([parts[number].bigrams for number in rest.body]).shared
            rest.open = False
            split = Split(index, current.number, tail[0], place.group)
            yield Move(cost + close_cost(rest, parts), draft, index, "title", split=split)

    def _begins_inside(self, draft: Draft) -> list[Beginning]:
        """Return where in an article's body that of the title may begin, of its first wording that finds a place."""
        for bigrams, least in self._wordings:
            if (bigrams.shared & draft.body_bigrams).bit_count() >= least:
                found = begins_inside(draft, bigrams, self._page)
                if found:
                    return found
        return []

    def resuming(self, current: Draft | None, interrupted: Draft, budget: float) -> list[Move]:
        """Return the move that takes it for a section heading with which the article interrupted last is resumed."""
        if self._part.near or not (current is None or current.stage in (TITLES_BELOW, BODY)):
            return []
        budget -= least_estimate(interrupted)
        cost = self._heading + WEIGHTS.resume_heading + self._resume_unmarked_cost(current, interrupted)
        cost += 0.0 if current is None else close_cost(current, self._parts)
        cost -= WEIGHTS.heading_after_sign_off if self._after_sign_off else 0.0
        cost += WEIGHTS.resume_open_unfitting if interrupted.open else 0.0
        if interrupted.heading_length and not self._part.near:
            cost += length_cost(interrupted.heading_length, len(self._part.text))
        if cost > budget + WEIGHTS.resume_heading_like:
            return []
        if current is not None:
            cost -= WEIGHTS.resume_heading_like * self._contrast(interrupted, current)
        draft = self._with_body(interrupted, BODY if interrupted.stage == TITLES else interrupted.stage)
        return [Move(cost, draft, interrupted.number, "heading")]

    def can_be_title_below(self, current: Draft | None) -> bool:
        """Return whether it can be the title of an interrupted article: it begins a block, below titles or a body."""
        return not self._part.near and (current is None or current.stage in (BODY, TITLES_BELOW))

    def title_below(self, current: Draft | None, interrupted: Draft) -> Move | None:
        """Return the move that ends an interrupted article with the title, None if its body says too little of it."""
        bigrams = self._part.bigrams
        if not interrupted.body or interrupted.titles:
            return None
        if (bigrams.shared & interrupted.body_bigrams).bit_count() < WEIGHTS.repeated_by_interrupted * bigrams.size:
            return None
        draft = interrupted.with_title(self._index, self._parts, TITLES_BELOW)
        cost = WEIGHTS.title_of_interrupted + close_cost(draft, self._parts)
        return Move(cost, current, interrupted.number, "title")
