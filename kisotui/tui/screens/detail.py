"""One version: its fields, its events, its downloads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import ContentSwitcher

from kisotui.domain.actions import BY_ID, Place
from kisotui.domain.detail_views import VersionDetail, WorkerStatus
from kisotui.domain.failures import Problem
from kisotui.domain.keynames import written
from kisotui.domain.offers import Subject
from kisotui.domain.states import Phase
from kisotui.domain.views import Version
from kisotui.locale import problem_next, problem_text, t
from kisotui.tui.keys import bindings, of
from kisotui.tui.lifetime import is_leaving
from kisotui.tui.messages import StoreChanged, StoreOpened
from kisotui.tui.screens.detail_contents import ContentsPane
from kisotui.tui.screens.detail_details import details, title
from kisotui.tui.screens.detail_downloads import Around, downloads
from kisotui.tui.screens.detail_events import EventsPane
from kisotui.tui.screens.detail_why import answer
from kisotui.tui.version_actions import VersionActions
from kisotui.tui.widgets.footer import Footer
from kisotui.tui.widgets.header import Header
from kisotui.tui.widgets.lines import Line, Lines
from kisotui.tui.widgets.tabs import TabBar

if TYPE_CHECKING:
    from kisotui.service.version_news import VersionNews

_TABS: Final = ("details", "events", "downloads", "contents")


class Detail(VersionActions):
    """A screen with four tabs. It follows the store, and paints what changed of what it shows."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(Place.DETAIL)

    def __init__(self, version: Version) -> None:
        super().__init__()
        self._version = version
        self._detail: VersionDetail | None = None
        self._workers: Mapping[str, WorkerStatus] = {}
        self._total: int | None = None
        self._outdated = False
        self._asking = False

    def compose(self) -> ComposeResult:
        yield Header(t("screen.image"), t("screen.title"), self._version.name)
        yield Line(id="title")
        yield TabBar([(_key(tab), t(f"screen.detail.{tab}")) for tab in _TABS])
        with ContentSwitcher(initial="details"):
            yield Lines(id="details")
            yield EventsPane(self._version.id, id="events")
            yield Lines(id="downloads")
            yield ContentsPane(id="contents")
        yield Footer(Place.DETAIL)

    def on_mount(self) -> None:
        self._ticker = self.set_interval(1.0, self._tick, pause=True)
        self.action_detail_details()
        self._ask()

    def current_version(self) -> Version | None:
        """The one that is shown, unless it is removed."""
        return None if self._version.removed else self._version

    def shows(self, version: str) -> bool:
        """The one that is shown, whichever tab is: the title tells its state."""
        return version == self._version.id

    # The tabs

    def action_detail_details(self) -> None:
        """All its fields."""
        self._turn_to(0)

    def action_detail_events(self) -> None:
        """What happened to it."""
        self._turn_to(1)

    def action_detail_downloads(self) -> None:
        """What is going on, and what happens next."""
        self._turn_to(2)

    def action_detail_contents(self) -> None:
        """What is inside its ISOs."""
        self._turn_to(3)

    def action_detail_previous(self) -> None:
        """The tab on the left."""
        self._turn_by(-1)

    def action_detail_next(self) -> None:
        """The tab on the right."""
        self._turn_by(1)

    def action_detail_levels(self) -> None:
        """Show events of other levels."""
        self.query_one(EventsPane).choose_next_levels()
        self._turn_to(1)
        self._ask()

    def action_app_back(self) -> None:
        """Back to the list."""
        self.dismiss()

    def on_tab_bar_picked(self, message: TabBar.Picked) -> None:
        self._turn_to(message.tab)

    @property
    def _tab(self) -> str:
        return self.query_one(ContentSwitcher).current or _TABS[0]

    def _turn_by(self, by: int) -> None:
        self._turn_to((_TABS.index(self._tab) + by) % len(_TABS))

    def _turn_to(self, at: int) -> None:
        self.query_one(ContentSwitcher).current = _TABS[at]
        self.query_one(TabBar).active = at
        self.query_one("#log" if _TABS[at] == "events" else f"#{_TABS[at]}").focus()
        self._show()

    # What the store says

    def on_store_opened(self, message: StoreOpened) -> None:
        self.query_one(Header).set_context(self.app.backend.context)

    def on_store_changed(self, message: StoreChanged) -> None:
        self._ask()

    def _ask(self) -> None:
        self._outdated = True
        if not self._asking:
            self._follow()

    @work
    async def _follow(self) -> None:
        """Ask until nothing has changed since the question."""
        from kisotui.service.version_news import version_news

        self._asking = True
        try:
            while self._outdated:
                self._outdated = False
                query = self.query_one(EventsPane).newest
                news = await self.app.backend.call(version_news, query)
                if is_leaving(self):
                    return
                self._take(news)
                self.query_one(EventsPane).take(query, news.events)
        except Problem as problem:
            if is_leaving(self):
                return
            said = f"{problem_text(problem)}. {problem_next(problem)}"
            self.query_one("#title", Line).show(Content.styled(said, "$error"))
        finally:
            self._asking = False

    def _take(self, news: VersionNews) -> None:
        self._detail, self._version = news.detail, news.detail.version
        self._workers, self._total = news.workers, news.total_limit
        waiting = any(iso.phase is Phase.WAITING for iso in news.detail.isos)
        (self._ticker.resume if waiting else self._ticker.pause)()
        self.query_one(Footer).set_subject(Subject(self.current_version()))
        self._show()

    # What is seen of it

    def on_resize(self) -> None:
        if self.is_mounted:
            self._show()

    def _show(self) -> None:
        detail, now = self._detail, self.app.clock()
        self.query_one("#title", Line).show(title(self._version, now, self.size.width))
        if detail is not None and self._tab == "details":
            lines = self.query_one("#details", Lines)
            lines.show(lambda width: [*answer(detail, now, width), *details(detail, now, width)])
        elif detail is not None and self._tab == "downloads":
            around = Around(now, self._workers, self._total, self.app.refusal is None)
            lines = self.query_one("#downloads", Lines)
            lines.show(lambda width: downloads(detail, around, width))
        elif detail is not None and self._tab == "contents":
            self.query_one(ContentsPane).take(detail)

    def _tick(self) -> None:
        """Count down to the next attempt."""
        if self.is_active:
            self._show()


def _key(tab: str) -> str:
    return " ".join(map(written, of(BY_ID[f"detail.{tab}"])[:1]))
