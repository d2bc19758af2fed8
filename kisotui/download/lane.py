"""One connection at work: piece for piece from the server into the sink."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from threading import Event
from typing import Final

from kisotui.domain import quantities
from kisotui.domain.failures import Problem
from kisotui.download import look
from kisotui.download.buffers import SIZE
from kisotui.download.pieces import Piece, Pieces
from kisotui.download.server.answer import OK, PARTIAL, Answer
from kisotui.download.server.client import Client, Stopped
from kisotui.download.sidecar import Sidecar
from kisotui.download.sink import Sink
from kisotui.download.throttle import Throttle

ENDLESS: Final = 1 << 62
"""The end of a body whose length is not known."""


@dataclass(frozen=True, slots=True)
class Means:
    """What all connections of a download share."""

    client: Client
    sink: Sink
    pieces: Pieces
    throttle: Throttle
    largest: int
    stopped: Event


class Lane:
    """For a thread of its own."""

    def __init__(self, means: Means, piece: Piece) -> None:
        self.piece = piece
        """What it fetches, or has just fetched."""
        self._means = means
        self._buffer = means.sink.buffers.take()
        self._is_looked_at = means.sink.front >= look.HEAD
        self._waited = 0.0
        self._waiting_since: float | None = None
        self._is_ending = False
        self._is_connecting = False

    @property
    def waited(self) -> float:
        """Seconds that it has waited for bytes of the server so far."""
        since = self._waiting_since
        return self._waited + (time.monotonic() - since if since is not None else 0.0)

    @property
    def lags_behind(self) -> bool:
        """Whether it still wants bytes, and has none of them at hand."""
        return self._is_connecting or (self._waiting_since is not None and not self._is_ending)

    def go_on(self, answer: Answer, opened: ExitStack) -> None:
        """Fetch its piece from an answer that is there already, and lies behind ``opened``.

        Raises Problem, Stopped.
        """
        try:
            with opened:
                self._pour(answer)
        finally:
            self._means.pieces.give_back(self.piece)

    def fetch(self) -> None:
        """Ask for its piece and fetch it. Raises Problem, Stopped."""
        try:
            with self._asked() as answer:
                self._pour(answer)
        finally:
            self._means.pieces.give_back(self.piece)

    def close(self) -> None:
        """Let go of its memory."""
        self._means.sink.buffers.give(self._buffer)

    @contextmanager
    def _asked(self) -> Iterator[Answer]:
        note, piece = self._means.sink.part.note, self.piece
        self._is_connecting = True
        headers = {"Range": f"bytes={piece.at}-{piece.end - 1}", "If-Range": note.validator}
        with self._means.client.get(headers) as answer:
            self._is_connecting = False
            require_continuation(answer, piece.at, note)
            yield answer

    def _pour(self, answer: Answer) -> None:
        """The body into the sink, as far as the piece goes."""
        means, piece, end = self._means, self.piece, body_end(answer)
        self._is_ending = False
        while piece.left or means.pieces.extend(piece, end):
            granted = means.throttle.take(min(SIZE, piece.left), means.stopped)
            if means.stopped.is_set():
                raise Stopped
            got = self._fill(answer, granted)
            means.throttle.give_back(granted - got)
            if not got:
                if end < ENDLESS:
                    raise Problem("connection-lost", host=answer.host)
                piece.end = piece.at
                return
            self._buffer = means.sink.write(self._buffer, got, piece.at)
            means.pieces.moved(piece, got)
            self._inspect(answer)
        self._is_ending = True
        if piece.at == end and self._fill(answer, SIZE):
            raise Problem("too-long", host=answer.host, size=end)

    def _fill(self, answer: Answer, count: int) -> int:
        self._waiting_since = began = time.monotonic()
        try:
            return answer.fill(self._buffer[:count])
        finally:
            self._waiting_since = None
            self._waited += time.monotonic() - began

    def _inspect(self, answer: Answer) -> None:
        """What has come is looked at as soon as there is enough of it to tell."""
        sink, largest = self._means.sink, self._means.largest
        if self.piece.at > largest:
            raise Problem("too-large", host=answer.host, limit=quantities.written(largest))
        if not self._is_looked_at and sink.front >= look.HEAD:
            self._is_looked_at = True
            if not look.is_iso(sink.part.read(0, look.HEAD)):
                raise look.unlike(answer, sink.part.note.size)


def body_end(answer: Answer) -> int:
    """Where in the file the body ends."""
    if answer.range:
        return answer.range.last + 1
    return ENDLESS if answer.size is None else answer.size


def require_continuation(answer: Answer, start: int, note: Sidecar) -> None:
    """The answer begins there, and is of the file that the note is of.

    Raises Problem: ``no-ranges``, ``changed``.
    """
    found = answer.range
    is_another = not answer.agrees(note.validator) or answer.size not in (None, note.size)
    if answer.status == PARTIAL and found and found.first == start and not answer.coding:
        # It was asked for that very file only, and sends something of another.
        if is_another:
            raise Problem("changed", host=answer.host)
        return
    raise Problem(
        "changed" if answer.status == OK and is_another else "no-ranges", host=answer.host
    )
