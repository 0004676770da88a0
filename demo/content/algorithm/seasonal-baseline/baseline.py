"""Two forecasts that every better model has to beat, with the usual measures of error."""

from dataclasses import dataclass

import numpy as np

HOURS_PER_DAY = 24
HOURS_PER_WEEK = 168


def seasonal_naive(values: np.ndarray, season: int = HOURS_PER_WEEK) -> np.ndarray:
    """
    Forecast each value by the one a season earlier. The first season has no forecast (NaN), and
    neither has a value whose predecessor is missing.
    """
    forecast = np.full(len(values), np.nan)
    forecast[season:] = values[:-season]
    return forecast


def calendar_features(hours: np.ndarray, harmonics: int = 6) -> np.ndarray:
    """Sines and cosines of the hour in the day and in the week, one row per hour counted from 0."""
    columns = [np.ones(len(hours))]
    for season in (HOURS_PER_DAY, HOURS_PER_WEEK):
        for order in range(1, harmonics + 1):
            angle = 2 * np.pi * order * hours / season
            columns += [np.sin(angle), np.cos(angle)]
    return np.column_stack(columns)


def degree_features(temperature_c: np.ndarray, heat_below: float, cool_above: float) -> np.ndarray:
    """Kelvin of heating and of cooling that an outdoor temperature asks for."""
    heating = np.clip(heat_below - temperature_c, 0, None)
    cooling = np.clip(temperature_c - cool_above, 0, None)
    return np.column_stack([heating, cooling])


@dataclass
class HarmonicRidge:
    """
    Ridge regression on calendar harmonics and degrees of heating and cooling.

    Rows with a missing target are left out of the fit.
    """

    penalty: float = 1.0
    heat_below: float = 14.0
    cool_above: float = 22.0
    weights: np.ndarray | None = None

    def features(self, hours: np.ndarray, temperature_c: np.ndarray) -> np.ndarray:
        """The design matrix; `hours` counts from any fixed midnight that begins a Monday."""
        degrees = degree_features(temperature_c, self.heat_below, self.cool_above)
        return np.hstack([calendar_features(hours), degrees])

    def fit(
        self, hours: np.ndarray, temperature_c: np.ndarray, values: np.ndarray
    ) -> "HarmonicRidge":
        """Solve the regularised normal equations; the constant is not penalised."""
        known = ~np.isnan(values)
        x = self.features(hours, temperature_c)[known]
        penalty = self.penalty * np.eye(x.shape[1])
        penalty[0, 0] = 0
        self.weights = np.linalg.solve(x.T @ x + penalty, x.T @ values[known])
        return self

    def predict(self, hours: np.ndarray, temperature_c: np.ndarray) -> np.ndarray:
        """Forecast; raises ValueError before `fit`."""
        if self.weights is None:
            raise ValueError("fit the model before predicting")
        return self.features(hours, temperature_c) @ self.weights


def mean_absolute_error(values: np.ndarray, forecast: np.ndarray) -> float:
    """In the unit of the values, over the positions where both are known."""
    return float(np.nanmean(np.abs(values - forecast)))


def mean_absolute_percentage_error(values: np.ndarray, forecast: np.ndarray) -> float:
    """A fraction (0.05 is 5 %), over the positions where both are known and the value is not 0."""
    known = values != 0
    return float(np.nanmean(np.abs((values[known] - forecast[known]) / values[known])))
