"""The ways to take one part, as far as they are alike for titles, byline lines, lists and bodies."""

from abc import ABC, abstractmethod
from collections.abc import Iterator

from jiceng.reading.layout.bigrams import cohesion, contrast
from jiceng.reading.layout.costs import close_cost, estimate
from jiceng.reading.layout.drafts import BODY, LEAD, TITLES, Draft
from jiceng.reading.layout.moves.move import Move
from jiceng.reading.layout.page_bigrams import PageBigrams
from jiceng.reading.layout.weights import WEIGHTS


class Moves(ABC):
    """The ways to take one part. What depends on an article alone is found once for all readings that are at it.

    A budget bounds what is looked at: a move whose estimate exceeds it need not be found, as it would be given up.
    """

    def __init__(self, page: PageBigrams, index: int) -> None:
        """Take the parts of the page, and the index of the one to be taken."""
        self._page = page
        self._index = index
        self._parts = page.parts
        self._part = page.parts[index]
        self._next = page.parts[index + 1] if index + 1 < len(page.parts) else None
        self._after_sign_off = index > 0 and page.parts[index - 1].signed
        self._compared = index
        """Index of the part whose bigrams tell which article this one belongs to."""
        self._new = self._begin()
        """The article that begins with the part."""
        self._new_estimate = estimate(self._new)
        self._known: dict[int, list[Move]] = {}
        self._kinships: dict[int, float] = {}
        self._common: dict[int, tuple[int, int]] = {}
        self._with_part: dict[tuple[int, int], Draft] = {}

    def of(self, current: Draft | None, budget: float) -> list[Move]:
        """Return the moves that a reading has whatever it has interrupted; `current` is the article that it is at.

        Of those at one article, the reading that asks first has the largest budget: the others get the same moves.
        """
        known = self._known.get(id(current))
        if known is None:
            found = self._moves(current, budget)
            known = self._known[id(current)] = [move for move in found if move.estimate <= budget]
        return known

    def resuming(self, current: Draft | None, interrupted: Draft, budget: float) -> list[Move]:  # noqa: ARG002
        """Return the moves with which the article interrupted last is resumed; they may exceed the budget."""
        return []

    def can_be_title_below(self, current: Draft | None) -> bool:  # noqa: ARG002
        """Return whether the part can be the title of an interrupted article, printed far below it."""
        return False

    def title_below(self, current: Draft | None, interrupted: Draft) -> Move | None:  # noqa: ARG002
        """Return the move that takes the part for the title of an interrupted article, which ends with it."""
        return None

    @abstractmethod
    def _begin(self) -> Draft:
        """Return the article that begins with the part."""

    @abstractmethod
    def _moves(self, current: Draft | None, budget: float) -> Iterator[Move]:
        """Yield the moves of `of`, and some that exceed the budget."""

    def _with_body(self, draft: Draft, stage: int) -> Draft:
        """Return an article with the part in its body, at a stage."""
        key = (id(draft), stage)
        known = self._with_part.get(key)
        if known is None:
            known = self._with_part[key] = draft.with_body(self._index, self._part, stage)
        return known

    def _openings(self, current: Draft | None, budget: float) -> Iterator[tuple[float, Draft | None]]:
        """Yield what it costs to begin a new article here: the current one ends, or is returned as interrupted."""
        if current is None:
            yield 0.0, None
            return
        budget -= self._new_estimate
        closing = close_cost(current, self._parts)
        if closing <= budget:
            yield closing, None
        budget -= estimate(current)
        if current.stage == TITLES:
            cost = WEIGHTS.interrupts_bylined if current.bylined else WEIGHTS.interrupts_titles
        elif current.stage in (BODY, LEAD) and current.body:
            cost = WEIGHTS.interrupts_open if current.open else WEIGHTS.interrupts
            if self._part.kind != "body" and cost <= budget + WEIGHTS.interrupts_kin:
                cost += WEIGHTS.interrupts_kin * self._kinship(current)
        else:
            return
        if cost <= budget:
            yield cost, current

    def _resume_unmarked_cost(self, current: Draft | None, interrupted: Draft) -> float:
        """Return what it costs to leave the current article for an interrupted one where nothing marks its end."""
        if current is None or current.stage not in (BODY, LEAD):
            return 0.0
        if self._after_sign_off or (interrupted.open and self._part.goes_on):
            return 0.0
        return WEIGHTS.resume_unmarked

    def _kinship(self, current: Draft) -> float:
        """Return how like an article the next paragraphs are, from -1 to 1: positive as its own are, else as others."""
        known = self._kinships.get(id(current))
        if known is None:
            known = 0.0
            index = self._page.own_body(self._index)
            size = self._parts[index].bigrams.size if index is not None else 0
            if index is not None and size >= WEIGHTS.kin_size:
                alike = cohesion(self._page.in_common(index, current), size, self._page.size_of(current))
                known = max(-1.0, min(1.0, alike / WEIGHTS.kin_cohesion - 1.0))
            self._kinships[id(current)] = known
        return known

    def _contrast(self, interrupted: Draft, current: Draft) -> float:
        """Return how much more the part is like an interrupted article than like the current one."""
        return contrast(*self._in_common(interrupted), *self._in_common(current))

    def _in_common(self, draft: Draft) -> tuple[int, int]:
        """Return how many bigrams the part has in common with an article, and how many that has."""
        known = self._common.get(id(draft))
        if known is None:
            known = self._page.in_common(self._compared, draft), self._page.size_of(draft)
            self._common[id(draft)] = known
        return known
