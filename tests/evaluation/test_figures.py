import pytest

from jiceng.evaluation.figures import Rate, Share, harmonic_mean


def test_rates_add_up_over_articles() -> None:
    rate = Rate()
    rate.add(3, 4, 6)
    rate.add(1, 1, 2)
    assert (rate.precision, rate.recall) == (0.8, 0.5)
    assert rate.f1 == pytest.approx(harmonic_mean(0.8, 0.5))
    assert rate.as_json() == {"precision": 0.8, "recall": 0.5, "f1": 0.6154, "gold": 8, "predicted": 5}


def test_figures_of_nothing_are_0() -> None:
    assert (Rate().precision, Rate().recall, Rate().f1, Share().accuracy) == (0, 0, 0, 0)


def test_a_share_counts_answers() -> None:
    share = Share()
    for right in (True, False, True):
        share.add(right)
    assert share.as_json() == {"accuracy": 0.6667, "gold": 3}
