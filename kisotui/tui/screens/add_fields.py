"""The fields of the add form: what each is, and what is typed in them."""

from __future__ import annotations

from typing import Final

from textual.dom import DOMNode
from textual.widget import Widget
from textual.widgets import Select

from kisotui.domain import forms, versions
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import Arch
from kisotui.locale import t
from kisotui.tui.add_form import AddForm
from kisotui.tui.widgets.form import Field, Toggle, choice
from kisotui.tui.widgets.paths import PathSuggester

_ALL_ZONES: Final = ""
_NUMBERS: Final = ("mincpunumber", "minmemory")
_EXAMPLES: Final = {
    "semanticversion": "1.34.12",
    "url": "https://",
    "file": "/",
    "checksum": "{SHA-256}",
}


def field(name: str, state: AddForm) -> Widget:
    """The widget of a field, filled in."""
    value = getattr(state.form, name)
    if name == "zone":
        zones = [(f"{zone.name} ({zone.type})", zone.id) for zone in state.zones.values()]
        return choice(name, [(t("word.all-zones"), _ALL_ZONES), *zones], value or _ALL_ZONES)
    if name == "arch":
        return choice(name, [(arch.value, arch.value) for arch in Arch], value)
    if name == "directdownload":
        return Toggle(name, value)
    return Field(
        name,
        value,
        placeholder=_EXAMPLES.get(name, ""),
        secret=name == "url",
        replaced=name in _NUMBERS,
        suggester=PathSuggester() if name == "file" else None,
    )


def typed(node: DOMNode, chosen_direct: bool) -> VersionForm:
    """What stands in the fields. ``chosen_direct``: what was chosen before it was fixed."""
    toggle = node.query_one(Toggle)
    return VersionForm(
        zone=str(node.query_one("#zone", Select).value) or None,
        arch=str(node.query_one("#arch", Select).value),
        directdownload=chosen_direct if toggle.disabled else toggle.value,
        **{each.id or "": each.value for each in node.query(Field)},
    )


def put(node: DOMNode, form: VersionForm) -> None:
    """Fill the fields in."""
    for each in node.query(Field):
        each.value = getattr(form, each.id or "")
    node.query_one("#zone", Select).value = form.zone or _ALL_ZONES
    node.query_one("#arch", Select).value = form.arch
    node.query_one(Toggle).value = form.directdownload


def hint(name: str) -> str:
    """What is expected in a field."""
    return t(
        f"screen.add.hint.{name}",
        minimum=versions.MINIMUM,
        cpu=forms.MINIMUM_CPU,
        memory=forms.MINIMUM_MEMORY,
    )
