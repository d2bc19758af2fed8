"""Which keys carry out which action: the registry's, but where a person chose others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from kisotui.domain import keynames
from kisotui.domain.actions import BY_ID, MOVE, Action, Place, at
from kisotui.domain.failures import Problem

Keys = Mapping[str, tuple[str, ...]]
"""Keys in Textual's names, by the action's id."""
UNCHANGED: Final[Keys] = MappingProxyType({})
PLACES: Final = (Place.LIST, Place.DETAIL)
FIXED: Final = frozenset({"tab", "shift+tab", "ctrl+c"})
"""What they do is not ours to change: they move between fields, and interrupt."""
OF_DIALOGS: Final = frozenset(
    {"escape", "enter", "space", "backspace", "delete", "insert", "n", "q", "r"}
    | {"ctrl+s", "ctrl+r", "ctrl+t", "ctrl+o"}
    | {"up", "down", "left", "right", "home", "end", "pageup", "pagedown"}
    | {"shift+up", "shift+down"}
)
"""What dialogs and their fields need."""


class Keymap:
    """The keys in force."""

    def __init__(self, changed: Keys = UNCHANGED) -> None:
        """``changed``: the actions that have other keys than the registry gives them."""
        self.changed = changed

    def of(self, action: Action) -> tuple[str, ...]:
        """The keys of an action; none if a person wants it so."""
        return self.changed.get(action.id, action.keys)


def parse(given: Mapping[str, object], source: str) -> Keys:
    """The keys that a person chose, from texts by the action's id. ``source``: where they stand.

    Raises ValueError: a value is neither a text nor a list of them.
    Raises Problem: ``keys-unknown-action``, ``keys-unknown-key``, ``keys-fixed``, ``keys-clash``.
    """
    from difflib import get_close_matches  # late: only those pay for it who chose keys

    changed: dict[str, tuple[str, ...]] = {}
    for name, value in _flat(given):
        if name not in BY_ID:
            near = get_close_matches(name, BY_ID, n=1, cutoff=0.0)
            raise Problem("keys-unknown-action", name=name, source=source, near=near[0])
        changed[name] = tuple(dict.fromkeys(_key(name, text, source) for text in _texts(value)))
    keymap = Keymap(changed)
    for name, keys in changed.items():
        _look_for_fixed(BY_ID[name], keys, source)
    _look_for_clash(keymap, source)
    return changed


def _flat(given: Mapping[str, object], prefix: str = "") -> Iterator[tuple[str, object]]:
    """``version.delete`` without quotes is a table in a table to TOML."""
    for name, value in given.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _texts(value: object) -> list[str]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise ValueError
    return texts


def _key(name: str, text: str, source: str) -> str:
    try:
        return keynames.parse(text)
    except ValueError:
        raise Problem("keys-unknown-key", key=text, name=name, source=source) from None


def _look_for_fixed(action: Action, keys: tuple[str, ...], source: str) -> None:
    fixed = FIXED
    if Place.DIALOG in action.places:
        fixed |= OF_DIALOGS
    elif action.group == MOVE:
        fixed |= {"escape"}  # the help scrolls by it, and must be left
    for key in keys:
        if key in fixed:
            written = keynames.written(key)
            raise Problem("keys-fixed", key=written, name=action.id, source=source)


def _look_for_clash(keymap: Keymap, source: str) -> None:
    for place in PLACES:
        taken: dict[str, Action] = {}
        for action in at(place):
            for key in keymap.of(action):
                first = taken.setdefault(key, action)
                if first is not action:
                    raise Problem(
                        "keys-clash",
                        key=keynames.written(key),
                        first=first.id,
                        second=action.id,
                        place={"message": f"word.place.{place}", "values": {}},
                        source=source,
                    )
