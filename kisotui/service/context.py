"""What every function of the service works with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from kisotui.domain.actors import Actor
from kisotui.domain.failures import Problem
from kisotui.settings import Settings
from kisotui.store.engine import Session, Store, open_store


@dataclass(frozen=True, slots=True)
class Context:
    """An open store, the settings, and who is doing things."""

    store: Store
    settings: Settings
    actor: Actor

    @property
    def refusal(self) -> Problem | None:
        """Why nothing may be changed here; None where it may be."""
        if self.settings.read_only:
            return Problem("read-only")
        if self.store.is_read_only:
            return Problem("store-read-only", store=self.store.name)
        return None

    def refuse_if_read_only(self) -> None:
        """Raises Problem: ``read-only``, ``store-read-only``."""
        if self.refusal is not None:
            raise self.refusal

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction: the one way by which the service changes anything.

        Raises Problem: ``read-only``, ``store-read-only``.
        """
        self.refuse_if_read_only()
        with self.store.write() as session:
            yield session

    def close(self) -> None:
        self.store.close()


def open_context(settings: Settings, actor: Actor) -> Context:
    """Open the store that the settings name. Raises Problem: ``store-*``."""
    return Context(open_store(settings.db, read_only=settings.read_only), settings, actor)
