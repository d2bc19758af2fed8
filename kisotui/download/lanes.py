"""The connections of one download: as many as bring something, and none that does harm."""

from __future__ import annotations

import time
from contextlib import ExitStack
from threading import Condition, Event, Thread
from typing import Final

from kisotui.domain.failures import Exit, Problem
from kisotui.download.hosts import Hosts
from kisotui.download.lane import ENDLESS, Lane, Means
from kisotui.download.model import Limits, OnConnections
from kisotui.download.pieces import Piece, Pieces
from kisotui.download.server.answer import PARTIAL, Answer
from kisotui.download.server.client import Client, Stopped
from kisotui.download.sink import Sink
from kisotui.download.throttle import Throttle
from kisotui.download.watch import Floor, Reading, Splitter

_TICK: Final = 0.05  # seconds between two looks at how it goes
_SERVERS_FAULT: Final = (Exit.NETWORK, Exit.SERVER)


class Lanes:
    """Fetches what a part lacks, in threads. One connection that fails gives its piece to the
    others; only the last one that fails ends it all."""

    def __init__(
        self,
        client: Client,
        sink: Sink,
        limits: Limits,
        throttle: Throttle,
        hosts: Hosts,
        *,
        on_connections: OnConnections,
    ) -> None:
        self._size = size = sink.part.note.size
        self._pieces = Pieces([(0, ENDLESS)] if size is None else sink.gaps(size))
        self._sink = sink
        self._means = Means(
            client, sink, self._pieces, throttle, limits.largest or ENDLESS, Event()
        )
        self._limits = limits
        self._on_connections = on_connections
        self._hosts = hosts
        self._host = ""
        self._splitter = Splitter(1)
        self._floor = Floor(limits.slowest_rate, limits.stall_timeout)
        self._lanes: list[Lane] = []
        self._most = 1
        self._waited = 0.0  # of those that have ended
        self._last: Problem | None = None
        self._fatal: BaseException | None = None
        self._is_stopped = False
        self._changed = Condition()

    def run(self, answer: Answer, opened: ExitStack) -> None:
        """Fetch all of it, beginning with the answer that is there. Nobody writes afterwards.

        ``opened``: holds the answer. Raises Problem, Stopped.
        """
        self._host = answer.host
        if self._is_divisible(answer):
            self._most = self._limits.connections
        self._splitter = Splitter(self._most)
        self._hosts.enter(self._host)
        with self._changed:
            if piece := self._pieces.take():
                self._start(piece, answer, opened)
            try:
                while not self._is_complete:
                    self._require_going()
                    self._changed.wait(_TICK)
                    self._steer()
            finally:
                self._end()

    def stop(self) -> None:
        """End it from another thread. What reads is ended by stopping the client."""
        with self._changed:
            self._is_stopped = True
            self._changed.notify_all()

    def _is_divisible(self, answer: Answer) -> bool:
        has_ranges = (
            answer.status == PARTIAL or answer.headers.get("accept-ranges", "").lower() == "bytes"
        )
        is_same = bool(self._sink.part.note.validator and self._size)
        return has_ranges and is_same and not self._hosts.is_single(self._host)

    @property
    def _is_complete(self) -> bool:
        """Nothing is missing, and who fetched it has seen that nothing more comes."""
        if self._size is None:
            return not self._lanes and not self._last and not self._fatal
        is_all_there = self._sink.received >= self._size
        return is_all_there and all(lane.lags_behind for lane in self._lanes) and not self._fatal

    @property
    def _wanted(self) -> int:
        return min(self._most, self._splitter.wanted)

    @property
    def _quick(self) -> int:
        """How many connections bring something."""
        return sum(not self._pieces.stands(lane.piece) for lane in self._lanes)

    def _require_going(self) -> None:
        if self._fatal:
            raise self._fatal
        if self._is_stopped:
            raise Stopped
        if self._last and not self._lanes and not self._wanted:
            raise self._last

    def _steer(self) -> None:
        """Look how it goes; have as many connections as that asks for."""
        waited = self._waited + sum(lane.waited for lane in self._lanes)
        reading = Reading(time.monotonic(), self._sink.received, waited)
        if self._floor.is_below(reading):
            seconds = f"{self._limits.stall_timeout:g}"
            rate = self._limits.slowest_rate
            raise Problem("too-slow", host=self._host, rate=rate, seconds=seconds)
        if self._size is not None:
            self._splitter.update(reading, self._size - reading.received)
        if self._splitter.was_useless:
            self._hosts.remember_single(self._host)
        if self._pieces.lanes != max(1, self._wanted):
            self._pieces.share(max(1, self._wanted))
        while self._quick < self._wanted and self._may_enter():
            piece = self._pieces.take()
            if piece is None:
                self._hosts.leave(self._host)
                break
            self._start(piece)

    def _may_enter(self) -> bool:
        if self._lanes:
            limit = min(self._most, self._limits.connections)
            return self._hosts.try_enter(self._host, limit)
        self._hosts.enter(self._host)
        return True

    def _start(
        self, piece: Piece, answer: Answer | None = None, opened: ExitStack | None = None
    ) -> None:
        lane = Lane(self._means, piece)
        work = Thread(target=self._work, args=(lane, answer, opened), name="kisotui-lane")
        try:
            work.start()
        except RuntimeError:  # this machine has no more threads to give
            self._hosts.leave(self._host)
            raise
        self._lanes.append(lane)
        self._on_connections(len(self._lanes))

    def _work(self, lane: Lane, answer: Answer | None, opened: ExitStack | None) -> None:
        try:
            if answer and opened:
                lane.go_on(answer, opened)
            else:
                lane.fetch()
            while self._has_more(lane):
                lane.fetch()
        except Stopped:
            pass
        except BaseException as error:
            self._failed(error)
        finally:
            lane.close()
            self._hosts.leave(self._host)
            with self._changed:
                self._waited += lane.waited
                self._lanes.remove(lane)
                self._on_connections(len(self._lanes))
                self._changed.notify_all()

    def _has_more(self, lane: Lane) -> bool:
        """Give the connection its next piece, if it is to have one."""
        with self._changed:
            limit = self._limits.connections
            is_crowded = self._quick > 1 and self._hosts.is_crowded(self._host, limit)
            if is_crowded or self._quick > self._wanted:
                return False
            piece = self._pieces.take()
            if piece:
                lane.piece = piece
            return piece is not None

    def _failed(self, error: BaseException) -> None:
        with self._changed:
            if isinstance(error, Problem) and error.failure.exit in _SERVERS_FAULT:
                self._last = error
                self._most = self._most - 1 if self._splitter.wanted > 1 else 0
            else:
                self._fatal = error

    def _end(self) -> None:
        """Stop who is still at it, and see that nobody writes any more."""
        self._means.stopped.set()
        if self._lanes:
            self._means.client.stop()
        while self._lanes:
            self._changed.wait(_TICK)
