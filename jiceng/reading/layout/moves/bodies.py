"""The ways to take paragraphs: for the body of the current article, of a new one, or of one that was interrupted."""

from collections.abc import Iterator

from jiceng.reading.layout.bigrams import likeliest_cut
from jiceng.reading.layout.costs import close_cost, least_estimate, start_cost
from jiceng.reading.layout.drafts import BODY, LEAD, TITLES, TITLES_BELOW, Draft
from jiceng.reading.layout.moves.base import Moves
from jiceng.reading.layout.moves.move import Cut, Move
from jiceng.reading.layout.page_bigrams import PageBigrams
from jiceng.reading.layout.weights import WEIGHTS

_CUT_GROUPS = 20
"""Paragraphs of the longest part inside which an interrupted article may be resumed."""


class BodyMoves(Moves):
    """The ways to take paragraphs that nothing marks as parted."""

    def __init__(self, page: PageBigrams, index: int) -> None:
        super().__init__(page, index)
        self._common_by_group: dict[int, tuple[list[int], int]] = {}

    def _begin(self) -> Draft:
        return Draft(self._index, self._index, BODY).with_body(self._index, self._part, BODY)

    def _moves(self, current: Draft | None, budget: float) -> Iterator[Move]:
        if current is not None:
            yield from self._of_current(current)
        start = self._unmarked_start_cost(current)
        for opening, interrupted in self._openings(current, budget - start):
            yield Move(opening + start, self._new, self._index, "body", interrupted)

    def _of_current(self, current: Draft) -> Iterator[Move]:
        """Take them for the body of the current article, or for the lead below its titles."""
        part, stage = self._part, current.stage
        if stage == TITLES:
            cost = start_cost(current, part, self._parts)
            yield Move(cost, self._with_body(current, BODY), current.number, "body")
        elif stage in (BODY, LEAD):
            cost = 0.0
            if current.body:
                cost += WEIGHTS.body_dateline_inside if part.dateline else 0.0
                cost += WEIGHTS.body_open_unfitting if current.open and not part.may_go_on else 0.0
                cost += WEIGHTS.body_goes_on_unfitting if part.goes_on and not current.open else 0.0
                cost += WEIGHTS.body_after_sign_off if self._after_sign_off else 0.0
            yield Move(cost, self._with_body(current, stage), current.number, "body")
        elif stage == TITLES_BELOW and current.headed and not part.dateline:
            # Titles below the sections, then the lead.
            cost = WEIGHTS.lead + (WEIGHTS.lead_bylined if current.bylined else 0.0)
            yield Move(cost, self._with_body(current, LEAD), current.number, "lead")

    def _unmarked_start_cost(self, current: Draft | None) -> float:
        """Return what it costs that a new article begins with these paragraphs."""
        part = self._part
        if part.dateline:
            return 0.0
        if current is None or current.stage == TITLES_BELOW or current.open:
            cost = WEIGHTS.new_plain
            if current is not None and current.stage == TITLES_BELOW:
                cost += start_cost(current, part, self._parts)
        elif self._after_sign_off:
            cost = WEIGHTS.new_unmarked_after_sign_off
        else:
            cost = WEIGHTS.new_unmarked
        start = part.start_of(0)
        cost += WEIGHTS.new_opening_word if start > 0 else WEIGHTS.new_inside_word if start < 0 else 0.0
        return cost + (WEIGHTS.new_goes_on if part.goes_on else 0.0)

    def resuming(self, current: Draft | None, interrupted: Draft, budget: float) -> list[Move]:
        """Return the moves that resume the article interrupted last: with all paragraphs, or inside the part."""
        budget -= least_estimate(interrupted)
        whole = self._resume(current, interrupted, budget)
        found = [] if whole is None else [whole]
        if current is not None and current.stage in (TITLES, BODY, LEAD) and not self._part.dateline:
            inside = self._resume_inside(current, interrupted, budget)
            if inside is not None:
                found.append(inside)
        return found

    def _resume(self, current: Draft | None, interrupted: Draft, budget: float) -> Move | None:
        """Resume the article interrupted last with all paragraphs."""
        part = self._part
        cost = self._resume_unmarked_cost(current, interrupted)
        cost += 0.0 if current is None else close_cost(current, self._parts)
        if not interrupted.open:
            cost += WEIGHTS.resume_goes_on_unfitting if part.goes_on else WEIGHTS.resume
        elif part.goes_on:
            cost += WEIGHTS.resume_fitting
        else:
            cost += WEIGHTS.resume_may_fit if part.may_go_on else WEIGHTS.resume_open_unfitting
        cost += WEIGHTS.resume_dateline if part.dateline else 0.0
        if current is not None and current.stage == TITLES_BELOW and not (interrupted.open and part.goes_on):
            begins = self._parts[current.first]
            marked = begins.kind == "byline" or begins.dateline
            cost += WEIGHTS.resume_after_marked if marked else start_cost(current, part, self._parts)
        if cost > budget + WEIGHTS.hoped_contrast * WEIGHTS.resume_like:
            return None
        if current is not None and not interrupted.open:
            cost -= WEIGHTS.resume_like * self._contrast(interrupted, current)
        draft = self._with_body(interrupted, BODY if interrupted.stage == TITLES else interrupted.stage)
        return Move(cost, draft, interrupted.number, "body")

    def _resume_inside(self, current: Draft, interrupted: Draft, budget: float) -> Move | None:
        """Resume the article interrupted last inside the part, whose first paragraphs are the current article's."""
        if interrupted.open or not 1 < len(self._part.groups) <= _CUT_GROUPS:
            return None
        hoped = WEIGHTS.hoped_contrast_inside * WEIGHTS.resume_inside_like
        if WEIGHTS.resume_inside + close_cost(current, self._parts) - hoped > budget:
            return None
        groups, likeness = self._cut(interrupted, current)
        if not groups:
            return None
        ours = self._with_body(current, BODY if current.stage == TITLES else current.stage)
        cost = WEIGHTS.resume_inside - WEIGHTS.resume_inside_like * likeness + close_cost(ours, self._parts)
        cost -= WEIGHTS.ends_open if ours.open else 0.0
        if current.stage == TITLES:
            cost += start_cost(current, self._part, self._parts)
        draft = self._with_body(interrupted, BODY if interrupted.stage == TITLES else interrupted.stage)
        return Move(cost, draft, interrupted.number, "body", cut=Cut(current.number, groups))

    def _cut(self, interrupted: Draft, current: Draft) -> tuple[int, float]:
        """Return at which paragraph an interrupted article is resumed, 0 for none, and the contrast from there on."""
        theirs, ours = self._in_common_by_group(interrupted), self._in_common_by_group(current)
        return likeliest_cut(*self._part.cuts, *theirs, *ours)

    def _in_common_by_group(self, draft: Draft) -> tuple[list[int], int]:
        """Return how many bigrams each paragraph has in common with an article, and how many that has."""
        known = self._common_by_group.get(id(draft))
        if known is None:
            known = self._page.in_common_by_group(self._index, draft), self._page.size_of(draft)
            self._common_by_group[id(draft)] = known
        return known
