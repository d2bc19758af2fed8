"""Views as they are kept: plain values of JSON, of which a later program may know more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from kisotui.domain.failures import Problem
from kisotui.domain.states import Arch
from kisotui.domain.text import is_hidden
from kisotui.domain.views import COLUMNS, SORT_KEYS, VersionQuery, View

if TYPE_CHECKING:
    from kisotui.domain.detail_views import Zone

_MOST: Final = 10_000  # characters of a text that a person may have written into the file


def written(view: View) -> dict[str, object]:
    """The view to be kept. A zone goes by its id, and by its name where the id is not known."""
    query = view.query
    zone = {"id": query.zone, "name": view.zonename} if query.zone is not None else None
    return {
        "filter": query.text,
        "zone": zone,
        "minimum": query.minimum,
        "arch": query.arch.value if query.arch is not None else None,
        "sort": query.sort,
        "descending": query.descending,
        "columns": list(view.columns),
    }


def read(kept: object) -> View:
    """The view that was kept. What it does not tell, or tells wrongly, is as it is usually."""
    if not isinstance(kept, Mapping):
        return View()
    usual = VersionQuery()
    sort = kept.get("sort")
    descending = kept.get("descending")
    known = isinstance(sort, str) and sort in SORT_KEYS and isinstance(descending, bool)
    zone, zonename = _zone(kept.get("zone"))
    query = VersionQuery(
        text=_text(kept, "filter"),
        zone=zone,
        minimum=_minimum(_text(kept, "minimum")),
        arch=next((arch for arch in Arch if arch.value == kept.get("arch")), None),
        sort=str(sort) if known else usual.sort,
        descending=bool(descending) if known else usual.descending,
    )
    return View(query, zonename, _columns(kept.get("columns")))


def settled(view: View, zones: Sequence[Zone]) -> View:
    """The view where these zones are: another store knows its zone by another id.

    Raises Problem: ``zone-not-found``.
    """
    wanted = view.query.zone
    if wanted is None:
        return view
    same = [zone for zone in zones if zone.id == wanted]
    alike = [zone for zone in zones if zone.name == view.zonename]
    for zone in same + alike:
        return replace(view, query=replace(view.query, zone=zone.id), zonename=zone.name)
    raise Problem("zone-not-found", ref=view.zonename or wanted)


def _zone(kept: object) -> tuple[str | None, str]:
    if isinstance(kept, Mapping) and _text(kept, "id"):
        return _text(kept, "id"), _text(kept, "name")
    return None, ""


def _minimum(text: str) -> str:
    if not text:
        return ""
    from kisotui.domain import versions  # late: few views have one, and every start reads a view

    try:
        return str(versions.parse(text))
    except Problem:
        return ""


def _columns(kept: object) -> tuple[str, ...]:
    if not isinstance(kept, list):
        return ()
    return tuple(dict.fromkeys(key for key in kept if isinstance(key, str) and key in COLUMNS))


def _text(kept: Mapping[Any, object], name: str) -> str:
    value = kept.get(name)
    if not isinstance(value, str) or len(value) > _MOST or any(map(is_hidden, value)):
        return ""
    return value
