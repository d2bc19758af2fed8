"""The one registry of actions: everything that a person can do on the screens.

Bindings, footer, command palette, help screen and the key table in the docs come from it. The
title stands in the catalogue under ``action.ID``, a word for the footer under ``action.ID.short``,
what it does under ``action.ID.help``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple


class Place(StrEnum):
    """Where an action applies."""

    ANYWHERE = "anywhere"
    LIST = "list"
    DETAIL = "detail"
    DIALOG = "dialog"


class Action(NamedTuple):
    """One thing that a person can do.

    ``keys``: the default ones, in Textual's names; the keymap tells those in force.
    ``twin``: the same on the command line. ``no_twin``: why there is none.
    ``needs_version``: it acts on the version under the cursor; ``marked``: or on all that are
    marked.
    ``footer``: when it leaves a footer that has no room for all, 1 last; None: it is never there.
    """

    id: str
    keys: tuple[str, ...]
    places: tuple[Place, ...]
    twin: str = ""
    no_twin: str = ""
    writes: bool = False
    dangerous: bool = False
    needs_version: bool = False
    marked: bool = False
    footer: int | None = None

    @property
    def name(self) -> str:
        """As a Python name: ``version.add`` is carried out by ``action_version_add``."""
        return self.id.replace(".", "_").replace("-", "_")

    @property
    def group(self) -> str:
        """What it is about: what stands before the first dot of its id, one of GROUPS."""
        return self.id.partition(".")[0]


MOVE: Final = "move"
"""The group of what the widget in hand carries out: it moves the cursor, or scrolls."""
GROUPS: Final = (MOVE, "list", "version", "source", "download", "copy", "detail", "app")

_LIST = (Place.LIST,)
_BOTH = (Place.LIST, Place.DETAIL)
_DETAIL = (Place.DETAIL,)
_ANYWHERE = (Place.ANYWHERE,)
_EVERYWHERE = (Place.ANYWHERE, Place.DIALOG)
_SCREEN_ONLY = "it moves about on the screen"
_BY_NAME = "a command is given the versions that it is for"


def _changing(
    name: str, keys: tuple[str, ...], twin: str, *, footer: int, dangerous: bool = False
) -> Action:
    """What changes the versions that are marked, or else the one under the cursor."""
    return Action(
        name,
        keys,
        _BOTH,
        twin,
        writes=True,
        dangerous=dangerous,
        needs_version=True,
        marked=True,
        footer=footer,
    )


ACTIONS: Final[tuple[Action, ...]] = (
    Action("version.add", ("a",), _LIST, "kisotui version add", writes=True, footer=3),
    Action("version.add-file", ("A",), _LIST, "kisotui version add --file", writes=True, footer=13),
    Action("source.browse", ("o",), _LIST, "kisotui source browse", footer=23),
    Action(
        "version.show",
        ("enter",),
        _LIST,
        "kisotui version show",
        needs_version=True,
        footer=4,
    ),
    Action(
        "version.edit",
        ("e",),
        _BOTH,
        "kisotui version edit",
        writes=True,
        needs_version=True,
        footer=22,
    ),
    _changing(
        "version.manage", ("m",), "kisotui version enable, kisotui version disable", footer=7
    ),
    _changing(
        "version.delete", ("d", "delete"), "kisotui version delete", dangerous=True, footer=8
    ),
    _changing("version.retry", ("r",), "kisotui version retry", footer=5),
    _changing("version.pause", ("p",), "kisotui version pause", footer=6),
    _changing("version.cancel", ("x",), "kisotui version cancel", dangerous=True, footer=9),
    _changing("version.verify", ("t",), "kisotui verify", footer=26),
    Action(
        "version.accept",
        ("O",),
        _BOTH,
        "kisotui version accept",
        writes=True,
        needs_version=True,
        footer=25,
    ),
    _changing(
        "download.limit",
        ("b",),
        "kisotui download limit, kisotui download limit --total",
        footer=15,
    ),
    _changing("download.raise", ("plus",), "kisotui download priority", footer=16),
    _changing("download.lower", ("minus",), "kisotui download priority", footer=17),
    Action(
        "version.undo",
        ("u",),
        _BOTH,
        "kisotui version enable, kisotui version disable",
        writes=True,
        footer=21,
    ),
    Action("list.mark", ("space",), _LIST, no_twin=_BY_NAME, footer=20),
    Action("list.mark-range", ("v",), _LIST, no_twin=_BY_NAME),
    Action("list.mark-up", ("shift+up",), _LIST, no_twin=_BY_NAME),
    Action("list.mark-down", ("shift+down",), _LIST, no_twin=_BY_NAME),
    Action("list.mark-all", ("asterisk",), _LIST, no_twin=_BY_NAME),
    Action("list.next-failed", ("n",), _LIST, "kisotui version list --filter"),
    Action("list.previous-failed", ("N",), _LIST, no_twin=_SCREEN_ONLY),
    Action("list.filter", ("slash",), _LIST, "kisotui version list --filter", footer=10),
    Action(
        "list.filters",
        ("f",),
        _LIST,
        "kisotui version list --zone --min-version --arch",
        footer=11,
    ),
    Action("list.clear", ("escape",), _LIST, no_twin="a command filters only by what it names"),
    Action("list.sort", ("s",), _LIST, "kisotui version list --sort", footer=12),
    Action("list.reverse", ("S",), _LIST, "kisotui version list --reverse"),
    Action(
        "list.views", ("V",), _LIST, "kisotui version list --view, kisotui view list", footer=18
    ),
    Action("list.columns", ("C",), _LIST, "kisotui version list --columns", footer=19),
    Action("list.pane", ("w",), _LIST, "kisotui version show"),
    Action("copy.cell", ("c",), _BOTH, no_twin="it is what the command prints", needs_version=True),
    Action("copy.row", ("y",), _BOTH, "kisotui version show --output", needs_version=True),
    Action("copy.command", ("Y",), _BOTH, no_twin="it copies the commands", needs_version=True),
    Action("detail.details", ("1",), _DETAIL, no_twin=_SCREEN_ONLY),
    Action("detail.events", ("2",), _DETAIL, "kisotui event list"),
    Action("detail.downloads", ("3",), _DETAIL, "kisotui download show"),
    Action("detail.contents", ("4",), _DETAIL, "kisotui iso inspect"),
    Action("detail.previous", ("left", "h"), _DETAIL, no_twin=_SCREEN_ONLY),
    Action("detail.next", ("right", "l"), _DETAIL, no_twin=_SCREEN_ONLY),
    Action("detail.levels", ("f",), _DETAIL, "kisotui event list --level", footer=10),
    Action("move.up", ("up", "k"), _BOTH, no_twin=_SCREEN_ONLY),
    Action("move.down", ("down", "j"), _BOTH, no_twin=_SCREEN_ONLY),
    Action("move.page-up", ("pageup", "ctrl+b"), _BOTH, no_twin=_SCREEN_ONLY),
    Action("move.page-down", ("pagedown", "ctrl+f"), _BOTH, no_twin=_SCREEN_ONLY),
    Action("move.half-up", ("ctrl+u",), _BOTH, no_twin=_SCREEN_ONLY),
    Action("move.half-down", ("ctrl+d",), _BOTH, no_twin=_SCREEN_ONLY),
    Action("move.first", ("home", "g"), _BOTH, no_twin=_SCREEN_ONLY),
    Action("move.last", ("end", "G"), _BOTH, no_twin=_SCREEN_ONLY),
    Action("move.left", ("left", "h"), _LIST, no_twin=_SCREEN_ONLY),
    Action("move.right", ("right", "l"), _LIST, no_twin=_SCREEN_ONLY),
    Action("app.back", ("escape",), _DETAIL, no_twin=_SCREEN_ONLY, footer=3),
    Action("app.help", ("question_mark", "f1"), _EVERYWHERE, "kisotui help", footer=1),
    Action("app.palette", ("ctrl+p", "colon"), _ANYWHERE, no_twin=_SCREEN_ONLY, footer=14),
    Action("app.suspend", ("ctrl+z",), _EVERYWHERE, no_twin="the shell's ctrl+z does it"),
    Action("app.redraw", ("ctrl+l",), _EVERYWHERE, no_twin=_SCREEN_ONLY),
    Action("app.quit", ("q", "ctrl+q"), _ANYWHERE, no_twin="a command ends by itself", footer=2),
)

BY_ID: Final = {action.id: action for action in ACTIONS}


def at(place: Place) -> tuple[Action, ...]:
    """What can be done in a place, in the order of the registry."""
    return tuple(
        action for action in ACTIONS if place in action.places or Place.ANYWHERE in action.places
    )
