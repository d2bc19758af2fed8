"""The fields of the add form: what each is, and what is typed in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, Final

from textual.dom import DOMNode
from textual.widget import Widget
from textual.widgets import Select

from kisotui.domain import forms, versions
from kisotui.domain.corrections import Correction
from kisotui.domain.evidence import Evidence, Origin
from kisotui.domain.forms import VersionForm
from kisotui.domain.states import Arch, VersionState
from kisotui.locale import problem_next, problem_text, t
from kisotui.service import preflight_words as words
from kisotui.tui.add_form import AddForm
from kisotui.tui.widgets.form import Field, Toggle, choice
from kisotui.tui.widgets.paths import PathSuggester

_ALL_ZONES: Final = ""
_NUMBERS: Final = ("mincpunumber", "minmemory")
EXAMPLES: Final = {
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
        several = [(_named(state, value), value)] if value and " " in value else []
        every = (t("word.all-zones"), _ALL_ZONES)
        return choice(name, [*several, every, *zones], value or _ALL_ZONES)
    if name == "state":
        return choice(name, [(each.value, each.value) for each in VersionState], value)
    if name == "arch":
        return choice(name, [(arch.value, arch.value) for arch in Arch], value)
    if name == "directdownload":
        return Toggle(name, value)
    return Field(
        name,
        value,
        placeholder=placeholder(name, None),
        secret=name == "url",
        replaced=name in _NUMBERS,
        suggester=PathSuggester() if name == "file" else None,
    )


def _named(state: AddForm, ids: str) -> str:
    """The zones of an edited version that has some of them, and not one or all."""
    return ", ".join(state.zones[each].name for each in ids.split())


def typed(node: DOMNode, form: VersionForm) -> VersionForm:
    """The form with what stands in the fields now."""
    toggle = node.query_one(Toggle)
    texts: dict[str, Any] = {each.id or "": each.value for each in node.query(Field)}
    chosen: dict[str, Any] = {each.id or "": str(each.value) for each in node.query(Select)}
    zone = chosen.pop("zone") or None
    # One that is fixed shows what the zone forces, and not what was chosen.
    direct = form.directdownload if toggle.disabled else toggle.value
    return replace(form, zone=zone, directdownload=direct, **texts, **chosen)


def put(node: DOMNode, form: VersionForm) -> None:
    """Fill the fields in."""
    for each in node.query(Field):
        each.value = getattr(form, each.id or "")
    for list_ in node.query(Select):
        list_.value = getattr(form, list_.id or "") or _ALL_ZONES
    node.query_one(Toggle).value = form.directdownload


def hint(name: str) -> str:
    """What is expected in a field."""
    return t(
        f"screen.add.hint.{name}",
        minimum=versions.MINIMUM,
        cpu=forms.MINIMUM_CPU,
        memory=forms.MINIMUM_MEMORY,
    )


def contradiction(found: Correction, take: str) -> tuple[str, str]:
    """What the ISO says of a field, and what takes that over; with its style."""
    return words.stated(found, take), "$warning" if found.contradicts else "$accent"


def placeholder(name: str, found: Correction | None) -> str:
    """What stands in a field while it is empty: what the ISO says, or else an example."""
    return found.found if found else EXAMPLES.get(name, "")


def agreement(checksum: str, known: Iterable[Evidence]) -> list[tuple[str, str]]:
    """Who else says so, where the checksum was found."""
    by = next((each for each in known if str(each.checksum) == checksum), None)
    if by is None or by.origin is Origin.GIVEN:
        return []
    said = "preflight.agrees-beside" if by.origin is Origin.BESIDE else "preflight.agrees"
    return [(t(said, source=by.file), "")]


def message(
    state: AddForm,
    focused: str,
    corrections: Mapping[str, Correction],
    known: Iterable[Evidence],
    take: str,
) -> list[tuple[str, str]]:
    """What is wrong with the field in hand, or contradicted; else what is wrong with the first;
    else what is expected: each line with its style. ``known``: of the ISO's digest; ``take``: the
    key that takes over."""
    complaints = state.complaints
    if focused in corrections and focused not in complaints:
        return [contradiction(corrections[focused], take), (hint(focused), "dim")]
    wrong = focused if focused in complaints else next(iter(complaints), "")
    if wrong:
        label, problem = t(f"field.{wrong}"), complaints[wrong]
        return [(f"{label}: {problem_text(problem)}", "$error"), (problem_next(problem), "dim")]
    agreed = agreement(state.form.checksum, known) if focused == "checksum" else []
    return [*agreed, (hint(focused), "dim")] if focused in state.fields else []
