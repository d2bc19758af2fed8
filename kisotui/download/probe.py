"""A look at an address, keeping nothing: for direct download."""

from __future__ import annotations

from contextlib import aclosing

from kisotui.domain.urls import Address
from kisotui.download import look
from kisotui.download.answer import OUT_OF_RANGE, Answer
from kisotui.download.http import Client
from kisotui.download.model import Limits, Probed

# The first volume descriptor is enough; a server without ranges sends from the start.
_RANGE = f"bytes={look.HEAD // 2048 * 2048}-{look.SMALLEST - 1}"


async def probe(address: Address, *, limits: Limits) -> Probed:
    """Whether an ISO can be fetched from the address. Raises Problem."""
    async with Client(address, limits) as client, client.get({"Range": _RANGE}) as answer:
        if answer.status == OUT_OF_RANGE:
            raise look.unlike(answer, 0)
        look.require_plausible(answer)
        if not look.is_iso(await _head(answer)):
            raise look.unlike(answer, answer.size)
        return Probed(answer.size, answer.type)


async def _head(answer: Answer) -> bytearray:
    """The file as far as it has to be looked at; zeros in place of what was not asked for."""
    head = bytearray(min(answer.start, look.HEAD))
    async with aclosing(answer.body()) as body:
        async for chunk in body:
            head += chunk
            if len(head) >= look.HEAD:
                break
    return head
