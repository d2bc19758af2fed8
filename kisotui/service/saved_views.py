"""What a person looks at: the last view and those saved by name. In one file, not in the store.

Every start reads that file before there is a row to show: standard library only.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kisotui.domain import names, saved_views
from kisotui.domain.failures import Problem
from kisotui.domain.views import View
from kisotui.service import own_file

_LAST: Final = "last"
_VIEWS: Final = "views"
_SHOWN: Final = 80  # characters of a name that is not known


@dataclass(frozen=True, slots=True)
class Saved:
    """What the file holds. ``views``: by name, in the order of the names."""

    last: View = field(default_factory=View)
    views: dict[str, View] = field(default_factory=dict)


def load(path: Path | None) -> Saved:
    """All of it; nothing where there is no file. Raises Problem: ``views-broken``."""
    kept = _kept(path) if path is not None else {}
    views = {str(name): saved_views.read(view) for name, view in _views(kept).items()}
    ordered = dict(sorted(views.items(), key=lambda each: (each[0].casefold(), each[0])))
    return Saved(saved_views.read(kept.get(_LAST)), ordered)


def restore(path: Path | None) -> tuple[View, Problem | None]:
    """The view to start with, and why it is not the last one."""
    try:
        return load(path).last, None
    except Problem as problem:
        return View(), problem


def get(path: Path | None, name: str) -> View:
    """A saved view. Raises Problem: ``view-not-found``, ``views-broken``."""
    saved = load(path).views
    if name not in saved:
        raise Problem("view-not-found", name=name[:_SHOWN], known=", ".join(saved) or "-")
    return saved[name]


def parse_name(text: str) -> str:
    """The name of a view as given. Raises Problem: ``name-*``."""
    return names.parse_required(unicodedata.normalize("NFC", text))


def remember(path: Path | None, view: View) -> None:
    """Keep the view as the last one. A broken file is left alone.

    Raises Problem: ``views-broken``, ``views-unwritable``.
    """

    def change(kept: dict[str, Any]) -> None:
        _merge(kept, _LAST, view)

    _change(path, change)


def save(path: Path | None, name: str, view: View) -> Path | None:
    """Keep the view under a name, also where another one has it.

    A broken file is kept aside; gives where. Raises Problem: ``name-*``, ``views-unwritable``.
    """
    name = parse_name(name)

    def change(kept: dict[str, Any]) -> None:
        _merge(kept.setdefault(_VIEWS, {}), name, view)

    return _change(path, change, puts_aside=True)


def delete(path: Path | None, name: str) -> None:
    """Forget a saved view.

    Raises Problem: ``view-not-found``, ``views-broken``, ``views-unwritable``.
    """
    get(path, name)
    _change(path, lambda kept: _views(kept).pop(name, None))


def rename(path: Path | None, name: str, new: str) -> None:
    """Give a saved view another name, which no other one has.

    Raises Problem: ``name-*``, ``view-name-taken``, ``view-not-found``, ``views-broken``,
    ``views-unwritable``.
    """
    new = parse_name(new)
    get(path, name)

    def change(kept: dict[str, Any]) -> None:
        views = _views(kept)
        if new in views and new != name:
            raise Problem("view-name-taken", name=new)
        if name in views:
            views[new] = views.pop(name)

    _change(path, change)


def _merge(kept: dict[str, Any], name: str, view: View) -> None:
    """What a later program wrote beside it stays."""
    before = kept.get(name)
    kept[name] = {**(before if isinstance(before, dict) else {}), **saved_views.written(view)}


def _change(
    path: Path | None, change: Callable[[dict[str, Any]], object], *, puts_aside: bool = False
) -> Path | None:
    """Change what the file holds now, whoever else writes to it.

    ``puts_aside``: a broken one, and begin a new one; gives where the broken one is then.
    """
    if path is None:
        return None
    aside: Path | None = None

    def changed() -> str | None:
        nonlocal aside
        try:
            before = _kept(path)
        except Problem:
            if not puts_aside:
                raise
            before, aside = {}, own_file.put_aside(path)
        after = json.loads(json.dumps(before))
        change(after)
        return None if after == before else json.dumps(after, ensure_ascii=False, indent=2) + "\n"

    own_file.rewrite(path, changed)
    return aside


def _kept(path: Path) -> dict[str, Any]:
    text = own_file.read(path)
    if text is None:
        return {}
    try:
        kept = json.loads(text)
    except (ValueError, RecursionError):
        kept = None
    if not isinstance(kept, dict) or not isinstance(kept.get(_VIEWS, {}), dict):
        raise Problem("views-broken", path=str(path))
    return kept


def _views(kept: dict[str, Any]) -> dict[str, Any]:
    views: dict[str, Any] = kept.get(_VIEWS, {})
    return views
