"""What all actions on versions share: which ones they act on, and how they tell of it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from textual.screen import Screen

from kisotui.domain.failures import Problem
from kisotui.domain.marks import PORTION
from kisotui.domain.views import Version
from kisotui.locale import t
from kisotui.tui.keys import remap

if TYPE_CHECKING:
    from kisotui.tui.app import KisoApp
    from kisotui.tui.screens.dialog import Confirm

T = TypeVar("T")

# Seconds between two portions. Who waits for SQLite's lock looks again every tenth of a second:
# where one transaction followed the other at once, all waited for the last one.
_REST: Final = 0.11
_MOMENT: Final = 0.5  # seconds


class Acting(Screen[None]):
    """A screen on which something can be done with versions."""

    app: KisoApp

    def __init__(self) -> None:
        super().__init__()
        remap(self)

    def current_version(self) -> Version | None:
        """The version that is looked at."""
        raise NotImplementedError

    def shows(self, version: str) -> bool:
        """Whether what becomes of a version can be seen here now, by its id."""
        raise NotImplementedError

    def acted_on(self) -> Version | None:
        """The version that is looked at; where there is none, that is said."""
        version = self.current_version()
        if version is None:
            self.tell(t("screen.list.no-version"))
        return version

    async def chosen(self) -> Sequence[Version]:
        """The versions that an action is for; where there are none, that is said."""
        version = self.acted_on()
        return () if version is None else (version,)

    async def chosen_ids(self) -> Sequence[str]:
        """As ``chosen``, their ids: of very many, those are there sooner."""
        return [version.id for version in await self.chosen()]

    async def agreed(self, question: Confirm) -> bool:
        """Whether the answer is yes."""
        answer = await self.app.push_screen_wait(question)
        if answer is True:
            self.app.let_keys_go_on()
        return answer is True

    async def in_portions(
        self, items: Sequence[T], give: Callable[[Sequence[T]], Awaitable[None]]
    ) -> None:
        """Give an order for some after the others; where it fails, say how far it came."""
        self.app.let_keys_go_on()
        total = len(items)
        try:
            for start in range(0, total, PORTION):
                if start:
                    self.show_doing(t("screen.doing.portions", count=start, total=total))
                    await asyncio.sleep(_REST)
                with self.done_for(start, total):
                    await give(items[start : start + PORTION])
        finally:
            self.show_doing("")

    @contextmanager
    def done_for(self, count: int, total: int) -> Iterator[None]:
        """Where a Problem ends what is within it, say for how many it was done before."""
        try:
            yield
        except Problem:
            if total > 1:
                how = "partly" if count else "none"
                self.tell(t(f"screen.several.{how}", count=count, total=total))
            raise

    @contextmanager
    def under_way(self) -> Iterator[None]:
        """Within it the screen says that it works, once that has taken longer than a moment."""
        timer = self.set_timer(_MOMENT, partial(self.show_doing, t("screen.doing")))
        try:
            yield
        finally:
            timer.stop()
            self.show_doing("")

    def show_doing(self, words: str) -> None:
        """Say what is being done, where there is a place for that; nothing: no longer."""

    @contextmanager
    def problems_told(self) -> Iterator[None]:
        """Within it a Problem becomes a notification."""
        try:
            yield
        except Problem as problem:
            self.app.report(problem)

    def tell(self, text: str) -> None:
        """Say for a moment what was done."""
        self.app.notify(text, markup=False)
