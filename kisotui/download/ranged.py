"""A file on a server that knows Range, read here and there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from kisotui.domain.failures import Problem
from kisotui.download.server.answer import OK, PARTIAL, Answer
from kisotui.download.server.client import Client

PIECE: Final = 32 * 1024  # bytes: reads are close together, and a round trip costs as much
REQUESTS: Final = 11
BYTES: Final = 1 << 20


class Beyond(OSError):  # noqa: N818 - not a fault: as far as a look goes
    """What was wanted would take more requests or bytes than a look may cost."""


class Ranged:
    """Bytes of the file that ``head`` is the beginning of: an ``iso.data.Data``.

    Asked for in aligned pieces, which are kept; only of the very file that has the ``validator``
    and the size. ``requests``: how many it may make; 0 where the server knows no Range.
    ``on_read``: told how many bytes came.
    """

    def __init__(
        self,
        client: Client,
        head: bytes,
        *,
        size: int,
        validator: str,
        requests: int,
        on_read: Callable[[int], None],
    ) -> None:
        self.size = size
        self._client = client
        self._head = head
        self._validator = validator
        self._requests = requests
        self._on_read = on_read
        self._bytes = BYTES - len(head)
        self._pieces: dict[int, bytes] = {}

    def read(self, offset: int, length: int) -> bytes:
        """As ``Data.read``. Raises Beyond; Problem: ``changed``, ``no-ranges``, of the server."""
        end = min(offset + length, self.size)
        if end <= len(self._head):
            return self._head[offset:end]
        first = offset // PIECE
        numbers = range(first, -(-end // PIECE))
        for start, stop in _runs([each for each in numbers if not self._is_there(each)]):
            self._fetch(start, stop)
        found = b"".join(self._piece(each) for each in numbers)
        return found[offset - first * PIECE : end - first * PIECE]

    def _is_there(self, number: int) -> bool:
        return number in self._pieces or (number + 1) * PIECE <= len(self._head)

    def _piece(self, number: int) -> bytes:
        there = self._pieces.get(number)
        return self._head[number * PIECE : (number + 1) * PIECE] if there is None else there

    def _fetch(self, start: int, stop: int) -> None:
        """Pieces from one number to before another, in one request."""
        begin, end = start * PIECE, min(stop * PIECE, self.size)
        self._requests -= 1
        self._bytes -= end - begin
        if self._requests < 0 or self._bytes < 0:
            raise Beyond
        headers = {"Range": f"bytes={begin}-{end - 1}"}
        if self._validator:
            headers["If-Range"] = self._validator
        with self._client.get(headers) as answer:
            self._require_same(answer, begin, end)
            body = filled(answer, end - begin)
        self._on_read(len(body))
        if len(body) < end - begin:
            raise Problem("connection-lost", host=answer.host)
        for number in range(start, stop):
            at = number * PIECE - begin
            self._pieces[number] = body[at : at + PIECE]

    def _require_same(self, answer: Answer, begin: int, end: int) -> None:
        """It is what was asked for, of the same file."""
        is_another = not answer.agrees(self._validator) or answer.size not in (None, self.size)
        found = answer.range
        if answer.status == PARTIAL and found and not answer.coding:
            if is_another:
                raise Problem("changed", host=answer.host)
            if (found.first, found.last) == (begin, end - 1):
                return
        is_changed = answer.status == OK and (is_another or self._validator)
        raise Problem("changed" if is_changed else "no-ranges", host=answer.host)


def filled(answer: Answer, most: int) -> bytes:
    """The body as far as that; what is behind it is looked for, so that the connection stays good.

    Raises Problem: ``too-long``, of the server; Stopped.
    """
    memory, end = memoryview(bytearray(most)), 0
    while end < most and (got := answer.fill(memory[end:])):
        end += got
    if answer.length == most:
        answer.fill(memoryview(bytearray(1)))
    return bytes(memory[:end])


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    """Neighbours together: from the first to before the one behind the last."""
    start = 0
    for at, number in enumerate(numbers, 1):
        if at == len(numbers) or numbers[at] != number + 1:
            yield numbers[start], number + 1
            start = at
