"""Which rows of a list are marked: by their keys, so that they stay marked wherever they go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Anchor(NamedTuple):
    """The row where a range begins."""

    place: int
    key: str


class Marks:
    """The marked rows, and a range that follows the cursor until it is ended.

    The rows of a range are known by their places only: most of them may never have been fetched.
    """

    def __init__(self) -> None:
        self._keys: dict[str, None] = {}
        self.anchor: Anchor | None = None
        """Where the range begins, if there is one."""

    @property
    def keys(self) -> tuple[str, ...]:
        """In the order in which they were marked."""
        return tuple(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: str) -> bool:
        return key in self._keys

    def shows(self, place: int, key: str, cursor: int) -> bool:
        """Whether a row is to be seen as marked, with the cursor on a place."""
        return key in self._keys or place in self.range_to(cursor)

    def toggle(self, key: str) -> None:
        """Mark a row, or no longer."""
        if key in self._keys:
            del self._keys[key]
        else:
            self._keys[key] = None

    def add(self, keys: Iterable[str]) -> None:
        """Mark rows."""
        self._keys.update(dict.fromkeys(keys))

    def drop(self, keys: Iterable[str]) -> None:
        """Mark rows no longer, or see that they are gone."""
        for key in keys:
            self._keys.pop(key, None)

    def toggle_all(self, keys: Iterable[str]) -> None:
        """Mark all of these rows; where all are marked already, none of them."""
        every = list(keys)
        (self.drop if all(key in self._keys for key in every) else self.add)(every)

    def clear(self) -> bool:
        """Drop the range, or else all marks; whether there was something to drop."""
        if self.anchor is not None:
            self.anchor = None
            return True
        found = bool(self._keys)
        self._keys.clear()
        return found

    # The range

    def range_to(self, cursor: int) -> range:
        """The places of the range's rows."""
        if self.anchor is None:
            return range(0)
        here = self.anchor.place
        return range(min(here, cursor), max(here, cursor) + 1)

    def begin(self, place: int, key: str) -> None:
        """A range begins here, if there is none yet."""
        self.anchor = self.anchor or Anchor(place, key)

    def move_anchor(self, was: Anchor, place: int | None) -> None:
        """The row where the range began is elsewhere now, or gone: then there is no range."""
        if self.anchor is was:
            self.anchor = None if place is None else Anchor(place, was.key)

    def end(self) -> Anchor | None:
        """The range follows the cursor no longer; where it began."""
        anchor, self.anchor = self.anchor, None
        return anchor
