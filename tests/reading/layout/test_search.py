"""The search takes every part once, counts what it costs, and looks at a bounded number of moves."""

from collections import Counter
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings

from jiceng.reading.layout.costs import close_cost, estimate
from jiceng.reading.layout.drafts import CLOSED, Draft
from jiceng.reading.layout.moves.base import Moves
from jiceng.reading.layout.moves.find import moves_of
from jiceng.reading.layout.moves.move import Cut, Move, Split
from jiceng.reading.layout.page_bigrams import PageBigrams
from jiceng.reading.layout.parts import Part
from jiceng.reading.layout.search import BEAM, MAX_INTERRUPTED, Interrupted, Place, readings_of, search
from jiceng.reading.layout.weights import WEIGHTS
from tests.reading import own_articles

from .invented_parts import LIBRARY, TEA, body, byline, outline, page_of, pages, paragraphs_of, title

_ROLES = {
    "title": {"title", "heading"},
    "byline": {"byline", "body"},
    "list": {"list", "body"},
    "body": {"body", "lead"},
}


@settings(deadline=None)
@given(pages(12))
def test_every_part_is_placed_once_in_a_role_of_its_kind(parts: list[Part]) -> None:
    found = search(parts)
    assert len(found.places) == len(parts)
    for place, part in zip(found.places, parts, strict=True):
        assert place.role in _ROLES[part.kind]


@settings(deadline=None)
@given(pages(12))
def test_the_part_by_which_an_article_was_found_is_in_it(parts: list[Part]) -> None:
    found = search(parts)
    assert all(found.places[place.article].article == place.article for place in found.places)


@settings(deadline=None)
@given(pages(12))
def test_cuts_and_splits_are_inside_the_page(parts: list[Part]) -> None:
    found = search(parts)
    numbers = {place.article for place in found.places}
    for index, cut in found.cuts.items():
        assert parts[index].kind == "body"
        assert 0 < cut.groups < len(parts[index].groups)
        assert cut.article in numbers - {found.places[index].article}
    for split in found.splits:
        assert split.part < split.article
        assert 0 <= split.group < len(parts[split.part].texts)
        assert split.taken_for != split.article
    assert all(0 <= index < len(parts) for index in found.doubtful)


@settings(deadline=None)
@given(pages(12))
def test_the_cost_of_a_reading_is_the_sum_of_its_moves(parts: list[Part]) -> None:
    for reading in readings_of(parts):
        moves = reading.moves()
        assert len(moves) == len(parts)
        assert reading.cost == sum(move.cost for move in moves)
        interrupted = [] if reading.interrupted is None else [link.draft for link in reading.interrupted.links()]
        still_open = [*([] if reading.current is None else [reading.current]), *interrupted]
        # Interrupting adds nothing yet at the part that interrupts.
        late = bool(moves) and moves[-1].interrupted is None and len(interrupted) == MAX_INTERRUPTED
        crowded = WEIGHTS.crowded if late else 0.0
        assert reading.estimate == pytest.approx(reading.cost + sum(map(estimate, still_open)) + crowded)
        at_end = WEIGHTS.interrupted_at_end * len(interrupted)
        ends = sum(close_cost(draft, parts) for draft in still_open)
        assert reading.end_cost(parts) == pytest.approx(reading.cost + ends + at_end)


@settings(deadline=None)
@given(pages(12))
def test_a_beam_has_few_readings_of_each_shape(parts: list[Part]) -> None:
    readings = readings_of(parts)
    shapes = Counter(
        (
            0 if reading.interrupted is None else reading.interrupted.count,
            CLOSED if reading.current is None else reading.current.stage,
        )
        for reading in readings
    )
    assert max(shapes.values()) <= BEAM
    assert max(interrupted for interrupted, _ in shapes) <= MAX_INTERRUPTED
    assert readings[0].estimate == min(reading.estimate for reading in readings)
    assert all(reading.estimate <= readings[0].estimate + WEIGHTS.margin for reading in readings)


