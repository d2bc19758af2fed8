"""Reading a stored file again: what is found, from where it goes on, how fast."""

from __future__ import annotations

import errno
import hashlib
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kisotui.domain.checksums import Checksum
from kisotui.domain.failures import Problem
from kisotui.download import disk, proof
from kisotui.download.proof import Blocks, Damage, Damaged, Expected, prove
from kisotui.download.server.client import Stopped
from kisotui.download.throttle import Throttle
from kisotui.worker.proving import Turn

BLOCK = 64 << 10
DATA = random.Random(7).randbytes(5 * BLOCK + 123)
FREE = Throttle()


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "BLOCK", BLOCK)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.iso"
    path.write_bytes(DATA)
    return path


def expected(blocks: Blocks | None = None, start: int = 0) -> Expected:
    digests = [
        Checksum("SHA-256", hashlib.sha256(DATA).hexdigest()),
        Checksum("MD5", hashlib.md5(DATA, usedforsecurity=False).hexdigest()),
    ]
    return Expected(size=len(DATA), digests=digests, blocks=blocks, start=start)


def blocks_of(data: bytes) -> Blocks:
    parts = (data[at : at + BLOCK] for at in range(0, len(data), BLOCK))
    return Blocks(BLOCK, [hashlib.sha256(part).hexdigest() for part in parts])


def flip(file: Path, at: int) -> None:
    with file.open("r+b") as opened:
        opened.seek(at)
        opened.write(bytes([DATA[at] ^ 1]))


def damage(file: Path, wanted: Expected) -> tuple[Damage, dict[str, object]]:
    with pytest.raises(Damaged) as found:
        prove(file, wanted, FREE, Turn(wanted.start))
    return found.value.damage, found.value.values


class Told(Turn):
    """Notes what it is told."""

    def __init__(self, start: int = 0, then: Callable[[], object] = lambda: None) -> None:
        super().__init__(start)
        self.all: list[tuple[int, int]] = []
        self._then = then

    def read(self, read: int, proven_to: int) -> None:
        self.all.append((read, proven_to))
        self._then()


def test_the_first_time_it_is_held_to_its_digests_and_its_blocks_are_kept(file: Path) -> None:
    turn = Told()
    found = prove(file, expected(), FREE, turn)
    assert (found.size, list(found.digests)) == (BLOCK, blocks_of(DATA).digests)
    assert turn.all[-1] == (len(DATA), 0), "nothing is proven before its end"


def test_with_its_blocks_known_it_goes_on_behind_the_last_proven_one(file: Path) -> None:
    flip(file, 0)  # nobody looks at what was proven
    turn = Told(2 * BLOCK)
    prove(file, expected(blocks_of(DATA), 2 * BLOCK), FREE, turn)
    assert turn.all[0] == (3 * BLOCK, 3 * BLOCK)
    assert turn.all[-1] == (len(DATA), len(DATA))


def test_a_flipped_bit_is_found_in_its_block(file: Path) -> None:
    flip(file, 3 * BLOCK + 5)
    where = {"start": 3 * BLOCK, "end": 4 * BLOCK}
    assert damage(file, expected(blocks_of(DATA))) == (Damage.CHANGED, where)
    what, values = damage(file, expected())
    assert (what, values["algorithm"]) == (Damage.DIGEST, "SHA-256")


def test_a_flipped_bit_in_the_last_and_short_block_is_found(file: Path) -> None:
    flip(file, len(DATA) - 1)
    what, values = damage(file, expected(blocks_of(DATA)))
    assert (what, values["end"]) == (Damage.CHANGED, len(DATA))


@pytest.mark.parametrize("size", [0, BLOCK, len(DATA) + 1])
def test_another_size_is_found_without_reading(file: Path, size: int) -> None:
    os.truncate(file, size)
    assert damage(file, expected()) == (Damage.SIZE, {"size": size, "expected": len(DATA)})


def test_a_file_that_is_gone_or_none_is_found(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.iso"
    file.rename(other)
    assert damage(file, expected()) == (Damage.MISSING, {})
    file.symlink_to(other)
    assert damage(file, expected()) == (Damage.MISSING, {})
    assert damage(tmp_path, expected())[0] is Damage.MISSING


def test_what_the_disk_cannot_read_is_damage_and_who_may_not_read_is_told(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(number: int) -> Callable[..., int]:
        def fail(*_: object) -> int:
            raise OSError(number, "")

        return fail

    monkeypatch.setattr(proof, "_PAUSES", (0.0,))
    monkeypatch.setattr(disk, "preadv", failing(errno.EIO))
    assert damage(file, expected()) == (Damage.UNREADABLE, {"start": 0})
    monkeypatch.setattr(disk, "preadv", failing(errno.ETIMEDOUT))
    with pytest.raises(Problem) as found:
        prove(file, expected(), FREE, Turn(0))
    assert found.value.code == "disk"
    monkeypatch.setattr(disk, "open_existing", failing(errno.EACCES))
    with pytest.raises(Problem) as found:
        prove(file, expected(), FREE, Turn(0))
    assert found.value.code == "disk-denied"


def test_what_could_not_be_read_for_a_moment_is_no_damage(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, errors = disk.preadv, iter([OSError(errno.EIO, "")])

    def fail_once(*told: Any) -> int:
        for error in errors:
            raise error
        return real(*told)

    monkeypatch.setattr(proof, "_PAUSES", (0.0,))
    monkeypatch.setattr(disk, "preadv", fail_once)
    prove(file, expected(), FREE, Turn(0))


def test_it_stops_at_once_also_while_it_gives_way(file: Path) -> None:
    turn = Told(then=lambda: turn.stop())
    with pytest.raises(Stopped):
        prove(file, expected(), FREE, turn)
    assert turn.all == [(BLOCK, 0)]
    turn.hold(True)
    turn.wait()  # would be for ever


def test_no_more_is_granted_than_the_rate(file: Path) -> None:
    now = 100.0

    class Waiting(Told):
        def __init__(self) -> None:
            super().__init__()
            self.stopped.wait = self._pass  # type: ignore[method-assign]

        def _pass(self, timeout: float | None = None) -> bool:
            nonlocal now
            now += timeout or 0
            return False

    rate = 100_000
    prove(file, expected(), Throttle(rate, clock=lambda: now), Waiting())
    allowed = len(DATA) / rate
    assert allowed - 0.2 <= now - 100.0 <= allowed, "by the throttle's own clock"


def test_nothing_stays_in_the_page_cache(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forgotten: list[tuple[int, int]] = []
    monkeypatch.setattr(disk, "forget", lambda _file, at, size: forgotten.append((at, size)))
    prove(file, expected(), FREE, Turn(0))
    parts = [(at, min(BLOCK, len(DATA) - at)) for at in range(0, len(DATA), BLOCK)]
    assert forgotten == [part for part in parts for _ in range(2)], "before and after reading"
