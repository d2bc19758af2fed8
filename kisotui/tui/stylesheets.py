"""Where the stylesheets are: in the wheel inside the package, in a source tree beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import kisotui

_FIRST: Final = ("base", "dashboard", "too_small")


def first_stylesheets() -> list[Path]:
    """Those without which nothing can be drawn, the common one first."""
    return [_directory() / f"{name}.tcss" for name in _FIRST]


def other_stylesheets() -> list[Path]:
    """Those of screens that a person opens."""
    return sorted(path for path in _directory().glob("*.tcss") if path.stem not in _FIRST)


def _directory() -> Path:
    package = Path(kisotui.__file__).parent
    installed = package / "styles"
    return installed if installed.is_dir() else package.parent / "styles"
