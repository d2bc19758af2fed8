"""Images as other programs write them are read as Linux shows them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from demo.images import MIB, write_iso
from kisotui.iso.data import FileData
from kisotui.iso.entry import EntryKind
from kisotui.iso.image import Image

ROCKY = ("-J -R -l -iso-level 3", "-R", "-R -D -iso-level 4")


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that is hard about names: long, deep, of other letters, many; and links."""
    top = tmp_path_factory.mktemp("tree")
    for folder in ("k8s", "docker", "empty", "/".join(f"d{n}" for n in range(12))):
        (top / folder).mkdir(parents=True)
    (top / "k8s/kubelet").write_bytes(os.urandom(300_000))
    (top / "k8s/nothing").touch()
    for name in ("kube-apiserver:v1.30.2.tar", "x" * 230 + ".tar", "한글 이름.txt"):
        (top / "docker" / name).write_text(name)
    for number in range(200):
        (top / "docker" / f"f{number:03}").write_bytes(b"x" * number)
    next(top.glob("d0/**/d11")).joinpath("deep.txt").write_text("deep")
    (top / "k8s/kubectl").symlink_to("kubelet")
    (top / "docker/up").symlink_to("../k8s/./kubelet")
    return top


@pytest.mark.parametrize("options", ROCKY)
@pytest.mark.parametrize("program", ["genisoimage", "xorriso"])
def test_rock_ridge(tree: Path, tmp_path: Path, program: str, options: str) -> None:
    with FileData(made(program, options, tree, tmp_path / "a.iso")) as data:
        image = Image(data)
        entries = {entry.path: entry for entry in image.walk()}
        assert set(entries) - {"rr_moved"} == {str(p.relative_to(tree)) for p in tree.rglob("*")}
        for path, entry in entries.items():
            there = tree / path
            if entry.kind is EntryKind.LINK:
                assert entry.target == os.readlink(there)  # noqa: PTH115 - as it is written
                found = image.find(path)
                assert found is not None
                assert found.path == "k8s/kubelet"
            elif entry.kind is EntryKind.FILE:
                assert image.read(entry) == there.read_bytes()
        assert image.defects == []


@pytest.mark.parametrize("program", ["genisoimage", "xorriso"])
def test_joliet_alone(tree: Path, tmp_path: Path, program: str) -> None:
    options = "-J -joliet-long -D" + (" --norock" if program == "xorriso" else "")
    with FileData(made(program, options, tree, tmp_path / "a.iso")) as data:
        image = Image(data)
        paths = {entry.path for entry in image.walk()}
        assert {"k8s/kubelet", "docker/한글 이름.txt", "docker/f199", "empty"} <= paths
        assert image.defects == []


def test_plain_names_alone(tree: Path, tmp_path: Path) -> None:
    with FileData(made("genisoimage", "-D -l", tree, tmp_path / "a.iso")) as data:
        image = Image(data)
        assert {"k8s/kubelet", "docker/f199", "empty"} <= {entry.path for entry in image.walk()}
        assert image.defects == []


def test_ours(tmp_path: Path) -> None:
    with FileData(write_iso(tmp_path / "a.iso", size=MIB)) as data:
        image = Image(data)
        assert {"k8s/kubelet", "docker/images.list"} <= {entry.path for entry in image.walk()}
        assert image.defects == []


def made(program: str, options: str, tree: Path, path: Path) -> Path:
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    mode = ["-as", "mkisofs"] if program == "xorriso" else []
    command = [
        program,
        *mode,
        "-quiet",
        *options.split(),
        "-V",
        "CDROM",
        "-o",
        str(path),
        str(tree),
    ]
    subprocess.run(command, check=True, capture_output=True)
    return path
