"""Keys one after the other: each goes where the one before it led."""

from __future__ import annotations

from collections import deque
from functools import cached_property
from typing import Any, Final
from weakref import WeakSet

from textual import events
from textual.app import App
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker, get_current_worker

LEADING: Final = "leading"
"""The group of workers that may open something, or move what the next key is meant for: keys wait
for them, however long that takes."""
_LOOK_EVERY: Final = 0.01  # seconds
_MOST_LOOKS: Final = 50  # no seconds: where the event loop was held up, nothing could be done yet
_INTERRUPT: Final = "ctrl+c"


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
    name typed after ``a`` would delete versions, pause downloads and quit. ctrl+c waits for
    nothing: it ends what is being opened, and drops what was typed meanwhile.
    """

    _key_under_way = False
    _key_is_done = False
    _is_looking = False
    _looks = 0
    _led_from: Screen[Any] | None = None
    """The screen on which the last key was pressed."""

    @cached_property
    def _typed(self) -> deque[events.Key | events.Paste]:
        """What waits for its turn."""
        return deque()

    @cached_property
    def _let_go(self) -> WeakSet[Worker[Any]]:
        """Those of LEADING that lead to nothing any more."""
        return WeakSet()

    def let_keys_go_on(self) -> None:
        """Say, in a worker of LEADING, that from now on it only carries out what was asked for."""
        self._let_go.add(get_current_worker())

    async def on_event(self, event: events.Event) -> None:
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
            return
        if isinstance(event, events.Key) and event.key == _INTERRUPT:
            self._interrupt()
        self._typed.append(event)
        if self._key_under_way:
            self._look_soon()
        elif self._leading():  # to what was clicked
            self._key_under_way = self._key_is_done = True
            self._look_soon()
        else:
            await self._take_next_key()

    def _interrupt(self) -> None:
        for worker in self._leading():
            worker.cancel()
            self._let_go.add(worker)
            self._typed.clear()

    async def _take_next_key(self) -> None:
        self._key_under_way, self._key_is_done, self._looks = bool(self._typed), False, 0
        if self._typed:
            self._led_from = self.screen
            target = self.focused or self.screen
            await super().on_event(self._typed.popleft())
            self._follow(target, KeyDone())
            if self._typed:
                self._look_soon()

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
        self._key_is_done = True
        await self._go_on()

    def _look_soon(self) -> None:
        if not self._is_looking:
            self._is_looking = True
            self.set_timer(_LOOK_EVERY, self._look)

    async def _look(self) -> None:
        self._is_looking = False
        self._looks += 1
        await self._go_on()

    async def _go_on(self) -> None:
        """The next key, unless the last one leads somewhere yet."""
        if not self._screen_stack or not self._key_under_way:
            return  # the console has ended meanwhile
        if self._leading():
            self._looks = 0
            self._look_soon()
        elif self._looks < _MOST_LOOKS and (not self._key_is_done or self._is_opening()):
            # Not for ever: what a key went to may be gone before it is done there.
            self._look_soon()
        else:
            await self._take_next_key()

    def _leading(self) -> list[Worker[Any]]:
        """What is being done on the screen in front that may yet open something."""
        screen = self.screen
        return [
            worker
            for worker in self.workers
            if worker.node is screen and worker.group == LEADING and not worker.is_finished
            if worker not in self._let_go
        ]

    def _is_opening(self) -> bool:
        """Whether the last key led to a screen that does not take any yet."""
        screen = self.screen
        if screen is self._led_from or self._led_from not in self.screen_stack:
            return False
        return not screen.is_mounted or (screen.focused is None and bool(screen.focus_chain))
