"""The Contents tab: findings first, and nothing from an ISO reaches the screen raw."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rich.cells import cell_len

from kisotui import locale
from kisotui.domain.contents import (
    Component,
    ContainerImage,
    Contents,
    Glance,
    Kind,
    Node,
    NodeKind,
)
from kisotui.domain.detail_views import Iso, IsoContents, VersionDetail
from kisotui.domain.findings import finding
from kisotui.domain.states import DownloadStatus
from kisotui.tui.screens.detail_contents_lines import contents
from tests.unit.test_detail_lines import ISO, VERSION

NOW = datetime(2026, 11, 1, tzinfo=UTC)
INSIDE = Contents(
    Glance("CDROM", Kind.MOLD, "1.34.12", "x86_64", "mold-cks", "r1"),
    9 << 20,
    tree=(
        Node("k8s", NodeKind.DIRECTORY, 5 << 20),
        Node("k8s/kubelet", NodeKind.FILE, 5 << 20),
        Node("k8s/[red]evil\x1b[31m", NodeKind.LINK, target="../../etc/passwd"),
    ),
    components=(Component("kubelet", "k8s/kubelet", 5 << 20, "1.34.12", "x86_64"),),
    images=(ContainerImage("docker/a.tar", ("registry.k8s.io/pause:3.10.1",), "x86_64", 1 << 20),),
    findings=(
        finding("arch-wrong", "k8s/kubectl", found="aarch64", expected="x86_64"),
        finding("version-unknown", "k8s/kubeadm"),
    ),
)


@pytest.fixture(autouse=True)
def _english() -> None:
    locale.use("en")


def shown(width: int = 78, *, accepted: bool = False, more: Iso | None = None) -> list[str]:
    iso = replace(ISO, status=DownloadStatus.DOWNLOADED, path="/x")
    detail = VersionDetail(VERSION, (iso,) if more is None else (iso, more))
    found = IsoContents((iso.zonename,), "{SHA-256}ab", accepted, INSIDE, NOW)
    return [line.plain for line in contents(detail, [found], NOW, width)]


def test_findings_come_before_all_that_is_sound() -> None:
    said = "\n".join(shown())
    order = ["Verdict", "✗ Error", "! Warning", "Programs", "pause", "Files", "k8s/\n"]
    places = [said.index(word) for word in order]
    assert places == sorted(places)


def test_each_finding_says_what_to_do() -> None:
    said = "\n".join(shown(200))
    for each in INSIDE.findings:
        assert locale.finding_text(each) in said
        assert locale.finding_next(each) in said


@pytest.mark.parametrize("width", [40, 78, 198])
def test_no_line_is_longer_than_the_screen(width: int) -> None:
    lines = shown(width)
    assert max(map(cell_len, lines)) <= width
    assert "\x1b" not in "".join(lines)
    assert any("[red]evil" in line for line in lines), "no markup"


def test_how_to_overrule_it_is_said_where_there_are_errors() -> None:
    assert "accepts the ISO" in "\n".join(shown())
    assert "accepted it in spite" in "\n".join(shown(accepted=True))


def test_zones_are_told_apart_only_where_they_differ() -> None:
    assert "In seoul" not in shown()
    busan = replace(ISO, zonename="busan", status=DownloadStatus.BYPASSED)
    lines = shown(more=busan)
    assert "In seoul" in lines
    assert any(line.startswith("busan") and "Direct download" in line for line in lines)
