"""The last line: the keys that apply now, as many as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widget import Widget

from kisotui.domain.actions import Action, Place, at
from kisotui.domain.keynames import written
from kisotui.domain.offers import Subject
from kisotui.locale import t
from kisotui.tui import keys

if TYPE_CHECKING:
    from kisotui.tui.app import KisoApp

_GAP = "  "


class Footer(Widget):
    """Keys and what they do; a click does the same."""

    app: KisoApp

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.subject = Subject()
        self._shown: tuple[Action, ...] = ()

    def set_subject(self, subject: Subject) -> None:
        """Offer what applies to this."""
        self.subject = subject
        if self._fitting() != self._shown:
            self.refresh()

    def _fitting(self) -> tuple[Action, ...]:
        writable = self.app.refusal is None
        offered = [
            action
            for action in at(self.place)
            if action.footer is not None and keys.of(action) and (writable or not action.writes)
            if self.subject.makes_sense(action)
        ]
        kept: set[Action] = set()
        room = self.size.width
        for action in sorted(offered, key=lambda action: action.footer or 0):
            room -= cell_len(_label(action))
            if room < 0:
                break
            kept.add(action)
            room -= len(_GAP)
        return tuple(action for action in offered if action in kept)

    def render(self) -> Content:
        self._shown = self._fitting()
        parts: list[Content | tuple[str, str] | str] = []
        for action in self._shown:
            parts += [_GAP] if parts else []
            parts += [(_key(action), "bold $accent"), " ", _short(action)]
        return Content.assemble(*parts)

    async def on_click(self, event: events.Click) -> None:
        x = 0
        for action in self._shown:
            end = x + cell_len(_label(action))
            if x <= event.x < end:
                await self.run_action(keys.call(action))
            x = end + len(_GAP)


def _short(action: Action) -> str:
    return t(f"action.{action.id}.short")


def _key(action: Action) -> str:
    return written(keys.of(action)[0])


def _label(action: Action) -> str:
    return f"{_key(action)} {_short(action)}"
