"""A connection whose last answer was read to its end, and the next request on it.

It saves what a new one costs for every piece of a file: round trips, and slow start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Final

import h11

from kisotui.download.server.reply import Reply
from kisotui.download.server.wire import Wire

_READ: Final = 65536
_LEAST: Final = 0.001  # seconds; none at all would mean not to wait for anything


@dataclass(frozen=True, slots=True)
class Spare:
    """An idle connection, and what is asked on it again and again.

    ``headers``: of the request, but for those that differ from piece to piece. ``close``: ends it,
    and holds it until then.
    """

    wire: Wire
    host: str
    target: bytes
    headers: Sequence[tuple[bytes, bytes]]
    close: Callable[[], None]

    def ask(self, headers: Mapping[str, str], patience: float) -> Reply | None:
        """The part of the file that was asked for; None for any other answer, and for none.

        Then the connection is not to be used any more: the server has ended it, or says something
        that is to be heard from the start.
        """
        if self.wire.read_now() is not None:
            return None
        own = [(name.encode(), value.encode()) for name, value in headers.items()]
        parser = h11.Connection(h11.CLIENT)
        try:
            request = h11.Request(method="GET", target=self.target, headers=[*self.headers, *own])
            self.wire.send(parser.send(request), patience)
            parser.send(h11.EndOfMessage())
            until = monotonic() + patience
            answer = self._event(parser, until)
            while isinstance(answer, h11.InformationalResponse):
                answer = self._event(parser, until)
            return self._reply(answer, parser) if isinstance(answer, h11.Response) else None
        except (OSError, h11.ProtocolError):
            return None

    def _event(self, parser: h11.Connection, until: float) -> object:
        memory = memoryview(bytearray(_READ))
        while (event := parser.next_event()) is h11.NEED_DATA:
            patience = max(until - monotonic(), _LEAST)
            parser.receive_data(bytes(memory[: self.wire.receive(memory, patience)]))
            if monotonic() > until:
                raise TimeoutError
        return event

    def _reply(self, answer: h11.Response, parser: h11.Connection) -> Reply | None:
        told: dict[str, str] = {}
        for raw_name, raw_value in answer.headers:
            name, value = raw_name.decode("latin-1"), raw_value.decode("latin-1")
            told[name] = f"{told[name]}, {value}" if name in told else value
        if (answer.status_code, answer.http_version) != (206, b"1.1") or (
            "content-length" not in told
        ):
            return None
        event = parser.next_event()
        early = bytes(event.data) if isinstance(event, h11.Data) else b""
        if parser.trailing_data[0]:  # more than the body
            return None
        return Reply(
            self.host,
            206,
            told,
            iter([early]),
            lambda: False,
            self.wire,
            self,
            self.close,
            is_clear=True,
        )
