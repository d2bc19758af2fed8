"""One version: its fields, its events, its downloads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import ContentSwitcher

from kisotui.domain.actions import BY_ID, Place
from kisotui.domain.failures import Problem
from kisotui.domain.states import Level, Phase
from kisotui.domain.text import visible
from kisotui.domain.views import Event, EventQuery, Version, VersionDetail
from kisotui.locale import format as fmt
from kisotui.locale import problem_next, problem_text, t
from kisotui.tui import render
from kisotui.tui.keys import bindings, written
from kisotui.tui.messages import StoreChanged
from kisotui.tui.screens.detail_details import details
from kisotui.tui.screens.detail_downloads import downloads
from kisotui.tui.screens.detail_events import CHOICES, PAGE, EventLog, event_lines, head
from kisotui.tui.version_actions import VersionActions
from kisotui.tui.widgets.footer import Footer
from kisotui.tui.widgets.header import Header
from kisotui.tui.widgets.lines import Line, Lines, cell
from kisotui.tui.widgets.tabs import TabBar

if TYPE_CHECKING:
    from kisotui.service.context import Context

_TABS: Final = ("details", "events", "downloads")


@dataclass(frozen=True, slots=True)
class _News:
    """What the store says now."""

    detail: VersionDetail
    events: list[Event]
    worker: bool


class Detail(VersionActions):
    """A screen with three tabs. It follows the store, and paints what changed of what it shows."""

    place = Place.DETAIL
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.DETAIL),
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
    ]

    def __init__(self, version: Version) -> None:
        super().__init__()
        self._version = version
        self._detail: VersionDetail | None = None
        self._worker = True
        self._log = EventLog()
        self._choice = "all"
        self._outdated = False
        self._asking = False

    def compose(self) -> ComposeResult:
        yield Header(t("screen.image"), t("screen.title"), self._version.name)
        yield Line(id="title")
        yield TabBar([(str(at), t(f"screen.detail.{tab}")) for at, tab in enumerate(_TABS, 1)])
        with ContentSwitcher(initial="details"):
            yield Lines(id="details")
            with Vertical(id="events"):
                yield Line(id="head")
                yield Lines(id="log")
            yield Lines(id="downloads")
        yield Footer(Place.DETAIL)

    def on_mount(self) -> None:
        context = self.app.backend.context
        who = f"{context.actor.username}@{context.actor.origin}"
        self.query_one(Header).set_store(context.store.name, who)
        self._ticker = self.set_interval(1.0, self._tick, pause=True)
        self._show_title()
        self.action_detail_details()
        self._ask()

    def current_version(self) -> Version | None:
        """The one that is shown, unless it is removed."""
        return None if self._version.removed else self._version

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

    def action_turn(self, by: int) -> None:
        """The tab beside this one."""
        self._turn_to((_TABS.index(self._tab) + by) % len(_TABS))

    def action_detail_levels(self) -> None:
        """Show events of other levels."""
        choices = list(CHOICES)
        self._choice = choices[(choices.index(self._choice) + 1) % len(choices)]
        self._log = EventLog()
        self._turn_to(1)
        self._ask()

    def action_app_back(self) -> None:
        """Back to the list."""
        self.dismiss()

    def on_tab_bar_picked(self, message: TabBar.Picked) -> None:
        self._turn_to(message.tab)

    @property
    def _levels(self) -> frozenset[Level]:
        return CHOICES[self._choice]

    @property
    def _tab(self) -> str:
        return self.query_one(ContentSwitcher).current or _TABS[0]

    def _turn_to(self, at: int) -> None:
        self.query_one(ContentSwitcher).current = _TABS[at]
        self.query_one(TabBar).active = at
        self.query_one("#log" if _TABS[at] == "events" else f"#{_TABS[at]}").focus()
        self._show()

    # What the store says

    def on_store_changed(self, message: StoreChanged) -> None:
        self._ask()

    def _ask(self) -> None:
        self._outdated = True
        if not self._asking:
            self._follow()

    @work
    async def _follow(self) -> None:
        """Ask until nothing has changed since the question."""
        self._asking = True
        try:
            while self._outdated:
                self._outdated = False
                query = EventQuery(self._version.id, self._levels, limit=PAGE)
                self._take(await self.app.backend.call(_news, query), query)
        except Problem as problem:
            said = f"{problem_text(problem)}. {problem_next(problem)}"
            self.query_one("#title", Line).show(Content.styled(said, "$error"))
        finally:
            self._asking = False

    def _take(self, news: _News, query: EventQuery) -> None:
        self._detail, self._worker = news.detail, news.worker
        self._version = news.detail.version
        added = self._log.add_newest(news.events) if query.levels == self._levels else 0
        waiting = any(iso.phase is Phase.WAITING for iso in news.detail.isos)
        (self._ticker.resume if waiting else self._ticker.pause)()
        self.query_one(Footer).set_version(self.current_version())
        self._show(hold=bool(added))

    def on_lines_bottom(self, message: Lines.Bottom) -> None:
        if self._tab == "events" and not self._log.complete:
            self._fetch_older(self._log)

    @work(exclusive=True, group="older")
    async def _fetch_older(self, log: EventLog) -> None:
        before = log.events[-1].id
        query = EventQuery(self._version.id, self._levels, before, PAGE)
        with self.problems_told():
            log.add_older(await self.app.backend.call(_page, query))
            self._show()

    # What is seen of it

    def _show(self, *, hold: bool = False) -> None:
        self._show_title()
        if self._detail is None:
            return
        if self._tab == "details":
            self._show_details(self._detail)
        elif self._tab == "events":
            self._show_events(hold)
        else:
            self._show_downloads()

    def _show_details(self, detail: VersionDetail) -> None:
        self.query_one("#details", Lines).show(lambda width: details(detail, width))

    def _show_events(self, hold: bool) -> None:
        log = self._log
        lines = self.query_one("#log", Lines)
        lines.show(lambda width: event_lines(log.events, log.complete, width), hold=hold)
        key = written(BY_ID["detail.levels"].keys[0])
        shown = f"{key}: {t(f'screen.detail.levels.{self._choice}')}"
        self.query_one("#head", Line).show(head(self.size.width, shown))

    def _show_downloads(self) -> None:
        detail, worker, now = self._detail, self._worker, self.app.clock()
        if detail is not None and self._tab == "downloads":
            lines = self.query_one("#downloads", Lines)
            lines.show(lambda width: downloads(detail, now, worker, width))

    def _tick(self) -> None:
        """Count down to the next attempt."""
        if self.is_active:
            self._show_downloads()

    def _show_title(self) -> None:
        version = self._version
        if version.removed:
            removed = t("screen.detail.removed", time=fmt.when(version.removed))
            self.query_one("#title", Line).show(Content.styled(removed, "$warning"))
            return
        parts = [cell(render.state(version.state)), cell(render.state(version.isostate))]
        parts += [cell(piece) for piece in render.progress(version, self.app.clock())]
        name = Content.styled(visible(version.name), "bold")
        self.query_one("#title", Line).show(Content("  ").join([name, *parts]))


def _news(context: Context, query: EventQuery) -> _News:
    from kisotui.service import events, versions, worker

    detail = versions.get(context, query.version or "")
    return _News(detail, events.page(context, query), worker.status(context) is not None)


def _page(context: Context, query: EventQuery) -> list[Event]:
    from kisotui.service import events

    return events.page(context, query)
