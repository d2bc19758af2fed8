"""The catalogue: what the sources have, to be added."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from kisotui.domain.catalogue import Entry, Source
from kisotui.domain.failures import Problem
from kisotui.locale import t
from kisotui.tui import keys
from kisotui.tui.catalogue import MOST, Catalogue, line
from kisotui.tui.lifetime import is_leaving
from kisotui.tui.messages import StoreChanged
from kisotui.tui.screens.dialog import Dialog
from kisotui.tui.typing_ahead import LEADING
from kisotui.tui.widgets.form import Field
from kisotui.tui.widgets.lines import cell
from kisotui.tui.widgets.options import ColouredOptions

if TYPE_CHECKING:
    from kisotui.tui.app import KisoApp

_LOOK: Final = 0.5  # seconds between two looks while a worker asks


class Browse(Dialog[Entry]):
    """Gives the entry that was chosen. What is typed filters; the list shows what Enter takes."""

    app: KisoApp
    help_topic = "sources"
    BINDINGS: ClassVar[list[BindingType]] = [
        keys.binding("move.up", "move('cursor_up')"),
        keys.binding("move.down", "move('cursor_down')"),
        keys.binding("move.page-up", "move('page_up')"),
        keys.binding("move.page-down", "move('page_down')"),
        Binding("ctrl+r", "refresh_sources", show=False),
        Binding("ctrl+s", "manage", show=False),
        Binding("ctrl+t", "next_source", show=False),
    ]

    def __init__(self) -> None:
        hints = (
            ("enter", t("screen.sources.add")),
            ("ctrl+r", t("screen.sources.refresh")),
            ("ctrl+t", t("screen.sources.one")),
            ("ctrl+s", t("screen.sources.manage")),
            ("esc", t("screen.dialog.leave")),
        )
        super().__init__(t("action.source.browse"), hints)
        self._state = Catalogue()
        self._errands: dict[str, str] = {}  # by source
        self._lines: list[Entry] = []
        self._begun: set[str] = set()  # sources that were asked because nobody ever had

    def compose_body(self) -> ComposeResult:
        yield Field("search", placeholder=t("screen.sources.search"))
        options = ColouredOptions(compact=True)
        options.can_focus = False
        yield options
        yield Static(id="standing", classes="body")

    def on_mount(self) -> None:
        self.query_one(Field).focus()
        self._load()
        self.set_interval(_LOOK, self._look_again)

    def on_store_changed(self, message: StoreChanged) -> None:
        self._load()

    def on_screen_resume(self) -> None:
        # The sources may be others now.
        self._load()

    def _look_again(self) -> None:
        if self._errands:
            self._load()

    @work(exclusive=True, group="catalogue")
    async def _load(self) -> None:
        """Show what the store has."""
        from kisotui.service import catalogue, errands

        call = self.app.backend.call
        try:
            for source, errand in list(self._errands.items()):
                found = await call(errands.look, errand)
                if found is None or found.is_over:
                    self._errands.pop(source, None)
            sources, entries = await call(catalogue.browse, self.app.clock().date())
        except Problem as problem:
            self.app.report(problem)
            return
        if not is_leaving(self):
            self._ask_new(sources)
            asking = frozenset(self._errands)
            self._show(replace(self._state, sources=sources, entries=entries, asking=asking))

    def _show(self, state: Catalogue) -> None:
        self._state = state
        found, options = state.shown, self.query_one(OptionList)
        if found[:MOST] != self._lines or not found:
            at = self._kept(found[:MOST])
            self._lines = found[:MOST]
            options.set_options(self._options(options.scrollable_content_region.width))
            options.highlighted = at if found else None
        self.set_class(not found, "-empty")
        below = [cell(each) for each in state.standing(self.app.clock())]
        values = {"n": len(found), "total": len(state.entries)}
        below.append(Content.styled(t("screen.sources.count", **values), "dim"))
        self.query_one("#standing", Static).update(Content("\n").join(below))

    def _kept(self, found: list[Entry]) -> int:
        """Where the line under the cursor is now; the first one where it is gone."""
        at = self.query_one(OptionList).highlighted
        here = self._lines[at].listed.place if at is not None and at < len(self._lines) else ""
        places = [entry.listed.place for entry in found]
        return places.index(here) if at and here in places else 0

    def _options(self, width: int) -> Iterator[Option]:
        if not self._lines:
            yield Option(Content(self._state.notice()), disabled=True)
        for entry in self._lines:
            yield Option(cell(line(entry, width)))

    # Keys

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._lines = []
        self._show(replace(self._state, text=event.value))

    async def action_move(self, name: str) -> None:
        """Move in the list while the line has the focus."""
        await self.query_one(OptionList).run_action(name)

    def action_next_source(self) -> None:
        """Show one source after the other, and then all again."""
        self._lines = []
        self._show(self._state.with_next_source())

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if self.app.refusal is not None:
            self.app.report(self.app.refusal)
        elif event.option_index < len(self._lines):
            self.dismiss(self._lines[event.option_index])

    @work(exclusive=True, group="refresh")
    async def action_refresh_sources(self) -> None:
        """Have a worker ask the sources that are shown what they have."""
        state = self._state
        await self._ask([each.id for each in state.sources if state.only in (None, each.id)])

    def _ask_new(self, sources: Iterable[Source]) -> None:
        """Those that nobody has asked yet."""
        wanted = [each.id for each in sources if each.is_new and each.id not in self._begun]
        if wanted and self.app.refusal is None:
            self._begun.update(wanted)
            self.run_worker(self._ask(wanted))  # the next look must not cut it off

    async def _ask(self, wanted: Iterable[str]) -> None:
        from kisotui.service import sources

        try:
            for source in wanted:
                if source not in self._errands:
                    self._errands[source] = await self.app.backend.call(sources.refresh, source)
        except Problem as problem:
            self.app.report(problem)
        await self.app.ensure_worker()
        if not is_leaving(self):
            self._load()

    @work(group=LEADING)
    async def action_manage(self) -> None:
        """Add and remove sources."""
        from kisotui.tui.screens.sources import Sources

        await self.app.push_screen_wait(Sources())
