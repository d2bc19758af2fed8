"""Contents as they are kept, names of container images, and what kubeadm needs."""

from __future__ import annotations

import json

import pytest

from kisotui.domain import kubeadm
from kisotui.domain.contents import (
    LONGEST,
    Component,
    ContainerImage,
    Contents,
    Glance,
    Kind,
    Node,
    NodeKind,
    Severity,
)
from kisotui.domain.contents_json import MOST_NODES, from_json, to_json
from kisotui.domain.findings import finding
from kisotui.domain.image_names import image_name

WHOLE = Contents(
    glance=Glance("CDROM", Kind.MOLD, "1.34.12", "x86_64", "mold-cks", "r1"),
    size=5 << 30,
    tree=(Node("k8s", NodeKind.DIRECTORY, 4), Node("k8s/kubelet", NodeKind.LINK, 0, "../kubelet")),
    components=(Component("kubelet", "k8s/kubelet", 4, "1.34.12", "x86_64"),),
    images=(ContainerImage("docker/a.tar", ("a:1", "b:2"), "amd64", 9, 2, "sha256:ab"),),
    findings=(finding("not-elf", "k8s/kubelet"), finding("kubeadm-unknown", version="1.99.0")),
)


def stored(contents: Contents) -> Contents:
    return from_json(json.loads(json.dumps(to_json(contents))))


@pytest.mark.parametrize("contents", [WHOLE, Contents(Glance(), 0)])
def test_what_is_kept_comes_back(contents: Contents) -> None:
    assert stored(contents) == contents


def test_the_worst_of_the_findings() -> None:
    assert WHOLE.worst is Severity.ERROR
    assert Contents(Glance(), 0).worst is None


def test_what_a_later_release_adds_is_passed_over() -> None:
    later = json.loads(json.dumps(to_json(WHOLE)))
    later["smell"] = "new"
    later["glance"]["kind"] = "of-tomorrow"
    later["findings"][0]["severity"] = "of-tomorrow"
    later["tree"].append("no mapping")
    found = from_json(later)
    assert found.glance.kind is Kind.UNKNOWN
    assert found.findings[0].severity is Severity.NOTE
    assert found.tree == WHOLE.tree


@pytest.mark.parametrize(
    "broken", [None, [], 7, "x", {"glance": 1, "tree": {}, "size": -1, "images": [{"tags": 3}]}]
)
def test_anything_else_is_nothing(broken: object) -> None:
    found = from_json(broken)
    assert (found.size, found.tree, found.findings) == (0, (), ())


def test_what_is_too_much_is_left_out() -> None:
    nodes = tuple(Node("a" * 5000, NodeKind.FILE) for _ in range(MOST_NODES + 1))
    found = stored(Contents(Glance(), 0, nodes))
    assert len(found.tree) == MOST_NODES
    assert len(found.tree[0].path) == LONGEST


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("node", "docker.io/library/node:latest"),
        ("calico/node:v3", "docker.io/calico/node:v3"),
        ("quay.io/calico/node", "quay.io/calico/node:latest"),
        ("localhost/a:1", "localhost/a:1"),
        ("mirror:5000/a", "mirror:5000/a:latest"),
        ("quay.io/a@sha256:12", "quay.io/a@sha256:12"),
        ("quay.io/a:1@sha256:12", "quay.io/a:1@sha256:12"),
        ("", "docker.io/library/:latest"),
    ],
)
def test_names_of_images(text: str, meant: str) -> None:
    assert str(image_name(text)) == meant


@pytest.mark.parametrize(
    ("version", "images"),
    [
        (
            "1.20.7",
            ("k8s.gcr.io/coredns:1.7.0", "k8s.gcr.io/pause:3.2", "k8s.gcr.io/etcd:3.4.13-0"),
        ),
        (
            "1.34.12",
            (
                "registry.k8s.io/coredns/coredns:v1.12.1",
                "registry.k8s.io/pause:3.10.1",
                "registry.k8s.io/etcd:3.6.5-0",
            ),
        ),
    ],
)
def test_what_kubeadm_needs(version: str, images: tuple[str, ...]) -> None:
    needed = kubeadm.needed(version, "amd64")
    assert tuple(str(each.name) for each in needed[4:]) == images
    assert {each.name.tag for each in needed[:4]} == {f"v{version}"}


def test_the_first_minor_had_images_of_each_architecture() -> None:
    names = [str(each.name) for each in kubeadm.needed("1.11.10", "arm64")]
    assert names == [
        *(
            f"k8s.gcr.io/kube-{name}-arm64:v1.11.10"
            for name in ("apiserver", "controller-manager", "scheduler", "proxy")
        ),
        "k8s.gcr.io/coredns:1.1.3",
        "k8s.gcr.io/pause:3.1",
        "k8s.gcr.io/etcd-arm64:3.2.18",
    ]
    assert str(kubeadm.needed("1.12.0", "arm64")[0].name) == "k8s.gcr.io/kube-apiserver:v1.12.0"


def test_later_patches_fit_where_they_may() -> None:
    dns, pause, etcd = kubeadm.needed("1.31.4", "amd64")[4:]
    assert dns.fits("v1.11.3")
    assert not dns.fits("v1.12.0")
    assert etcd.fits("3.5.24-0")
    assert not etcd.fits("none")
    assert not pause.fits("3.10.1")


def test_every_minor_is_known_up_to_the_newest() -> None:
    assert all(kubeadm.is_known(f"1.{minor}.0") for minor in range(11, kubeadm.NEWEST + 1))
    assert not kubeadm.is_known(f"1.{kubeadm.NEWEST + 1}.0")
    assert not kubeadm.is_known("2.0.0")
    assert len(kubeadm.needed("2.0.0", "amd64")) == 4
