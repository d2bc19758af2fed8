"""Writes the table of keys in README.md anew, from the registry of actions: ``make readme``."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kisotui.domain.actions import ACTIONS, GROUPS, Action, Place
from kisotui.domain.keynames import written
from kisotui.locale import english

README: Final = Path(__file__).parent.parent / "README.md"
_BEGIN, _END = "<!-- keys: made by make readme -->\n", "<!-- end of keys -->\n"
_PLACES: Final = {
    Place.ANYWHERE: "anywhere",
    Place.LIST: "list",
    Place.DETAIL: "details",
    Place.DIALOG: "dialogs",
}


def keys() -> str:
    """The table of keys, as Markdown."""
    lines = ["| Key | Does | Where | Command |", "|---|---|---|---|"]
    grouped = sorted(ACTIONS, key=lambda action: GROUPS.index(action.group))
    return "\n".join([*lines, *map(_line, grouped)]) + "\n"


def with_keys(text: str) -> str:
    """The README's text with the table as it is now."""
    before, _, rest = text.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return before + _BEGIN + keys() + _END + after


def _line(action: Action) -> str:
    written = " ".join(f"`{_key(key)}`" for key in action.keys)
    does = english(f"action.{action.id}.help")
    places = ", ".join(_PLACES[place] for place in action.places)
    twin = ", ".join(f"`{command}`" for command in action.twin.split(", ") if command)
    return f"| {written} | {does} | {places} | {twin} |"


def _key(key: str) -> str:
    if key.startswith("ctrl+"):
        return f"Ctrl+{written(key.removeprefix('ctrl+')).upper()}"
    name = written(key)
    return name if len(name) == 1 else "+".join(part.capitalize() for part in name.split("+"))


if __name__ == "__main__":
    README.write_text(with_keys(README.read_text()))
