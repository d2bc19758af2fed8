"""Managing a version: only its state can change, as in the console."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kisotui.domain.states import VersionState
from kisotui.domain.text import visible
from kisotui.domain.views import Version
from kisotui.locale import t
from kisotui.tui.glyphs import glyph
from kisotui.tui.screens.dialog import Dialog


class ManageVersion(Dialog[VersionState]):
    """Gives the state that was chosen, also if it is the one that the version has."""

    def __init__(self, version: Version) -> None:
        keys = (
            ("enter", t("screen.dialog.pick")),
            ("up/down", t("screen.dialog.move")),
            ("esc", t("screen.dialog.leave")),
        )
        super().__init__(t("action.version.manage"), keys)
        self._version = version

    def compose_body(self) -> ComposeResult:
        version = self._version
        name = visible(f"{version.name} ({version.semanticversion})")
        yield Static(Content.assemble((name, "bold"), f"\n{t('field.state')}"), classes="body")
        yield OptionList(*self._options(), compact=True)

    def on_mount(self) -> None:
        options = self.query_one(OptionList)
        options.highlighted = options.get_option_index(self._version.state)
        options.focus()

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(VersionState(event.option_id or ""))

    def _options(self) -> Iterator[Option]:
        for state in VersionState:
            now = f"  {t('screen.manage.now')}" if state is self._version.state else ""
            means = t(f"screen.manage.{state.value.lower()}")
            text = f"{glyph(state.value)} {state.value:10}{means}{now}"
            yield Option(Content(text), id=state.value)
