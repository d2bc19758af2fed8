"""What a form is made of: one line for each field, the label on its left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Select, Static

from kisotui.domain.text import visible
from kisotui.locale import t
from kisotui.tui.glyphs import glyph

if TYPE_CHECKING:
    from kisotui.tui.app import KisoApp

HIDDEN: Final = "*"
CHANGED: Final = "*"
# In a URL, what stands between the user name and the end of the server's name.
_AFTER_COLON = re.compile(r"(?<=://)([^/?#:\[]*:)([^/?#]*)")


def veiled(url: str) -> str:
    """The URL, as long as it is, without its password; also of one that is not finished."""

    def hide(match: re.Match[str]) -> str:
        user, rest = match.groups()
        password, at, server = rest.rpartition("@")
        if not at and not rest.isdigit():
            password, server = rest, ""
        return f"{user}{HIDDEN * len(password)}{at}{server}"

    return _AFTER_COLON.sub(hide, url)


class _Shown(Highlighter):
    """What of a field's text is shown: character for character, none that a terminal obeys."""

    def __init__(self, field: Field) -> None:
        self._field = field

    def __call__(self, text: str | Text) -> Text:
        plain = str(text)
        if self._field.secret and not self._field.has_focus:
            plain = veiled(plain)
        return Text(visible(plain, len(plain)), no_wrap=True, overflow="ignore", end="")

    def highlight(self, text: Text) -> None:
        """Nothing in it is to stand out."""


class Field(Input):
    """A line of text to type. It takes whatever is pasted; the rules say what is wrong with it."""

    app: KisoApp

    def __init__(
        self,
        name: str,
        value: str = "",
        *,
        placeholder: str = "",
        secret: bool = False,
        replaced: bool = False,
        suggester: Suggester | None = None,
    ) -> None:
        """``secret``: it may hold a password. ``replaced``: typing replaces what is in it."""
        self.secret = secret
        super().__init__(
            value,
            placeholder,
            highlighter=_Shown(self),
            select_on_focus=replaced,
            suggester=suggester,
            compact=True,
            id=name,
        )
        self.cursor_blink = False  # a screen at rest writes nothing

    def replace(self, text: str, start: int, end: int) -> None:
        """Every way into the field comes through here: a line break or tab becomes a blank."""
        super().replace(re.sub(r"[\t\v\f\r\n\x85\u2028\u2029]+", " ", text), start, end)

    def on_paste(self, event: events.Paste) -> None:
        """All that was pasted, not only its first line."""
        event.prevent_default()
        event.stop()
        self.replace(event.text.strip(), *self.selection)

    def action_copy(self) -> None:
        if self.secret and self.selected_text:
            self._copy_veiled()
        else:
            super().action_copy()

    def action_cut(self) -> None:
        if self.secret and self.selected_text:
            self._copy_veiled()
            self.delete_selection()
        else:
            super().action_cut()

    def _copy_veiled(self) -> None:
        start, end = sorted(self.selection)
        self.app.copy_to_clipboard(self.value[start:end], veiled(self.value)[start:end])


class Toggle(Widget, can_focus=True):
    """A field that is on or off."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space,enter", "flip", show=False)]
    value: reactive[bool] = reactive(False, init=False)
    note: reactive[str] = reactive("")
    """Why it is as it is."""

    class Changed(Message):
        """It was switched."""

    def __init__(self, name: str, value: bool = False) -> None:
        super().__init__(id=name)
        self.set_reactive(Toggle.value, value)

    def render(self) -> Content:
        box = "[x]" if self.value else "[ ]"
        word = t("word.yes" if self.value else "word.no")
        return Content.assemble(f"{box} {word}", (f"  {self.note}" if self.note else "", "dim"))

    def watch_value(self) -> None:
        self.post_message(self.Changed())

    def action_flip(self) -> None:
        self.value = not self.value

    def on_click(self) -> None:
        if not self.disabled:
            self.action_flip()


def choice(name: str, options: list[tuple[str, str]], value: str) -> Select[str]:
    """A field with a list of (label, value) to choose from."""
    labelled = [(Text(visible(label)), key) for label, key in options]
    return Select(labelled, value=value, allow_blank=False, compact=True, id=name)


class Row(Horizontal):
    """A field with its label, which says whether the field is wrong, or else was changed."""

    wrong: reactive[bool] = reactive(False, init=False)
    doubted: reactive[bool] = reactive(False, init=False)
    """Whether somebody else says otherwise."""
    changed: reactive[bool] = reactive(False, init=False)

    def __init__(self, label: str, field: Widget) -> None:
        super().__init__()
        self._label = label
        self.field = field

    def compose(self) -> ComposeResult:
        yield Static(self._marked(), classes="label")
        yield self.field

    def watch_wrong(self, wrong: bool) -> None:
        self.set_class(wrong, "-wrong")
        self._mark()

    def watch_doubted(self, doubted: bool) -> None:
        self.set_class(doubted, "-doubted")
        self._mark()

    def watch_changed(self) -> None:
        self._mark()

    def _mark(self) -> None:
        self.query_one(".label", Static).update(self._marked(), layout=False)

    # Not :focus-within, which Textual does not take back from the children.

    def on_descendant_focus(self) -> None:
        self.add_class("-focused")

    def on_descendant_blur(self) -> None:
        self.remove_class("-focused")

    def on_click(self, event: events.Click) -> None:
        if event.widget is not self.field and not self.field.disabled:
            self.field.focus()

    def _marked(self) -> Content:
        mark = CHANGED if self.changed else " "
        mark = glyph("Failed") if self.wrong else glyph("warning") if self.doubted else mark
        return Content(f"{mark} {self._label}")
