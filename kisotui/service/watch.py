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

    def close(self) -> None:
        self._watch.close()
