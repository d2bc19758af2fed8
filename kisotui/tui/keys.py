"""Keys: from the registry of actions to Textual's bindings, and how a key is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from textual.binding import Binding, BindingsMap, BindingType
from textual.content import Content
from textual.dom import DOMNode

from kisotui.domain.actions import BY_ID, MOVE, Action, Place, at
from kisotui.domain.keymap import Keymap
from kisotui.domain.keynames import written
from kisotui.locale import t

HINT_GAP: Final = "  "  # between one key with its words and the next

_keymap = Keymap()


def use(keymap: Keymap) -> None:
    """These keys are in force from now on, for every node made after this."""
    global _keymap
    _keymap = keymap


def of(action: Action) -> tuple[str, ...]:
    """The keys in force of an action, in Textual's names; there may be none."""
    return _keymap.of(action)


def with_alt() -> frozenset[str]:
    """The characters that carry out an action together with Alt."""
    found = (key.rpartition("alt+") for action in BY_ID.values() for key in of(action))
    return frozenset(sign for before, alt, sign in found if alt and not before)


def written_of(name: str) -> str:
    """What to press for an action, by its id: its first key, or where else it is found."""
    keys = of(BY_ID[name])
    if keys:
        return written(keys[0])
    palette = of(BY_ID["app.palette"])
    return " ".join([*map(written, palette[:1]), t(f"action.{name}")])


def bindings(place: Place) -> list[BindingType]:
    """A binding for every key of every action in a place; ``action_NAME`` carries it out."""
    return [
        binding(action.id, action.name)
        for action in at(place)
        if place in action.places and action.group != MOVE
    ]


def moves(place: Place) -> list[BindingType]:
    """What the widget in hand binds that moves the cursor, or scrolls, in a place."""
    return [binding(action.id, action.name) for action in at(place) if action.group == MOVE]


def binding(name: str, does: str) -> Binding:
    """An action's keys, by its id, for what a node does in its place."""
    return Binding(",".join(BY_ID[name].keys), does, show=False, id=name)


def remap(node: DOMNode) -> None:
    """Give a node's bindings the keys in force.

    Textual's own keymap does not do: with it a letter would act also where it is typed into a
    field, and no action could be without a key.
    """
    if not _keymap.changed:
        return
    kept = [each for _, each in node._bindings if each.id not in _keymap.changed]
    moved = {(each.id, each.action): each for _, each in node._bindings if each not in kept}
    kept += [
        replace(each, key=key)
        for (name, _), each in moved.items()
        for key in _keymap.changed[name or ""]
    ]
    node._bindings = BindingsMap(kept)


def call(action: Action) -> str:
    """An action as Textual's ``run_action`` takes it."""
    return f"{'app' if Place.ANYWHERE in action.places else 'screen'}.{action.name}"


def hints(keys: Iterable[tuple[str, str]]) -> list[Content]:
    """Keys, each with what it does."""
    return [Content.assemble((written(key), "$accent"), (f" {what}", "dim")) for key, what in keys]


def hint(keys: Iterable[tuple[str, str]]) -> Content:
    """The same as one line."""
    return Content(HINT_GAP).join(hints(keys))
