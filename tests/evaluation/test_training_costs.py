"""The search is led to the truth and away from it, and costs are changed until the right reading is the cheapest."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings

from jiceng.evaluation.training.costs import Sample, present_costs, train_costs, use_costs, write_costs
from jiceng.evaluation.training.guided import PageTruthOfParts, truths_of
from jiceng.evaluation.training.paths import COSTS, best_path, cost_of, wrongs_of
from jiceng.reading.layout.parts import Part
from jiceng.reading.layout.search import readings_of
from jiceng.reading.layout.weights import FILE, WEIGHTS
from tests.reading.layout.invented_parts import LIBRARY, TEA, body, byline, page_of, pages, title

_LED = 20.0


@pytest.fixture(autouse=True)
def _costs_stay() -> Iterator[None]:
    before = present_costs()
    yield
    use_costs(before)


def _two_articles() -> Sample:
    parts = page_of(title(TEA[0]), byline(), body(*TEA[1:]), title(LIBRARY[0]), body(*LIBRARY[1:]))
    roles = ("headline", "byline", "body", "body", "headline", "body", "body")
    articles = (0, 0, 0, 0, 1, 1, 1)
    truths = {line: (article, role) for line, (article, role) in enumerate(zip(articles, roles, strict=True))}
    return Sample(parts, PageTruthOfParts(truths_of(parts, truths)))


def test_led_to_the_truth_a_page_is_read_right_and_led_away_wrong() -> None:
    sample = _two_articles()
    right = best_path(sample.parts, sample.truth, _LED)
    assert wrongs_of(sample.truth, right) == 0
    assert [(move.article, move.role) for move in right] == [
        (0, "title"),
        (0, "byline"),
        (0, "body"),
        (3, "title"),
        (3, "body"),
    ]
    assert wrongs_of(sample.truth, best_path(sample.parts, sample.truth, -_LED)) > 0


@settings(deadline=None, max_examples=40)
@given(pages(8))
def test_a_path_costs_what_the_search_says_and_grows_with_each_cost_as_its_slope_says(parts: list[Part]) -> None:
    beam = readings_of(parts)
    ends = [reading.end_cost(parts) for reading in beam]
    best = beam[ends.index(min(ends))]
    cost = cost_of(parts, best.moves())
    assert cost.value == pytest.approx(min(ends))
    before = present_costs()
    name = COSTS[int(abs(cost.gradient).argmax())]
    try:
        setattr(WEIGHTS, name, before[name] + 1e-3)
        changed = cost_of(parts, best.moves()).value
    finally:
        use_costs(before)
    assert changed - cost.value == pytest.approx(1e-3 * cost.gradient[COSTS.index(name)], abs=1e-6)


def test_training_makes_the_right_reading_the_cheapest() -> None:
    sample = _two_articles()
    use_costs(present_costs() | {"heading": -12.0, "title_near": 9.0, "no_title": 0.0})
    assert wrongs_of(sample.truth, best_path(sample.parts, sample.truth, 0)) > 0
    before = present_costs()
    learned = train_costs([sample] * 40)
    assert present_costs() == before
    assert learned == train_costs([sample] * 40)
    use_costs(learned)
    assert wrongs_of(sample.truth, best_path(sample.parts, sample.truth, 0)) == 0


def test_costs_are_written_with_their_comments(tmp_path: Path) -> None:
    file = tmp_path / "weights.toml"
    file.write_text(FILE.read_text(encoding="utf-8"), encoding="utf-8")
    write_costs(present_costs() | {"heading": 1.25}, "Learned from two pages.", file)
    text = file.read_text(encoding="utf-8")
    assert "# Learned from two pages." in text
    assert "heading = 1.25  # always" in text
