"""The columns of the version table: how wide, in which order, and what each shows. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from rich.cells import cell_len

from kisotui.domain.views import SORT_KEYS, Version
from kisotui.locale import format as fmt
from kisotui.locale import t
from kisotui.tui import render
from kisotui.tui.glyphs import glyph
from kisotui.tui.render import Cell, Tone
from kisotui.tui.widgets.columns import Column

_ID: Final = 8  # characters: as many as tell a version from others


def columns() -> tuple[Column, ...]:
    """The console's columns in the console's order, then ours."""
    return tuple(_column(key) for key in SORT_KEYS)


def chosen(keys: Sequence[str]) -> tuple[Column, ...]:
    """The columns that were chosen, in their order; the usual ones where none was."""
    # Who chooses a column wants it wherever there is room for it.
    return tuple(_column(key)._replace(beyond=0) for key in keys) or columns()


def title(key: str) -> str:
    """What stands above a column."""
    return t(f"screen.column.{key}")


def _column(key: str) -> Column:
    width, how = _SIZES[key]
    name = title(key)
    return Column(key, name, max(width, cell_len(name)), **how)


# Narrow tables leave out more than they must, so that names, which tell versions apart, are whole.
_SIZES: Final[dict[str, tuple[int, dict[str, Any]]]] = {
    "name": (14, {"most": 32, "eager": True}),
    "state": (10, {}),
    "semanticversion": (8, {}),
    "isostate": (12, {}),
    "mincpunumber": (7, {"rank": 4, "beyond": 119, "right": True}),
    "minmemory": (8, {"rank": 5, "beyond": 119, "right": True}),
    "arch": (7, {"rank": 2, "beyond": 99}),
    "zonename": (9, {"most": 24, "rank": 3, "beyond": 109}),
    "size": (9, {"rank": 1, "beyond": 89, "right": True}),
    "progress": (21, {"most": 40, "least": 10}),
    "created": (23, {"rank": 6, "beyond": 160}),
    # Those that are only there where they were chosen
    "id": (_ID, {"rank": 2}),
    "failure": (20, {"rank": 2}),
    "rate": (9, {"rank": 2, "right": True}),
    "url": (24, {"most": 80, "rank": 2}),
    "file": (20, {"most": 60, "rank": 2}),
    "checksum": (20, {"most": 138, "rank": 2}),
    "directdownload": (6, {"rank": 2}),
    "supportsha": (6, {"rank": 2}),
    "supportsautoscaling": (6, {"rank": 2}),
    "usable": (16, {"rank": 2}),
}


def _failure(version: Version) -> Cell:
    return render.plain(t(f"screen.failure.{version.failure}"), Tone.BAD) if version.failure else ()


def _rate(version: Version) -> Cell:
    return render.plain(fmt.brief_rate(version.rate), Tone.DIM) if version.rate else ()


def _yes(value: bool) -> Cell:
    return render.plain(t("word.yes" if value else "word.no"), Tone.PLAIN if value else Tone.DIM)


def _text(value: str) -> Cell:
    return render.plain(value) if value else render.plain(glyph("unknown"), Tone.DIM)


CELLS: Final[dict[str, Callable[[Version], Cell]]] = {
    "name": lambda version: render.plain(version.name),
    "state": lambda version: render.state(version.state),
    "semanticversion": lambda version: render.plain(version.semanticversion),
    "isostate": lambda version: render.state(version.isostate),
    "mincpunumber": lambda version: render.plain(str(version.mincpunumber)),
    "minmemory": lambda version: render.memory(version.minmemory),
    "arch": lambda version: render.plain(version.arch),
    "zonename": render.zones,
    "size": render.size,
    "created": lambda version: render.plain(fmt.when(version.created), Tone.DIM),
    "id": lambda version: render.plain(version.id[:_ID], Tone.DIM),
    "failure": _failure,
    "rate": _rate,
    "url": lambda version: _text(version.url),
    "file": lambda version: _text(version.file),
    "checksum": lambda version: _text(version.checksum),
    "directdownload": lambda version: _yes(version.directdownload),
    "supportsha": lambda version: _yes(version.supportsha),
    "supportsautoscaling": lambda version: _yes(version.supportsautoscaling),
    "usable": render.usable,
}
"""All but the progress, which depends on the time and on how much room there is."""