def _all_moves(moves: Moves, current: Draft | None, interrupted: Interrupted | None) -> Iterator[tuple[Move, object]]:
    """Yield every move of a reading, whatever it costs, and what is interrupted after it."""
    for move in moves.of(current, float("inf")):
        if move.interrupted is None:
            yield move, interrupted
        elif interrupted is None or interrupted.count < MAX_INTERRUPTED:
            yield move, Interrupted(interrupted, move.interrupted)
    if interrupted is None:
        return
    for move in moves.resuming(current, interrupted.draft, float("inf")):
        yield move, interrupted.before
    if moves.can_be_title_below(current):
        for link in interrupted.links():
            move_below = moves.title_below(current, link.draft)
            if move_below is not None:
                yield move_below, interrupted.without(link)


def _cheapest(parts: Sequence[Part]) -> float:
    """Return what the cheapest of all readings costs, none given up."""
    page = PageBigrams(parts)

    def rest(index: int, cost: float, current: Draft | None, interrupted: Interrupted | None) -> float:
        if index == len(parts):
            ends = 0.0 if current is None else close_cost(current, parts)
            for link in () if interrupted is None else interrupted.links():
                ends += close_cost(link.draft, parts) + WEIGHTS.interrupted_at_end
            return cost + ends
        return min(
            rest(
                index + 1,
                cost + move.cost,
                None if move.current is None or move.current.stage == CLOSED else move.current,
                after,  # type: ignore[arg-type]
            )
            for move, after in _all_moves(moves_of(page, index), current, interrupted)
        )

    return rest(0, 0.0, None, None)


@settings(deadline=None, max_examples=60)
@given(pages(4))
def test_no_reading_is_cheaper_than_the_cheapest_of_all(parts: list[Part]) -> None:
    assert min(reading.end_cost(parts) for reading in readings_of(parts)) >= _cheapest(parts) - 1e-9


@pytest.mark.parametrize(
    "parts",
    [
        page_of(title(TEA[0]), body(*TEA[1:]), title(LIBRARY[0]), body(*LIBRARY[1:])),
        page_of(body(*TEA[1:]), title(TEA[0]), title(LIBRARY[0]), body(*LIBRARY[1:])),
        page_of(title(TEA[0]), byline(), body(TEA[1]), title(LIBRARY[0]), body(*LIBRARY[1:]), body(TEA[2])),
        page_of(title(TEA[0]), body(TEA[1]), body(LIBRARY[1], open=True), body(TEA[2], goes_on=True)),
        page_of(outline("一", "二"), title(TEA[0]), body(TEA[1], dateline=True), body(LIBRARY[1], dateline=True)),
    ],
    ids=["titles above", "title below", "interrupted", "torn", "list and dispatches"],
)
def test_the_cheapest_reading_of_a_small_page_is_found(parts: list[Part]) -> None:
    assert min(reading.end_cost(parts) for reading in readings_of(parts)) == pytest.approx(_cheapest(parts))


def _places(*parts: Part) -> list[tuple[int, str]]:
    return [tuple(place) for place in search(page_of(*parts)).places]


def test_titles_belong_to_the_bodies_below_them() -> None:
    parts = (title(TEA[0]), body(*TEA[1:]), title(LIBRARY[0], spaced=True), body(*LIBRARY[1:]))
    assert _places(*parts) == [(0, "title"), (0, "body"), (2, "title"), (2, "body")]


def test_a_title_belongs_to_the_body_above_it_whose_words_it_repeats() -> None:
    parts = (body(*TEA[1:]), title(TEA[0]), title(LIBRARY[0], spaced=True), body(*LIBRARY[1:]))
    assert _places(*parts) == [(0, "body"), (0, "title"), (2, "title"), (2, "body")]


def test_an_interrupted_article_is_resumed() -> None:
    inside = (title(LIBRARY[0], spaced=True), byline(), body(*LIBRARY[1:]))
    found = _places(title(TEA[0]), byline(), body(TEA[1], open=True), *inside, body(TEA[2], goes_on=True))
    assert found == [(0, "title"), (0, "byline"), (0, "body"), (3, "title"), (3, "byline"), (3, "body"), (0, "body")]


