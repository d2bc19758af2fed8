"""The one owner of stdout, and of the formats that results come in."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path


def prepare() -> None:
    """Make stdout and stderr take any character: what they cannot show becomes a ``?``."""
    if sys.stdout is None:  # closed by whoever started us
        sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115 - open as long as we are
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def line(text: str) -> None:
    """One line of result."""
    sys.stdout.write(f"{text}\n")
