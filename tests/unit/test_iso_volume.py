"""Images of three writers, and of nobody."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from demo.images import MIB, Kind, write_iso
from kisotui.domain.failures import Problem
from kisotui.iso.volume import SECTOR, Volume, inspect

PRIMARY = 16 * SECTOR


@pytest.fixture(scope="module")
def iso(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_iso(tmp_path_factory.mktemp("iso") / "a.iso", size=MIB)


@pytest.fixture
def image(iso: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return Path(shutil.copy(iso, tmp_path / "spoiled.iso"))


def refused(path: Path) -> Problem:
    with pytest.raises(Problem) as caught:
        inspect(path)
    return caught.value


def patch(path: Path, offset: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(data)


@pytest.mark.parametrize("arch", ["x86_64", "aarch64", "s390x"])
@pytest.mark.parametrize("kind", ["mold", "cloudstack"])
def test_ours(tmp_path: Path, arch: str, kind: Kind) -> None:
    path = write_iso(tmp_path / "a.iso", arch=arch, kind=kind, size=MIB)
    assert inspect(path) == Volume("CDROM", path.stat().st_size)


@pytest.mark.parametrize(
    "command",
    [
        "xorriso -as mkisofs -quiet -iso-level 3 -J -R -V CDROM -o {iso} {tree}",
        "xorriso -as mkisofs -quiet -no-pad -J -R -V CDROM -o {iso} {tree}",
        "xorriso -outdev {iso} -volid CDROM -joliet on -map {tree} /",
        "genisoimage -quiet -iso-level 3 -J -R -V CDROM -o {iso} {tree}",
        "genisoimage -quiet -no-pad -J -R -V CDROM -o {iso} {tree}",
        "genisoimage -quiet -udf -J -R -V CDROM -o {iso} {tree}",
    ],
)
def test_theirs(tmp_path: Path, command: str) -> None:
    """The whole image is accepted; one without its last data is not."""
    program = command.split()[0]
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    tree, path = tmp_path / "tree", tmp_path / "a.iso"
    (tree / "k8s").mkdir(parents=True)
    (tree / "k8s" / "kubelet").write_bytes(os.urandom(3 * MIB))
    words = [word.format(iso=path, tree=tree) for word in command.split()]
    subprocess.run(words, check=True, capture_output=True)
    volume = inspect(path)
    assert volume.label == "CDROM"
    assert 3 * MIB < volume.size <= path.stat().st_size
    os.truncate(path, volume.size)
    assert inspect(path) == volume
    os.truncate(path, volume.size - 1)
    problem = refused(path)
    assert problem.code == "iso-truncated"
    assert problem.values == {"expected": volume.size, "size": volume.size - 1}


def test_padding_behind_the_volume_is_fine(image: Path) -> None:
    declared = inspect(image).size
    os.truncate(image, declared + 12_345)
    assert inspect(image).size == declared


@pytest.mark.parametrize("size", [PRIMARY + SECTOR, 40_000, 100_000])
def test_cut_off_anywhere_behind_the_descriptor(image: Path, size: int) -> None:
    os.truncate(image, size)
    assert refused(image).code == "iso-truncated"


@pytest.mark.parametrize("size", [0, 1, PRIMARY, PRIMARY + SECTOR - 1])
def test_cut_off_before(image: Path, size: int) -> None:
    os.truncate(image, size)
    assert refused(image).code == "not-iso"


def no_end_of_set(path: Path) -> None:
    descriptor = path.read_bytes()[PRIMARY : PRIMARY + SECTOR]
    for sector in range(17, 100):
        patch(path, sector * SECTOR, descriptor)


def root_outside(path: Path) -> None:
    patch(path, PRIMARY + 156 + 2, (0xFFFFFFF0).to_bytes(4, "little"))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: patch(path, PRIMARY + 1, b"CD002"),
        lambda path: patch(path, PRIMARY, b"\x02"),
        lambda path: patch(path, PRIMARY, b"\xff"),
        lambda path: patch(path, PRIMARY + 6, b"\x02"),
        lambda path: patch(path, PRIMARY + 881, b"\x00"),
        lambda path: patch(path, PRIMARY + SECTOR + 1, b"XXXXX"),
        lambda path: patch(path, PRIMARY + 128, b"\x00\x00"),
        lambda path: patch(path, PRIMARY + 128, b"\xff\xff"),
        lambda path: patch(path, PRIMARY + 80, bytes(4)),
        lambda path: patch(path, PRIMARY + 80, b"\x01\x00\x00\x00"),
        lambda path: patch(path, PRIMARY + 156, bytes(34)),
        lambda path: patch(path, PRIMARY + 156 + 25, b"\x00"),
        lambda path: patch(path, PRIMARY + 156 + 2, bytes(4)),
        lambda path: patch(path, PRIMARY + 156 + 10, bytes(4)),
        lambda path: patch(path, PRIMARY + 156 + 10, b"\xff\xff\xff\xff"),
        lambda path: path.write_bytes(bytes(200_000)),
        lambda path: path.write_bytes(os.urandom(200_000)),
        no_end_of_set,
        root_outside,
    ],
)
def test_not_an_image(image: Path, spoil: Callable[[Path], object]) -> None:
    spoil(image)
    assert refused(image).code == "not-iso"


def test_a_root_directory_that_is_not_there(image: Path) -> None:
    root = int.from_bytes(image.read_bytes()[PRIMARY + 158 : PRIMARY + 162], "little")
    patch(image, root * SECTOR, bytes(SECTOR))
    assert refused(image).code == "not-iso"


def test_a_hostile_label_is_only_text(image: Path) -> None:
    patch(image, PRIMARY + 40, b"\x1b[31m\xff\xff".ljust(32))
    assert inspect(image).label == "\x1b[31m\ufffd\ufffd"


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(st.integers(PRIMARY, PRIMARY + 4 * SECTOR), st.binary(max_size=64))))
def test_whatever_it_holds_it_is_an_image_or_a_problem(
    iso: Path, tmp_path: Path, patches: list[tuple[int, bytes]]
) -> None:
    path = Path(shutil.copy(iso, tmp_path / "hostile.iso"))
    for offset, data in patches:
        patch(path, offset, data)
    assert outcome(path) in ("sound", "not-iso", "iso-truncated")


def outcome(path: Path) -> str:
    try:
        return "sound" if inspect(path).size <= path.stat().st_size else "too short"
    except Problem as problem:
        return problem.code
