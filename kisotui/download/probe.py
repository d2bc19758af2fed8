"""A look at an address, keeping nothing: for direct download."""

from __future__ import annotations

from functools import partial

from kisotui.domain.failures import Problem
from kisotui.domain.urls import Address
from kisotui.download import look
from kisotui.download.model import Limits, Probed
from kisotui.download.server.answer import OUT_OF_RANGE, Answer
from kisotui.download.server.client import SYSTEM, Client
from kisotui.download.server.trust import Trust
from kisotui.download.threads import run_until_stopped

# The first volume descriptor is enough; a server without ranges sends from the start.
_RANGE = f"bytes={look.HEAD // 2048 * 2048}-{look.SMALLEST - 1}"


async def probe(address: Address, *, limits: Limits, trust: Trust = SYSTEM) -> Probed:
    """Whether an ISO can be fetched from the address. Raises Problem."""
    client = Client(address, limits, trust)
    try:
        return await run_until_stopped(partial(_probe, client), client.stop)
    finally:
        client.close()


def _probe(client: Client) -> Probed:
    with client.get({"Range": _RANGE}) as answer:
        if answer.status == OUT_OF_RANGE and answer.size is None:
            raise Problem("http-range", host=answer.host, status=answer.status)
        look.require_plausible(answer)
        if answer.status == OUT_OF_RANGE or not look.is_iso(_head(answer)):
            raise look.unlike(answer, answer.size)
        return Probed(answer.size, answer.type)


def _head(answer: Answer) -> bytearray:
    """The file as far as it has to be looked at; zeros in place of what was not asked for."""
    head = bytearray(max(answer.start, look.SMALLEST))
    end, memory = answer.start, memoryview(head)
    while end < look.HEAD and (got := answer.fill(memory[end:])):
        end += got
    return head
