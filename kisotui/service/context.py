"""What every function of the service works with."""

from __future__ import annotations

from dataclasses import dataclass

from kisotui.domain.actors import Actor
from kisotui.settings import Settings
from kisotui.store.engine import Store, open_store


@dataclass(frozen=True, slots=True)
class Context:
    """An open store, the settings, and who is doing things."""

    store: Store
    settings: Settings
    actor: Actor

    def close(self) -> None:
        self.store.close()


def open_context(settings: Settings, actor: Actor) -> Context:
    """Open the store that the settings name. Raises Problem: ``store-*``."""
    return Context(open_store(settings.db), settings, actor)
