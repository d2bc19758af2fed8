"""The one registry of actions: everything that a person can do on the screens.

Bindings, footer, command palette, help screen and the key table in the docs come from it. Title
and help stand in the catalogue under ``action.ID`` and ``action.ID.help``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Place(StrEnum):
    """Where an action applies."""

    ANYWHERE = "anywhere"
    LIST = "list"
    DETAIL = "detail"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that a person can do.

    ``keys``: the default ones, in Textual's names. ``twin``: the same on the command line.
    ``no_twin``: why there is none. ``needs_version``: it acts on the version under the cursor.
    ``footer``: shown in the footer where it applies.
    """

    id: str
    keys: tuple[str, ...]
    places: tuple[Place, ...]
    twin: str = ""
    no_twin: str = ""
    writes: bool = False
    dangerous: bool = False
    needs_version: bool = False
    footer: bool = True

    @property
    def name(self) -> str:
        """As a Python name: ``version.add`` is carried out by ``action_version_add``."""
        return self.id.replace(".", "_").replace("-", "_")


_LIST = (Place.LIST,)
_BOTH = (Place.LIST, Place.DETAIL)
_SCREEN_ONLY = "it moves about on the screen"

ACTIONS: Final[tuple[Action, ...]] = (
    Action("version.add", ("a",), _LIST, "kisotui version add", writes=True),
    Action("version.add-file", ("A",), _LIST, "kisotui version add --file", writes=True),
    Action("version.show", ("enter",), _LIST, "kisotui version show", needs_version=True),
    Action(
        "version.manage",
        ("m",),
        _BOTH,
        "kisotui version enable, kisotui version disable",
        writes=True,
        needs_version=True,
    ),
    Action(
        "version.delete",
        ("d", "delete"),
        _BOTH,
        "kisotui version delete",
        writes=True,
        dangerous=True,
        needs_version=True,
    ),
    Action(
        "version.retry", ("r",), _BOTH, "kisotui version retry", writes=True, needs_version=True
    ),
    Action(
        "version.pause", ("p",), _BOTH, "kisotui version pause", writes=True, needs_version=True
    ),
    Action(
        "version.cancel",
        ("x",),
        _BOTH,
        "kisotui version cancel",
        writes=True,
        dangerous=True,
        needs_version=True,
    ),
    Action("list.filter", ("slash",), _LIST, "kisotui version list --filter"),
    Action("list.filters", ("f",), _LIST, "kisotui version list --zone --min-version --arch"),
    Action("list.sort", ("s",), _LIST, "kisotui version list --sort"),
    Action("list.reverse", ("S",), _LIST, "kisotui version list --reverse", footer=False),
    Action("detail.details", ("1",), (Place.DETAIL,), no_twin=_SCREEN_ONLY, footer=False),
    Action("detail.events", ("2",), (Place.DETAIL,), "kisotui event list", footer=False),
    Action("detail.downloads", ("3",), (Place.DETAIL,), no_twin=_SCREEN_ONLY, footer=False),
    Action("detail.levels", ("l",), (Place.DETAIL,), "kisotui event list --level"),
    Action("app.back", ("escape",), (Place.DETAIL,), no_twin=_SCREEN_ONLY),
    Action("app.help", ("question_mark", "f1"), (Place.ANYWHERE,), "kisotui --help"),
    Action("app.palette", ("ctrl+p", "colon"), (Place.ANYWHERE,), no_twin=_SCREEN_ONLY),
    Action("app.quit", ("q", "ctrl+q"), (Place.ANYWHERE,), no_twin="a command ends by itself"),
)

BY_ID: Final = {action.id: action for action in ACTIONS}
