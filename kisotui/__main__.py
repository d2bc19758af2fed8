"""The program: ``kisotui``, or ``python -m kisotui``."""

from __future__ import annotations

import sys

from kisotui.cli.app import run


def main() -> int:
    """Run the program with the arguments it was started with; its exit status."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
