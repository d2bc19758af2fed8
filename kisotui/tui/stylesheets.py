"""Where the stylesheets are: in the wheel inside the package, in a source tree beside it."""

from __future__ import annotations

from pathlib import Path

import kisotui


def stylesheets() -> list[Path]:
    """All of them, the common one first."""
    package = Path(kisotui.__file__).parent
    installed = package / "styles"
    directory = installed if installed.is_dir() else package.parent / "styles"
    return sorted(directory.glob("*.tcss"), key=lambda path: (path.stem != "base", path.name))