def test_a_byline_line_below_a_lead_ends_its_article() -> None:
    parts = (title("清淤"), body("清淤" + TEA[1]), title("清淤采茶"), body(TEA[2]), byline())
    assert _places(*parts)[-1] == (_places(*parts)[-2][0], "byline")


def test_an_article_that_began_unmarked_is_split_off_at_its_title() -> None:
    library = ("书屋的图书借阅", "书屋的孩子借阅图书", "图书书屋借阅")
    tea = ("茶山采茶的茶农", "茶农茶山采茶炒茶", "采茶炒茶茶农")
    found = search(page_of(title("书屋图书借阅", spaced=True), body(*library, *tea), title("茶山茶农采茶炒茶")))
    assert found.splits == [Split(2, 0, 1, 3)]
    assert found.places[2] == Place(2, "title")


@pytest.mark.usefixtures("plain_costs")
def test_a_part_is_cut_where_an_interrupted_article_is_resumed_inside_it() -> None:
    tea, library = paragraphs_of(own_articles.TEA), paragraphs_of(own_articles.LIBRARY)
    head = (title(own_articles.TEA["headline"]), body(*tea[:3]))
    inside = (title(own_articles.LIBRARY["headline"], column=True), byline(), body(*library, *tea[3:]))
    found = search(page_of(*head, *inside))
    assert found.places[4] == Place(0, "body")
    assert found.cuts == {4: Cut(2, len(library))}


def test_a_page_without_parts_has_no_places() -> None:
    assert search([]).places == []


def test_readings_that_cost_hardly_more_make_parts_doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    parts = page_of(title(TEA[0]), body(TEA[1]), title("村里的事"), body(LIBRARY[1]))
    monkeypatch.setattr(WEIGHTS, "doubt", 0.0)
    assert not search(parts).doubtful
    monkeypatch.setattr(WEIGHTS, "doubt", float("inf"))
    assert search(parts).doubtful


def test_a_part_is_looked_at_twice_only_if_no_reading_stays_within_the_margin(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []

    def counted(page: PageBigrams, index: int) -> Moves:
        looked_at.append(index)
        return moves_of(page, index)

    monkeypatch.setattr("jiceng.reading.layout.search.moves_of", counted)
    parts = page_of(title(TEA[0]), body(*TEA[1:]), title(LIBRARY[0]), body(*LIBRARY[1:]))
    readings_of(parts)
    assert looked_at == [0, 1, 2, 3]
    looked_at.clear()
    monkeypatch.setattr(WEIGHTS, "margin", 0.0)
    monkeypatch.setattr(WEIGHTS, "rise", -99.0)
    assert len(readings_of(parts)) == 1
    assert looked_at == [0, 0, 1, 1, 2, 2, 3, 3]


def test_the_number_of_questions_grows_linearly_with_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    find = Moves.of

    def counted(self: Moves, current: Draft | None, budget: float) -> list[Move]:
        found = find(self, current, budget)
        asked.append(len(found))
        return found

    monkeypatch.setattr(Moves, "of", counted)
    article = (title(TEA[0], spaced=True), body(*TEA[1:]), title(LIBRARY[0]), body(*LIBRARY[1:]), byline())
    counts = []
    for times in (20, 40, 80):
        asked.clear()
        readings_of(page_of(*(part for _ in range(times) for part in map(_copy, article))))
        counts.append(len(asked))
        assert sum(asked) <= 8 * len(asked)
    few, more, many = counts
    assert many - more == pytest.approx(2 * (more - few), rel=0.2)
    assert many <= 5 * 80 * BEAM * 6 * (MAX_INTERRUPTED + 1)


def _copy(part: Part) -> Part:
    return Part(part.kind, [], part.text, texts=list(part.texts), spaced=part.spaced)
