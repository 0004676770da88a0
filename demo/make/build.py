"""
Make all of content/ again: `python build.py` for everything, `python build.py NAME…` for some.

Each step is one script here, run by itself in the order below: data first, then what is trained on
it, then the notebooks that use both.
"""

import os
import subprocess
import sys

from common import MAKE

STEPS = [
    "make_facts",
    "make_commands",
    "make_shapes",
    "make_digits",
    "make_energy",
    "measure_baseline",
    "train_language_model",
    "train_commands",
    "train_shapes",
    "train_digits",
    "train_energy",
    "make_notebooks",
    "write_cards",
    "check",
]


def main() -> None:
    chosen = sys.argv[1:] or STEPS
    unknown = sorted(set(chosen) - set(STEPS))
    if unknown:
        sys.exit(f"no such step: {', '.join(unknown)}. Steps: {', '.join(STEPS)}")
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    for step in chosen:
        print(f"== {step}", flush=True)
        finished = subprocess.run([sys.executable, f"{step}.py"], cwd=MAKE, env=environment)
        if finished.returncode != 0:
            sys.exit(f"{step} failed")


if __name__ == "__main__":
    main()
