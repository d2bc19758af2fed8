"""Which columns are chosen, and in which order: what the dialog about them does. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kisotui.domain.views import COLUMNS, SORT_KEYS


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """All columns in an order, and those of them that are shown."""

    keys: tuple[str, ...] = COLUMNS
    shown: frozenset[str] = frozenset(SORT_KEYS)

    @classmethod
    def of(cls, columns: Sequence[str]) -> ColumnChoice:
        """The columns of a view: first those that it shows, then the others."""
        if not columns:
            return cls()
        return cls(tuple(dict.fromkeys((*columns, *COLUMNS))), frozenset(columns))

    @property
    def columns(self) -> tuple[str, ...]:
        """For a view: none where they are the usual ones."""
        chosen = tuple(key for key in self.keys if key in self.shown)
        return () if chosen == SORT_KEYS else chosen

    def toggled(self, place: int) -> ColumnChoice:
        """With a column shown that was not, or the other way round; one at least stays."""
        shown = self.shown ^ {self.keys[place]}
        return replace(self, shown=shown) if shown else self

    def moved(self, place: int, by: int) -> ColumnChoice:
        """With a column further up or down."""
        to = place + by
        if not 0 <= to < len(self.keys):
            return self
        keys = [*self.keys]
        keys.insert(to, keys.pop(place))
        return replace(self, keys=tuple(keys))
