"""Keys one after the other: each goes where the one before it led."""

from __future__ import annotations

from collections import deque
from functools import cached_property
from time import monotonic
from typing import Any, Final

from textual import events
from textual.app import App
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker

_LOOK_EVERY: Final = 0.01  # seconds
_LONGEST: Final = 0.5  # seconds that a key waits for the one before it


class KeyDone(Message):
    """Follows a key through the widgets; where it arrives, the key has been dealt with.

    It is sent twice: what a widget says of a key (a field: it is submitted) may have another one
    say something (the line of the filter: it is left).
    """

    def __init__(self, *, last: bool = False) -> None:
        super().__init__()
        self.last = last


class TypingAhead(App[int]):
    """An app in which what is typed right after a key waits for what that key opens.

    Textual hands on all keys that came in one packet before the first of them does anything: the
    name typed after ``a`` would delete versions, pause downloads and quit.
    """

    _key_under_way = False
    _key_since = 0.0
    _led_from: Screen[Any] | None = None
    """The screen on which the last key was pressed."""

    @cached_property
    def _typed(self) -> deque[events.Key | events.Paste]:
        """What waits for its turn."""
        return deque()

    @cached_property
    def _known(self) -> set[Worker[Any]]:
        """What was being done before the last key."""
        return set()

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        if not self._key_under_way or self._key_is_late():
            await self._take_next_key()
        else:
            # What the key before went to may be gone before it is done there.
            self.set_timer(_LONGEST, self._take_late_key)

    async def _take_late_key(self) -> None:
        if self._typed and self._screen_stack and self._key_is_late():
            await self._take_next_key()

    async def _take_next_key(self) -> None:
        self._key_under_way = bool(self._typed)
        if self._typed:
            self._led_from, self._key_since = self.screen, monotonic()
            self._known.clear()
            self._known.update(self.workers)
            target = self.focused or self.screen
            await super().on_event(self._typed.popleft())
            self._follow(target, KeyDone())

    def _follow(self, target: Widget, done: KeyDone) -> None:
        if not target.post_message(done.set_sender(target)):
            self.call_later(self._after_key)

    def on_key_done(self, message: KeyDone) -> None:
        if message.last or not self._screen_stack:
            # At the end of the queue: behind the focus that was asked for.
            self.call_later(self._after_key)
        else:
            self._follow(self.focused or self.screen, KeyDone(last=True))

    async def _after_key(self) -> None:
        """The next key, unless the last one is about to open something."""
        if not self._screen_stack:
            return  # the console has ended meanwhile
        if self._key_opens() and not self._key_is_late():
            self.set_timer(_LOOK_EVERY, self._after_key)
        else:
            await self._take_next_key()

    def _key_is_late(self) -> bool:
        """Whether to wait no longer: what was waited for may be gone."""
        return monotonic() - self._key_since > _LONGEST

    def _key_opens(self) -> bool:
        screen = self.screen
        if screen is self._led_from:
            return self._acts(screen, self._known)
        if self._led_from not in self.screen_stack:
            return self._acts(screen, set())  # it goes on with what the dialog gave
        return not screen.is_mounted or (screen.focused is None and bool(screen.focus_chain))

    def _acts(self, screen: Screen[Any], known: set[Worker[Any]]) -> bool:
        """Whether the screen is doing something that may yet lead to a dialog."""
        return any(
            worker.node is screen and worker.group == "default" and worker.is_running
            for worker in self.workers
            if worker not in known
        )
