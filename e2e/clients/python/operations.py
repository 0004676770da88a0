"""
Operations that a runner reads: what a client has a call for, and whether it works.

A program registers them in order and runs them all; those that it does not register count as not
offered by the client:

    @operation("upload-file")
    def upload_file() -> None:
        ...

    run_operations()
"""

import json
import sys
import traceback
from collections.abc import Callable

OPERATIONS: list[tuple[str, Callable[[], None]]] = []


def operation(name: str) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register an operation under its id in the table."""

    def register(function: Callable[[], None]) -> Callable[[], None]:
        OPERATIONS.append((name, function))
        return function

    return register


def run_operations() -> None:
    """Run all in order; write one JSON line for each to the file named first."""
    with open(sys.argv[1], "w") as report:
        for name, function in OPERATIONS:
            try:
                function()
                error = None
            except Exception:
                error = traceback.format_exc()
            json.dump({"operation": name, "error": error}, report)
            report.write("\n")
