"""Each defect of a Kubernetes ISO is found, and nothing besides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from demo import image_tars
from demo.image_tars import tar
from demo.images import Kind
from kisotui.domain.contents import Kind as Build
from kisotui.domain.contents import NodeKind
from tests.support import isos, spoiled, spoiled_images
from tests.support.defects import Defect
from tests.support.iso_writer import Link

DEFECTS = spoiled.all_defects()


@pytest.mark.parametrize("arch", ["x86_64", "aarch64", "s390x"])
@pytest.mark.parametrize("version", ["1.11.3", "1.20.7", "1.24.0", "1.30.14", "1.37.1"])
@pytest.mark.parametrize("kind", ["mold", "cloudstack"])
def test_nothing_is_found_in_a_whole_one(kind: Kind, version: str, arch: str) -> None:
    found = isos.judged(isos.whole(kind, version, arch), version, arch)
    assert found.findings == ()
    assert found.glance.kind is Build(kind)
    assert {each.version for each in found.components if each.path.startswith("k8s/")} == {version}
    assert {each.arch for each in found.components} == {arch}
    assert len(found.images) == 8


@pytest.mark.parametrize("defect", DEFECTS, ids=[each.name for each in DEFECTS])
def test_a_defect_is_found_and_nothing_besides(defect: Defect) -> None:
    found = isos.judged(defect.spoil(isos.whole(defect.kind)))
    assert isos.codes(found) == defect.found


def test_what_is_declared_is_held_against_all_of_it() -> None:
    found = isos.judged(isos.whole("cloudstack"), "1.33.1", "aarch64")
    assert {each.code for each in found.findings} == {
        "arch-wrong",
        "version-wrong",
        "image-arch",
        "image-version",
        "image-tag",
    }


def test_where_nothing_is_declared_the_parts_are_held_against_each_other() -> None:
    assert isos.judged(isos.whole("cloudstack"), "", "").findings == ()


def test_a_version_of_tomorrow() -> None:
    found = isos.judged(isos.whole("cloudstack", "1.99.0"), "1.99.0")
    assert isos.codes(found) == [("kubeadm-unknown", "")]


def test_a_link_inside_is_followed() -> None:
    files = isos.whole("cloudstack")
    files["k8s/v1/kubelet"] = files["k8s/kubelet"]
    files["k8s/kubelet"] = Link("v1/kubelet")
    assert isos.judged(files).findings == ()


@pytest.mark.parametrize("save", [image_tars.oci, image_tars.both])
def test_an_image_of_another_architecture_has_its_size(
    save: Callable[[str, str, bytes], dict[str, bytes]],
) -> None:
    data = save(spoiled_images.PAUSE_NAME, "aarch64", b"data")
    made = image_tars.image("aarch64", b"data")
    (pause,) = (
        image
        for image in isos.judged({**isos.whole(), spoiled_images.PAUSE: tar(data)}).images
        if image.path == spoiled_images.PAUSE
    )
    assert (pause.arch, pause.layers) == ("arm64", 1)
    assert pause.size == len(made.blobs[made.layer])


def test_the_tree_tells_the_sizes() -> None:
    files = isos.whole("mold")
    found = isos.judged(files)
    sizes = {node.path: node.size for node in found.tree}
    plain = {path: len(data) for path, data in files.items() if isinstance(data, bytes)}
    assert {path: sizes[path] for path in plain} == plain
    assert sizes["k8s"] == sum(size for path, size in plain.items() if path.startswith("k8s/"))
    folders = [node.path for node in found.tree if node.kind is NodeKind.DIRECTORY]
    assert folders == ["cni", "cri-tools", "docker", "etcd", "k8s"]
