"""One download, in the thread that it has for itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kisotui.domain import quantities
from kisotui.domain.failures import Problem
from kisotui.domain.urls import Address
from kisotui.download import disk, look
from kisotui.download.complete import complete
from kisotui.download.extents import Extents
from kisotui.download.finished import taken
from kisotui.download.hosts import Hosts
from kisotui.download.lane import require_continuation
from kisotui.download.lanes import Lanes
from kisotui.download.model import (
    Check,
    Fetched,
    Limits,
    OnConnections,
    OnProgress,
    OnRestart,
    Promised,
    Wanted,
)
from kisotui.download.names import remove
from kisotui.download.part import Part
from kisotui.download.server.answer import OK, OUT_OF_RANGE, Answer
from kisotui.download.server.client import Client, Stopped
from kisotui.download.server.trust import Trust
from kisotui.download.sidecar import Sidecar, fingerprint
from kisotui.download.sink import Sink
from kisotui.download.stopping import Stopping
from kisotui.download.throttle import Throttle

# What was delivered is wrong, so that going on from it could only end the same way.
_WRONG: Final = frozenset(
    {
        "wrong-type",
        "web-page",
        "empty-file",
        "too-small",
        "too-long",
        "too-large",
        "checksum",
        "not-iso",
        "iso-truncated",
        "changed",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be fetched, and how: the parameters of ``fetch``."""

    address: Address
    place: Path
    check: Check
    wanted: Wanted
    limits: Limits
    trust: Trust
    throttle: Throttle
    hosts: Hosts
    on_progress: OnProgress
    on_connections: OnConnections
    on_restart: OnRestart
    promised: Promised


class _StartOver(Exception):  # noqa: N818 - not an error: the way back to the start
    """What an earlier attempt left is of no use."""

    def __init__(self, reason: Problem) -> None:
        super().__init__()
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Opened:
    """An answer that is there, its body yet to come. ``stack`` holds it."""

    client: Client
    answer: Answer
    stack: ExitStack


class Download:
    """Runs once."""

    def __init__(self, order: Order) -> None:
        self._order = order
        self._source = fingerprint(order.address.url)
        self._stopping = Stopping()
        self._parts: list[Part] = []  # those that were opened; the last one is what will be placed

    def run(self) -> Fetched:
        """Fetch, verify and place the file. Raises Problem, Stopped."""
        order = self._order
        if there := taken(order.place, order.wanted, order.check, self._stopping):
            return there
        try:
            return self._fetch()
        except (Problem, Stopped) as error:
            is_wrong = isinstance(error, Problem) and error.code in _WRONG
            if is_wrong or order.place.exists():  # by who took this process for dead
                self._discard()
            for part in self._parts:
                part.give_back()
            raise
        finally:
            for part in self._parts:
                part.close()

    def stop(self) -> None:
        """End it from another thread; what has arrived is kept."""
        self._stopping.stop()

    def _fetch(self) -> Fetched:
        part = self._reopen()
        if part is not None:
            try:
                return self._go_on(part)
            except _StartOver as over:
                self._order.on_restart(over.reason)
                self._drop(part)
        with self._ask({}) as opened:
            return self._start(opened)

    def _go_on(self, part: Part) -> Fetched:
        """Fetch what is missing, if the file is still the same."""
        size = part.note.size or 0
        gaps = Extents(part.note.spans).gaps(0, size)
        if not gaps:
            return self._receive_rest(part, None)
        start, end = gaps[0]
        headers = {
            "Range": f"bytes={start}-{'' if end == size else end - 1}",
            "If-Range": part.note.validator,
        }
        with self._ask(headers) as opened:
            try:
                require_continuation(opened.answer, start, part.note)
            except Problem as problem:
                if opened.answer.status == OK:
                    self._order.on_restart(problem)
                    self._drop(part)
                    return self._start(opened)
                if problem.code == "no-ranges":
                    raise _StartOver(problem) from None
                raise
            return self._receive_rest(part, opened)

    def _receive_rest(self, part: Part, opened: _Opened | None) -> Fetched:
        try:
            return self._receive(part, opened)
        except Problem as problem:
            if problem.code in _WRONG:  # perhaps it is only the earlier part of it that is
                raise _StartOver(problem) from None
            raise

    def _start(self, opened: _Opened) -> Fetched:
        """Receive the file from its first byte."""
        answer, largest = opened.answer, self._order.limits.largest
        if answer.status != OK:  # a part of the file, or none, although nobody asked for a part
            code = "http-range" if answer.status == OUT_OF_RANGE else "http-status"
            raise Problem(code, host=answer.host, status=answer.status)
        look.require_plausible(answer)
        if largest and answer.size and answer.size > largest:
            raise Problem("too-large", host=answer.host, limit=quantities.written(largest))
        self._order.on_progress(0, answer.size)
        note = Sidecar(self._source, answer.validator, answer.size)
        return self._receive(self._begin(note), opened)

    def _receive(self, part: Part, opened: _Opened | None) -> Fetched:
        order = self._order
        with (
            Sink(part, order.wanted.algorithms, order.on_progress) as sink,
            self._stopping.by(sink.interrupt),
        ):
            if opened is not None:
                self._pour(opened, sink)
            try:
                return complete(sink, order.wanted, order.check)
            except Problem as problem:
                if problem.code == "iso-truncated" and opened and part.note.size is None:
                    raise _cut_short(problem, opened.answer.host) from None
                raise

    def _pour(self, opened: _Opened, sink: Sink) -> None:
        order, size = self._order, sink.part.note.size
        lanes = Lanes(
            *(opened.client, sink, order.limits, order.throttle, order.hosts),
            on_connections=order.on_connections,
        )
        try:
            with self._stopping.by(lanes.stop):
                lanes.run(opened.answer, opened.stack)
        except Problem as problem:
            if problem.code != "connection-lost" or size is None:
                raise
            host, received = opened.answer.host, sink.received
            raise Problem("cut-short", host=host, received=received, size=size) from None
        if sink.received < look.HEAD:
            raise look.unlike(opened.answer, sink.received)

    @contextmanager
    def _ask(self, headers: Mapping[str, str]) -> Iterator[_Opened]:
        order = self._order
        client = Client(order.address, order.limits, order.trust)
        try:
            with self._stopping.by(client.stop), ExitStack() as stack:
                yield _Opened(client, stack.enter_context(client.get(headers)), stack)
        finally:
            client.close()

    def _reopen(self) -> Part | None:
        part = Part.reopen(self._order.place, self._source, self._order.promised)
        if part is None:
            with disk.problems(self._order.place):
                remove(self._order.place)
            return None
        return self._held(part)

    def _begin(self, note: Sidecar) -> Part:
        return self._held(Part.begin(self._order.place, note, self._order.promised))

    def _held(self, part: Part) -> Part:
        self._parts.append(part)
        return part

    def _drop(self, part: Part) -> None:
        """Remove it now: as long as it is open, the new one lacks its space."""
        self._parts.remove(part)
        try:
            part.discard()
        finally:
            part.close()

    def _discard(self) -> None:
        """Remove what this attempt made; not what another process may have begun meanwhile."""
        for part in self._parts:
            part.discard()


def _cut_short(problem: Problem, host: str) -> Problem:
    """What it means that the end of an ISO is missing whose length the server did not tell."""
    received, size = problem.values["size"], problem.values["expected"]
    return Problem("cut-short", host=host, received=received, size=size)
