"""The console as a Textual app."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.driver import Driver
from textual.notifications import Notify
from textual.reactive import Reactive
from textual.theme import Theme

from kisotui.domain.actions import Place
from kisotui.domain.failures import Problem
from kisotui.domain.keymap import Keymap
from kisotui.locale import problem_next, problem_text, t
from kisotui.settings import Settings
from kisotui.tui import keys, scrollbar
from kisotui.tui.backend import Backend
from kisotui.tui.endings import Endings
from kisotui.tui.messages import StoreChanged, ViewNotKept
from kisotui.tui.opening import Opening
from kisotui.tui.redrawing import Redrawing
from kisotui.tui.remembering import Memory
from kisotui.tui.screens.dashboard import Dashboard
from kisotui.tui.screens.too_small import TooSmall, is_too_small
from kisotui.tui.stylesheets import first_stylesheets, other_stylesheets
from kisotui.tui.terminal import Terminal, look
from kisotui.tui.theme import THEME
from kisotui.tui.undo import Steps
from kisotui.tui.widgets.footer import Footer

scrollbar.use()


def now() -> datetime:
    """The time, as the console takes it where no other clock is given."""
    return datetime.now(UTC)


class KisoApp(Opening, Redrawing):
    """The console. ``clock`` says what time it is."""

    TITLE = "kisotui"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(Place.ANYWHERE)
    # From the start, and never another: to change it is to parse every stylesheet again.
    theme: Reactive[str] = Reactive(THEME.name, init=False)

    def __init__(
        self,
        settings: Settings,
        clock: Callable[[], datetime] = now,
        driver_class: type[Driver] | None = None,
        terminal: Terminal | None = None,
        backend: Backend | None = None,
    ) -> None:
        # ansi_color from the start: the filter that NO_COLOR puts in is chosen by it, and the
        # one for other themes would draw black on black.
        super().__init__(driver_class, css_path=[*first_stylesheets()], ansi_color=True)
        keys.use(Keymap(settings.keys))
        keys.remap(self)
        self.settings = settings
        self.clock = clock
        self.terminal = terminal or look(os.environ)
        self.animation_level = "none"
        self.backend = backend or Backend(settings)
        self.endings = Endings(self)
        self.steps = Steps()
        self.memory = Memory(
            settings.views_file, lambda problem: self.post_message(ViewNotKept(problem))
        )

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The one that there is."""
        return {THEME.name: THEME}

    def get_default_screen(self) -> Dashboard:
        """The list is the first screen, as it was when it was last left."""
        return Dashboard(self.memory.restored)

    # The store

    def on_mount(self) -> None:
        self.call_after_refresh(self._load_the_rest)
        if self.memory.problem is not None:
            self.report(self.memory.problem)

    def _load_the_rest(self) -> None:
        """There is something to look at: load what takes longer than to draw that."""
        self.stylesheet.read_all([*other_stylesheets()])
        if len(self.screen_stack) > 1:  # a key was faster
            self.refresh_css(animate=False)
        self.open_store()

    def on_store_changed(self, message: StoreChanged) -> None:
        # Only to the screen in front: where one behind it changes, Textual paints the whole
        # terminal again. The others catch up when they come to the front. There is none in front
        # when the console has just been left.
        for screen in self.screen_stack[-1:]:
            screen.post_message(StoreChanged())
        self.endings.look()

    def on_view_not_kept(self, message: ViewNotKept) -> None:
        self.report(message.problem)

    def report(self, problem: Problem) -> None:
        """Say for a moment what went wrong and what to do about it."""
        self.notify(
            problem_next(problem), title=problem_text(problem), severity="error", markup=False
        )

    # The size of the terminal

    def on_resize(self, event: events.Resize) -> None:
        too_small = is_too_small(event.size)
        if too_small and not isinstance(self.screen, TooSmall):
            self.push_screen(TooSmall(self.screen))
        elif not too_small and isinstance(self.screen, TooSmall):
            self.pop_screen()

    def on_notify(self, event: Notify) -> None:
        """Say nothing twice at a time: what comes again takes the place of what was said."""
        new = event.notification
        for said in list(self._notifications):
            if (said.title, said.message) == (new.title, new.message):
                self._unnotify(said, refresh=False)

    # Actions that apply anywhere

    def action_app_help(self) -> None:
        """What can be done here, and every topic."""
        from kisotui.tui.help_text import place_lines
        from kisotui.tui.screens.help import Help

        for footer in self.screen.query(Footer):
            self.push_screen(Help(partial(place_lines, footer.place)))

    def action_app_palette(self) -> None:
        """Find an action by its name."""
        from kisotui.tui.palette import Palette

        # The footer knows what can be done here and now.
        for footer in self.screen.query(Footer):
            palette = Palette(footer.place, footer.subject, writable=self.refusal is None)
            self.push_screen(palette, self._run_chosen)

    async def _run_chosen(self, action: str | None) -> None:
        if action is not None:
            await self.screen.run_action(action)

    def action_app_quit(self) -> None:
        """Leave; downloads go on."""
        self.exit()

    def action_help_quit(self) -> None:
        """What ctrl+c does where nothing is selected: say how to leave."""
        self.notify(t("screen.quit-hint", key=keys.written_of("app.quit")), markup=False)

    def on_unmount(self) -> None:
        self.endings.close()
        self.memory.close()
        self.backend.close()
