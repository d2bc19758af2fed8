"""From an address to a verified file in its place."""

from __future__ import annotations

from contextlib import ExitStack, aclosing
from dataclasses import dataclass, field
from pathlib import Path

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.domain.urls import Address
from kisotui.download import look
from kisotui.download.answer import OK, PARTIAL, Answer
from kisotui.download.complete import algorithm, complete
from kisotui.download.finished import finished
from kisotui.download.http import Client
from kisotui.download.model import Check, Fetched, Limits, OnProgress
from kisotui.download.part import Part
from kisotui.download.place import discard
from kisotui.download.sidecar import Sidecar, fingerprint
from kisotui.download.sink import Sink
from kisotui.download.threads import Threads

# What was delivered is wrong, so that going on from it could only end the same way.
_WRONG = frozenset(
    {"wrong-type", "too-small", "too-long", "checksum", "not-iso", "iso-truncated", "changed"}
)


async def fetch(
    address: Address,
    *,
    place: Path,
    check: Check,
    checksum: Checksum | None = None,
    limits: Limits,
    on_progress: OnProgress,
) -> Fetched:
    """Download to ``place``, going on from what an earlier attempt left, be it the whole file.

    Cancelling keeps what has arrived. Raises Problem; ``values["retry_after"]`` holds the seconds
    that the server asked to wait, if it did.
    """
    if there := await finished(place, checksum, check):
        return there
    with ExitStack() as files, Threads() as threads:
        async with Client(address, limits) as client:
            download = _Download(
                client,
                threads,
                files,
                fingerprint(address.url),
                place,
                check,
                checksum,
                on_progress,
            )
            try:
                return await download.run()
            except Problem as problem:
                if problem.code in _WRONG:
                    await threads.run(download.discard)
                raise


class _StartOver(Exception):  # noqa: N818 - not an error: the way back to the start
    """What an earlier attempt left is of no use."""


@dataclass(frozen=True, slots=True)
class _Download:
    client: Client
    threads: Threads
    files: ExitStack
    """Closes the parts, after the threads have ended."""
    source: str
    place: Path
    check: Check
    checksum: Checksum | None
    on_progress: OnProgress
    parts: list[Part] = field(default_factory=list)
    """Those that were opened; the last one is what will be placed."""

    async def run(self) -> Fetched:
        part = await self.threads.run(self._reopen)
        if part is not None:
            try:
                return await self._go_on(part)
            except _StartOver:
                pass
        async with self.client.get({}) as answer:
            return await self._start(answer)

    async def _go_on(self, part: Part) -> Fetched:
        """Fetch what is missing, if the file is still the same."""
        if part.missing == 0:
            return await self._receive_rest(part, None)
        headers = {"Range": f"bytes={part.note.stored}-", "If-Range": part.note.validator}
        async with self.client.get(headers) as answer:
            if answer.status == OK:
                return await self._start(answer)
            _require_continuation(answer, part)
            return await self._receive_rest(part, answer)

    async def _receive_rest(self, part: Part, answer: Answer | None) -> Fetched:
        try:
            return await self._receive(part, answer)
        except Problem as problem:
            if problem.code in _WRONG:  # perhaps it is only the earlier part of it that is
                raise _StartOver from None
            raise

    async def _start(self, answer: Answer) -> Fetched:
        """Receive the file from its first byte."""
        if answer.status != OK:
            raise Problem("http-protocol", host=answer.host)
        look.require_plausible(answer)
        note = Sidecar(self.source, answer.validator, answer.size, 0)
        return await self._receive(await self.threads.run(self._begin, note), answer)

    async def _receive(self, part: Part, answer: Answer | None) -> Fetched:
        async with Sink(part, algorithm(self.checksum), self.threads) as sink:
            self.on_progress(sink.end, part.note.size)
            if answer is not None:
                await self._pour(answer, sink)
            return await complete(sink, self.checksum, self.check)

    async def _pour(self, answer: Answer, sink: Sink) -> None:
        """The body into the sink; its beginning is looked at, its length watched."""
        size = sink.part.note.size
        head = bytearray()
        is_iso = sink.end > 0  # what an earlier attempt left has been looked at
        try:
            async with aclosing(answer.body()) as body:
                async for chunk in body:
                    if not is_iso:
                        head += chunk
                        is_iso = look.is_iso(head)
                        if not is_iso and len(head) >= look.HEAD:
                            raise look.unlike(answer, size)
                    await sink.add(chunk)
                    if size is not None and sink.end > size:
                        raise Problem("too-long", host=answer.host, size=size)
                    self.on_progress(sink.end, size)
        except Problem as problem:
            if problem.code != "connection-lost" or size is None:
                raise
        if size is not None and sink.end < size:
            raise Problem("cut-short", host=answer.host, received=sink.end, size=size)
        if not is_iso:
            raise look.unlike(answer, sink.end)

    def _reopen(self) -> Part | None:
        part = Part.reopen(self.place, self.source)
        if part is None:
            discard(self.place)
            return None
        return self._held(part)

    def _begin(self, note: Sidecar) -> Part:
        return self._held(Part.begin(self.place, note))

    def _held(self, part: Part) -> Part:
        self.files.callback(part.close)
        self.parts.append(part)
        return part

    def discard(self) -> None:
        """Remove what this attempt made; not what another process may have begun meanwhile."""
        for part in self.parts:
            part.discard()


def _require_continuation(answer: Answer, part: Part) -> None:
    """The answer is the rest of the same file. Raises _StartOver; Problem ``changed``."""
    found, note = answer.range, part.note
    if answer.status != PARTIAL or answer.coding or found is None or found.first != note.stored:
        raise _StartOver
    # It was asked for the rest of that very file only, and sends the rest of another.
    if found.size not in (None, note.size) or not answer.agrees(note.validator):
        raise Problem("changed", host=answer.host)
