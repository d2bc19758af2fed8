"""One server asked directly, without a download around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from kisotui.domain.failures import Problem
from kisotui.domain.urls import Address
from kisotui.download.model import Limits
from kisotui.download.server.answer import Answer
from kisotui.download.server.client import SYSTEM, Client
from kisotui.download.server.trust import Trust
from tests.support.downloads import require_tellable

PATIENT = Limits(connect_timeout=5.0, stall_timeout=5.0)
HASTY = Limits(connect_timeout=1.0, stall_timeout=0.3)


@contextmanager
def asking(
    url: str,
    *,
    trust: Trust = SYSTEM,
    credentials: tuple[str, str] | None = None,
    limits: Limits = PATIENT,
) -> Iterator[Client]:
    """A client, closed in the end."""
    client = Client(Address(url, credentials), limits, trust)
    try:
        yield client
    finally:
        client.close()


def body_of(answer: Answer, piece: int = 65536) -> bytes:
    """All of the body, read in pieces of this size into memory that holds something else."""
    body = bytearray()
    while True:
        memory = bytearray(b"\xee" * piece)
        got = answer.fill(memoryview(memory))
        assert memory[got:] == b"\xee" * (piece - got)
        if not got:
            return bytes(body)
        body += memory[:got]


def fetched(client: Client, headers: Mapping[str, str] | None = None, piece: int = 65536) -> bytes:
    """The body of the answer to one request."""
    with client.get(headers or {}) as answer:
        return body_of(answer, piece)


def refused(
    url: str,
    *,
    trust: Trust = SYSTEM,
    credentials: tuple[str, str] | None = None,
    limits: Limits = HASTY,
) -> Problem:
    """The Problem that asking, or reading all of the answer, ends with."""
    with (
        pytest.raises(Problem) as caught,
        asking(url, trust=trust, credentials=credentials, limits=limits) as client,
    ):
        fetched(client)
    require_tellable(caught.value)
    return caught.value
