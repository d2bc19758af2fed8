"""Real images with bytes changed at random: what comes of it, in how many reads.

``KISOTUI_FUZZ=5000`` tries as many of each (``make fuzz``), and says what came of them.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demo.images import MIB, write_iso
from kisotui.domain.contents import Glance
from kisotui.domain.failures import Problem
from kisotui.iso.entry import EntryKind
from kisotui.iso.glance import glance
from kisotui.iso.image import BOUNDS, Image
from kisotui.iso.volume import SECTOR
from tests.support.image_bytes import Bytes

EXAMPLES = int(os.environ.get("KISOTUI_FUZZ", "100"))
_HEAD = 16 * SECTOR
_TREE = 60 * SECTOR  # where directories lie, in these images
_READS = 30_000  # of an image with as many entries as are looked at, each going on elsewhere
_LIMITS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
_TELLING = st.sampled_from((b"\0" * 4, b"\xff" * 4, b"CE\x1c\x01", b"SL\x05\x01", b"\x01\0\0\0"))
Patches = list[tuple[int, bytes]]
_PATCHES = st.lists(
    st.tuples(st.integers(_HEAD, _TREE), st.binary(min_size=1, max_size=8) | _TELLING),
    min_size=1,
    max_size=40,
)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_iso(tmp_path_factory.mktemp("iso") / "a.iso", size=MIB).read_bytes()


@pytest.fixture(scope="module")
def outcomes() -> Iterator[Counter[str]]:
    counted: Counter[str] = Counter()
    yield counted
    if "KISOTUI_FUZZ" in os.environ:
        print("\n", dict(counted.most_common()))  # noqa: T201 - it was asked for


@_LIMITS
@given(patches=_PATCHES, cut=st.none() | st.integers(_HEAD, MIB))
def test_any_image_is_walked_to_its_end(
    real: bytes, outcomes: Counter[str], patches: Patches, cut: int | None
) -> None:
    data = spoiled(real, patches, cut)
    began = time.process_time()
    outcomes.update(walked(data))
    assert data.reads < _READS
    assert time.process_time() - began < 20


@_LIMITS
@given(patches=_PATCHES)
def test_a_glance_is_a_glance(real: bytes, patches: Patches) -> None:
    data = spoiled(real, patches, None)
    with suppress(NoImage):
        assert len(looked(data).profile) <= 64
    assert data.came < 2 * MIB


class NoImage(Exception):  # noqa: N818 - nothing went wrong
    """What was spoiled is not called an image any more."""


def walked(data: Bytes) -> set[str]:
    """Read all that the image lists; what came of it."""
    try:
        image = Image(data)
    except Problem as problem:
        return {refused(problem)}
    for count, entry in enumerate(image.walk()):
        assert count < BOUNDS.entries
        assert sum(size for _, size in entry.extents) <= data.size
        if entry.kind is EntryKind.FILE:
            image.read(entry, max(0, entry.size - 100), 200)
        image.find(entry.path)
    return {each.code for each in image.defects} or {"sound"}


def looked(data: Bytes) -> Glance:
    try:
        return glance(data)
    except Problem as problem:
        raise NoImage(refused(problem)) from problem


def refused(problem: Problem) -> str:
    assert problem.code in ("not-iso", "iso-truncated")
    return problem.code


def spoiled(real: bytes, patches: Patches, cut: int | None) -> Bytes:
    data = bytearray(real)
    for offset, piece in patches:
        data[offset : offset + len(piece)] = piece
    return Bytes(bytes(data[:cut]))
