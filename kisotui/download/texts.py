"""Small texts from servers: lists of files, sums, registrations."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from kisotui.domain.failures import Problem
from kisotui.domain.urls import Address, redact
from kisotui.download.model import Limits
from kisotui.download.server.answer import OK, Answer
from kisotui.download.server.client import SYSTEM, Client
from kisotui.download.server.trust import Trust
from kisotui.download.stopping import Stopping

_NOT_MODIFIED: Final = 304

Mirrored = Callable[[Address], Address]
"""Which address is asked in place of one."""


def itself(address: Address) -> Address:
    """Nobody else is asked."""
    return address


@dataclass(frozen=True, slots=True)
class Text:
    """What a server sent. ``link``: its header of that name."""

    body: str
    etag: str
    modified: str
    link: str


class Texts:
    """Asks for texts, each over a connection of its own; for any number of threads. Blocks."""

    def __init__(self, limits: Limits, trust: Trust = SYSTEM, mirrored: Mirrored = itself) -> None:
        self._limits = limits
        self._trust = trust
        self._mirrored = mirrored
        self._stopping = Stopping()

    def stop(self) -> None:
        """End all asking; who does so gets Stopped."""
        self._stopping.stop()

    def read(
        self, address: Address, largest: int, headers: Mapping[str, str] | None = None
    ) -> Text | None:
        """The text there; None where it did not change since the validators in the headers.

        ``largest``: bytes that it may have. Raises Problem: ``source-large``, those of the way to
        a server and of its answers; Stopped.
        """
        client = Client(self._mirrored(address), self._limits, self._trust)
        try:
            with self._stopping.by(client.stop), client.get(headers or {}) as answer:
                if answer.coding:
                    raise Problem("packed", host=answer.host, coding=answer.coding)
                if answer.status != OK:
                    raise Problem("http-status", host=answer.host, status=answer.status)
                return _text(answer, address, largest)
        except Problem as problem:
            if headers and problem.values.get("status") == _NOT_MODIFIED:
                return None
            raise
        finally:
            client.close()


def _text(answer: Answer, address: Address, largest: int) -> Text:
    memory, end = memoryview(bytearray(min(largest, answer.length or largest) + 1)), 0
    while end < len(memory) and (got := answer.fill(memory[end:])):
        end += got
    if end == len(memory):
        raise Problem("source-large", location=redact(address.url), limit=largest)
    told = answer.headers
    return Text(
        str(memory[:end], "utf-8", "replace"),
        told.get("etag", ""),
        told.get("last-modified", ""),
        told.get("link", ""),
    )
