"""Run with `pytest`."""

import numpy as np
import pytest

from baseline import HarmonicRidge, mean_absolute_error, seasonal_naive


def test_the_naive_forecast_repeats_the_season_before() -> None:
    forecast = seasonal_naive(np.array([1.0, 2.0, 3.0, 4.0, 5.0]), season=2)
    assert np.isnan(forecast[:2]).all()
    assert forecast[2:].tolist() == [1.0, 2.0, 3.0]


def test_the_ridge_recovers_a_daily_swing_and_the_cost_of_cooling() -> None:
    random = np.random.default_rng(0)
    hours = np.arange(24 * 70)
    temperature = random.uniform(0, 35, len(hours))
    values = 50 + 10 * np.sin(2 * np.pi * hours / 24) + 3 * np.clip(temperature - 22, 0, None)
    values[5] = np.nan
    ridge = HarmonicRidge(penalty=1e-6).fit(hours, temperature, values)
    assert mean_absolute_error(values, ridge.predict(hours, temperature)) < 1e-3


def test_predicting_before_fitting_is_refused() -> None:
    with pytest.raises(ValueError, match="fit the model"):
        HarmonicRidge().predict(np.arange(3), np.zeros(3))
