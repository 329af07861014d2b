import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiceng.evaluation.log_linear import Case, fit, fit_numbered, probabilities

_NAMES = "abcde"
_FEATURES = st.dictionaries(st.sampled_from(_NAMES), st.floats(-2, 2), max_size=5)
_CANDIDATES = st.lists(_FEATURES, min_size=1, max_size=4)
_CASES = st.lists(
    _CANDIDATES.flatmap(lambda found: st.integers(0, len(found) - 1).map(lambda right: Case(found, right))), max_size=8
)
_WEIGHTS = st.fixed_dictionaries({name: st.sampled_from((-3.0, -1.0, 0.5, 2.0)) for name in _NAMES})


def loss(weights: dict[str, float], cases: list[Case], l2: float) -> float:
    """Return what fitting minimizes."""
    wrong = [case.weight * -math.log(probabilities(weights, case.candidates)[case.right]) for case in cases]
    return sum(wrong) + l2 * sum(weight**2 for weight in weights.values())


@given(_WEIGHTS, _CANDIDATES)
def test_probabilities_sum_to_one(weights: dict[str, float], candidates: list[dict[str, float]]) -> None:
    found = probabilities(weights, candidates)
    assert math.isclose(sum(found), 1)
    assert all(0 <= one <= 1 for one in found)


@given(_WEIGHTS, st.lists(st.lists(_FEATURES, min_size=2, max_size=4), min_size=1, max_size=10))
@settings(deadline=None)
def test_candidates_that_weights_can_tell_apart_are_told_apart(
    weights: dict[str, float], several: list[list[dict[str, float]]]
) -> None:
    cases = []
    for candidates in several:
        scores = [sum(weights[name] * value for name, value in one.items()) for one in candidates]
        best = max(scores)
        if sum(score > best - 0.5 for score in scores) == 1:
            cases.append(Case(candidates, scores.index(best)))
    found = fit(cases, l2=1e-5)
    for case in cases:
        likely = probabilities(found, case.candidates)
        assert likely[case.right] == max(likely)
        assert likely.count(max(likely)) == 1


@given(_CASES, st.sampled_from((0.1, 1.0)))
@settings(deadline=None)
def test_no_weight_can_be_changed_for_the_better(cases: list[Case], l2: float) -> None:
    found = fit(cases, l2=l2)
    least = loss(found, cases, l2)
    for name in _NAMES:
        for change in (-0.01, 0.01):
            assert loss({**found, name: found.get(name, 0.0) + change}, cases, l2) >= least - 1e-9


def test_a_yes_or_no_question_gives_how_often_it_was_yes() -> None:
    cases = [Case([{}, {"always": 1.0}], int(number < 30)) for number in range(40)]
    weights = fit(cases, l2=1e-6)
    assert probabilities(weights, [{}, {"always": 1.0}])[1] == pytest.approx(0.75, abs=1e-4)
    assert fit(cases, l2=100.0)["always"] < weights["always"]


def test_a_case_counts_for_its_weight() -> None:
    cases = [Case([{"a": 1.0}, {"b": 1.0}], 0, weight=3.0), Case([{"a": 1.0}, {"b": 1.0}], 1)]
    assert probabilities(fit(cases, l2=1e-6), [{"a": 1.0}, {"b": 1.0}])[0] == pytest.approx(0.75, abs=1e-4)


def test_rare_features_and_small_weights_are_left_out() -> None:
    cases = [
        Case([{"a": 1.0, "rare": float(number == 0)} if number == 0 else {"a": 1.0}, {}], 0) for number in range(9)
    ]
    assert fit(cases).keys() == {"a", "rare"}
    assert fit(cases, fewest=2).keys() == {"a"}
    assert fit(cases, least=100.0) == {}


@pytest.mark.parametrize("cases", [[], [Case([{}, {}], 1)], [Case([{"a": 1.0}], 0)]])
def test_nothing_to_learn(cases: list[Case]) -> None:
    assert fit(cases) == {}


@given(_CASES)
@settings(deadline=None)
def test_the_same_cases_give_the_same_weights(cases: list[Case]) -> None:
    assert fit(cases) == fit(cases)


def test_numbered_features_weigh_what_named_ones_do() -> None:
    right = [True, True, False, True, False, False]
    has = [(0,), (0, 1), (1,), (0, 2), (2,), (1, 2)]
    named = fit([Case([{}, {str(n): 1.0 for n in one}], int(yes)) for one, yes in zip(has, right, strict=True)])
    rows = np.array([row for row, one in enumerate(has) for _ in one])
    columns = np.array([n for one in has for n in one])
    found = fit_numbered(rows, columns, np.ones(len(rows)), np.array(right), l2=1.0)
    assert found == pytest.approx([named[str(n)] for n in range(3)], abs=0.01)
