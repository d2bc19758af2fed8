"""The pane beside the list: everything about the version under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from textual import work
from textual.content import Content
from textual.timer import Timer

from kisotui.domain.failures import Problem
from kisotui.domain.states import Phase
from kisotui.domain.text import visible
from kisotui.domain.views import Version
from kisotui.locale import t
from kisotui.tui.lifetime import is_leaving
from kisotui.tui.widgets.lines import Lines

if TYPE_CHECKING:
    from kisotui.service.version_news import VersionNews
    from kisotui.tui.app import KisoApp

_REST: Final = 0.15  # seconds that the cursor rests on a row before the pane goes over to it
_PACE: Final = 2.0  # seconds between two looks at the same version
_EVENTS: Final = 5


class Beside(Lines, can_focus=False):
    """Follows the cursor, after a moment: until the next version is known, the last one stays.

    So a key that is held costs nothing here, and no more than one question is on its way.
    """

    app: KisoApp

    def __init__(self) -> None:
        super().__init__(id="beside")
        self._wanted: str | None = None
        self._news: VersionNews | None = None
        self._asking = False
        self._again: Timer | None = None

    def on_mount(self) -> None:
        self._ticker = self.set_interval(1.0, self._tick, pause=True)

    def follow(self, version: Version | None) -> None:
        """Show this one from now on."""
        wanted = version.id if version is not None else None
        if wanted == self._wanted:
            return
        self._wanted = wanted
        if self._again is not None:
            self._again.stop()
        self._again = self.set_timer(_REST, self._ask)

    def outdate(self) -> None:
        """Somebody changed something."""
        if self._again is None:
            self._again = self.set_timer(_PACE, self._ask)

    def on_show(self) -> None:
        self._ask()

    def _ask(self) -> None:
        if self._asking:
            self._again = self.set_timer(_REST, self._ask)
            return
        self._again = None
        if not self.display:
            return
        if self._wanted is None:
            self._take(None)
        else:
            self._fetch(self._wanted)

    @work
    async def _fetch(self, wanted: str) -> None:
        # Late, here and below: the first rows do not wait for what is beside them.
        from kisotui.domain.detail_views import EventQuery
        from kisotui.service.version_news import version_news

        self._asking = True
        try:
            news = await self.app.backend.call(version_news, EventQuery(wanted, limit=_EVENTS))
        except Problem:
            return  # the list tells of it
        finally:
            self._asking = False
        if not is_leaving(self) and wanted == self._wanted:
            self._take(news)

    def _take(self, news: VersionNews | None) -> None:
        before, self._news = self._news, news
        if before and news and before.detail.version.id != news.detail.version.id:
            self.scroll_home(animate=False, immediate=True)
        isos = news.detail.isos if news is not None else ()
        waiting = any(iso.phase is Phase.WAITING for iso in isos)
        (self._ticker.resume if waiting else self._ticker.pause)()
        self.show(self._lines_of_news)

    def _lines_of_news(self, width: int) -> Sequence[Content]:
        if self._news is None:
            return ()
        from kisotui.tui.screens.detail_details import details
        from kisotui.tui.screens.detail_downloads import Around
        from kisotui.tui.screens.detail_downloads import in_brief as downloads
        from kisotui.tui.screens.detail_event_lines import in_brief as event_lines
        from kisotui.tui.screens.detail_why import answer

        detail, now = self._news.detail, self.app.clock()
        writable = self.app.refusal is None
        around = Around(now, self._news.workers, self._news.total_limit, writable)
        return [
            Content.styled(visible(detail.version.name), "bold"),
            *answer(detail, now, width),
            *downloads(detail, around, width),
            *details(detail, now, width),
            Content(),
            Content.styled(t("screen.detail.events"), "bold"),
            *event_lines(self._news.events, now, width),
        ]

    def _tick(self) -> None:
        """Count down to the next attempt."""
        if self.display and self.screen.is_active:
            self.show(self._lines_of_news)
