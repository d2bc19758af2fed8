"""Where the bytes of a download go: what is digested is what lies in the file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kisotui.download.buffers import SIZE
from kisotui.download.part import Part
from kisotui.download.sidecar import Sidecar
from kisotui.download.sink import Sink


@contextmanager
def open_sink(place: Path, size: int) -> Iterator[Sink]:
    part = Part.begin(place, Sidecar("source", '"tag"', size))
    try:
        with Sink(part, ("SHA-256",), lambda received, size: None) as sink:
            yield sink
    finally:
        part.close()


def write(sink: Sink, data: bytes, offset: int) -> None:
    buffer = sink.buffers.take()
    buffer[: len(data)] = data
    sink.buffers.give(sink.write(buffer, len(data), offset))


@pytest.mark.parametrize(
    ("late", "offset"),
    [
        (b"b" * SIZE, 0),
        (b"b" * 1000, 500),
        (b"b" * SIZE, SIZE - 700),  # also brings something new
        (b"b" * SIZE, SIZE // 2),
    ],
)
def test_what_comes_twice_changes_nothing(tmp_path: Path, late: bytes, offset: int) -> None:
    """As from a connection at a standstill that wakes up when others have fetched its bytes."""
    place, size = tmp_path / "id.iso", 3 * SIZE
    with open_sink(place, size) as sink:
        write(sink, b"a" * SIZE, 0)
        write(sink, late, offset)
        write(sink, b"a" * SIZE, 2 * SIZE)
        write(sink, b"a" * SIZE, SIZE)
        found = sink.part.read(0, size)
        assert found[:SIZE] == b"a" * SIZE
        assert (sink.received, sink.front) == (size, size)
        assert sink.digests()[0].digest == hashlib.sha256(found).hexdigest()


def test_its_memory_goes_back_when_it_ends(tmp_path: Path) -> None:
    """Also what somebody still had at that moment, or the digest was yet to come to."""
    with open_sink(tmp_path / "id.iso", 3 * SIZE) as sink:
        lent, held = sink.buffers.take(), sink.buffers.take()
        sink.write(held, SIZE, SIZE)
    sink.buffers.give(lent)
    for buffer in (lent, held):
        with pytest.raises(ValueError, match="released"):
            buffer[0]
