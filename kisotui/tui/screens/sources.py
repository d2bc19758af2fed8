"""Sources of ISOs: to add and remove them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Input, OptionList, Select, Static
from textual.widgets.option_list import Option

from kisotui.domain.catalogue import Source, SourceKind
from kisotui.domain.failures import Problem
from kisotui.domain.source_places import kind_of
from kisotui.domain.text import level
from kisotui.locale import problem_next, problem_text, t
from kisotui.service.source_records import location
from kisotui.tui.lifetime import is_leaving
from kisotui.tui.screens.dialog import Confirm, Dialog, button
from kisotui.tui.screens.list_dialog import ListDialog
from kisotui.tui.typing_ahead import LEADING
from kisotui.tui.widgets.cells import padded
from kisotui.tui.widgets.form import Field, Row, choice

if TYPE_CHECKING:
    from kisotui.tui.app import KisoApp

_NAME, _KIND = 20, 12  # cells


class Sources(ListDialog[None]):
    """The sources that there are."""

    app: KisoApp
    help_topic = "sources"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", show=False),
        Binding("d,delete", "remove", show=False),
    ]

    def __init__(self) -> None:
        keys = (
            ("a", t("screen.sources.new")),
            ("d", t("screen.sources.remove")),
            ("esc", t("screen.dialog.leave")),
        )
        super().__init__(t("screen.sources.title"), keys)
        self._sources: Sequence[Source] = ()

    def compose_body(self) -> ComposeResult:
        yield OptionList(compact=True)

    def on_mount(self) -> None:
        self.options.focus()
        self._load()

    @work(exclusive=True, group="sources")
    async def _load(self) -> None:
        from kisotui.service import sources

        try:
            found = await self.app.backend.call(sources.all_sources)
        except Problem as problem:
            self.app.report(problem)
            return
        if not is_leaving(self):
            self._sources = found
            self.options.set_options(self._lines())
            self.options.highlighted = 0 if found else None

    def _lines(self) -> Iterator[Option]:
        if not self._sources:
            yield Option(Content(t("screen.sources.list.none")), disabled=True)
        for source in self._sources:
            name = padded(level(source.name), _NAME)
            kind = f"  {source.kind:{_KIND}}  "
            place = level(location(source))
            yield Option(Content.assemble(name, (kind, "dim"), (place, "dim")))

    @work(group=LEADING)
    async def action_add(self) -> None:
        """Add one."""
        if await self.app.push_screen_wait(AddSource()):
            self._load()

    @work(group=LEADING)
    async def action_remove(self) -> None:
        """Remove the one under the cursor, after asking."""
        from kisotui.service import sources

        at = self.options.highlighted
        if at is None or at >= len(self._sources):
            return
        source = self._sources[at]
        lines = (
            Content(t("screen.sources.remove.ask", name=source.name)),
            Content.styled(t("screen.sources.remove.kept"), "dim"),
        )
        yes = t("screen.sources.remove.title")
        question = Confirm(t("screen.sources.title"), lines, yes, t("screen.dialog.cancel"))
        if await self.app.push_screen_wait(question):
            try:
                await self.app.backend.call(sources.remove, source.id)
            except Problem as problem:
                self.app.report(problem)
            self._load()


class AddSource(Dialog[bool]):
    """Says whether one was added."""

    app: KisoApp
    help_topic = "sources"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "submit", show=False)]

    def __init__(self) -> None:
        keys = (
            ("ctrl+s", t("screen.source.submit")),
            ("tab", t("screen.source.next")),
            ("esc", t("screen.dialog.leave")),
        )
        super().__init__(t("screen.source.title"), keys)
        self._guess = SourceKind.INDEX
        self._is_chosen = False
        self._is_added = False

    def compose_body(self) -> ComposeResult:
        kinds = [(t(f"word.source.{kind}"), kind.value) for kind in SourceKind]
        yield Row(t("field.location"), Field("location", placeholder="https://", secret=True))
        yield Row(t("field.kind"), choice("kind", kinds, self._guess.value))
        yield Row(t("field.name"), Field("name"))
        yield Static(id="message")
        with Horizontal(classes="buttons"):
            yield button("add", t("screen.source.submit"))
            yield button("no", t("screen.dialog.cancel"))

    def on_mount(self) -> None:
        self.query_one("#location").focus()

    @on(Input.Changed, "#location")
    def _guessed(self, event: Input.Changed) -> None:
        self._guess = kind_of(event.value)
        if not self._is_chosen:
            self.query_one(Select).value = self._guess.value

    @on(Select.Changed)
    def _chosen(self) -> None:
        self._is_chosen |= self.query_one(Select).value != self._guess.value

    def on_descendant_focus(self) -> None:
        name = self.focused.id if self.focused else ""
        if name in ("kind", "location", "name"):
            self._say(Content.styled(t(f"screen.source.hint.{name}"), "dim"))

    @on(Button.Pressed, "#add")
    @on(Input.Submitted)
    @work(exclusive=True, group="add")
    async def action_submit(self) -> None:
        """Add it, if it can be one."""
        from kisotui.service import sources

        kind = str(self.query_one(Select).value)
        texts = {field.id: field.value for field in self.query(Field)}
        try:
            await self.app.backend.call(sources.add, kind, texts["location"], texts["name"])
        except Problem as problem:
            said = Content.styled(problem_text(problem), "$error")
            self._say(Content("\n").join((said, Content.styled(problem_next(problem), "dim"))))
            if problem.field in ("location", "url", "name"):
                self.query_one("#name" if problem.field == "name" else "#location").focus()
        else:
            self._is_added = True
            self._close_if_added()

    def on_screen_resume(self) -> None:
        # The help may have lain on top of it when it was added.
        self._close_if_added()

    def _close_if_added(self) -> None:
        if self._is_added and self.is_active:
            self.dismiss(True)

    @on(Button.Pressed, "#no")
    def action_leave(self) -> None:
        self.dismiss(self._is_added)

    def _say(self, said: Content) -> None:
        self.query_one("#message", Static).update(said, layout=False)
