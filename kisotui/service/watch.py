"""Noticing that somebody changed something."""

from __future__ import annotations

from kisotui.service.context import Context


class Watch:
    """Tells whether the store changed, by whomever, since it was last asked; for one thread."""

    def __init__(self, ctx: Context) -> None:
        self._watch = ctx.store.watch()

    def changed(self) -> bool:
        """Microseconds on SQLite. Raises Problem: ``store-*``."""
        return self._watch.changed()

    @property
    def newest(self) -> int:
        """The newest event's id when the store changed last; 0 for none. What changes without an
        event is progress, and what only workers care for."""
        return self._watch.newest

    def close(self) -> None:
        self._watch.close()
