"""The digest of a growing file: right in whatever order the bytes come, and of the file alone."""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.download import disk
from kisotui.download.buffers import SIZE, Buffers
from kisotui.download.digest import GrowingDigest
from kisotui.download.extents import Extents

DATA = random.Random(3).randbytes(24 * SIZE + 12_345)


@contextmanager
def growing(path: Path, *algorithms: str) -> Iterator[tuple[GrowingDigest, int]]:
    path.write_bytes(b"")
    file = os.open(path, os.O_RDWR)
    digest = GrowingDigest(path, file, algorithms or ("SHA-256",), Buffers())
    try:
        yield digest, file
    finally:
        digest.stop()
        os.close(file)


@pytest.mark.parametrize("order", ["ordered", "backwards", "random", "two lanes"])
def test_is_right_in_any_order(tmp_path: Path, order: str) -> None:
    blocks = [(at, DATA[at : at + SIZE]) for at in range(0, len(DATA), SIZE)]
    if order == "backwards":
        blocks.reverse()
    if order == "random":
        random.Random(5).shuffle(blocks)
    if order == "two lanes":
        half = len(blocks) // 2
        blocks = [each for pair in zip(blocks[:half], blocks[half:], strict=False) for each in pair]
        blocks += [each for each in [(len(DATA) - 12_345, DATA[-12_345:])] if each not in blocks]
    with growing(tmp_path / "a") as (digest, file):
        there, buffers = Extents(), Buffers()
        for offset, block in blocks:
            buffer = buffers.take()
            buffer[: len(block)] = block
            os.pwrite(file, block, offset)
            digest.written(buffer, len(block), offset)
            there.add(offset, offset + len(block))
            digest.grown(there.run_end(0))
        assert digest.result(len(DATA))[0].digest == hashlib.sha256(DATA).hexdigest()


def test_what_lay_there_before_is_read_from_the_file(tmp_path: Path) -> None:
    with growing(tmp_path / "a") as (digest, file):
        os.pwrite(file, DATA, 0)
        assert digest.result(len(DATA))[0].digest == hashlib.sha256(DATA).hexdigest()


def test_several_digests_come_from_one_pass(tmp_path: Path) -> None:
    with growing(tmp_path / "a", "SHA-512", "MD5") as (digest, file):
        os.pwrite(file, DATA, 0)
        assert digest.result(len(DATA)) == (
            Checksum("SHA-512", hashlib.sha512(DATA).hexdigest()),
            Checksum("MD5", hashlib.md5(DATA).hexdigest()),
        )


def test_a_fault_of_ours_keeps_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(disk, "preadv", broken)
    with growing(tmp_path / "a") as (digest, _), pytest.raises(ZeroDivisionError):
        digest.result(len(DATA))


def test_a_file_that_lost_bytes_is_said(tmp_path: Path) -> None:
    with growing(tmp_path / "a") as (digest, file):
        os.pwrite(file, DATA[:1000], 0)
        with pytest.raises(Problem, match="disk"):
            digest.result(len(DATA))
