"""Writes the tables in README.md and docs/ that a registry knows: ``make readme``."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from kisotui.domain.actions import ACTIONS, GROUPS, Action, Place
from kisotui.domain.findings import FINDINGS
from kisotui.domain.keynames import written
from kisotui.locale import CATALOGUE, english

_ROOT: Final = Path(__file__).parent.parent
README: Final = _ROOT / "README.md"
DOCUMENTS: Final = (README, _ROOT / "docs" / "checking.md")
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
    return "\n".join([*lines, *map(_key_line, grouped)]) + "\n"


def findings() -> str:
    """The table of what can be found in an ISO, as Markdown."""
    lines = ["| Code | | What was found | What to do |", "|---|---|---|---|"]
    for code, severity in FINDINGS.items():
        what, then = (_sentence(f"finding.{code}{part}") for part in ("", ".next"))
        lines.append(f"| `{code}` | {severity} | {what} | {then} |")
    return "\n".join(lines) + "\n"


_TABLES: Final[dict[str, Callable[[], str]]] = {"keys": keys, "findings": findings}


def renewed(text: str) -> str:
    """A document's text with its tables as they are now."""
    for name, table in _TABLES.items():
        begin, end = f"<!-- {name}: made by make readme -->\n", f"<!-- end of {name} -->\n"
        before, found, rest = text.partition(begin)
        if found:
            text = before + begin + table() + end + rest.partition(end)[2]
    return text


def _key_line(action: Action) -> str:
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


def _sentence(message: str) -> str:
    """In English; what stands for a value is set in italics."""
    return re.sub(r"\{(\w+)\}", r"*\1*", CATALOGUE[message][0])


if __name__ == "__main__":
    for document in DOCUMENTS:
        document.write_text(renewed(document.read_text()))
