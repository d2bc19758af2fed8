"""The demo's ISOs are what they say: right programs, right sums, the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from pathlib import Path

import pycdlib
import pytest

from demo.contents import image_names
from demo.images import MIB, Kind, write_iso


def files(path: Path) -> dict[str, bytes]:
    """All files by their Rock Ridge names."""
    image = pycdlib.PyCdlib()
    image.open(str(path))
    found = {}
    for folder, _, names in image.walk(rr_path="/"):
        for name in names:
            buffer = io.BytesIO()
            rr_path = f"{folder.rstrip('/')}/{name}"
            image.get_file_from_iso_fp(buffer, rr_path=rr_path)
            found[rr_path.lstrip("/")] = buffer.getvalue()
    image.close()
    return found


@pytest.mark.parametrize(
    ("arch", "machine", "order"),
    [("x86_64", 62, "little"), ("aarch64", 183, "little"), ("s390x", 22, "big")],
)
def test_programs_are_of_their_architecture(
    tmp_path: Path, arch: str, machine: int, order: str
) -> None:
    found = files(write_iso(tmp_path / "a.iso", "1.33.1", arch, "cloudstack", size=MIB))
    for name in ("kubeadm", "kubelet", "kubectl"):
        program = found[f"k8s/{name}"]
        assert program.startswith(b"\x7fELF")
        assert int.from_bytes(program[18:20], "little" if order == "little" else "big") == machine
        assert b"v1.33.1" in program


def test_mold_proves_every_file(tmp_path: Path) -> None:
    found = files(write_iso(tmp_path / "a.iso", "1.34.12", size=MIB))
    sums = dict(line.split("  ")[::-1] for line in found["SHA256SUMS"].decode().splitlines())
    assert set(sums) == set(found) - {"SHA256SUMS"}
    for path, digest in sums.items():
        assert hashlib.sha256(found[path]).hexdigest() == digest
    manifest = json.loads(found["manifest.json"])
    assert (manifest["kubernetes_version"], manifest["architecture"]) == ("1.34.12", "amd64")


def test_container_images_name_the_version(tmp_path: Path) -> None:
    found = files(write_iso(tmp_path / "a.iso", "1.34.12", kind="cloudstack", size=MIB))
    tags = set()
    for path, data in found.items():
        if path.endswith(".tar"):
            with tarfile.open(fileobj=io.BytesIO(data)) as archive:
                manifest = archive.extractfile("manifest.json")
                assert manifest is not None
                (entry,) = json.load(manifest)
                archive.getmember(entry["Config"])
                archive.getmember(entry["Layers"][0])
                tags.update(entry["RepoTags"])
    assert tags == set(image_names("1.34.12", "x86_64"))
    assert any(tag.endswith("kube-apiserver:v1.34.12") for tag in tags)


def test_molds_list_names_each_archive(tmp_path: Path) -> None:
    found = files(write_iso(tmp_path / "a.iso", "1.34.12", size=MIB))
    listed = dict(line.split() for line in found["docker/images.list"].decode().splitlines())
    assert {f"docker/{name}" for name in listed} == {
        path for path in found if path.endswith(".tar")
    }
    assert "registry.k8s.io/kube-apiserver" in listed.values()


@pytest.mark.parametrize("kind", ["mold", "cloudstack"])
def test_the_same_bytes_every_time(
    tmp_path: Path, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = write_iso(tmp_path / "a.iso", kind=kind, size=MIB).read_bytes()
    monkeypatch.setenv("TZ", "Asia/Seoul")
    assert write_iso(tmp_path / "b.iso", kind=kind, size=MIB).read_bytes() == first
    assert write_iso(tmp_path / "c.iso", kind=kind, size=MIB, seed=1).read_bytes() != first


def test_about_as_big_as_wanted(tmp_path: Path) -> None:
    size = write_iso(tmp_path / "a.iso", size=8 * MIB).stat().st_size
    assert 7 * MIB < size < 10 * MIB
