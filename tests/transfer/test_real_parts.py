"""ISOs of real parts, written by the tools that write the field's: judged right to the version."""

from __future__ import annotations

import gzip
import io
import tarfile
from pathlib import Path

import pytest

from kisotui.domain.contents import Component, Contents
from kisotui.iso.data import FileData
from kisotui.iso.judge import Expected, judge
from tests.support import debian_parts, isos

MACHINES = {"amd64": "x86_64", "arm64": "aarch64", "s390x": "s390x"}
KUBECTL = "1.20.2"  # of Debian 12


@pytest.fixture(scope="module")
def parts() -> Path:
    try:
        found = debian_parts.parts()
    except debian_parts.NoPartsError as reason:
        pytest.skip(str(reason))
    return found


@pytest.fixture(scope="module")
def arch(parts: Path) -> str:
    """Of this machine, and so of the packages."""
    machine = (parts / "usr/bin/kubectl").read_bytes()[18]
    return {62: "x86_64", 183: "aarch64"}.get(machine, "s390x")


@pytest.fixture(scope="module")
def tree(parts: Path, arch: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole ISO's files with the real ones among them."""
    files = isos.whole("cloudstack", KUBECTL, arch)
    build = next(name for name, other in MACHINES.items() if other == arch)
    files["k8s/kubectl"] = (parts / "usr/bin/kubectl").read_bytes()
    files[f"cni/cni-plugins-{build}.tgz"] = _packed(parts / "usr/lib/cni", "")
    etcd = f"etcd-v3.4.23-linux-{build}/"
    files[f"etcd/etcd-linux-{build}.tar.gz"] = _packed(parts / "usr/bin", etcd, "etcd*")
    return isos.write_tree(files, tmp_path_factory.mktemp("tree"))


def _packed(folder: Path, prefix: str, pattern: str = "*") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for path in sorted(folder.glob(pattern)):
            archive.add(path, prefix + path.name)
    return gzip.compress(buffer.getvalue(), 1)


def judged(tree: Path, writer: str, folder: Path, arch: str) -> Contents:
    if not isos.installed(writer):
        pytest.skip(f"{writer} is not installed")
    iso = isos.write_by(writer, tree, folder / "a.iso")
    with FileData(iso) as data:
        return judge(data, Expected(KUBECTL, arch))


def component(found: Contents, name: str) -> Component:
    (component,) = (each for each in found.components if each.name == name)
    return component


@pytest.mark.parametrize("writer", isos.WRITERS)
def test_real_programs(tree: Path, writer: str, tmp_path: Path, arch: str) -> None:
    found = judged(tree, writer, tmp_path, arch)
    assert found.findings == ()
    assert (component(found, "kubectl").version, component(found, "kubectl").arch) == (
        KUBECTL,
        arch,
    )
    assert component(found, "cni-plugins").arch == arch
    assert (component(found, "etcd").version, component(found, "etcd").arch) == ("3.4.23", arch)


def test_of_another_machine(tree: Path, tmp_path: Path, arch: str) -> None:
    other = "aarch64" if arch == "x86_64" else "x86_64"
    found = judged(tree, "xorriso", tmp_path, other)
    wrong = {each.path.partition(":")[0] for each in found.findings if each.code == "arch-wrong"}
    assert {"k8s/kubectl", "k8s/kubelet", "k8s/kubeadm"} < wrong
    assert any(path.startswith("cni/") for path in wrong)
    assert any(path.startswith("etcd/") for path in wrong)
