"""
Checks that a test runner reads: each is a function; what it raises is its failure.

A program registers its checks in order and runs them all:

    @check
    def uploads_a_file() -> None:
        ...

    run_checks()
"""

import json
import sys
import traceback
from collections.abc import Callable

CHECKS: list[Callable[[], None]] = []


def check(function: Callable[[], None]) -> Callable[[], None]:
    """Register a check under the name of its function."""
    CHECKS.append(function)
    return function


def run_checks() -> None:
    """Run all checks in order; write one JSON line for each to the file named first."""
    with open(sys.argv[1], "w") as report:
        for function in CHECKS:
            try:
                function()
                error = None
            except Exception:
                error = traceback.format_exc()
            json.dump({"name": function.__name__, "error": error}, report)
            report.write("\n")
