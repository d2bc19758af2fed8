"""What comes from the terminal: read at once, and nothing done while nothing comes."""

from __future__ import annotations

import os
import re
import select
import signal
import threading
from codecs import getincrementaldecoder
from collections.abc import Iterator, Set
from typing import TYPE_CHECKING, Final

from textual import events
from textual._xterm_parser import XTermParser
from textual.constants import ESCAPE_DELAY
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from kisotui.tui import keys
from kisotui.tui.pasted import PasteGuard

if TYPE_CHECKING:
    from kisotui.tui.terminal import Terminal

_MOST: Final = 4096  # bytes read at once
_ESC: Final = "\x1b"
# What begins or ends a sequence behind an ESC, and with Alt deletes a word or goes on by one.
_NOT_ALONE: Final = "[]OP_^\\\x7fbf"


class Typed:
    """Bytes to what Textual is told of them.

    On a slow line the escape key and the next one come together, and a terminal sends just that
    for a key with Alt. Taken for Alt, as Textual does, the escape key would be lost; so it is Alt
    only where that does something.
    """

    def __init__(self, encoding: str, debug: bool, alt: Set[str] = frozenset()) -> None:
        """``alt``: the characters that do something together with Alt."""
        self._decode = getincrementaldecoder(encoding)("replace").decode
        self._guard = PasteGuard()
        self._debug = debug
        self._parser = XTermParser(debug)
        kept = re.escape(_NOT_ALONE + "".join(sorted(alt)))
        self._escape = re.compile(f"{_ESC}(?![{kept}])")
        self._held = ""
        """An ESC, until it is known what comes behind it."""

    def messages(self, data: bytes) -> Iterator[Message]:
        """What comes of these bytes; of none: of those that waited long enough for others."""
        text = self._held + self._guard.feed(self._decode(data))
        self._held = _ESC if data and text.endswith(_ESC) else ""
        first, *others = self._escape.split(text.removesuffix(self._held))
        yield from self._parsed(first)
        for other in others:
            yield events.Key("escape", _ESC)
            yield from self._parsed(other)

    def _parsed(self, text: str) -> Iterator[Message]:
        try:
            if text:  # none would end the parser
                yield from self._parser.feed(text)
            yield from self._parser.tick()
        except (ValueError, OverflowError):  # a sequence with numbers that no terminal sends
            self._parser = XTermParser(self._debug)


class Keyboard(LinuxDriver):
    """A driver that ends with its terminal, and takes whatever bytes a keyboard sends.

    Textual's own looks ten times a second whether it should end, ends the program at the first
    byte that is no UTF-8, and reads a terminal that is gone for ever.
    """

    terminal: Terminal
    _stop: tuple[int, int] | None = None
    """A pipe: when its second end is closed, the thread that reads ends."""

    def start_application_mode(self) -> None:
        if self._stop is None:
            self._stop = os.pipe()
        super().start_application_mode()  # type: ignore[no-untyped-call]

    def run_input_thread(self) -> None:
        if self._stop is None:
            return
        stopped = self._stop[0]
        typed = Typed(self.terminal.encoding, self._debug, keys.with_alt())
        patience = None
        while True:
            ready = select.select([self.fileno, stopped], [], [], patience)[0]
            if stopped in ready:
                break
            data = self._read() if ready else b""
            if ready and not data:
                _lose_terminal()
                break
            for message in typed.messages(data):
                self.process_message(message)
            # What was read last may be the first part of a sequence.
            patience = ESCAPE_DELAY + 0.01 if ready else None
        os.close(stopped)

    def _read(self) -> bytes:
        """What was typed; nothing where there is no terminal any more."""
        try:
            return os.read(self.fileno, _MOST)
        except OSError:
            return b""

    def disable_input(self) -> None:
        if self._stop is not None:
            os.close(self._stop[1])
            self._stop = None
            super().disable_input()


def _lose_terminal() -> None:
    """End as by the signal that leaders of a session get, also where the loop is held up by what
    it writes to that terminal."""
    signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGHUP)
