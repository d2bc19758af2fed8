"""What a server does with one request after the other, as downloads meet it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

from tests.support.wire_server import Heard, Part, Talk, answer, part_of

Scene = Callable[[Talk, Heard], Awaitable[None]]
"""How one request is answered; EOFError ends the connection."""

ETAG: Final = '"first"'


def scenes(*scenes: Scene) -> Part:
    """One for each request, on whatever connection it comes; the last one again and again."""

    async def part(talk: Talk) -> None:
        while True:
            heard = await talk.hear()
            await scenes[min(len(talk.server.heard), len(scenes)) - 1](talk, heard)

    return part


def saying(*segments: bytes) -> Scene:
    """These, and the connection is kept."""

    async def scene(talk: Talk, heard: Heard) -> None:
        await talk.say(*segments)

    return scene


def closing(*segments: bytes) -> Scene:
    """These, and the connection ends."""

    async def scene(talk: Talk, heard: Heard) -> None:
        await talk.say(*segments)
        raise EOFError

    return scene


def crashing(*segments: bytes) -> Scene:
    """These, and the connection is reset."""

    async def scene(talk: Talk, heard: Heard) -> None:
        await talk.say(*segments)
        talk.reset()
        raise EOFError

    return scene


def falling_silent(*segments: bytes) -> Scene:
    """These, and then nothing more."""

    async def scene(talk: Talk, heard: Heard) -> None:
        await talk.say(*segments)
        await talk.wait()

    return scene


def trickling(head: bytes, body: bytes, piece: int) -> Scene:
    """The body in small pieces, with a breath after each."""

    async def scene(talk: Talk, heard: Heard) -> None:
        pieces = (body[at : at + piece] for at in range(0, len(body), piece))
        await talk.say(head, *pieces)

    return scene


def endless(head: bytes, piece: bytes) -> Scene:
    """The piece again and again, until the client has enough of it."""

    async def scene(talk: Talk, heard: Heard) -> None:
        await talk.say(head)
        while True:
            await talk.say(piece)

    return scene


def serving(data: bytes, **headers: str) -> Scene:
    """The file as a good server sends it. ``headers``: its validator, if it has one."""
    validators = (headers.get("ETag"), headers.get("Last_Modified"))

    async def scene(talk: Talk, heard: Heard) -> None:
        asked = heard.headers.get("If-Range")
        if "Range" in heard.headers and (asked is None or asked in validators):
            await talk.say(part_of(data, heard, **headers))
        else:
            await talk.say(answer(data, Accept_Ranges="bytes", **headers))

    return scene
