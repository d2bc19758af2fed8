"""Saved views: to choose one, and to save, rename or delete one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, ParamSpec, TypeVar

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kisotui.domain.failures import Problem
from kisotui.domain.text import visible
from kisotui.domain.views import View
from kisotui.locale import t
from kisotui.service import saved_views
from kisotui.tui.screens.dialog import Confirm
from kisotui.tui.screens.list_dialog import ListDialog
from kisotui.tui.screens.view_name import ViewName
from kisotui.tui.typing_ahead import LEADING
from kisotui.tui.view_words import described
from kisotui.tui.widgets.cells import cut

if TYPE_CHECKING:
    from kisotui.tui.app import KisoApp

P = ParamSpec("P")
R = TypeVar("R")
_NAME = 20  # cells for a name


class Views(ListDialog[View]):
    """Gives the view that was chosen. ``now``: what the list shows, to be saved."""

    app: KisoApp
    help_topic = "views"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "save", show=False),
        Binding("o", "overwrite", show=False),
        Binding("r", "rename", show=False),
        Binding("d,delete", "delete", show=False),
    ]

    def __init__(self, path: Path | None, now: View) -> None:
        keys = (
            ("enter", t("screen.views.show")),
            ("s", t("screen.views.save")),
            ("o", t("screen.views.overwrite")),
            ("r", t("screen.views.rename")),
            ("d", t("screen.views.delete")),
            ("esc", t("screen.dialog.leave")),
        )
        super().__init__(t("action.list.views"), keys)
        self._path = path
        self._now = now
        self._views: dict[str, View] = {}

    def compose_body(self) -> ComposeResult:
        yield OptionList(compact=True)
        now = t("screen.views.now", view=described(self._now))
        yield Static(Content.styled(now, "dim"), classes="body")

    @property
    def _here(self) -> str | None:
        """The view under the cursor."""
        place = self.options.highlighted
        return [*self._views][place] if place is not None and self._views else None

    def on_mount(self) -> None:
        self.options.focus()
        self._reload("")

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss([*self._views.values()][event.option_index])

    @work(group=LEADING)
    async def action_save(self) -> None:
        """Save what the list shows under a name."""
        name = await self.app.push_screen_wait(ViewName(t("screen.views.save.title"), ""))
        if name is None:
            return
        if name not in self._views or await self._may_overwrite(name):
            await self._save(name)

    @work(group=LEADING)
    async def action_overwrite(self) -> None:
        """Save what the list shows under the name of the view under the cursor."""
        if self._here is not None and await self._may_overwrite(self._here):
            await self._save(self._here)

    @work(group=LEADING)
    async def action_rename(self) -> None:
        """Give the view another name."""
        name = self._here
        if name is None:
            return
        new = await self.app.push_screen_wait(ViewName(t("screen.views.rename.title"), name))
        if new is None:
            return
        if await self._done(saved_views.rename, self._path, name, new):
            self._reload(new)

    @work(group=LEADING)
    async def action_delete(self) -> None:
        """Forget the view, after asking."""
        name = self._here
        if name is None:
            return
        question = self._question("delete", name)
        if await self.app.push_screen_wait(question):
            await self._done(saved_views.delete, self._path, name)
            self._reload("")

    async def _may_overwrite(self, name: str) -> bool:
        question = self._question("overwrite", name)
        answer = await self.app.push_screen_wait(question)
        return answer is True

    def _question(self, what: str, name: str) -> Confirm:
        lines = (
            Content(t(f"screen.views.{what}.ask", name=name)),
            Content.styled(described(self._views[name]), "dim"),
        )
        yes = t(f"screen.views.{what}.title")
        return Confirm(t("action.list.views"), lines, yes, t("screen.dialog.cancel"))

    async def _save(self, name: str) -> None:
        found = await self._done(saved_views.save, self._path, name, self._now)
        if found:
            self._reload(name)
            (aside,) = found
            if aside is not None:
                self.app.notify(t("screen.views.aside", path=str(aside)), markup=False)

    @work
    async def _reload(self, name: str) -> None:
        """Show what the file holds now, with the cursor on a view."""
        found = await self._done(saved_views.load, self._path)
        self._views = found[0].views if found else {}
        names = [*self._views]
        self.options.set_options(self._options())
        self.options.highlighted = names.index(name) if name in names else 0 if names else None

    async def _done(
        self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> tuple[R] | None:
        """What it gives, away from the event loop; None where it was refused, and that is told."""
        try:
            return (await asyncio.to_thread(function, *args, **kwargs),)
        except Problem as problem:
            self.app.report(problem)
            return None

    def _options(self) -> Iterator[Option]:
        if not self._views:
            yield Option(Content(t("screen.views.none")), disabled=True)
        for name, view in self._views.items():
            shown = cut(visible(name), _NAME)
            gap = " " * (_NAME + 2 - cell_len(shown))
            yield Option(Content.assemble(shown, gap, (visible(described(view)), "dim")))
