"""Bins of confidences, and how far they are from the truth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiceng.evaluation.calibration import EDGES, Forecast, calibration_bins, calibration_error, share_right

FORECASTS = st.lists(st.builds(Forecast, st.floats(0, 1), st.booleans()))


@given(FORECASTS)
def test_every_forecast_is_in_one_bin(forecasts: list[Forecast]) -> None:
    bins = calibration_bins(forecasts)
    assert sum(each.count for each in bins) == len(forecasts)
    assert sum(each.right for each in bins) == sum(forecast.right for forecast in forecasts)
    assert all(each.low - 1e-9 <= each.mean_confidence <= each.high + 1e-9 for each in bins if each.count)
    assert 0 <= calibration_error(bins) <= 1


def test_bins_cover_all_confidences() -> None:
    bins = calibration_bins([])
    assert [each.low for each in bins] == list(EDGES[:-1])
    assert [each.high for each in bins] == list(EDGES[1:])
    assert all(each.as_json()["right"] is None for each in bins)


def test_error_is_the_distance_of_what_is_said_from_what_is() -> None:
    honest = [Forecast(0.75, right) for right in (True, True, True, False)]
    boastful = [Forecast(0.95, right) for right in (True, False)]
    assert calibration_error(calibration_bins(honest)) == 0
    assert calibration_error(calibration_bins(boastful)) == pytest.approx(0.45)
    assert calibration_error(calibration_bins(honest + boastful)) == pytest.approx(0.15)


def test_share_right() -> None:
    forecasts = [Forecast(0.9, True), Forecast(0.95, False), Forecast(0.89, False)]
    assert share_right(forecasts, 0.9) == (1, 2)
