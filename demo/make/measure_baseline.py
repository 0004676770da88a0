"""Measure the algorithm `seasonal-baseline` on `building-energy-hourly`, for its card."""

import argparse
import sys

import pandas as pd

from common import CONTENT, write_figures

sys.path.insert(0, str(CONTENT / "algorithm" / "seasonal-baseline"))
from forecast import errors_of  # noqa: E402

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
        naive, ridge = errors_of(rows, OPTIONS)
        lines.append(f"| {building} | {naive:.1f} | {ridge:.1f} |")
    write_figures("algorithm", NAME, {"error_table": "\n".join(lines)})


if __name__ == "__main__":
    main()
