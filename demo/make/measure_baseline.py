"""Measure the algorithm `seasonal-baseline` on `building-energy-hourly`, for its card."""

import argparse

import pandas as pd

from algorithms import forecast
from common import CONTENT, write_figures

NAME = "seasonal-baseline"
OPTIONS = argparse.Namespace(
    time="timestamp",
    value="load_kw",
    temperature="outdoor_temperature_c",
    test_from=pd.Timestamp("2025-10-13"),
)


def main() -> None:
    table = pd.read_csv(CONTENT / "dataset" / "building-energy-hourly" / "energy.csv")
    lines = []
    for building, rows in table.groupby("building", sort=False):
        naive, ridge = forecast.errors_of(rows, OPTIONS)
        lines.append(f"| {building} | {naive:.1f} | {ridge:.1f} |")
    write_figures("algorithm", NAME, {"error_table": "\n".join(lines)})


if __name__ == "__main__":
    main()
