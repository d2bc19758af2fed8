"""Real images with bytes changed at random: what comes of it, in how many reads.

``KISOTUI_FUZZ=5000`` tries as many of each (``make fuzz``), and says what came of them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demo.images import MIB, write_iso
from kisotui.domain.contents import Glance
from kisotui.domain.failures import Problem
from kisotui.iso.bounds import BOUNDS
from kisotui.iso.entry import EntryKind
from kisotui.iso.glance import glance
from kisotui.iso.image import Image
from kisotui.iso.volume import SECTOR
from tests.support.image_bytes import Bytes

_ASKED = os.environ.get("KISOTUI_FUZZ", "")  # no test sees the variables that set kisotui up
EXAMPLES = int(_ASKED or 100)
# As many as there are entries, each of which may go on elsewhere, and each of which is read.
_READS = 4 * BOUNDS.entries
_LIMITS = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Patches = list[tuple[int, bytes]]
# Blocks near by, where directories are; ends of numbers; signatures of Rock Ridge; flags.
_TELLING = st.integers(16, 60).map(lambda block: block.to_bytes(4, "little")) | st.sampled_from(
    (
        b"\0\0\0\0",
        b"\xff\xff\xff\xff",
        b"CE\x1c\x01",
        b"SL\x05\x01",
        b"NM\x05\x01",
        b"\x80",
        b"\x02",
    )
)
_PATCHES = st.lists(
    st.tuples(st.integers(0, 1 << 20), _TELLING | st.binary(min_size=1, max_size=4)),
    min_size=1,
    max_size=30,
)


class Real:
    """An image as some program wrote it, and where its directories lie."""

    def __init__(self, path: Path) -> None:
        self.data = path.read_bytes()
        image = Image(Bytes(self.data))
        folders = [each for each in image.walk() if each.kind is EntryKind.DIRECTORY]
        tree = [(offset, SECTOR) for offset in self._roots()]
        tree += [each.extents[0] for each in folders]
        self._places = [
            place
            for offset, length in tree
            for place in range(offset, offset + length)
            if any(self.data[place : place + 8])  # not the padding
        ]

    def _roots(self) -> Iterator[int]:
        for descriptor in (16, 17):
            root = int.from_bytes(self.data[descriptor * SECTOR + 158 :][:4], "little")
            if 18 < root < 100:
                yield root * SECTOR

    def spoiled(self, patches: Patches, cut: int | None = None) -> Bytes:
        """The image with bytes of its tree changed, and its end missing."""
        data = bytearray(self.data)
        for number, piece in patches:
            place = self._places[number % len(self._places)]
            data[place : place + len(piece)] = piece
        return Bytes(bytes(data[:cut]))


@pytest.fixture(scope="module")
def reals(tmp_path_factory: pytest.TempPathFactory) -> list[Real]:
    """Ours, and those of the programs that are there."""
    top = tmp_path_factory.mktemp("iso")
    paths = [write_iso(top / "ours.iso", size=MIB)]
    tree = top / "tree"
    for folder in ("k8s", "docker", *("/".join(f"d{n}" for n in range(10)),)):
        (tree / folder).mkdir(parents=True)
    for name in ("k8s/kubelet", "docker/" + "x" * 200 + ".tar", "docker/kube-proxy:v1.30.2.tar"):
        (tree / name).write_text(name)
    (tree / "k8s/kubectl").symlink_to("../k8s/kubelet")
    for command in (
        "genisoimage -J -R -l",
        "genisoimage -D -J -joliet-long",
        "xorriso -as mkisofs -J -R -l",
    ):
        if shutil.which(command.split()[0]):
            paths.append(top / f"{len(paths)}.iso")
            options = ["-quiet", "-o", str(paths[-1]), str(tree)]
            subprocess.run([*command.split(), *options], check=True, capture_output=True)
    return [Real(path) for path in paths]


@pytest.fixture(scope="module")
def outcomes() -> Iterator[Counter[str]]:
    counted: Counter[str] = Counter()
    yield counted
    if _ASKED:
        print("\nimages:", dict(counted.most_common()))  # noqa: T201 - it was asked for


@_LIMITS
@given(which=st.integers(0, 3), patches=_PATCHES, cut=st.none() | st.integers(32 << 10, MIB))
def test_any_image_is_walked_to_its_end(
    reals: list[Real], outcomes: Counter[str], which: int, patches: Patches, cut: int | None
) -> None:
    data = reals[which % len(reals)].spoiled(patches, cut)
    began = time.process_time()
    outcomes.update(chain(walked(data), ["in all"]))
    assert data.reads < _READS
    assert time.process_time() - began < 20


@_LIMITS
@given(which=st.integers(0, 3), patches=_PATCHES)
def test_a_glance_is_a_glance(reals: list[Real], which: int, patches: Patches) -> None:
    data = reals[which % len(reals)].spoiled(patches)
    with suppress(NoImage):
        assert len(looked(data).profile) <= 64
    assert data.came < MIB


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
