"""Managing versions: their state, as in the console; every other field is edited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

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
from kisotui.tui.screens.list_dialog import ListDialog
from kisotui.tui.screens.naming import facts, portions_note, versions_fact


class ManageVersion(ListDialog[VersionState]):
    """Gives the state that was chosen for all of them, also if it is the one that they have."""

    help_topic = "states"

    def __init__(self, versions: Sequence[Version]) -> None:
        keys = (
            ("enter", t("screen.dialog.pick")),
            ("up/down", t("screen.dialog.move")),
            ("esc", t("screen.dialog.leave")),
        )
        super().__init__(t("action.version.manage"), keys)
        self._versions = versions
        self._states = Counter(version.state for version in versions)

    def compose_body(self) -> ComposeResult:
        lines = [self._which(), *portions_note(len(self._versions)), Content(t("field.state"))]
        yield Static(Content("\n").join(lines), classes="body")
        yield OptionList(*self._options(), compact=True)

    def on_mount(self) -> None:
        ((most, _),) = self._states.most_common(1)
        self.options.highlighted = self.options.get_option_index(most)
        self.options.focus()

    @on(OptionList.OptionSelected)
    def chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(VersionState(event.option_id or ""))

    def _which(self) -> Content:
        if len(self._versions) == 1:
            (version,) = self._versions
            return Content.styled(visible(f"{version.name} ({version.semanticversion})"), "bold")
        return facts(versions_fact(self._versions))[0]

    def _options(self) -> Iterator[Option]:
        for state in VersionState:
            means = t(f"screen.manage.{state.value.lower()}")
            text = f"{glyph(state.value)} {state.value:10}{means}{self._now(state)}"
            yield Option(Content(text), id=state.value)

    def _now(self, state: VersionState) -> str:
        """How many are so already."""
        count = self._states[state]
        if not count:
            return ""
        if len(self._versions) == 1:
            return f"  {t('screen.manage.now')}"
        return f"  {t('screen.manage.now.several', count=count)}"
