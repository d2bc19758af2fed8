"""Keys: from the registry of actions to Textual's bindings, and how a key is written."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType
from textual.content import Content

from kisotui.domain.actions import Action, Place, at

_WRITTEN = {
    "escape": "esc",
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "plus": "+",
    "minus": "-",
    "delete": "del",
    "pageup": "pgup",
    "pagedown": "pgdn",
}


def bindings(place: Place) -> list[BindingType]:
    """A binding for every key of every action in a place; ``action_NAME`` carries it out."""
    return [
        Binding(",".join(action.keys), action.name, show=False, id=action.id)
        for action in at(place)
        if place in action.places
    ]


def call(action: Action) -> str:
    """An action as Textual's ``run_action`` takes it."""
    return f"{'app' if Place.ANYWHERE in action.places else 'screen'}.{action.name}"


def written(key: str) -> str:
    """A key as people write it: ``ctrl+p`` as ^p."""
    return _WRITTEN.get(key, key).replace("ctrl+", "^")


def hint(keys: Iterable[tuple[str, str]]) -> Content:
    """A line of keys, and what each does."""
    parts = [Content.assemble((written(key), "$accent"), (f" {what}", "dim")) for key, what in keys]
    return Content("  ").join(parts)
