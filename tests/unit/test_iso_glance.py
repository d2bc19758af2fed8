"""What a glance tells, and what it costs."""

from __future__ import annotations

from pathlib import Path

import pytest

from demo.images import MIB, Kind, write_iso
from kisotui.domain import contents
from kisotui.domain.contents import Finding, Glance, Severity
from kisotui.domain.failures import Problem
from kisotui.iso.glance import glance, look
from kisotui.iso.volume import SECTOR
from tests.support.image_bytes import (
    DIRECTORY,
    ROOT,
    SHARING,
    Bytes,
    directory,
    image,
    record,
    rock,
)
from tests.support.iso_writer import Files, write
from tests.support.isos import codes, judged, whole

ARM = b"\x7fELF\x02\x01\x01" + bytes(9) + b"\x02\x00\xb7\x00"


@pytest.mark.parametrize("arch", ["x86_64", "aarch64", "s390x"])
@pytest.mark.parametrize("kind", ["mold", "cloudstack"])
def test_whole_ones(tmp_path: Path, arch: str, kind: Kind) -> None:
    path = write_iso(tmp_path / "a.iso", version="1.34.12", arch=arch, kind=kind, size=MIB)
    data = Bytes(path.read_bytes())
    found = glance(data)
    assert (found.label, found.version, found.arch) == ("CDROM", "1.34.12", arch)
    assert found.kind == kind
    assert (found.profile, found.revision) == (("mold-cks", "r1") if kind == "mold" else ("", ""))
    assert data.came < 300 * 1024


def test_over_range_it_takes_few_requests(tmp_path: Path) -> None:
    """Each piece of 32 KiB is asked for once, neighbours together, as download/ranged.py does."""
    path = write_iso(tmp_path / "a.iso", size=24 * MIB)
    data = InPieces(path.read_bytes())
    assert glance(data).version == "1.34.12"
    assert data.requests <= 5
    assert data.came < 400 * 1024


def cloudstack(*archives: str, program: bytes = ARM, manifest: bytes = b"") -> Bytes:
    """An image with such archives of images, a kubelet and a manifest."""
    sectors = {
        21: directory(21, record(b"KUBELET.;1", 40, len(program), 0, rock("kubelet"))),
        22: directory(22, *(record(b"A.;1", 41, 1, 0, rock(name)) for name in archives)),
        23: directory(23, record(b"C.;1", 41, 1, 0, rock("cni-plugins-amd64.tgz"))),
        40: program,
        42: manifest,
    }
    folders = [
        record(name.upper().encode(), at, 2048, DIRECTORY, rock(name, 0o040755))
        for name, at in (("k8s", 21), ("docker", 22), ("cni", 23))
    ]
    if manifest:
        folders.append(record(b"M.;1", 42, len(manifest), 0, rock("manifest.json")))
    return Bytes(image({ROOT: directory(ROOT, *folders, system=SHARING), **sectors}))


@pytest.mark.parametrize(
    "name",
    ["kube-apiserver:v1.30.2.tar", "kube-proxy_v1.30.2.tar", "kube-scheduler-amd64-1.30.2.tar"],
)
def test_versions_by_the_names_of_archives(name: str) -> None:
    found = glance(cloudstack("pause:3.9.tar", "coredns:v1.11.1.tar", name))
    expected = Glance("CDROM", contents.Kind.CLOUDSTACK, "1.30.2", "aarch64")
    assert found == expected


def test_most_archives_name_the_version() -> None:
    names = ("kube-proxy:v1.29.0.tar", "kube-apiserver:v1.30.2.tar", "kube-scheduler:v1.30.2.tar")
    assert glance(cloudstack(*names)).version == "1.30.2"


def test_nothing_names_the_version() -> None:
    assert glance(cloudstack("kube-apiserver.tar")).version == ""


def test_the_programs_say_more_than_the_names_beside_them() -> None:
    assert glance(cloudstack(program=ARM)).arch == "aarch64"
    assert glance(cloudstack(program=b"#!/bin/sh")).arch == "x86_64"


@pytest.mark.parametrize(
    "manifest",
    [b"{", b"[]", b"[" * 2000, b'{"a": 1}', b"\xff\xfe", b'{"kubernetes_version": '],
)
def test_a_manifest_that_says_nothing(manifest: bytes) -> None:
    found = glance(cloudstack("kube-apiserver:v1.30.2.tar", manifest=manifest))
    assert (found.kind, found.version) == (contents.Kind.CLOUDSTACK, "1.30.2")


