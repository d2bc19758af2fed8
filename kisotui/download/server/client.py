"""Asking one server, piece for piece, over as few connections as possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock, Thread
from typing import Final

from kisotui.domain.failures import Problem
from kisotui.domain.urls import Address
from kisotui.download.model import Limits
from kisotui.download.server.answer import OK, PARTIAL, Answer
from kisotui.download.server.body import CopiedBody, StraightBody
from kisotui.download.server.connections import Connections
from kisotui.download.server.happenings import Happening, OnHappening, What, unseen
from kisotui.download.server.http import Http
from kisotui.download.server.reply import Reply
from kisotui.download.server.spare import Spare
from kisotui.download.server.trust import Trust

SYSTEM: Final = Trust()


class Stopped(Exception):  # noqa: N818 - not an error: somebody wanted it
    """The client was stopped."""


@dataclass(frozen=True, slots=True)
class _Exchange:
    """A request that was answered."""

    answer: Answer
    body: StraightBody | CopiedBody
    reply: Reply


class Client:
    """Of one download, whose threads share it. ``on_happening``: told of each request.

    Raises Problem: ``url-format``, ``ca-bundle``, ``proxy``.
    """

    def __init__(
        self,
        address: Address,
        limits: Limits,
        trust: Trust = SYSTEM,
        on_happening: OnHappening = unseen,
    ) -> None:
        self._patience = limits.stall_timeout
        self._on_happening = on_happening
        self._connections = Connections()
        self._http = Http(address, limits, trust, self._connections.add, on_happening)
        self._spares: list[Spare] = []
        self._awaited: list[Future[Reply]] = []
        self._users = 0  # requests that are being made, or answers that are being read
        self._is_closed = False
        self._lock = Lock()

    @contextmanager
    def get(self, headers: Mapping[str, str]) -> Iterator[Answer]:
        """The answer to a request with these headers more. Raises Problem, Stopped."""
        with self._in_use():
            with self._stoppable():
                exchange = self._again(headers) or self._exchange(self._ask(headers))
            try:
                if problem := exchange.answer.refusal():
                    raise problem
                yield exchange.answer
            finally:
                if not self._keep(exchange):
                    exchange.reply.close()

    def stop(self) -> None:
        """End all asking and reading at once, from any thread; who does so gets Stopped."""
        self._connections.end()
        with self._lock:
            for answered in self._awaited:
                answered.cancel()

    def close(self) -> None:
        """Stop, and let go of all connections: those in use, as soon as their users have noticed.

        A socket closed under its reader may be another's by the time that it is read from.
        """
        self.stop()
        with self._lock:
            spares, self._spares = self._spares, []
            self._is_closed, is_idle = True, not self._users
        for spare in spares:
            spare.close()
        if is_idle:
            self._http.close()

    @contextmanager
    def _in_use(self) -> Iterator[None]:
        with self._lock:
            self._users += 1
        try:
            yield
        finally:
            with self._lock:
                self._users -= 1
                is_last = self._is_closed and not self._users
            if is_last:
                self._http.close()

    def _again(self, headers: Mapping[str, str]) -> _Exchange | None:
        """The answer over a spare connection, if there is one and it is still good."""
        with self._lock:
            if not self._spares:
                return None
            spare = self._spares.pop()
        self._on_happening(Happening(what=What.ASKING, host=spare.host))
        if reply := spare.ask(headers, self._patience):
            exchange = self._exchange(reply)
            if isinstance(exchange.body, StraightBody) and exchange.answer.range:
                return exchange
        spare.close()
        return None

    def _ask(self, headers: Mapping[str, str]) -> Reply:
        """Over a new connection. In a thread of its own: to look up a name and to connect cannot be
        ended, it can only be left alone until it is done, or has failed."""
        answered: Future[Reply] = Future()
        with self._lock:
            if self._connections.ended:
                raise Stopped
            self._awaited.append(answered)
        try:
            Thread(
                target=self._answer, args=(answered, headers), name="kisotui-asking", daemon=True
            ).start()
            return answered.result()
        except CancelledError:
            raise Stopped from None
        finally:
            with self._lock:
                self._awaited.remove(answered)

    def _answer(self, answered: Future[Reply], headers: Mapping[str, str]) -> None:
        with self._in_use():
            try:
                reply = self._http.ask(headers)
            except BaseException as error:
                if answered.set_running_or_notify_cancel():
                    answered.set_exception(error)
            else:
                if answered.set_running_or_notify_cancel():
                    answered.set_result(reply)

    def _exchange(self, reply: Reply) -> _Exchange:
        body: StraightBody | CopiedBody = CopiedBody(reply.chunks, reply.is_more_there)

        def fill(view: memoryview) -> int:
            with self._stoppable():
                got = body.fill(view)
            if not got and self._connections.ended:  # it may be the end that we made
                raise Stopped
            return got

        answer = Answer(reply.host, reply.status, reply.headers, fill)
        if reply.wire and answer.status in (OK, PARTIAL) and answer.length is not None:
            body = StraightBody(
                reply.wire,
                reply.chunks,
                answer.length,
                host=reply.host,
                patience=self._patience,
                is_clear=reply.is_clear,
            )
        return _Exchange(answer, body, reply)

    def _keep(self, exchange: _Exchange) -> bool:
        spare, body = exchange.reply.spare, exchange.body
        if spare is None or isinstance(body, CopiedBody):
            return False
        if exchange.answer.is_last or not body.leaves_clean:
            return False
        with self._lock:
            if not self._connections.ended:
                self._spares.append(spare)
            return not self._connections.ended

    @contextmanager
    def _stoppable(self) -> Iterator[None]:
        if self._connections.ended:
            raise Stopped
        try:
            yield
        except Problem:
            if self._connections.ended:
                raise Stopped from None
            raise
