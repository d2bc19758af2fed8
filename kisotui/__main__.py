"""The program: ``kisotui``, or ``python -m kisotui``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program with the arguments it was started with; its exit status."""
    try:
        # Late: a Ctrl-C while it starts ends it as quietly as a later one.
        from kisotui.cli.start import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
