"""What is wrong with an image, though it can be read: gathered while it is."""

from __future__ import annotations

from kisotui.domain.contents import Finding
from kisotui.domain.findings import finding


class Defects:
    """One finding of each code, however often it was met: a hostile image has any number."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._count: dict[str, int] = {}

    def note(self, code: str, path: str) -> None:
        self._first.setdefault(code, path)
        self._count[code] = self._count.get(code, 0) + 1

    def findings(self) -> list[Finding]:
        """Each with the path where it was met first, and with ``count``: how often."""
        return [finding(code, path, count=self._count[code]) for code, path in self._first.items()]