def test_a_hostile_manifest() -> None:
    manifest = (
        b'{"kubernetes_version": ["1"], "architecture": {}, "profile": "%s", "revision": 7}'
        % (b"p" * 900)
    )
    found = glance(cloudstack("kube-apiserver:v1.30.2.tar", manifest=manifest))
    assert (found.kind, found.version) == (contents.Kind.MOLD, "1.30.2")
    assert (found.profile, found.revision) == ("p" * 64, "7")


def test_what_cannot_be_read_is_told_by_the_rest() -> None:
    data = cloudstack("kube-apiserver:v1.30.2.tar", manifest=b'{"kubernetes_version": "1.31.0"}')
    found = glance(Broken(data.data))
    assert (found.version, found.arch) == ("1.30.2", "x86_64")
    assert found.kind is contents.Kind.UNKNOWN, "a manifest may say that it is a build of Mold"


def test_any_other_iso() -> None:
    data = Bytes(image({ROOT: directory(ROOT, record(b"README.;1", 40, 5))}))
    assert glance(data) == Glance("CDROM")


def without(*paths: str) -> Files:
    return {path: data for path, data in whole().items() if path not in paths}


def errors(found: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(each.code, each.path) for each in found if each.severity is Severity.ERROR]


IMAGES = [path for path in whole() if path.startswith("docker/")]


@pytest.mark.parametrize(
    "paths",
    [
        ["k8s/kubelet"],
        ["k8s/kubeadm", "k8s/kubectl", "network.yaml"],
        ["cni/cni-plugins-amd64.tgz"],
        IMAGES,
    ],
)
def test_what_is_missing_is_found_as_the_verdict_finds_it(paths: list[str]) -> None:
    files = without(*paths)
    seen = look(Bytes(write(files)))
    assert errors(seen.findings)
    assert set(errors(seen.findings)) <= set(codes(judged(files)))
    for path in paths:
        folder = path.partition("/")[0]
        assert any(found.path in (path, folder) for found in seen.findings), path


@pytest.mark.parametrize("kind", ["cloudstack", "mold"])
def test_nothing_is_missing_in_whole_ones(kind: Kind) -> None:
    assert look(Bytes(write(whole(kind)))).findings == ()


def test_an_empty_program_is_none() -> None:
    found = look(Bytes(write({**whole(), "k8s/kubelet": b""}))).findings
    assert errors(found) == [("part-empty", "k8s/kubelet")]


@pytest.mark.parametrize("path", ["k8s/kubelet", "k8s/kubeadm", "k8s/kubectl"])
@pytest.mark.parametrize(
    ("head", "code"), [(b"<html>404 Not Found</html>", "not-elf"), (ARM, "arch-wrong")]
)
def test_each_program_is_looked_at(path: str, head: bytes, code: str) -> None:
    files = {**whole(), path: head}
    seen = look(Bytes(write(files)))
    assert seen.glance.arch == "x86_64"
    assert errors(seen.findings) == [(code, path)]
    assert (code, path) in codes(judged(files))


def test_programs_that_cannot_be_reached_are_not_judged() -> None:
    data = cloudstack("kube-apiserver:v1.30.2.tar", program=b"<html>404 Not Found</html>")
    assert ("not-elf", "k8s/kubelet") in errors(look(data).findings)
    assert "not-elf" not in {each.code for each in look(Broken(data.data)).findings}


def test_images_in_folders_of_their_own_are_not_missed() -> None:
    """They are not looked for over a network; who reads the whole ISO sees them."""
    files = {**without(*IMAGES), "docker/more/pause.tar": b"x"}
    assert look(Bytes(write(files))).findings == ()


def test_no_iso() -> None:
    with pytest.raises(Problem) as caught:
        glance(Bytes(bytes(200_000)))
    assert caught.value.code == "not-iso"


class Broken(Bytes):
    """Nothing can be read behind the directories."""

    def read(self, offset: int, length: int) -> bytes:
        if offset >= 40 * SECTOR:
            raise OSError
        return super().read(offset, length)


class InPieces(Bytes):
    """Reads whole pieces and keeps them; counts what has to be asked for."""

    PIECE = 32 * 1024

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.requests = 0
        self._there: set[int] = set()

    def read(self, offset: int, length: int) -> bytes:
        wanted = range(offset // self.PIECE, -(-(offset + length) // self.PIECE))
        new = [each for each in wanted if each not in self._there]
        self.requests += len(new) - sum(each + 1 in new for each in new)
        self.came += len(new) * self.PIECE
        self._there.update(new)
        return self.data[offset : offset + length]
