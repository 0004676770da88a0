"""
Measure the baselines on a CSV file of hourly values.

    python forecast.py energy.csv --group building --test-from 2025-10-13

Fits on the hours before `--test-from`, forecasts those after it, and prints one line per group.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from baseline import HarmonicRidge, mean_absolute_error, seasonal_naive

MONDAY = pd.Timestamp("2024-01-01")


def parse_arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description="Measure forecasting baselines.")
    parser.add_argument("csv", type=Path)
    parser.add_argument("--time", default="timestamp")
    parser.add_argument("--value", default="load_kw")
    parser.add_argument("--temperature", default="outdoor_temperature_c")
    parser.add_argument("--group", default="building")
    parser.add_argument("--test-from", type=pd.Timestamp, required=True)
    return parser.parse_args()


def errors_of(rows: pd.DataFrame, options: argparse.Namespace) -> tuple[float, float]:
    """Mean absolute error of the naive forecast and of the ridge regression."""
    times = pd.to_datetime(rows[options.time])
    hours = ((times - MONDAY) / pd.Timedelta(hours=1)).to_numpy()
    values = rows[options.value].to_numpy(dtype=float)
    temperature = rows[options.temperature].to_numpy(dtype=float)
    test = (times >= options.test_from).to_numpy()

    ridge = HarmonicRidge().fit(hours[~test], temperature[~test], values[~test])
    forecast = ridge.predict(hours[test], temperature[test])
    naive = seasonal_naive(values)[test]
    return mean_absolute_error(values[test], naive), mean_absolute_error(values[test], forecast)


def main() -> None:
    options = parse_arguments()
    table = pd.read_csv(options.csv).sort_values([options.group, options.time])
    print(f"{'group':<12}{'seasonal naive':>16}{'harmonic ridge':>16}")
    totals = []
    for group, rows in table.groupby(options.group):
        errors = errors_of(rows, options)
        totals.append(errors)
        print(f"{group:<12}{errors[0]:>16.2f}{errors[1]:>16.2f}")
    naive, ridge = np.mean(totals, axis=0)
    print(f"{'mean':<12}{naive:>16.2f}{ridge:>16.2f}")


if __name__ == "__main__":
    main()
